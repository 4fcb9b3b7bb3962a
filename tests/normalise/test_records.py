"""Faults and what they do to their rows."""

from collections.abc import Callable

from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import CellError
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
COSTS: dict[str, dict[str, object]] = {
    "project_id": {"required": True},
    "month": {"type": "month"},
    "category": {},
    "actual": {"required": True},
    "forecast": {},
}
HEADS = ["project_id", "month", "category", "actual", "forecast"]


def test_bad_value_in_a_field_leaves_the_row(given: Given, part: Part) -> None:
    found = given(part("costs", COSTS), HEADS, [["P-1", "2026-10", "staff", "5", CellError("#REF!")]])
    (finding,) = found.findings
    assert (finding.severity, finding.rule, finding.cell, finding.value) == (
        Severity.FIELD,
        "cell-error",
        "E2",
        "#REF!",
    )
    assert (finding.entity, finding.source, finding.file, finding.table) == (
        "P-1",
        "given",
        "inputs/given.csv",
        "costs",
    )
    assert "forecast: the cell holds #REF!" in finding.problem
    assert found["costs"]["forecast"].isna().tolist() == [True]


def test_bad_or_empty_value_in_a_needed_field_quarantines(given: Given, part: Part) -> None:
    records = [
        ["P-1", "13/2026", "staff", "5", ""],
        ["P-1", "2026-10", "staff", "", ""],
        ["P-1", "2026-11", "staff", "1", ""],
    ]
    found = given(part("costs", COSTS), HEADS, records)
    assert [(each.severity, each.rule, each.cell) for each in found.findings] == [
        (Severity.ERROR, "not-a-date", "B2"),
        (Severity.ERROR, "missing-value", "D3"),
    ]
    assert found["costs"]["row"].tolist() == [4]


def test_every_fault_of_a_row_is_told(given: Given, part: Part) -> None:
    found = given(part("costs", COSTS), HEADS, [["P-1", "soon", "", "much", "more"]])
    assert [each.cell for each in found.findings] == ["B2", "C2", "D2", "E2"]


def test_explanations_go_to_the_note(given: Given, part: Part) -> None:
    columns = {"project_id": {}, "note": {}, "delivery_confidence": {"type": "choice", "prose": True}}
    told = "Withheld for commercial reasons"
    found = given(
        part("status_reports", columns), list(columns), [["P-1", "Seen.", told], ["P-2", "", "Amber"]]
    )
    assert found["status_reports"]["note"].fillna("").tolist() == [f"Seen.\n{told}", ""]
    assert [(each.rule, each.severity) for each in found.findings] == [
        ("explained-not-given", Severity.WARNING)
    ]


def test_owner_may_be_the_project_manager(given: Given, part: Part) -> None:
    source = {**part("costs", COSTS), "owner": "Project manager"}
    found = given(source, HEADS, [["P-2", "2026-10", "staff", "5", "?"]])
    assert found.findings[0].owner == "Bob"
