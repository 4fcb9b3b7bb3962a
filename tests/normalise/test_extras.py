"""Columns that nobody knows."""

from collections.abc import Callable

import pytest

from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
HEADS = ["project_id", "issue_id", "Colour", "Sprint", "Sprint", "", "source"]
ROW = ["P-1", "I1", "blue", "1", "2", None, "mail"]


def issues(given: Given, part: Part, what: str) -> Portfolio:
    return given(
        {**part("issues", {"project_id": {}, "issue_id": {}}), "on_unknown_columns": what}, HEADS, [ROW]
    )


def test_unknown_columns_are_kept_with_their_place(given: Given, part: Part) -> None:
    found = issues(given, part, "keep")
    (extra,) = found.extras["issues"].to_dict("records")
    assert (extra["Colour"], extra["Sprint"], extra["column G"]) == ("blue", "1; 2", "mail")
    assert (extra["file"], extra["row"]) == ("inputs/given.csv", 2)
    assert found.findings == ()


@pytest.mark.parametrize(("what", "severity"), [("warn", Severity.WARNING), ("fail", Severity.BLOCK)])
def test_source_may_want_to_know(given: Given, part: Part, what: str, severity: Severity) -> None:
    (finding,) = issues(given, part, what).findings
    assert (finding.rule, finding.severity) == ("unknown-column", severity)
    assert "Colour, Sprint" in finding.problem


def test_column_that_another_part_knows_is_not_unknown(
    raw: Callable[..., RawTable], normalised: Given, part: Part
) -> None:
    parts = {
        **part("projects", {"project_id": {}})["parts"],
        **part("status_reports", {"project_id": {}, "summary": {}})["parts"],
    }
    tables = [
        raw("one", name, ["project_id", "summary"], [["P-1", "Good"]])
        for name in ("projects", "status_reports")
    ]
    assert normalised({"one": {"parts": parts}}, tables).extras == {}


@pytest.mark.parametrize(
    ("head", "told"), [("Severty", ["misspelt-column"]), ("Severe", []), ("Days late", []), ("Severity", [])]
)
def test_a_head_that_is_nearly_one_that_is_missed_is_told(
    given: Given, part: Part, head: str, told: list[str]
) -> None:
    """Its cells are kept beside the table all the same; what is only similar is no misspelling."""
    columns = {"project_id": {}, "issue_id": {}, "severity": {"aliases": ["Severity"]}}
    found = given(part("issues", columns), ["project_id", "issue_id", head], [["P-1", "I1", "007"]])
    assert [finding.rule for finding in found.findings] == told
    assert found["issues"]["severity"].fillna("").tolist() == ["007" if head == "Severity" else ""]
    assert not told or found.extras["issues"][head].tolist() == ["007"]


def test_a_head_is_no_misspelling_of_one_that_is_there(given: Given, part: Part) -> None:
    columns = {"project_id": {}, "issue_id": {}, "severity": {}}
    heads = ["project_id", "issue_id", "severity", "severityy"]
    assert given(part("issues", columns), heads, [["P-1", "I1", "High", "0"]]).findings == ()
