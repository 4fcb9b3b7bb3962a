"""A large portfolio for the benchmark of RAG: tables and measures of a period, made of whole columns.

The same each time. From one period to the next measures wander, some reports come late, a few entries vanish.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from pmo_reports import metrics
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.organisation import Organisation, Root
from pmo_reports.config.rag import Dimension, Least, RagRules, Rule
from pmo_reports.config.settings import Settings
from pmo_reports.metrics import DECLARED
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.lineage import Lineage
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES, Portfolio, empty, typed

FIRST = Period(2025, 1)
ROOT = "PORTFOLIO"
IN_PROGRAMME = 50
NULLS, REFUSED, SILENT, LATE, GONE, LEDGERLESS = 0.02, 0.01, 0.03, 0.03, 0.002, 0.01
STATES, SHARES = ("active", "on_hold", "closed"), (0.87, 0.04, 0.09)
LETTERS, DECLARED_SHARES = ("G", "A", "R", None), (0.74, 0.16, 0.07, 0.03)
OVERRIDES_OF = 10_000 / 300
ENTRIES = {"milestones": ("milestone_id", 3), "risks": ("risk_id", 3), "changes": ("change_id", 1)}
QUARTERS = 4
Columns = dict[str, Any]


def _rule(measure: str, green: float, amber: float, **more: Any) -> Rule:  # noqa: ANN401 - fields of a rule
    return Rule(key=measure, measure=measure, green=green, amber=amber, message="it is", **more)


_BEGUN = (Least(measure="percent_complete", at_least=0.1),)
_RULES: dict[str, tuple[Rule, ...]] = {
    "schedule": (
        _rule("key_milestone_slip", 5, 20, tolerance="tolerance_days"),
        _rule("spi_t", 0.95, 0.90, needs=_BEGUN),
        _rule("overdue_key_milestones", 0, 2),
    ),
    "cost": (
        _rule("cost_variance_at_completion", -0.05, -0.10, tolerance="tolerance_cost"),
        _rule("cpi", 0.95, 0.90, needs=_BEGUN, plausible=(0.0, 1.5)),
    ),
    "scope": (_rule("change_ratio", 0.05, 0.10), _rule("approved_change_ratio", 0.03, 0.08)),
    "risk": (_rule("exposure_to_contingency", 0.80, 1.00), _rule("risks_above_appetite", 0, 2)),
    "benefits": (_rule("benefit_ratio", 0.95, 0.85), _rule("benefit_realisation", 0.9, 0.8)),
    "resources": (_rule("unfilled_demand", 0.10, 0.20),),
    "quality": (
        _rule("gates_with_conditions_overdue", 0, 1, tolerance="tolerance_quality"),
        _rule("gate_slip", 5, 20, applies_when={"class": ("major",)}, missing="skip"),
    ),
    "dependencies": (_rule("worst_dependency_gap", 0, 10), _rule("dependencies_late", 0, 2)),
}
RULES = RagRules(
    dimensions={
        name: Dimension(
            label=name.capitalize(),
            rules=rules,
            mandatory=name in ("schedule", "cost"),
            rests_on=("changes",) if name == "scope" else (),
        )
        for name, rules in _RULES.items()
    }
)
"""Eight dimensions with two rules each on average."""


def settings() -> Settings:
    """Settings of an organisation that reports in euro."""
    return Settings(
        workspace=Path(),
        organisation=Organisation(name="Example", portfolio=Root(id=ROOT, name="All"), currency="EUR"),
        calendar=Calendar(),
        rag=RULES,
        sources={},
        packs={},
    )


@dataclass(frozen=True, slots=True)
class Size:
    """How large the portfolio is, and the names of its projects and programmes."""

    projects: int

    @property
    def ids(self) -> np.ndarray:
        """The projects."""
        return np.array([f"P{number:05}" for number in range(self.projects)])

    @property
    def programmes(self) -> np.ndarray:
        """The programmes, one for every fifty projects."""
        return np.array([f"G{number:04}" for number in range(max(self.projects // IN_PROGRAMME, 1))])


def period(number: int) -> Period:
    """The period of a number, counted from 0."""
    return FIRST.shifted(number)


def inputs(size: Size, number: int, past: tuple[Assessed, ...]) -> tuple[Basis, Measurements]:
    """What the states of a period are made from."""
    chance = np.random.default_rng((7, number))
    tables = {name: empty(table) for name, table in TABLES.items()}
    for name, columns in _tables(size, number, chance).items():
        tables[name] = typed(TABLES[name], pd.DataFrame({**columns, **_provenance(name, columns)}))
    portfolio = Portfolio(
        period=period(number), tables=tables, lineage=Lineage({}), findings=_refused(size, chance)
    )
    basis = metrics.basis(portfolio, settings(), period(number), past)
    return basis, _measurements(size, chance, basis)


def _provenance(name: str, columns: Columns) -> Columns:
    length = len(next(iter(columns.values())))
    return {"source": name, "file": f"{name}.csv", "sheet": "", "row": np.arange(2, length + 2)}


def _refused(size: Size, chance: np.random.Generator) -> tuple[Finding, ...]:
    """Rows in quarantine: of one project in a hundred, each of another table."""
    told = {"severity": Severity.ERROR, "rule": "bad", "problem": "It is wrong.", "remedy": "Mend it."}
    hit = chance.choice(size.ids, max(int(size.projects * REFUSED), 1), replace=False)
    names = ("milestones", "risks", "costs", "changes")
    return tuple(
        Finding(entity=str(each), table=names[at % len(names)], **told)  # type: ignore[arg-type]
        for at, each in enumerate(hit)
    )


def _tables(size: Size, number: int, chance: np.random.Generator) -> dict[str, Columns]:
    logs = {name: _log(size, key, each, chance) for name, (key, each) in ENTRIES.items()}
    logs["risks"]["state"] = "open"
    logs["changes"]["state"] = "pending"
    return {
        "projects": _projects(size),
        "status_reports": _reports(size, number, chance),
        "overrides": _overrides(size, number, chance),
        "costs": _costs(size),
        **logs,
    }


def _projects(size: Size) -> Columns:
    chance = np.random.default_rng(5)
    ids, programmes, count = size.ids, size.programmes, size.projects
    above = [None] * (1 + len(programmes))
    missing = np.full(len(above), np.nan)

    def own(value: float, share: float) -> np.ndarray:
        return np.concatenate([missing, np.where(chance.random(count) < share, value, np.nan)])

    begins = np.where(chance.random(count) < SILENT, np.datetime64("2027-06-01"), np.datetime64("2024-01-01"))
    return {
        "project_id": np.concatenate([[ROOT], programmes, ids]),
        "parent_id": [None, *[ROOT] * len(programmes), *programmes[np.arange(count) % len(programmes)]],
        "level": ["portfolio", *["programme"] * len(programmes), *["project"] * count],
        "name": np.concatenate([[ROOT], programmes, ids]),
        "class": [*above, *chance.choice(["major", "minor"], count)],
        "state": [*["active"] * len(above), *chance.choice(STATES, count, p=SHARES)],
        "currency": "EUR",
        "baseline_start": np.concatenate([np.full(len(above), np.datetime64("NaT")), begins]),
        "tolerance_days": own(10.0, 0.2),
        "tolerance_cost": own(0.08, 0.2),
        "tolerance_quality": own(1.0, 0.1),
    }


def _reports(size: Size, number: int, chance: np.random.Generator) -> Columns:
    ids = size.ids[chance.random(size.projects) >= SILENT]
    end = np.datetime64(period(number).end)
    days = np.where(chance.random(len(ids)) < LATE, 60, 3).astype("timedelta64[D]")
    letters = np.array(LETTERS, dtype=object)
    said = {
        name: chance.choice(letters, len(ids), p=DECLARED_SHARES) for name in (*RULES.dimensions, "overall")
    }
    return {"project_id": ids, "period": period(number).id, "status_date": end - days} | said


def _overrides(size: Size, number: int, chance: np.random.Generator) -> Columns:
    count = max(round(size.projects / OVERRIDES_OF), 1)
    start, end = np.datetime64(period(number).start), np.datetime64(period(number).end)
    moved = chance.integers(-2, 40, count).astype("timedelta64[D]")  # some have ended already
    return {
        "project_id": chance.choice(size.ids, count, replace=False),
        "dimension": chance.choice([*RULES.dimensions, "overall"], count),
        "to": chance.choice(["G", "A"], count),
        "reason": "agreed with the sponsor",
        "author": "A. Author",
        "approver": "B. Board",
        "valid_from": np.full(count, start),
        "expires_on": end + moved,
    }


def _costs(size: Size) -> Columns:
    months = pd.date_range("2026-01-01", periods=QUARTERS, freq="QS", unit="s").to_numpy()
    return {
        "project_id": np.repeat(size.ids, QUARTERS),
        "month": np.tile(months, size.projects),
        "category": "All",
        "currency": "EUR",
    }


def _log(size: Size, key: str, each: int, chance: np.random.Generator) -> Columns:
    """So many entries a project; a few are gone."""
    there = chance.random(each * size.projects) >= GONE
    names = np.tile([f"E{number}" for number in range(each)], size.projects)
    return {"project_id": np.repeat(size.ids, each)[there], key: names[there]}


def _measurements(size: Size, chance: np.random.Generator, basis: Basis) -> Measurements:
    """The measures that the rules look at, with all that they are made of; nine in ten on the good side."""
    columns = {key: np.full(size.projects, 1.0) for key in made_of()}
    columns |= {key: np.full(size.projects, np.nan) for key in columns if key.endswith("_schedule")}
    for rules in _RULES.values():
        for rule in rules:
            columns[rule.measure] = _drawn(rule, size, chance)
    columns["percent_complete"] = chance.random(size.projects).round(3)
    columns["bac"] = _bac(size)
    unknown = chance.random(size.projects) < LEDGERLESS  # of those the schedule tells the budget
    columns["bac_ledger"] = np.where(unknown, np.nan, columns["bac"])
    columns["bac_schedule"] = np.where(unknown, columns["bac"], np.nan)
    ids = [ROOT, *size.programmes, *size.ids]
    values = pd.DataFrame(columns, index=pd.Index(size.ids, dtype="str")).reindex(pd.Index(ids, dtype="str"))
    counts = basis.members["entity_id"].value_counts().reindex(values.index, fill_value=0)
    return Measurements(
        values=values,
        disclosed=values.notna().astype("int8"),
        members=counts,
        declared=DECLARED,
        currency="EUR",
    )


def _drawn(rule: Rule, size: Size, chance: np.random.Generator) -> np.ndarray:
    """Values about the rule's bounds: the project's own, and what the month adds; some exactly at a bound."""
    apart = rule.amber - rule.green
    own = np.random.default_rng(crc32(rule.measure.encode())).normal(-1.2, 0.8, size.projects)
    found = rule.green + apart * (own + chance.normal(0, 0.15, size.projects))
    if float(rule.green).is_integer() and float(rule.amber).is_integer():
        found = np.maximum(found.round(), 0.0)
    at = chance.random(size.projects)
    found = np.where(at < NULLS, rule.green, np.where(at > 1 - NULLS, rule.amber, found))
    return np.where(chance.random(size.projects) < NULLS, np.nan, found)


def _bac(size: Size) -> np.ndarray:
    chance = np.random.default_rng(11)
    drawn = chance.lognormal(13, 1, size.projects).round(2)
    return np.where(chance.random(size.projects) < NULLS, np.nan, drawn)


def made_of() -> list[str]:
    """The measures below the rules and the weights, and all that have alternatives."""
    judged = [rule.measure for rules in _RULES.values() for rule in rules]
    waiting = ["bac", "percent_complete", *judged, *(key for key, each in DECLARED.items() if each.either)]
    found: dict[str, None] = {}
    while waiting:
        key = waiting.pop(0)
        if key not in found:
            found[key] = None
            waiting += DECLARED[key].below
    return list(found)
