"""How measures are computed where an organisation has a choice: technique, discount rate, simulation.

Frozen values with the house's defaults; `config/measures.yaml` settles them, and the pack's method page
prints them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

Technique = Literal[
    "percent_complete", "physical", "0/100", "50/50", "25/75", "weighted_milestones", "level_of_effort"
]
"""How an activity earns its budget (ANSI/EIA-748): with its percent complete, at its start and end, ..."""

Accrual = Literal["start", "linear", "finish"]
"""When the fixed cost of an activity falls due: as it starts, with its hours, or as it ends."""

EARLY = 0.1
"""Below this share of the budget earned, indices are noise: shown, but they decide nothing."""

STRICT = {"extra": "forbid"}
"""Settings refuse keys that nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedValueRules:
    """How activities of schedules plan and earn value.

    Attributes:
        technique: of an activity that names none itself.
        milestones: of milestones that name none.
        fixed_cost: when the fixed cost of an activity falls due.
    """

    __pydantic_config__: ClassVar = STRICT
    technique: Technique = "percent_complete"
    milestones: Technique = "0/100"
    fixed_cost: Accrual = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discounting:
    """How flows of different times are compared.

    Attributes:
        rate: a year, as a fraction.
        first_flow: whether the flows of the first year are discounted by one year already, as the NPV
            function of spreadsheets does, or not at all.
        horizon: what the outlook of a business case holds beyond the ledger and the benefits plan: the
            approved `case` (its costs as approved, its benefits by the share of the plan that is still
            expected), or nothing but what is `known`.
    """

    __pydantic_config__: ClassVar = STRICT
    rate: float = 0.05
    first_flow: Literal["undiscounted", "discounted"] = "undiscounted"
    horizon: Literal["case", "known"] = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """How the pace of spending and the accuracy of forecasts are judged.

    Attributes:
        burn_months: the burn rate is of so many months up to the status date.
        accuracy_periods: forecasts of so many periods before are held against what came.
        accuracy_least: with fewer forecasts than this to judge by there is no accuracy.
    """

    __pydantic_config__: ClassVar = STRICT
    burn_months: int = 3
    accuracy_periods: int = 12
    accuracy_least: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Realisation:
    """When a benefit is behind.

    Attributes:
        behind: less than this share of what was planned by now has come.
    """

    __pydantic_config__: ClassVar = STRICT
    behind: float = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleQuality:
    """Bounds of DCMA's fourteen checks, in working days and fractions.

    Attributes:
        most_share: of activities or links that a check may find.
        least_finish_to_start: the share of links that should be from finish to start.
        least_index: of CPLI and BEI.
        test_delay_days: what the critical path test puts on a critical activity.
    """

    __pydantic_config__: ClassVar = STRICT
    high_float_days: float = 44.0
    long_duration_days: float = 44.0
    most_share: float = 0.05
    least_finish_to_start: float = 0.9
    least_index: float = 0.95
    test_delay_days: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resourcing:
    """When people and roles are booked too much.

    Attributes:
        overbooked: allocation above this share of the capacity.
        underbooked: allocation below this share of it.
        projects: on more projects than this in a month, a person is spread too thin.
    """

    __pydantic_config__: ClassVar = STRICT
    overbooked: float = 1.0
    underbooked: float = 0.7
    projects: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """The Monte Carlo forecast; printed with every figure that comes from it.

    Attributes:
        draws: how many; 0 switches it off.
        seed: the same seed gives the same figures.
        shape: the distribution of a remaining duration between its shortest and its longest.
        shortest, longest: of a remaining duration, as multiples of the planned one.
        correlation: between the durations of activities of a project, 0 to 1.
        least_history: so many finished milestones make a reference class for projects without a network.
    """

    __pydantic_config__: ClassVar = STRICT
    draws: int = 1000
    seed: int = 1
    shape: Literal["pert", "triangular"] = "pert"
    shortest: float = 0.9
    longest: float = 1.4
    correlation: float = 0.2
    least_history: int = 10


EXPECTED: Mapping[str, tuple[str, ...]] = {
    "projects": (
        "sponsor",
        "project_manager",
        "stage",
        "state",
        "currency",
        "baseline_start",
        "baseline_finish",
    ),
    "status_reports": ("overall", "summary"),
    "milestones": ("name", "baseline_date"),
    "risks": ("probability", "impact", "owner", "response"),
    "issues": ("owner", "due"),
    "changes": ("state", "cost"),
    "benefits": ("kind", "owner", "baseline", "forecast"),
}
"""Table -> the fields that every row should fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataQuality:
    """What the scores of data quality ask for.

    Attributes:
        expected: table -> the fields that every row should fill.
        timely_days: a report or schedule of more days before the status date is too old.
    """

    __pydantic_config__: ClassVar = STRICT
    expected: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(EXPECTED))
    timely_days: int = 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """How far back drift is looked for, and whether forecasts are judged by who made them.

    Attributes:
        periods: moves, rates and extrapolations are of so many periods before.
        least: with fewer periods that tell a date there is no rate, and nothing is extrapolated.
        least_rise: an EAC that rises by no more than this share has not risen.
        by_manager: whether the accuracy of forecasts is told by project manager too, with their names.
            Figures about people's work need a basis: in Germany the works council has a say (BetrVG, 87).
    """

    __pydantic_config__: ClassVar = STRICT
    periods: int = 6
    least: int = 3
    least_rise: float = 0.001
    by_manager: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """All of them."""

    __pydantic_config__: ClassVar = STRICT
    earned_value: EarnedValueRules = field(default_factory=EarnedValueRules)
    value: Discounting = field(default_factory=Discounting)
    spending: Spending = field(default_factory=Spending)
    benefits: Realisation = field(default_factory=Realisation)
    data_quality: DataQuality = field(default_factory=DataQuality)
    schedule_quality: ScheduleQuality = field(default_factory=ScheduleQuality)
    resources: Resourcing = field(default_factory=Resourcing)
    simulation: Simulation = field(default_factory=Simulation)
    trends: Trends = field(default_factory=Trends)
