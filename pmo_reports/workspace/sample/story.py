"""The sample portfolio's story as it is told in `data/*.yaml`: invented, checked, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

from pydantic import Field
from ruamel.yaml import YAML

from pmo_reports.config.setting import Setting
from pmo_reports.model.period import Period

FIRST = Period(2026, 5)
COUNT = 6
PERIODS = tuple(FIRST.shifted(step) for step in range(COUNT))
PROGRAMMES = ("network", "generation", "digital", "customer")
Row = tuple[str | int | float | date | None, ...]
Six = tuple[float, float, float, float, float, float]
Day = date | None
SixDays = tuple[Day, Day, Day, Day, Day, Day]


class Milestone(Setting):
    """A milestone; `slip` is in calendar days, one for all periods or one for each."""

    id: str
    name: str
    key: bool = False
    baseline: date
    slip: int | tuple[int, int, int, int, int, int] = 0
    rebaseline: date | None = None
    owner: str = ""


class Share(Setting):
    """A cost category and its part of the budget."""

    part: float
    kind: str = "Capex"


class Project(Setting):
    """A project and its six months.

    Attributes:
        finance, tracker: its codes in those systems; a tracker code of "" keeps no tracker.
        drawn: of the contingency, by the last period.
        shape: how early (first) and how late (second) the budget curve bends.
        lumps: month -> part of the budget that falls due at once, such as a delivery.
        spi, cpi: performance at each period's end, against the first baseline.
        over: management's EAC over the current budget, at each period's end.
        replan: index of the period from which the new baseline and budget hold.
        hold: index of the last period in which work went on.
        rag: dimension -> six declared letters; green where nothing is written.
        return_to_green: by when it is green again, as said in each period.
        summary: one text a period; achieved, next, help: texts of the last period.
    """

    id: str
    finance: str
    tracker: str = ""
    name: str
    short: str
    manager: str
    kind: str
    stage: str
    state: str = "Active"
    priority: str = "Medium"
    description: str
    currency: str = "EUR"
    budget: int
    new_budget: int = 0
    contingency: int
    drawn: int
    tolerance_cost: float = 0.05
    tolerance_days: int = 15
    start: str
    shape: tuple[float, float]
    lumps: Mapping[str, float] = Field(default_factory=dict)
    spi: Six
    cpi: Six
    over: Six
    replan: int = COUNT
    hold: int = COUNT
    costs: Mapping[str, Share]
    rag: Mapping[str, str] = Field(default_factory=dict)
    return_to_green: SixDays = (None, None, None, None, None, None)
    milestones: tuple[Milestone, ...]
    summary: tuple[str, str, str, str, str, str]
    achieved: str
    next: str
    help: str

    @property
    def first(self) -> Period:
        """The month in which the project starts."""
        return Period.parse(self.start)

    def bac(self, index: int) -> int:
        """The current budget as of a period."""
        return self.new_budget if self.new_budget and index >= self.replan else self.budget

    def letter(self, dimension: str, index: int) -> str:
        """The declared RAG letter of a dimension in a period."""
        return self.rag.get(dimension, "GGGGGG")[index]


class Programme(Setting):
    """A programme with its projects."""

    id: str
    name: str
    sponsor: str
    manager: str
    objectives: str
    description: str
    projects: tuple[Project, ...]


class Log(Setting):
    """Rows of a list under its heads, in the order they are written."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


class Trouble(Setting):
    """A planted trouble.

    Attributes:
        at: heads and values of the row it concerns.
        copied: the row is a further one after it; else the row itself is changed.
        put: heads and what is written under them.
        column: head of the cell that a finding should name.
        what, says: what is wrong, and what a report should make of it.
    """

    key: str
    file: str
    sheet: str = ""
    at: Mapping[str, str | int | date]
    copied: bool = False
    put: Mapping[str, str | int | date] = Field(default_factory=dict)
    column: str
    what: str
    says: str


class ScheduleTrouble(Setting):
    """A trouble with a project's schedule file: `stale`, `hopeful`, `overdue` (`activities`) or `broken`."""

    key: str
    project: str
    activities: tuple[str, ...] = ()
    what: str
    says: str


class FormTrouble(Setting):
    """A trouble with a project's status report: `missing`, `stale`, `flattering`, `undated` ..."""

    key: str
    project: str
    cells: tuple[str, ...] = ()
    what: str
    says: str


@lru_cache(maxsize=1)
def programmes() -> tuple[Programme, ...]:
    """The four programmes with their projects."""
    return tuple(Programme.model_validate(content(name)) for name in PROGRAMMES)


def projects() -> tuple[Project, ...]:
    """All projects, in the order of their programmes."""
    return tuple(project for programme in programmes() for project in programme.projects)


def log(name: str, part: str) -> Log:
    """A list of `data/<name>.yaml`."""
    return Log.model_validate(content(name)[part])


def troubles() -> tuple[tuple[Trouble, ...], tuple[FormTrouble, ...]]:
    """The planted troubles: those in tables, those with status reports."""
    told = content("troubles")
    tables = tuple(Trouble.model_validate(each) for each in told["tables"])
    return tables, tuple(FormTrouble.model_validate(each) for each in told["reports"])


def schedule_troubles() -> tuple[ScheduleTrouble, ...]:
    """The planted troubles of schedule files."""
    return tuple(ScheduleTrouble.model_validate(each) for each in content("troubles")["schedules"])


@lru_cache(maxsize=16)
def content(name: str) -> dict[str, list[object]]:
    """`data/<name>.yaml` as plain values."""
    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[object]] = YAML(typ="safe").load(text)
    return loaded
