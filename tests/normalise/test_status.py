"""Status reports of the period."""

from collections.abc import Callable

from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
FIELDS: dict[str, dict[str, object]] = {
    "project_id": {},
    "period": {"type": "month"},
    "status_date": {},
    "overall": {},
    "delivery_confidence": {},
}
FRESH = ["P-2", "2026-10", "2026-10-31", "Green", ""]


def told(found: Portfolio) -> list[tuple[str, str, str]]:
    return [(each.rule, each.entity, each.owner) for each in found.findings]


def test_missing_report_is_its_managers(given: Given, part: Part) -> None:
    assert told(given(part("status_reports", FIELDS), list(FIELDS), [FRESH])) == [
        ("missing-report", "P-1", "Ann")
    ]


def test_nobody_misses_reports_that_no_source_brings(given: Given, part: Part) -> None:
    assert (
        told(
            given(
                part("issues", {"project_id": {}, "issue_id": {}}),
                ["project_id", "issue_id"],
                [["P-1", "I1"]],
            )
        )
        == []
    )


def test_stale_report(given: Given, part: Part) -> None:
    found = given(part("status_reports", FIELDS), list(FIELDS), [FRESH, ["P-1", "", "2026-09-30", "", ""]])
    assert told(found) == [("stale-report", "P-1", "Ann")]
    assert found.findings[0].cell == "C3"
    assert found["status_reports"]["period"].tolist() == ["2026-10", "2026-10"]


def test_report_of_another_period_does_not_look_fresh(given: Given, part: Part) -> None:
    found = given(part("status_reports", FIELDS), list(FIELDS), [FRESH, ["P-1", "2026-09", "", "G", ""]])
    assert [rule for rule, _, _ in told(found)] == ["other-period", "stale-report"]
    assert found["status_reports"]["status_date"].astype(str).tolist()[1] == "2026-09-30"


def test_five_points_become_three_where_nothing_else_is_declared(given: Given, part: Part) -> None:
    records = [["P-1", "", "2026-10-31", "", "Amber/Red"], ["P-2", "", "2026-10-31", "R", "Green"]]
    found = given(part("status_reports", FIELDS), list(FIELDS), records)
    assert found["status_reports"]["overall"].tolist() == ["A", "R"]
    assert found["status_reports"]["delivery_confidence"].tolist() == ["Amber/Red", "Green"]
