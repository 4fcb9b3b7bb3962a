"""The RAID log of the sample in every form that a project office keeps it in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pandas as pd
import pytest

from pmo_reports.config.document import document
from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import ROOT, Exhibit, held, read
from tests.museum.office import comma_separated, instead, lacking, plain, rows, workbook

HEADS: Mapping[str, Mapping[str, str]] = {
    "risks": {
        "risk_id": "Ref",
        "project_id": "Project",
        "title": "Risk description",
        "probability": "Likelihood",
        "impact": "Severity",
        "probability_percent": "Prob %",
        "impact_cost": "Cost impact",
        "impact_days": "Delay days",
        "currency": "CCY",
        "response": "Mitigation",
        "response_due": "Action due",
        "proximity": "Expected on",
        "owner": "Risk owner",
        "state": "Risk status",
        "target_probability": "Target P",
        "target_impact": "Target I",
        "raised_on": "Date raised",
        "inherent_probability": "Inherent likelihood",
        "inherent_impact": "Inherent I",
        "inherent_probability_percent": "Inherent probability %",
        "inherent_impact_cost": "Inherent cost impact",
        "inherent_impact_days": "Inherent delay days",
        "target_probability_percent": "Target likelihood %",
        "target_impact_cost": "Target financial impact",
        "target_impact_days": "Target schedule impact",
        "escalated": "Escalated?",
    },
    "issues": {
        "issue_id": "Issue no",
        "project_id": "Project code",
        "title": "Issue",
        "severity": "Priority",
        "owner": "Responsible",
        "action": "Next action",
        "due": "Resolve by",
        "state": "Status",
        "raised_on": "Created",
    },
    "dependencies": {
        "dependency_id": "Ref",
        "giver_id": "From",
        "receiver_id": "To",
        "deliverable": "What",
        "need_date": "Needed by",
        "promise_date": "Promised by",
        "giver_task_id": "Delivering task",
        "receiver_task_id": "Receiver activity",
        "state": "Status",
    },
    "decisions": {
        "decision_id": "Decision no",
        "project_id": "Project",
        "question": "Decision required",
        "options": "Alternatives",
        "recommendation": "Proposal",
        "needed_by": "Due date",
        "owner": "Decision maker",
        "cost_of_delay": "Delay cost",
        "currency": "Curr",
        "delay_note": "If delayed",
        "state": "Status",
        "outcome": "Decision taken",
        "decided_on": "Date decided",
    },
    "changes": {
        "change_id": "CR",
        "project_id": "Project ID",
        "title": "Change request",
        "cost": "Cost impact",
        "days": "Schedule impact",
        "currency": "CCY",
        "state": "Decision",
        "raised_on": "Raised",
        "decided_on": "Approved on",
    },
}
WORDS = {"open": "In progress", "closed": "Closed", "pending": "Submitted", "approved": "Accepted"}
"""State -> another word for it that the settings know."""
SHEETS = {
    "risks": "Risk register",
    "issues": "Issue log",
    "dependencies": "Dependency log",
    "decisions": "Decision log",
    "changes": "Change requests",
}
TITLE = (["RAID log of all projects"], ["As of", "31 October 2026"], [])
KINDS = {"risks": "Risk", "issues": "Issue", "dependencies": "Dependency"}
REGISTERS = {
    "risk-register": (
        "risks",
        {**HEADS["risks"], "probability": "Probability (1-5)", "impact": "Impact (1-5)"},
    ),
    "issue-register": ("issues", {**HEADS["issues"], "raised_on": "Date raised"}),
}
REGISTER_LACKS = {"proximity", "target_probability", "target_impact"}
INVENTED = {"assumptions": "Assumption", "actions": "Action"}
IDS = {
    "risks": "risk_id",
    "issues": "issue_id",
    "dependencies": "dependency_id",
    "assumptions": "assumption_id",
    "actions": "action_id",
}
_COMMON = {"project_id": "Project", "title": "Description", "owner": "Owner", "state": "Status"}
_RAISED = {**_COMMON, "raised_on": "Date raised"}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "risks": {**_RAISED, "response": "Mitigation"},
    "issues": {**_RAISED, "severity": "Priority", "action": "Mitigation"},
    "assumptions": {**_RAISED, "validation": "Mitigation"},
    "actions": {**_RAISED, "due": "Due date"},
    "dependencies": {
        "receiver_id": "Project",
        "giver_id": "Giver",
        "deliverable": "Description",
        "need_date": "Due date",
        "promise_date": "Promised by",
        "state": "Status",
    },
}
ONE_SHEET = (
    "RAID category",
    "Project",
    "Giver",
    "Description",
    "Owner",
    "Status",
    "Priority",
    "Mitigation",
    "Due date",
    "Promised by",
    "Date raised",
)
EXHIBITS = {"raid-log": "raid-log", "risk-register": "risk-register", "issue-register": "issue-register"}


def shipped(**settings: Any) -> dict[str, Any]:  # noqa: ANN401 - settings of a source
    return {**document(ROOT / "config" / "sources" / "raid.yaml", "raid").content, **settings}


def lines(reference: Portfolio, table: str, heads: Mapping[str, str]) -> list[list[object]]:
    found = reference[table]
    known = {**WORDS, "open": "Pending"} if table == "decisions" else WORDS
    words = found["state"].map(lambda state: known.get(state, state.capitalize()))
    return rows(found.assign(state=words), heads)


@pytest.mark.parametrize("title", [(), TITLE], ids=["bare", "titled"])
def test_a_sheet_for_each_kind(
    one_period: Path, reference: Portfolio, tmp_path: Path, title: tuple[list[str], ...]
) -> None:
    sheets = {SHEETS[table]: lines(reference, table, heads) for table, heads in HEADS.items()}
    form = Exhibit(files={"raid.xlsx": workbook(sheets, title)}, settings=shipped())
    shown = read(form, one_period, tmp_path)
    assert all(tally.holds and not tally.quarantined for tally in shown.tallies)
    for table in HEADS:
        held(shown, reference, table)


@pytest.mark.parametrize("table", HEADS)
def test_a_comma_separated_file_for_a_kind(
    one_period: Path, reference: Portfolio, tmp_path: Path, table: str
) -> None:
    part = {name: value for name, value in shipped()["parts"][table].items() if name != "sheet"}
    settings = shipped(reader="csv", parts={table: part})
    content = comma_separated(lines(reference, table, HEADS[table]))
    held(read(Exhibit(files={"log.csv": content}, settings=settings), one_period, tmp_path), reference, table)


@pytest.mark.parametrize("preset", REGISTERS)
def test_a_register_of_its_own(one_period: Path, reference: Portfolio, tmp_path: Path, preset: str) -> None:
    table, heads = REGISTERS[preset]
    holds = {name: head for name, head in heads.items() if name not in REGISTER_LACKS}
    sheet = {f"{preset.replace('-', ' ').capitalize()}": lines(reference, table, holds)}
    form = Exhibit(files={"register.xlsx": workbook(sheet, TITLE)}, preset=preset)
    more = {"fx_rate"} if table == "risks" else set()
    held(read(form, one_period, tmp_path), reference, table, lacking(table, *holds, *more))


def one_sheet(reference: Portfolio) -> list[list[object]]:
    """All kinds below one another; a dependency's project is its receiver."""
    found: list[list[object]] = [[*ONE_SHEET]]
    for table, kind in {**KINDS, **INVENTED}.items():
        for row in said(reference, table).to_dict("records"):
            cells = {head: plain(row[name]) for name, head in COLUMNS[table].items()}
            found.append([{**cells, "RAID category": kind}.get(head) for head in ONE_SHEET])
    return found


