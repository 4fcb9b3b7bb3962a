"""A portfolio of four projects, made by hand; a digit in a sentence is a mistake, for no name has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from pmo_reports import changes, metrics
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.organisation import Organisation, Root
from pmo_reports.config.packs import Pack
from pmo_reports.config.rag import Dimension, RagRules, Rule
from pmo_reports.config.settings import Settings
from pmo_reports.metrics.entries import entries
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.lineage import Lineage
from pmo_reports.model.measures import Better, Measure, Measurements
from pmo_reports.model.pack import PackModel
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Rag, Trend
from pmo_reports.model.tables import TABLES, Portfolio, Tally, typed
from pmo_reports.pack import SECTIONS, compose
from tests.pack import planned_fixture as planned

ALL = tuple(key for key in SECTIONS if key not in ("programmes", "groups"))
MONEY = (
    "bac",
    "pv",
    "ev",
    "ac",
    "eac",
    "vac",
    "eac_management",
    "whole_life_cost",
    "exposure",
    "benefit_baseline",
)
UNITS = {
    **dict.fromkeys((*MONEY, "benefit_forecast"), Unit.MONEY),
    **dict.fromkeys(("cpi", "spi"), Unit.INDEX),
    **dict.fromkeys(("percent_complete", "percent_spent", "benefit_ratio"), Unit.PERCENT),
    **dict.fromkeys(("finish_slip", "key_milestone_slip"), Unit.DAYS),
    **dict.fromkeys(("open_risks", "risks_above_appetite", "overdue_milestones"), Unit.COUNT),
    **planned.UNITS,
}
GROUPS: list[dict[str, Any]] = [
    {"project_id": "all", "level": "portfolio", "name": "Change Portfolio"},
    {"project_id": "digital", "level": "programme", "name": "Digital", "parent_id": "all"},
    {"project_id": "works", "level": "programme", "name": "Workplace", "parent_id": "all"},
]
PROJECTS = {"atlas": "Digital", "beacon": "Digital", "cedar": "Workplace", "delta": "Workplace"}
STATES = {"atlas": Rag.RED, "beacon": Rag.AMBER, "cedar": Rag.GREEN, "delta": Rag.GREEN}
SLIPS = {"atlas": 23, "beacon": 4, "cedar": 0, "delta": None}


def settings() -> Settings:
    rule = Rule(key="slip", measure="finish_slip", green=5, amber=20, message="the finish slips")
    return Settings(
        workspace=Path("workspace"),
        organisation=Organisation(
            name="Example Group",
            portfolio=Root(id="all", name="Change Portfolio"),
            currency="EUR",
        ),
        calendar=Calendar(),
        rag=RagRules(
            dimensions={
                "schedule": Dimension(label="Schedule", rules=(rule,)),
                "cost": Dimension(label="Cost", declared_only=True),
            }
        ),
        sources={},
        packs={},
    )


def pack(**given: object) -> Pack:
    usual = {"name": "committee", "title": "Committee pack", "audience": "Committee", "sections": ALL}
    return Pack.model_validate({**usual, **given})


def tables(**rows: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    return {name: typed(table, pd.DataFrame(rows.get(name, []))) for name, table in TABLES.items()}


def project_rows() -> list[dict[str, Any]]:
    parents = {"Digital": "digital", "Workplace": "works"}
    return [
        {
            "project_id": key,
            "parent_id": parents[programme],
            "level": "project",
            "name": key.capitalize(),
            "state": "active",
            "sponsor": "A. Sponsor",
            "source": "forms",
            "baseline_start": pd.Timestamp("2026-01-05"),
            "baseline_finish": pd.Timestamp("2026-12-18"),
            "forecast_finish": pd.Timestamp("2027-01-20" if key == "atlas" else "2026-12-18"),
        }
        for key, programme in PROJECTS.items()
    ]


def rich() -> dict[str, list[dict[str, Any]]]:
    report = {
        "source": "forms",
        "summary": "On we go.",
        "achieved": "- one\n- two",
        "submitted_on": "2026-10-30",
    }
    return {
        "projects": [*GROUPS, *project_rows()],
        "status_reports": [
            {**report, "project_id": "atlas", "help_needed": "Please fund a tester."},
            {**report, "project_id": "beacon"},
            {**report, "project_id": "cedar"},
        ],
        "milestones": [
            _milestone("atlas", "m-a", "Go live", "2026-10-15"),
            _milestone("cedar", "m-b", "Test", "2026-11-20"),
        ],
        "risks": [
            _risk(f"r-{letter}", score) for letter, score in zip("abcdefghijkl", [5, *[2] * 11], strict=True)
        ],
        "decisions": [
            {
                "decision_id": "d-a",
                "project_id": "atlas",
                "question": "Fund a tester?",
                "needed_by": "2026-11-12",
                "state": "open",
                "cost_of_delay": Decimal(45000),
                "fx_rate": 1.0,
                "source": "raid",
            }
        ],
        "costs": [_cost("atlas", "2026-09-01"), _cost("atlas", "2026-11-01")],
        **planned.planned_rows(),
        **_control(),
    }


def _control() -> dict[str, list[dict[str, Any]]]:
    """A late dependency, a change that waits and a gate to come."""
    promise = {"need_date": pd.Timestamp("2026-11-02"), "promise_date": pd.Timestamp("2026-11-13")}
    parties = {"giver_id": "atlas", "receiver_id": "beacon", "deliverable": "Test data"}
    change = {"project_id": "atlas", "change_id": "c-a", "title": "More tests", "cost": Decimal(45000)}
    gate = {"project_id": "atlas", "gate_id": "g-a", "name": "Go live", "source": "raid"}
    return {
        "dependencies": [{"dependency_id": "x-a", **parties, **promise, "state": "open", "source": "raid"}],
        "changes": [{**change, "fx_rate": 1.0, "state": "pending", "source": "raid"}],
        "gates": [{**gate, "planned_date": pd.Timestamp("2026-11-20")}],
    }


def _milestone(project: str, key: str, name: str, due: str) -> dict[str, Any]:
    dates = {"baseline_date": pd.Timestamp("2026-10-12"), "forecast_date": pd.Timestamp(due)}
    return {
        "project_id": project,
        "milestone_id": key,
        "name": name,
        "is_key": True,
        "source": "forms",
        **dates,
    }


def _risk(key: str, score: int) -> dict[str, Any]:
    return {
        "project_id": "atlas",
        "risk_id": key,
        "title": f"Risk {key}",
        "probability": score,
        "impact": score,
        "probability_percent": 0.5,
        "impact_cost": Decimal(100000),
        "fx_rate": 1.0,
        "response_due": "2026-10-01" if score > 2 else "2026-12-01",
        "state": "open",
        "source": "raid",
    }


def _cost(project: str, month: str) -> dict[str, Any]:
    amounts = dict.fromkeys(("budget_current", "actual", "forecast"), Decimal(500000))
    return {
        "project_id": project,
        "month": month,
        "category": "Staff",
        "fx_rate": 1.0,
        "source": "ledger",
        **amounts,
    }


def declared(key: str, unit: Unit) -> Measure:
    return Measure(
        key=key,
        label=key.replace("_", " "),
        unit=unit,
        better=Better.NEITHER,
        formula="as stated",
        standard="house",
        inputs=(),
        needs=(),
        function=lambda basis: basis,
    )


def measurements(values: Mapping[str, Mapping[str, Any]], curves: pd.DataFrame | None = None) -> Measurements:
    frame = pd.DataFrame(values).T.reindex(columns=list(UNITS))
    ids = frame.index
    return Measurements(
        values=frame,
        disclosed=pd.DataFrame(1, index=ids, columns=list(UNITS)),
        members=pd.Series(1, index=ids),
        declared={key: declared(key, unit) for key, unit in UNITS.items()},
        currency="EUR",
        curves=pd.DataFrame() if curves is None else curves,
        **planned.planned_frames(),
    )


def values() -> dict[str, dict[str, Any]]:
    whole = {
        "bac": 4e6,
        "pv": 2e6,
        "ev": 1.8e6,
        "ac": 2e6,
        "eac": 4.4e6,
        "vac": -4e5,
        "cpi": 0.9,
    }
    entities = ("all", "digital", "works", *PROJECTS)
    found: dict[str, dict[str, Any]] = {
        entity: {**whole, "eac_management": 4.2e6, "spi": 0.9} for entity in entities
    }
    found["all"] |= {"open_risks": 12, "risks_above_appetite": 1, "exposure": 6e5, "finish_slip": 23}
    found["all"] |= planned.VALUES
    found["atlas"] |= planned.VALUES
    return {entity: {**row, "finish_slip": SLIPS.get(entity)} for entity, row in found.items()}


def curves(entities: tuple[str, ...] = ("all", "atlas")) -> pd.DataFrame:
    months = pd.to_datetime(["2026-09-01", "2026-10-01", "2026-11-01"])
    money = {
        "pv": [1e6, 2e6, 4e6],
        "ev": [9e5, 1.8e6, None],
        "ac": [1e6, 2e6, None],
        "forecast": [None, 2e6, 4.4e6],
    }
    return pd.concat([pd.DataFrame({"entity_id": entity, "month": months, **money}) for entity in entities])


def assessments(
    states: Mapping[str, Rag], trends: Mapping[str, Trend] | None = None
) -> dict[tuple[str, str], Assessment]:
    found = {}
    for entity, state in states.items():
        slip = Figure(key="finish_slip", entity=entity, value=SLIPS.get(entity), unit=Unit.DAYS)
        for dimension in ("overall", "schedule", "cost"):
            found[entity, dimension] = Assessment(
                entity=entity,
                dimension=dimension,
                computed=state,
                declared=Rag.GREEN,
                effective=state,
                reason=Sentence.of("the finish slips ", slip),
                trend=(trends or {}).get(entity, Trend.SAME),
            )
    return found


def assessed(  # noqa: PLR0913 - each part of a period can be replaced
    *,
    period: str = "2026-10",
    rows: Mapping[str, list[dict[str, Any]]] | None = None,
    states: Mapping[str, Rag] | None = None,
    trends: Mapping[str, Trend] | None = None,
    measured: Measurements | None = None,
    findings: tuple[Finding, ...] = (),
) -> Assessed:
    at = Period.parse(period)
    whole = {"all": Rag.AMBER, "digital": Rag.RED, "works": Rag.GREEN}
    portfolio = Portfolio(
        period=at,
        tables=tables(**(rich() if rows is None else rows)),
        lineage=Lineage({}),
        findings=findings,
        tallies=(Tally(source="forms", part="status", read=10, accepted=8, quarantined=1, deduplicated=1),),
    )
    return Assessed(
        period=at,
        status_date=at.end,
        portfolio=portfolio,
        measurements=measured or replace(measurements(values(), curves()), entries=_entries(portfolio)),
        assessments=assessments({**whole, **(STATES if states is None else states)}, trends),
    )


def _entries(portfolio: Portfolio) -> Mapping[str, pd.DataFrame]:
    return entries(metrics.basis(portfolio, settings(), portfolio.period))


def earlier() -> Assessed:
    return assessed(period="2026-09", states={**STATES, "atlas": Rag.AMBER, "cedar": Rag.AMBER})


def empty() -> Assessed:
    none = Portfolio(period=Period.parse("2026-10"), tables=tables(), lineage=Lineage({}))
    nothing = measurements({})
    return Assessed(
        period=none.period,
        status_date=date(2026, 10, 31),
        portfolio=none,
        measurements=nothing,
        assessments={},
    )


def finding(severity: Severity = Severity.FIELD, cell: str = "C17") -> Finding:
    return Finding(
        severity=severity,
        rule="unknown-rating",
        problem="no such rating",
        remedy="write R, A or G",
        file="inputs/status.xlsx",
        sheet="Status",
        cell=cell,
        value="Purple",
        source="forms",
    )


def with_findings(period: Assessed, *findings: Finding) -> Assessed:
    return replace(period, portfolio=replace(period.portfolio, findings=findings))


def composed(
    now: Assessed | None = None, past: tuple[Assessed, ...] | None = None, **given: object
) -> PackModel:
    before = (earlier(),) if past is None else past
    return compose(compared(now or assessed(), before), before, settings(), pack(**given), "abc")


def compared(now: Assessed, past: tuple[Assessed, ...]) -> Assessed:
    """The period with what changed since the one before it, as the pipeline gives it."""
    before = [each for each in past if each.period < now.period]
    return replace(now, changes=changes.changes(before[-1], now)) if before else now
