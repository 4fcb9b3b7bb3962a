"""Forecasts of the duration by planned value, earned duration and earned schedule.

The nine of Vandevoorde and Vanhoucke (2006): each method stands beside the others, with the rest of the work
as planned, as fast as so far (SPI), or as fast and as costly as so far (SCI = SPI x CPI). Any unit of time
will do, if it is the same throughout.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure

PLANNED_VALUE = "Planned value method (Anbari 2003)"
EARNED_DURATION = "Earned duration (Jacob 2003)"
EARNED_SCHEDULE = "Earned Schedule (Lipke 2003)"


@measure(
    label="Time variance (TV)",
    unit=Unit.MONTHS,
    formula="SV × PD / BAC",
    better=Better.HIGHER,
    standard=PLANNED_VALUE,
)
def time_variance(sv: pd.Series, planned_duration: pd.Series, bac: pd.Series) -> pd.Series:
    """The schedule variance as time at the planned rate of spending."""
    return ratio(sv, bac) * planned_duration


@measure(
    label="Earned duration (ED)",
    unit=Unit.MONTHS,
    formula="AT × SPI",
    better=Better.HIGHER,
    standard=EARNED_DURATION,
)
def earned_duration(at: pd.Series, spi: pd.Series) -> pd.Series:
    """The time that the work done by now should have taken at the rate of SPI."""
    return at * spi


@measure(
    label="Duration by planned value, rest as planned",
    unit=Unit.MONTHS,
    formula="PD − TV",
    better=Better.LOWER,
    standard=PLANNED_VALUE,
)
def duration_pv(planned_duration: pd.Series, time_variance: pd.Series) -> pd.Series:
    """How long it all takes if the time lost so far is all that is lost."""
    return planned_duration - time_variance


@measure(
    label="Duration by planned value, SPI",
    unit=Unit.MONTHS,
    formula="PD / SPI",
    better=Better.LOWER,
    standard=PLANNED_VALUE,
)
def duration_pv_spi(planned_duration: pd.Series, spi: pd.Series) -> pd.Series:
    """How long it all takes at SPI; it returns to the planned duration at the end, however late."""
    return ratio(planned_duration, spi)


@measure(
    label="Duration by planned value, SCI",
    unit=Unit.MONTHS,
    formula="PD / (SPI × CPI)",
    better=Better.LOWER,
    standard=PLANNED_VALUE,
    terms={"SCI": "Schedule cost index, SPI × CPI"},
)
def duration_pv_sci(planned_duration: pd.Series, spi: pd.Series, cpi: pd.Series) -> pd.Series:
    """How long it all takes at SPI if what is overspent has to be worked for as well."""
    return ratio(planned_duration, spi * cpi)


@measure(
    label="Duration by earned duration, rest as planned",
    unit=Unit.MONTHS,
    formula="AT + max(PD, AT) − ED",
    better=Better.LOWER,
    standard=EARNED_DURATION,
)
def duration_ed(at: pd.Series, planned_duration: pd.Series, earned_duration: pd.Series) -> pd.Series:
    """How long it all takes if the rest goes as planned."""
    return at + _rest(at, planned_duration, earned_duration)


@measure(
    label="Duration by earned duration, SPI",
    unit=Unit.MONTHS,
    formula="AT + (max(PD, AT) − ED) / SPI",
    better=Better.LOWER,
    standard=EARNED_DURATION,
)
def duration_ed_spi(
    at: pd.Series, planned_duration: pd.Series, earned_duration: pd.Series, spi: pd.Series
) -> pd.Series:
    """How long it all takes if the rest goes at SPI."""
    return at + ratio(_rest(at, planned_duration, earned_duration), spi)


@measure(
    label="Duration by earned duration, SCI",
    unit=Unit.MONTHS,
    formula="AT + (max(PD, AT) − ED) / (SPI × CPI)",
    better=Better.LOWER,
    standard=EARNED_DURATION,
)
def duration_ed_sci(
    at: pd.Series, planned_duration: pd.Series, earned_duration: pd.Series, spi: pd.Series, cpi: pd.Series
) -> pd.Series:
    """How long it all takes if the rest goes at SPI and what is overspent has to be worked for as well."""
    return at + ratio(_rest(at, planned_duration, earned_duration), spi * cpi)


@measure(
    label="Duration by earned schedule, SCI(t)",
    unit=Unit.MONTHS,
    formula="AT + (PD − ES) / (SPI(t) × CPI)",
    better=Better.LOWER,
    standard=EARNED_SCHEDULE,
    terms={"SCI(t)": "Schedule cost index by time earned, SPI(t) × CPI"},
)
def duration_es_sci(
    at: pd.Series, planned_duration: pd.Series, es: pd.Series, spi_t: pd.Series, cpi: pd.Series
) -> pd.Series:
    """How long it all takes if the rest goes at SPI(t) and what is overspent has to be worked for as well."""
    return at + ratio(planned_duration - es, spi_t * cpi)


@measure(
    label="Duration, shortest of the methods",
    unit=Unit.MONTHS,
    formula="least of the durations by planned value, earned duration and earned schedule",
    better=Better.LOWER,
    standard="house",
)
def duration_lowest(  # noqa: PLR0913 - one argument a method
    *,
    duration_pv: pd.Series,
    duration_pv_spi: pd.Series,
    duration_pv_sci: pd.Series,
    duration_ed: pd.Series,
    duration_ed_spi: pd.Series,
    duration_ed_sci: pd.Series,
    duration_as_planned: pd.Series,
    ieac_t: pd.Series,
    duration_es_sci: pd.Series,
) -> pd.Series:
    """The shortest forecast of all methods; one that is undefined is left out."""
    methods = [duration_pv, duration_pv_spi, duration_pv_sci, duration_ed, duration_ed_spi, duration_ed_sci]
    return pd.concat([*methods, duration_as_planned, ieac_t, duration_es_sci], axis=1).min(axis=1)


@measure(
    label="Duration, longest of the methods",
    unit=Unit.MONTHS,
    formula="greatest of the durations by planned value, earned duration and earned schedule",
    better=Better.LOWER,
    standard="house",
)
def duration_highest(  # noqa: PLR0913 - one argument a method
    *,
    duration_pv: pd.Series,
    duration_pv_spi: pd.Series,
    duration_pv_sci: pd.Series,
    duration_ed: pd.Series,
    duration_ed_spi: pd.Series,
    duration_ed_sci: pd.Series,
    duration_as_planned: pd.Series,
    ieac_t: pd.Series,
    duration_es_sci: pd.Series,
) -> pd.Series:
    """The longest forecast of all methods; one that is undefined is left out."""
    methods = [duration_pv, duration_pv_spi, duration_pv_sci, duration_ed, duration_ed_spi, duration_ed_sci]
    return pd.concat([*methods, duration_as_planned, ieac_t, duration_es_sci], axis=1).max(axis=1)


def _rest(at: pd.Series, planned_duration: pd.Series, earned_duration: pd.Series) -> pd.Series:
    """What is left to do: of the planned duration, or of the time taken where that is longer already."""
    whole = planned_duration.where(planned_duration >= at, at).where(planned_duration.notna())
    return whole - earned_duration
