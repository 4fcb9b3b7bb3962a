"""Rows that stand twice."""

from collections.abc import Callable

from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
RISKS: dict[str, dict[str, object]] = {"project_id": {}, "risk_id": {}, "title": {}, "impact_cost": {}}
FIRST = ["P-1", "R1", "Flood", "5"]


def test_same_row_again_is_counted_once(given: Given, part: Part) -> None:
    found = given(part("risks", RISKS), list(RISKS), [FIRST, ["P-1", "R1", "Flood ", "5.00"]])
    tally = found.tallies[1]
    assert (tally.read, tally.accepted, tally.quarantined, tally.deduplicated) == (2, 1, 0, 1)
    assert [(each.rule, each.severity) for each in found.findings] == [("duplicate-row", Severity.WARNING)]


def test_many_repeats_of_a_file_are_told_as_three_and_how_many_more(given: Given, part: Part) -> None:
    rows = [["P-1", f"R{at}", "Flood", "5"] for at in range(6)]
    found = given(part("risks", RISKS), list(RISKS), [*rows, *rows])
    assert (len(found["risks"]), found.tallies[1].deduplicated) == (6, 6)
    assert [each.cell for each in found.findings] == ["B8", "B9", "B10", "B11"]
    assert {each.rule for each in found.findings} == {"duplicate-row"}
    assert "+3 more rows of this file, down to inputs/given.csv › B13" in found.findings[-1].problem
    assert "such as inputs/given.csv › B5" in found.findings[-1].problem


def test_four_repeats_are_told_one_by_one(given: Given, part: Part) -> None:
    rows = [["P-1", f"R{at}", "Flood", "5"] for at in range(4)]
    found = given(part("risks", RISKS), list(RISKS), [*rows, *rows])
    assert [each.cell for each in found.findings] == ["B6", "B7", "B8", "B9"]


def test_same_id_with_other_values_is_quarantined_and_names_both_places(given: Given, part: Part) -> None:
    found = given(part("risks", RISKS), list(RISKS), [FIRST, ["P-1", "R1", "Fire", "5"]])
    (finding,) = found.findings
    assert (finding.severity, finding.rule, finding.cell) == (Severity.ERROR, "duplicate-id", "B3")
    assert "inputs/given.csv › B2" in finding.problem
    assert found["risks"]["title"].tolist() == ["Flood"]


def test_same_id_in_another_project_is_another_risk(given: Given, part: Part) -> None:
    found = given(part("risks", RISKS), list(RISKS), [["P-1", "R1", "Flood", ""], ["P-2", "R1", "Fire", ""]])
    assert len(found["risks"]) == 2


def test_repeats_of_a_distinct_part_are_no_news(given: Given, part: Part) -> None:
    teams = part(
        "projects", {"project_id": {"aliases": ["Team"]}, "level": {"constant": "programme"}}, distinct=True
    )
    found = given(teams, ["Team"], [["T1"], ["T2"], ["T1"], ["T1"]])
    assert found.findings == ()
    assert (found.tallies[1].accepted, found.tallies[1].deduplicated) == (2, 2)
