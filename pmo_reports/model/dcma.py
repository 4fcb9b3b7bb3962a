"""The verdicts of DCMA's fourteen checks: their figures held against the bounds that are set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmo_reports.model.assumptions import ScheduleQuality
from pmo_reports.model.figures import Number
from pmo_reports.model.measures import Measurements
from pmo_reports.model.wording import label


class Verdict(StrEnum):
    """What a check comes to."""

    PASSED = "passed"
    FAILED = "failed"
    REPORTED = "report only"  # the source sets no bound
    UNKNOWN = "n/a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of the fourteen checks, as keys of measures.

    Attributes:
        number: 1 to 14.
        numerator, denominator: the counts (or working days) that it divides.
        figure: their share or index.
        bound: the name of its bound among the assumptions, "none" for nought, "all" for one, "" for no bound.
        at_least: whether the figure must reach the bound rather than stay within it.
    """

    number: int
    name: str
    numerator: str
    denominator: str
    figure: str
    bound: str = "most_share"
    at_least: bool = False

    def limit(self, rules: ScheduleQuality) -> float | None:
        """The bound as a number; null where there is none."""
        fixed = {"": None, "none": 0.0, "all": 1.0}
        return fixed[self.bound] if self.bound in fixed else float(getattr(rules, self.bound))

    def verdict(self, value: Number | None, rules: ScheduleQuality) -> Verdict:
        """What a figure comes to; at the bound it passes."""
        limit = self.limit(rules)
        if value is None:
            return Verdict.UNKNOWN
        if limit is None:
            return Verdict.REPORTED
        passed = float(value) >= limit if self.at_least else float(value) <= limit
        return Verdict.PASSED if passed else Verdict.FAILED


def _share(number: int, name: str, key: str, whole_of: str, bound: str = "most_share") -> Check:
    return Check(
        number=number, name=name, numerator=key, denominator=whole_of, figure=f"{key}_share", bound=bound
    )


OPEN, LINKS = "incomplete_activities", "activity_links"
CHECKS = (
    _share(1, label("Logic"), "missing_logic", OPEN),
    _share(2, label("Leads"), "leads", LINKS, "none"),
    _share(3, label("Lags"), "lags", LINKS),
    Check(
        number=4,
        name="Relationship types",
        numerator="finish_to_start",
        denominator=LINKS,
        figure="finish_to_start_share",
        bound="least_finish_to_start",
        at_least=True,
    ),
    _share(5, label("Hard constraints"), "hard_constraints", OPEN),
    _share(6, label("High float"), "high_float", OPEN),
    _share(7, label("Negative float"), "negative_float", OPEN, "none"),
    _share(8, label("High duration"), "high_duration", OPEN),
    _share(9, label("Invalid dates"), "invalid_dates", "activities", "none"),
    _share(10, label("Resources"), "without_resources", OPEN, ""),
    _share(11, label("Missed tasks"), "missed_activities", "activities_due"),
    Check(
        number=12,
        name="Critical path test",
        numerator="path_tests_passed",
        denominator="path_tests",
        figure="path_tests_share",
        bound="all",
        at_least=True,
    ),
    Check(
        number=13,
        name="Critical path length index",
        numerator="path_and_float",
        denominator="path_length",
        figure="cpli",
        bound="least_index",
        at_least=True,
    ),
    Check(
        number=14,
        name="Baseline execution index",
        numerator="completed_activities",
        denominator="activities_due",
        figure="bei",
        bound="least_index",
        at_least=True,
    ),
)


def verdicts(
    found: Measurements, entity: str, rules: ScheduleQuality
) -> tuple[tuple[Check, Number | None, Verdict], ...]:
    """Each check with its figure and verdict, for an entity."""
    values = [found.value(entity, check.figure) for check in CHECKS]
    plain = [value if isinstance(value, float | int) else None for value in values]
    return tuple(
        (check, value, check.verdict(value, rules)) for check, value in zip(CHECKS, plain, strict=True)
    )
