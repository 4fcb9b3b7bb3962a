"""Random valid portfolios, and small ones written by hand, for tests of every room after normalising."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from pmo_reports.config.calendar import Calendar
from pmo_reports.config.organisation import Organisation, Root
from pmo_reports.config.rag import RagRules
from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Finding
from pmo_reports.model.lineage import Lineage, Origin
from pmo_reports.model.period import Period
from pmo_reports.model.tables import PROVENANCE, TABLES, Kind, Portfolio, Table, empty, typed
from tests.schedule_strategies import activities

PERIOD = Period(2026, 10)
ROOT = "ROOT"
MONTHS = tuple(Period(2026, 8).shifted(step).start for step in range(6))
RATES = {"EUR": 1.0, "GBP": 1.25}
DIMENSIONS = ("schedule", "cost", "scope", "risk", "benefits", "resources")

Row = dict[str, Any]


def rows(**columns: object) -> list[Row]:
    """Rows from columns; what is not a list is the same in every row: `rows(month=[m, n], actual=[1, 2])`."""
    length = max(len(values) for values in columns.values() if isinstance(values, list))
    whole = {
        name: values if isinstance(values, list) else [values] * length for name, values in columns.items()
    }
    return [dict(zip(whole, values, strict=True)) for values in zip(*whole.values(), strict=True)]


def table(name: str, entries: list[Row]) -> pd.DataFrame:
    """A canonical table with `entries`, each with a provenance of its own, rates and state filled in."""
    if not entries:
        return _empty(name)
    declared = TABLES[name]
    filled = [_filled(declared, entry) | _provenance(name, row) for row, entry in enumerate(entries, start=2)]
    return typed(declared, pd.DataFrame(filled, columns=list(declared.columns), dtype=object))


@cache
def _empty(name: str) -> pd.DataFrame:
    """The table without rows; nobody changes a table, so one is enough."""
    return empty(TABLES[name])


def portfolio(period: Period = PERIOD, findings: tuple[Finding, ...] = (), **entries: list[Row]) -> Portfolio:
    """A portfolio with the named tables; the root is added where it is missing."""
    listed = entries.get("projects", [])
    root = (
        []
        if any(row["project_id"] == ROOT for row in listed)
        else [{"project_id": ROOT, "level": "portfolio"}]
    )
    tables = {name: table(name, entries.get(name, [])) for name in TABLES}
    tables["projects"] = table("projects", [*root, *listed])
    origins = [_origin(declared) for declared in TABLES.values()]
    return Portfolio(
        period=period,
        tables=tables,
        lineage=Lineage({origin.key: origin for origin in origins}),
        findings=findings,
    )


def settings(rag: RagRules | None = None, calendar: Calendar | None = None) -> Settings:
    """Settings of an organisation that reports in euro and has weekends, but no holidays."""
    return Settings(
        workspace=Path(),
        organisation=Organisation(name="Example", portfolio=Root(id=ROOT, name="All"), currency="EUR"),
        calendar=calendar or Calendar(),
        rag=rag or RagRules(dimensions={}),
        sources={},
        packs={},
    )


@st.composite
def portfolios(draw: st.DrawFn, projects: int = 4) -> Portfolio:
    """A valid portfolio: two programmes and up to `projects` projects with entries in every table."""
    ids = [f"P{number}" for number in range(1, draw(st.integers(1, projects)) + 1)]
    entries: dict[str, list[Row]] = {
        "projects": [
            {"project_id": "G1", "level": "programme", "parent_id": ROOT},
            {"project_id": "G2", "level": "programme"},
            *(draw(_projects(project)) for project in ids),
        ],
        "fx_rates": rows(currency=["GBP"], kind="plan", valid_from=date(2026, 1, 1), rate=1.25),
        "dependencies": draw(_dependencies(ids)),
    }
    for name, entry in _ENTRIES.items():
        entries[name] = [row for project in ids for row in draw(entry(project))]
    if not draw(st.integers(0, 2)):  # nobody keeps a ledger: schedules tell the money
        entries |= {"costs": [], "progress": []}
    return portfolio(**entries)


def _projects(project: str) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "project_id": st.just(project),
            "level": st.just("project"),
            "parent_id": st.sampled_from(["G1", "G2", None]),
            "state": st.sampled_from(["active", "active", "active", "on_hold", "closed"]),
            "currency": st.sampled_from(["EUR", "GBP"]),
            "contingency": _money(0, 400),
            "tolerance_days": st.sampled_from([None, 10]),
            "tolerance_cost": st.sampled_from([None, 0.08]),
            "baseline_start": st.just(date(2026, 8, 1)),
            "baseline_finish": st.just(date(2027, 1, 29)),
            "forecast_finish": _dates(),
            "revenue": st.none() | _money(500, 900),
        }
    )


@st.composite
def _costs(draw: st.DrawFn, project: str) -> list[Row]:
    currency = draw(st.sampled_from(["EUR", "EUR", "GBP", "USD"]))
    lines = []
    for category in draw(st.sampled_from([["Labour"], ["Labour", "Material"]])):
        for month in MONTHS:
            money = {name: draw(_money(0, 120)) for name in ("budget_current", "forecast")}
            actual = draw(_money(0, 120)) if month <= PERIOD.end else None
            line = {"project_id": project, "month": month, "category": category, "currency": currency}
            lines.append(line | money | {"actual": actual, "budget_original": money["budget_current"]})
    return lines


@st.composite
def _progress(draw: st.DrawFn, project: str) -> list[Row]:
    done = sorted(
        draw(st.lists(st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.5, 0.8, 1.0]), min_size=3, max_size=3))
    )
    return rows(project_id=project, month=list(MONTHS[:3]), percent_complete=done, planned_percent=done)


@st.composite
def _reports(draw: st.DrawFn, project: str) -> list[Row]:
    letters = {name: draw(st.sampled_from("GGGGAR")) for name in (*DIMENSIONS, "overall")}
    on = draw(st.sampled_from([PERIOD.end, PERIOD.end, PERIOD.end, date(2026, 8, 31)]))
    report = {"project_id": project, "period": PERIOD.id, "status_date": on, "summary": "As planned."}
    return [report | letters] if draw(st.integers(0, 9)) else []


@st.composite
def _milestones(draw: st.DrawFn, project: str) -> list[Row]:
    return [
        {
            "project_id": project,
            "milestone_id": f"M{number}",
            "name": f"Milestone {number}",
            "baseline_date": draw(_dates()),
            "forecast_date": draw(_dates()),
            "actual_date": draw(st.sampled_from([None, None, date(2026, 10, 14)])),
            "is_key": draw(st.booleans()),
        }
        for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def _risks(draw: st.DrawFn, project: str) -> list[Row]:
    return [
        {
            "project_id": project,
            "risk_id": f"R{number}",
            "title": "Supplier late",
            "probability": draw(st.integers(1, 5)),
            "impact": draw(st.integers(1, 5)),
            "probability_percent": draw(st.sampled_from([0.1, 0.35, 0.7])),
            "impact_cost": draw(_money(0, 300)),
            "currency": draw(st.sampled_from(["EUR", "GBP"])),
            "state": draw(st.sampled_from(["open", "open", "closed"])),
            "response_due": draw(_dates()),
            "proximity": draw(_dates()),
            "escalated": draw(st.booleans()),
            **{f"inherent_{name}": draw(value) for name, value in _RISK.items()},
            **{f"target_{name}": draw(value) for name, value in _RISK.items()},
        }
        for number in range(draw(st.integers(0, 3)))
    ]


@st.composite
def _issues(draw: st.DrawFn, project: str) -> list[Row]:
    states = draw(st.lists(st.sampled_from(["open", "closed"]), max_size=2))
    return [
        {"project_id": project, "issue_id": f"I{n}", "title": "Late", "state": s}
        for n, s in enumerate(states)
    ]


@st.composite
def _changes(draw: st.DrawFn, project: str) -> list[Row]:
    states = draw(st.lists(st.sampled_from(["pending", "approved", "rejected"]), max_size=2))
    return [
        {
            "project_id": project,
            "change_id": f"C{n}",
            "title": "More",
            "state": s,
            "cost": draw(_money(0, 90)),
            "days": draw(st.sampled_from([-3, 0, 8])),
            "raised_on": draw(_dates()),
            "decided_on": draw(_dates()),
        }
        | {"currency": "EUR"}
        for n, s in enumerate(states)
    ]


@st.composite
def _gates(draw: st.DrawFn, project: str) -> list[Row]:
    return [
        {
            "project_id": project,
            "gate_id": f"G{number}",
            "planned_date": draw(_dates()),
            "forecast_date": draw(st.none() | _dates()),
            "actual_date": draw(st.none() | _dates()),
            "verdict": draw(st.sampled_from(["Passed", "Passed with conditions", "Hold"])),
        }
        for number in range(draw(st.integers(0, 2)))
    ]


@st.composite
def _benefits(draw: st.DrawFn, project: str) -> list[Row]:
    return [
        {
            "project_id": project,
            "benefit_id": "B1",
            "month": month,
            "currency": "EUR",
            "kind": draw(st.sampled_from(["cashable", "cashable", "non-cashable", "dis-benefit"])),
            "baseline": Decimal(100 * step),
            "forecast": draw(_money(50, 120)) * step,
        }
        for step, month in enumerate((date(2027, 3, 1), date(2027, 6, 1))[: draw(st.integers(0, 2))], start=1)
    ]


@st.composite
def _cases(draw: st.DrawFn, project: str) -> list[Row]:
    years = [date(year, 1, 1) for year in range(2026, 2026 + draw(st.integers(0, 4)))]
    currency = draw(st.sampled_from(["EUR", "GBP"]))
    return [
        {
            "project_id": project,
            "month": year,
            "currency": currency,
            "approved_cost": draw(_money(0, 900)),
            "approved_benefit": draw(st.none() | _money(0, 900)),
        }
        for year in years
    ]


@st.composite
def _contributions(draw: st.DrawFn, project: str) -> list[Row]:
    shares = draw(st.lists(st.sampled_from([None, 0.25, 0.5, 0.8]), max_size=2))
    return [
        {"project_id": project, "objective_id": f"O{n}", "share": share} for n, share in enumerate(shares)
    ]


@st.composite
def _resources(draw: st.DrawFn, project: str) -> list[Row]:
    months = list(MONTHS[3:])
    demand = draw(st.lists(st.sampled_from([1.0, 2.5, 4.0]), min_size=3, max_size=3))
    allocated = draw(st.lists(st.sampled_from([1.0, 2.5, 3.5]), min_size=3, max_size=3))
    return rows(
        project_id=project, role="Engineer", month=months, demand=demand, allocated=allocated, capacity=4.0
    )


@st.composite
def _overrides(draw: st.DrawFn, project: str) -> list[Row]:
    dimensions = draw(st.lists(st.sampled_from((*DIMENSIONS, "overall")), max_size=2, unique=True))
    return [
        {
            "project_id": project,
            "dimension": dimension,
            "to": draw(st.sampled_from("GAR")),
            "reason": "agreed with the sponsor",
            "author": "A. Author",
            "approver": "B. Board",
            "valid_from": date(2026, 9, 1),
            "expires_on": draw(st.sampled_from([date(2026, 9, 30), date(2026, 12, 31)])),
        }
        for dimension in dimensions
    ]


def _dependencies(ids: list[str]) -> st.SearchStrategy[list[Row]]:
    entry = st.fixed_dictionaries(
        {
            "giver_id": st.sampled_from(ids),
            "receiver_id": st.sampled_from(ids),
            "need_date": _dates(),
            "promise_date": st.none() | _dates(),
            "state": st.sampled_from(["open", "closed"]),
        }
    )
    return st.lists(entry, max_size=2).map(
        lambda entries: [entry | {"dependency_id": f"D{n}"} for n, entry in enumerate(entries)]
    )


_ENTRIES: Mapping[str, Any] = {
    "costs": _costs,
    "progress": _progress,
    "status_reports": _reports,
    "milestones": _milestones,
    "risks": _risks,
    "issues": _issues,
    "changes": _changes,
    "gates": _gates,
    "benefits": _benefits,
    "business_cases": _cases,
    "contributions": _contributions,
    "resources": _resources,
    "overrides": _overrides,
    "tasks": activities,
}


def _money(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(low * 100, high * 100).map(lambda cents: Decimal(cents) / 100)


_RISK = {
    "probability": st.integers(1, 5),
    "impact": st.integers(1, 5),
    "probability_percent": st.sampled_from([0.1, 0.35, 0.7]),
    "impact_cost": st.integers(-100, 300).map(Decimal),
    "impact_days": st.sampled_from([-5, 0, 12]),
}


def _dates() -> st.SearchStrategy[date]:
    return st.sampled_from([date(2026, 9, 18), date(2026, 10, 12), date(2026, 11, 2), date(2026, 12, 11)])


def _filled(declared: Table, entry: Row) -> Row:
    """`entry` with its rate: that of its currency, the reporting currency's where it names none."""
    rate = {"fx_rate": RATES.get(entry.get("currency") or "EUR")} if "fx_rate" in declared.fields else {}
    return {name: _decimal(declared.fields.get(name), value) for name, value in (rate | entry).items()}


def _decimal(kind: Kind | None, value: object) -> object:
    return Decimal(str(value)) if kind is Kind.MONEY and value is not None else value


def _provenance(name: str, row: int) -> Row:
    return {"source": "test", "file": f"{name}.csv", "sheet": "", "row": row}


def _origin(declared: Table) -> Origin:
    letters = {field: chr(ord("A") + number) for number, field in enumerate(declared.fields) if number < 26}
    assert set(PROVENANCE) == {"source", "file", "sheet", "row"}
    return Origin(
        table=declared.name, source="test", file=f"{declared.name}.csv", sheet="", sha256="", columns=letters
    )
