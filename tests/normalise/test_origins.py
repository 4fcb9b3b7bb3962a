"""The way back to the cells."""

from collections.abc import Callable
from dataclasses import replace

from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]


def cell(found: Portfolio, table: str, row: int, name: str) -> str:
    return str(found.lineage.cell(table, found[table].iloc[row].to_dict(), name))


def test_value_leads_back_to_its_cell(given: Given, part: Part) -> None:
    fields = {
        "project_id": {},
        "issue_id": {},
        "severity": {"constant": "high"},
        "title": {"aliases": ["Issue"]},
    }
    found = given(
        part("issues", fields), ["issue_id", "Issue", "project_id"], [["I1", "x", "P-1"], ["I2", "y", "P-1"]]
    )
    assert cell(found, "issues", 1, "title") == "inputs/given.csv › B3"
    assert cell(found, "issues", 1, "severity") == "None"
    assert found.inputs["inputs/given.csv"] == "0" * 64


def test_of_several_columns_the_one_that_gave_most(given: Given, part: Part) -> None:
    fields = {"project_id": {}, "issue_id": {}, "title": {"aliases": ["Old", "New"], "multi": "first"}}
    records = [["P-1", "I1", "", "a"], ["P-1", "I2", "", "b"], ["P-1", "I3", "c", ""]]
    found = given(part("issues", fields), ["project_id", "issue_id", "Old", "New"], records)
    assert cell(found, "issues", 0, "title") == "inputs/given.csv › D2"


def test_a_cell_of_another_sheet_is_named_in_lineage_and_findings(
    raw: Callable[..., RawTable], normalised: Given, part: Part
) -> None:
    fields = {"project_id": {}, "issue_id": {}}
    table = replace(
        raw("one", "issues", ["issue_id", "project_id"], [["I1", "P-9"]]),
        sheet="Issues",
        addresses=("A", "Status!B3"),
    )
    register = raw("two", "projects", ["project_id"], [["P-1"]])
    sources = {"one": part("issues", fields), "two": part("projects", {"project_id": {}})}
    found = normalised(sources, [table, register])
    (finding,) = found.findings
    assert (finding.rule, finding.sheet, finding.cell) == ("unknown-project-code", "Status", "B3")
    assert (
        found.lineage.origins["issues", "one", "inputs/one.csv", "Issues"].columns["project_id"]
        == "Status!B3"
    )


def test_two_parts_of_one_sheet_keep_their_own_columns(
    raw: Callable[..., RawTable], normalised: Given, part: Part
) -> None:
    work = {"project_id": {"aliases": ["Code"]}, "parent_id": {"aliases": ["Team"]}}
    team = part("projects", {"project_id": {"aliases": ["Team"]}}, distinct=True)["parts"]["projects"]
    parts = {"work": part("projects", work)["parts"]["projects"], "team": team}
    tables = [raw("one", name, ["Code", "Team"], [["P-1", "T1"], ["P-2", "T1"]]) for name in parts]
    found = normalised({"one": {"parts": parts}}, tables)
    assert [cell(found, "projects", row, "project_id") for row in (1, 2, 3)] == [
        f"inputs/one.csv › {at}" for at in ("A2", "A3", "B2")
    ]
    assert found["projects"]["source"].tolist() == ["settings", "one", "one", "one/team"]
