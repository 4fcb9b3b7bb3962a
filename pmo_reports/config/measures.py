"""`measures.yaml`: how measures are computed where an organisation has a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_reports.config.fields import table_names, unknown_fields
from pmo_reports.config.mistake import Mistake, suggestion
from pmo_reports.config.setting import Setting
from pmo_reports.model.assumptions import (
    Assumptions,
    DataQuality,
    Discounting,
    EarnedValueRules,
    Realisation,
    Resourcing,
    ScheduleQuality,
    Simulation,
    Spending,
    Trends,
)

MOST_DRAWS = 100_000


class Measures(Setting):
    """The assumptions of measures; each is explained in `model.assumptions`."""

    earned_value: EarnedValueRules = EarnedValueRules()
    value: Discounting = Discounting()
    spending: Spending = Spending()
    benefits: Realisation = Realisation()
    data_quality: DataQuality = DataQuality()
    schedule_quality: ScheduleQuality = ScheduleQuality()
    resources: Resourcing = Resourcing()
    simulation: Simulation = Simulation()
    trends: Trends = Trends()

    @property
    def assumptions(self) -> Assumptions:
        """The same as plain values, for the measures."""
        return Assumptions(**{name: getattr(self, name) for name in type(self).model_fields})


def measures_mistakes(setting: Measures) -> Iterator[Mistake]:
    """Numbers out of bounds, and fields that no table has."""
    yield from _unknown_fields(setting.data_quality.expected)
    drawn, quality = setting.simulation, setting.schedule_quality
    bounds = (
        (("value", "rate"), setting.value.rate, -0.5, 1.0),
        (("spending", "burn_months"), setting.spending.burn_months, 1, 24),
        (("spending", "accuracy_periods"), setting.spending.accuracy_periods, 1, 60),
        (("spending", "accuracy_least"), setting.spending.accuracy_least, 1, 60),
        (("data_quality", "timely_days"), setting.data_quality.timely_days, 0, 1000),
        (("benefits", "behind"), setting.benefits.behind, 0, 1),
        (("schedule_quality", "high_float_days"), quality.high_float_days, 0, 1000),
        (("schedule_quality", "long_duration_days"), quality.long_duration_days, 0, 1000),
        (("schedule_quality", "most_share"), quality.most_share, 0, 1),
        (("schedule_quality", "least_finish_to_start"), quality.least_finish_to_start, 0, 1),
        (("schedule_quality", "least_index"), quality.least_index, 0, 2),
        (("schedule_quality", "test_delay_days"), quality.test_delay_days, 1, 10_000),
        (("resources", "overbooked"), setting.resources.overbooked, setting.resources.underbooked, 10),
        (("resources", "underbooked"), setting.resources.underbooked, 0, 1),
        (("resources", "projects"), setting.resources.projects, 1, 100),
        (("simulation", "draws"), drawn.draws, 0, MOST_DRAWS),
        (("simulation", "shortest"), drawn.shortest, 0, 1),
        (("simulation", "longest"), drawn.longest, 1, 10),
        (("simulation", "correlation"), drawn.correlation, 0, 1),
        (("simulation", "least_history"), drawn.least_history, 2, 10_000),
        (("trends", "periods"), setting.trends.periods, 1, 60),
        (("trends", "least"), setting.trends.least, 2, 60),
        (("trends", "least_rise"), setting.trends.least_rise, 0, 1),
    )
    for keys, given, least, most in bounds:
        if not least <= given <= most:
            yield Mistake(keys, f"{'.'.join(keys)!r} is {given:g}", f"allowed: {least:g} to {most:g}")


def _unknown_fields(expected: Mapping[str, tuple[str, ...]]) -> Iterator[Mistake]:
    """What `data_quality.expected` asks for that no table has."""
    for table, names in expected.items():
        keys = ("data_quality", "expected", table)
        if table in table_names():
            yield from unknown_fields(keys, names, table)
        else:
            yield Mistake(keys, f"there is no table {table!r}", suggestion(table, table_names()))