def said(reference: Portfolio, table: str) -> pd.DataFrame:
    """The rows of a kind; assumptions and actions are made of the risks, of which there are more."""
    if table not in INVENTED:
        return reference[table]
    return reference["risks"].rename(
        columns={"risk_id": IDS[table], "response_due": "due", "response": "validation"}
    )


def known_by_what_it_says(reference: Portfolio, table: str) -> pd.DataFrame:
    """The rows that a log without ids is read to: what a row describes is its id."""
    found = said(reference, table)
    title = "deliverable" if table == "dependencies" else "title"
    text = found["receiver_id"] + "-" + found[title] if table == "dependencies" else found[title]
    found = found.assign(**{IDS[table]: text.map(slug)})
    return in_the_projects_currency(found, reference) if table == "risks" else found


def in_the_projects_currency(risks: pd.DataFrame, reference: Portfolio) -> pd.DataFrame:
    """A log without currencies has those of the projects, at the month's rates."""
    own = reference["projects"].set_index("project_id")["currency"]
    rates = dict(zip(reference["changes"]["currency"], reference["changes"]["fx_rate"], strict=True))
    currency = risks["project_id"].map(own)
    return risks.assign(currency=currency, fx_rate=currency.map(rates))


def slug(text: str) -> str:
    folded = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^0-9a-z]+", "-", folded).strip("-")


def test_all_kinds_on_one_sheet(one_period: Path, reference: Portfolio, tmp_path: Path) -> None:
    form = Exhibit(files={"raid.xlsx": workbook({"RAID": one_sheet(reference)}, TITLE)}, preset="raid-log")
    shown = read(form, one_period, tmp_path)
    for table in (*KINDS, *INVENTED):
        expected = instead(reference, **{table: known_by_what_it_says(reference, table)})
        money = {"currency", "fx_rate"} if table == "risks" else set()  # the project's own
        held(shown, expected, table, lacking(table, *COLUMNS[table], IDS[table], *money))
