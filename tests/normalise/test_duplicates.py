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
