"""Projects that go by another id than they did."""

from __future__ import annotations

from pmo_reports.changes import by_name, changes, identified
from pmo_reports.model.changes import ChangeKind
from pmo_reports.model.rag import Rag
from tests.changes.examples import AFTER, BEFORE, MONTHS, made, period
from tests.strategies import Row


def tables(**names: str) -> dict[str, list[Row]]:
    """Projects by id and name, each with a line of 100 in the ledger and a risk."""
    own = [{"project_id": project} for project in names]
    return {
        "projects": [{**each, "level": "project", "name": names[each["project_id"]]} for each in own],
        "costs": [{**each, "month": MONTHS[2], "category": "All", "forecast": 100} for each in own],
        "risks": [{**each, "risk_id": "R", "probability": 3, "impact": 3, "state": "open"} for each in own],
    }


def test_names_match_whatever_their_capitals_and_spaces_where_each_is_there_once() -> None:
    before = period(made(BEFORE, tables(a="Rail  depot", b="Twins", c="Twins", kept="Same", d="Gone")))
    after = period(made(AFTER, tables(A1="rail depot", B1="Twins", kept="Same", E1="New")))
    assert by_name(before, after) == {"a": "A1"}


def test_a_renamed_project_is_neither_in_nor_out_and_keeps_its_past() -> None:
    before = period(made(BEFORE, tables(a="Depot")), {("a", "overall"): Rag.GREEN})
    after = period(made(AFTER, tables(A1="Depot")), {("A1", "overall"): Rag.RED})
    kept = before.portfolio["costs"].copy()
    assert len(changes(before, after).of(ChangeKind.PROJECT_IN, ChangeKind.PROJECT_OUT)) == 2
    same = identified(before, by_name(before, after))
    found = changes(same, after)
    assert [(each.id, each.before, each.after) for each in found.listed] == [("rag/A1/overall", "G", "R")]
    assert same.rag("A1") is Rag.GREEN
    assert same.rag("a") is Rag.UNKNOWN
    assert same.assessments["A1", "overall"].entity == "A1"
    assert list(same.assessments) == [("A1", "overall")]
    assert before.portfolio["costs"].equals(kept)
