"""Codes of projects."""

from collections.abc import Callable

from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
ISSUES: dict[str, dict[str, object]] = {"project_id": {}, "issue_id": {}}
CODES: dict[str, dict[str, object]] = {"system": {}, "local_id": {}, "project_id": {}}


def codes(raw: Callable[..., RawTable], normalised: Given, part: Part, local: str) -> Portfolio:
    sources = {
        "codes": part("crosswalk", CODES),
        "register": part("projects", {"project_id": {}}),
        "tracker": part("issues", ISSUES, crosswalk="jira"),
    }
    tables = [
        raw("tracker", "issues", list(ISSUES), [[local, "I1"]]),
        raw(
            "codes",
            "crosswalk",
            list(CODES),
            [["jira", "ALP", "P-1"], ["sap", "4711", "P-1"], ["jira", "GON", "P-9"]],
        ),
        raw("register", "projects", ["project_id"], [["P-1"]]),
    ]
    return normalised(sources, tables)


def test_known_code_is_resolved(raw: Callable[..., RawTable], normalised: Given, part: Part) -> None:
    found = codes(raw, normalised, part, "ALP")
    assert found["issues"]["project_id"].tolist() == ["P-1"]
    assert found.findings == ()


def test_code_of_another_system_is_unknown(
    raw: Callable[..., RawTable], normalised: Given, part: Part
) -> None:
    (finding,) = codes(raw, normalised, part, "4711").findings
    assert (finding.severity, finding.rule, finding.cell, finding.entity) == (
        Severity.ERROR,
        "unknown-project-code",
        "A2",
        "4711",
    )
    assert "the crosswalk for jira" in finding.problem


def test_near_code_is_suggested_never_taken(
    raw: Callable[..., RawTable], normalised: Given, part: Part
) -> None:
    found = codes(raw, normalised, part, "ALPH")
    assert found["issues"].empty
    assert found.findings[0].remedy.endswith("did you mean 'ALP'?")


def test_code_that_leads_to_no_project(raw: Callable[..., RawTable], normalised: Given, part: Part) -> None:
    assert [each.rule for each in codes(raw, normalised, part, "GON").findings] == ["unknown-project-code"]


def test_project_id_must_exist(given: Given, part: Part) -> None:
    found = given(part("issues", ISSUES), list(ISSUES), [["P-1", "I1"], ["P-8", "I2"], ["ROOT", "I3"]])
    assert found["issues"]["project_id"].tolist() == ["P-1", "ROOT"]
    assert [(each.rule, each.entity) for each in found.findings] == [("unknown-project-code", "P-8")]


def test_both_ends_of_a_dependency(given: Given, part: Part) -> None:
    fields: dict[str, object] = {"dependency_id": {}, "giver_id": {}, "receiver_id": {}}
    found = given(
        part("dependencies", fields),
        list(fields),
        [["D1", "P-1", "P-2"], ["D2", "P-1", "P-7"], ["D3", "P-6", "P-1"]],
    )
    assert found["dependencies"]["dependency_id"].tolist() == ["D1"]
    assert [each.cell for each in found.findings] == ["C3", "B4"]


def test_decision_about_no_project_stays(given: Given, part: Part) -> None:
    fields: dict[str, object] = {"decision_id": {}, "project_id": {}}
    found = given(part("decisions", fields), list(fields), [["Q1", ""], ["Q2", "P-7"]])
    assert found["decisions"]["decision_id"].tolist() == ["Q1"]


def test_no_project_at_all_is_said_once(raw: Callable[..., RawTable], normalised: Given, part: Part) -> None:
    found = normalised(
        {"log": part("issues", ISSUES)}, [raw("log", "issues", list(ISSUES), [["P-1", "I1"], ["P-2", "I2"]])]
    )
    assert [(each.rule, each.severity) for each in found.findings] == [("no-projects", Severity.BLOCK)]
    assert found.tallies[0].quarantined == 2


def test_without_any_code_of_a_system_its_codes_are_project_ids(
    raw: Callable[..., RawTable], normalised: Given, part: Part
) -> None:
    sources = {
        "register": part("projects", {"project_id": {}}),
        "tracker": part("issues", ISSUES, crosswalk="jira"),
    }
    tables = [
        raw("tracker", "issues", list(ISSUES), [["P-1", "I1"], ["P-2", "I2"]]),
        raw("register", "projects", ["project_id"], [["P-1"]]),
    ]
    found = normalised(sources, tables)
    assert found["issues"]["project_id"].tolist() == ["P-1"]
    assert ["the list of projects" in finding.problem for finding in found.findings] == [True]
