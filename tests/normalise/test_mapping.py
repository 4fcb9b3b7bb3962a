"""Heads against aliases."""

from collections.abc import Callable

import pytest

from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]


def rules(portfolio: Portfolio) -> list[str]:
    return [finding.rule for finding in portfolio.findings]


def test_best_alias_first_and_the_fields_own_name_last(given: Given, part: Part) -> None:
    issues = part(
        "issues",
        {"project_id": {}, "issue_id": {"aliases": ["Ref"]}, "title": {"aliases": ["Short text", "Issue"]}},
    )
    found = given(issues, ["project ID", "REF.", "Issue", "Short-Text"], [["P-1", "I1", "long", "short"]])
    assert found["issues"]["title"].tolist() == ["short"]
    assert rules(found) == ["duplicate-column"]
    assert found.findings[0].problem.startswith("Issue: title is read from column D")


def test_a_field_whose_name_means_something_else_in_the_export(given: Given, part: Part) -> None:
    title = {"aliases": ["Short text"], "aliases_only": True}
    issues = part(
        "issues", {"project_id": {}, "issue_id": {}, "title": title, "action": {"aliases": ["Next"]}}
    )
    heads = ["project_id", "issue_id", "Title", "Short text", "Next"]
    found = given(issues, heads, [["P-1", "I1", "Dr.", "Leak", "Seal"]])
    assert found["issues"]["title"].tolist() == ["Leak"]
    assert found.findings == ()
    without = given(issues, heads[:3], [["P-1", "I1", "Dr."]])
    assert without["issues"]["title"].isna().all()


def test_half_filled_columns_are_coalesced(given: Given, part: Part) -> None:
    rating = {"aliases": ["RAG rating", "Rating (new)"], "type": "choice", "multi": "first"}
    reports = part("status_reports", {"project_id": {}, "overall": rating})
    heads = ["project_id", "RAG rating", "RAG rating", "Rating (new)"]
    found = given(reports, heads, [["P-1", "", "Red", ""], ["P-2", None, "n/a", "amber"]])
    assert found["status_reports"]["overall"].tolist() == ["R", "A"]
    assert rules(found) == []


def test_bad_value_of_several_columns_has_its_own_cell(given: Given, part: Part) -> None:
    rating = {"aliases": ["Old", "New"], "type": "choice", "multi": "first"}
    found = given(
        part("status_reports", {"project_id": {}, "overall": rating}),
        ["project_id", "Old", "New"],
        [["P-1", "", "Rd"]],
    )
    assert [
        (each.cell, each.value, each.severity)
        for each in found.findings
        if each.table == "status_reports" and each.cell
    ] == [("C2", "Rd", Severity.FIELD)]


def test_columns_of_one_name_become_a_list(given: Given, part: Part) -> None:
    items = part(
        "work_items", {"project_id": {}, "item_id": {"aliases": ["Key"]}, "labels": {"multi": "list"}}
    )
    found = given(items, ["project_id", "Key", "Labels", "Labels", "Labels"], [["P-1", "W1", "ui", "", "db"]])
    assert found["work_items"]["labels"].tolist() == ["ui; db"]


def test_missing_column_stops_everything_and_suggests(given: Given, part: Part) -> None:
    changes = part(
        "changes",
        {"project_id": {}, "change_id": {}, "cost": {"aliases": ["Budget impact"], "required": True}},
    )
    found = given(changes, ["project_id", "change_id", "Buget impct"], [["P-1", "C1", "5"]])
    block = found.findings[0]
    assert (block.severity, block.rule, block.file) == (Severity.BLOCK, "missing-column", "inputs/given.csv")
    assert "project_id, change_id, Buget impct" in block.problem
    assert block.remedy.endswith("did you mean 'Buget impct'?")
    assert found.tallies[1].quarantined == 1


def test_key_is_required_without_saying_so(given: Given, part: Part) -> None:
    found = given(part("risks", {"project_id": {}, "risk_id": {}}), ["project_id"], [["P-1"]])
    assert rules(found) == ["missing-column"]


def test_constant_template_and_slug(given: Given, part: Part) -> None:
    columns = {
        "project_id": {},
        "month": {"template": "{Year}-{no}", "type": "month"},
        "category": {"constant": "in-year"},
        "kind": {"template": "{category}"},
        "actual": {"aliases": ["Spend"], "type": "money"},
    }
    found = given(
        part("costs", columns),
        ["project_id", "Year", "No", "Spend"],
        [["P-1", 2026.0, "03", "5"], ["P-2", None, "03", "5"]],
    )
    assert found["costs"]["month"].astype(str).tolist() == ["2026-03-01"]
    assert [each.rule for each in found.findings] == ["unknown-choice", "missing-value", "unknown-choice"]


@pytest.mark.parametrize("reader", ["csv", "form"])
def test_form_without_a_cell_costs_only_itself(given: Given, part: Part, reader: str) -> None:
    needed = part("status_reports", {"project_id": {}, "summary": {"required": True}})
    found = given({**needed, "reader": reader}, ["project_id"], [["P-1"]])
    blocks = [each for each in found.findings if each.severity is Severity.BLOCK]
    assert len(blocks) == (reader == "csv")
    assert found.tallies[1].quarantined == 1


def test_pre_numbered_empty_rows_are_no_rows(given: Given, part: Part) -> None:
    risks = part("risks", {"project_id": {}, "risk_id": {}, "title": {}}, skip_blank="title")
    found = given(
        risks,
        ["project_id", "risk_id", "title"],
        [["P-1", "R1", "Flood"], ["P-1", "R2", " "], [None, None, None]],
    )
    assert found.tallies[1].read == 1
    assert rules(found) == []


def test_a_value_in_the_files_name_is_that_of_every_row(
    normalised: Given, raw: Callable[..., RawTable], part: Part
) -> None:
    register = part("projects", {"project_id": {}, "name": {}})
    log = part("issues", {"project_id": {"filename": "^([^ ]+)"}, "issue_id": {}})
    tables = [
        raw("register", "projects", ["project_id", "name"], [["P-1", "Alpha"]]),
        raw("log", "issues", ["issue_id"], [["I1"], ["I2"]], "inputs/P-1 log.csv"),
    ]
    found = normalised({"register": register, "log": log}, tables)
    assert found["issues"]["project_id"].tolist() == ["P-1", "P-1"]
    assert found.lineage.cell("issues", found["issues"].iloc[0], "project_id") is None


def test_a_file_whose_name_gives_nothing_is_left_out_with_one_finding(given: Given, part: Part) -> None:
    project = {"filename": r"^(P-\d+)"}
    found = given(part("issues", {"project_id": project, "issue_id": {}}), ["issue_id"], [["I1"], ["I2"]])
    [finding] = found.findings
    assert (finding.rule, finding.severity) == ("unexpected-file-name", Severity.ERROR)
    assert found["issues"].empty
