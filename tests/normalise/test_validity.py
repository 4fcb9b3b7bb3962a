"""Codes that mean one project for a time, and another one later."""

from collections.abc import Callable, Sequence

import pytest

from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio

Make = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
CODES: dict[str, dict[str, object]] = {
    "system": {},
    "local_id": {},
    "project_id": {},
    "valid_from": {"type": "date"},
    "valid_to": {"type": "date"},
}
COSTS: dict[str, dict[str, object]] = {"project_id": {}, "month": {"type": "month"}, "category": {}}
REUSED = [["sap", "4711", "P-1", "", "2026-06-30"], ["sap", "4711", "P-2", "2026-07-01", ""]]


@pytest.fixture(scope="session")
def coded(raw: Callable[..., RawTable], normalised: Make, part: Part) -> Make:
    def portfolio(codes: Sequence[Sequence[str]], *rows: Sequence[str], **options: object) -> Portfolio:
        sources = {
            "codes": part("crosswalk", CODES),
            "erp": part("costs", COSTS, crosswalk="sap", **options),
            "register": part("projects", {"project_id": {}}),
        }
        tables = [
            raw("codes", "crosswalk", list(CODES), codes),
            raw("erp", "costs", list(COSTS), rows),
            raw("register", "projects", ["project_id"], [["P-1"], ["P-2"]]),
        ]
        return normalised(sources, tables)

    return portfolio


def test_a_code_means_what_it_meant_in_the_row_s_month(coded: Make) -> None:
    found = coded(REUSED, ["4711", "2026-06", "staff"], ["4711", "2026-07", "staff"])
    assert found["costs"]["project_id"].tolist() == ["P-1", "P-2"]
    assert found.findings == ()


def test_several_codes_lead_to_one_project(coded: Make) -> None:
    codes = [["sap", "1", "P-1", "", ""], ["sap", "2", "P-1", "", ""]]
    found = coded(codes, ["1", "2026-06", "staff"], ["2", "2026-06", "travel"])
    assert found["costs"]["project_id"].tolist() == ["P-1", "P-1"]


def test_two_projects_at_one_time_are_a_finding(coded: Make) -> None:
    clash = [["sap", "4711", "P-1", "", "2026-07-31"], ["sap", "4711", "P-2", "2026-07-01", ""]]
    found = coded(clash, ["4711", "2026-06", "staff"])
    (finding,) = found.findings
    assert (finding.rule, finding.severity, finding.cell) == ("ambiguous-code", Severity.ERROR, "B3")
    assert "P-2 from 2026-07-01, but at inputs/codes.csv › B2 for P-1 until 2026-07-31" in finding.problem
    assert [each.quarantined for each in found.tallies if each.source == "codes"] == [1]


def test_the_same_code_in_another_system_is_no_clash(coded: Make) -> None:
    found = coded([["sap", "1", "P-1", "", ""], ["jira", "1", "P-2", "", ""]], ["1", "2026-06", "staff"])
    assert found.findings == ()
    assert found["costs"]["project_id"].tolist() == ["P-1"]


def test_an_expired_code_says_when_it_held(coded: Make) -> None:
    found = coded([["sap", "4711", "P-1", "", "2026-03-31"]], ["4711", "2026-04", "staff"])
    (finding,) = found.findings
    assert finding.rule == "unknown-project-code"
    assert "for another time (P-1 until 2026-03-31)" in finding.problem


def test_validity_that_ends_before_it_begins(coded: Make) -> None:
    found = coded([["sap", "1", "P-1", "2026-05-01", "2026-04-01"]])
    assert [(each.rule, each.cell) for each in found.findings] == [("ends-before-start", "E2")]


def test_case_and_blanks_only_suggest_unless_the_part_says_otherwise(coded: Make) -> None:
    codes = [["sap", "ALP-1", "P-1", "", ""]]
    (finding,) = coded(codes, ["alp 1", "2026-06", "staff"]).findings
    assert finding.remedy.endswith("did you mean 'ALP-1'?")
    found = coded(codes, ["alp 1", "2026-06", "staff"], loose_codes=True)
    assert found["costs"]["project_id"].tolist() == ["P-1"]


def test_loose_codes_that_could_be_two_are_not_taken(coded: Make) -> None:
    codes = [["sap", "ALP-1", "P-1", "", ""], ["sap", "ALP1", "P-2", "", ""]]
    found = coded(codes, ["alp1", "2026-06", "x"], ["ALP1", "2026-06", "x"], loose_codes=True)
    assert found["costs"]["project_id"].tolist() == ["P-2"]
