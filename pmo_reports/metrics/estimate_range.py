"""The cost at completion by further performance factors, and the range that all methods span.

The published comparisons (Christensen 1993; the OR-AS library) set eight factors side by side: none, CPI,
SPI, SPI(t), SCI, SCI(t), and CPI weighed four to one with SPI or SPI(t). See `estimates` for the first ones.
"""

from __future__ import annotations

import pandas as pd

from pmo_reports.metrics.arithmetic import ratio
from pmo_reports.metrics.earned_value import CPI_WEIGHT, SPI_WEIGHT, STANDARD
from pmo_reports.model.figures import Unit
from pmo_reports.model.measures import Better, measure


@measure(
    label="EAC, SPI",
    unit=Unit.MONEY,
    formula="AC + (BAC − EV) / SPI",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_spi(bac: pd.Series, ev: pd.Series, ac: pd.Series, spi: pd.Series) -> pd.Series:
    """Cost at completion if the rest costs more as it is late."""
    return _completed(bac, ev, ac, spi)


@measure(
    label="EAC, SPI(t)",
    unit=Unit.MONEY,
    formula="AC + (BAC − EV) / SPI(t)",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_spi_t(bac: pd.Series, ev: pd.Series, ac: pd.Series, spi_t: pd.Series) -> pd.Series:
    """Cost at completion if the rest costs more as it is late, by time earned."""
    return _completed(bac, ev, ac, spi_t)


@measure(
    label="EAC, CPI × SPI(t)",
    unit=Unit.MONEY,
    formula="AC + (BAC − EV) / (CPI × SPI(t))",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_cpi_spi_t(
    bac: pd.Series, ev: pd.Series, ac: pd.Series, cpi: pd.Series, spi_t: pd.Series
) -> pd.Series:
    """Cost at completion if both cost and time earned go on as they did."""
    return _completed(bac, ev, ac, cpi * spi_t)


@measure(
    label="EAC, weighted with SPI(t)",
    unit=Unit.MONEY,
    formula="AC + (BAC − EV) / (0.8 CPI + 0.2 SPI(t))",
    better=Better.LOWER,
    standard=STANDARD,
)
def eac_weighted_t(
    bac: pd.Series, ev: pd.Series, ac: pd.Series, cpi: pd.Series, spi_t: pd.Series
) -> pd.Series:
    """Cost at completion, cost performance weighing four fifths, time earned the rest."""
    return _completed(bac, ev, ac, CPI_WEIGHT * cpi + SPI_WEIGHT * spi_t)


@measure(
    label="EAC, lowest of the methods",
    unit=Unit.MONEY,
    formula="least of the eight estimates by formula",
    better=Better.LOWER,
    standard="house",
)
def eac_lowest(  # noqa: PLR0913 - one argument a method
    *,
    eac: pd.Series,
    eac_atypical: pd.Series,
    eac_cpi_spi: pd.Series,
    eac_weighted: pd.Series,
    eac_spi: pd.Series,
    eac_spi_t: pd.Series,
    eac_cpi_spi_t: pd.Series,
    eac_weighted_t: pd.Series,
) -> pd.Series:
    """The least cost at completion of all formulas; one that is undefined is left out."""
    methods = [eac, eac_atypical, eac_cpi_spi, eac_weighted, eac_spi, eac_spi_t, eac_cpi_spi_t]
    return pd.concat([*methods, eac_weighted_t], axis=1).min(axis=1)


@measure(
    label="EAC, highest of the methods",
    unit=Unit.MONEY,
    formula="greatest of the eight estimates by formula",
    better=Better.LOWER,
    standard="house",
)
def eac_highest(  # noqa: PLR0913 - one argument a method
    *,
    eac: pd.Series,
    eac_atypical: pd.Series,
    eac_cpi_spi: pd.Series,
    eac_weighted: pd.Series,
    eac_spi: pd.Series,
    eac_spi_t: pd.Series,
    eac_cpi_spi_t: pd.Series,
    eac_weighted_t: pd.Series,
) -> pd.Series:
    """The greatest cost at completion of all formulas; one that is undefined is left out."""
    methods = [eac, eac_atypical, eac_cpi_spi, eac_weighted, eac_spi, eac_spi_t, eac_cpi_spi_t]
    return pd.concat([*methods, eac_weighted_t], axis=1).max(axis=1)


def _completed(bac: pd.Series, ev: pd.Series, ac: pd.Series, factor: pd.Series) -> pd.Series:
    return (ac + ratio(bac - ev, factor)).round(2)
