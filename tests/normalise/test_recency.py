"""A row for each change: the newest of each key counts, whatever the order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as each
from hypothesis import strategies as st

from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import Portfolio

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
COLUMNS = {"project_id": {}, "risk_id": {"aliases": ["ID"]}, "title": {}, "raised_on": {"type": "date"}}
HEADS = ["project_id", "ID", "title", "As of"]
FEBRUARY, MARCH = ["P-1", "R1", "older", "2026-02-01"], ["P-1", "R1", "newer", "2026-03-01"]
CHANGES = st.lists(
    st.tuples(st.sampled_from(["R1", "R2", "R3"]), st.integers(0, 9)), min_size=1, max_size=25, unique=True
)


@pytest.fixture(scope="session")
def read(given: Given, part: Part) -> Callable[..., Portfolio]:
    """Rows of risks -> their portfolio."""

    def portfolio(*rows: list[str], latest: str = "As of", heads: list[str] = HEADS) -> Portfolio:
        return given(part("risks", COLUMNS, latest=latest), heads, [list(row) for row in rows])

    return portfolio


@pytest.mark.parametrize("rows", [(FEBRUARY, MARCH), (MARCH, FEBRUARY)])
def test_the_newest_row_counts(read: Callable[..., Portfolio], rows: tuple[list[str], ...]) -> None:
    found = read(*rows)
    assert found["risks"]["title"].tolist() == ["newer"]
    assert (found.tallies[1].accepted, found.tallies[1].deduplicated, found.findings) == (1, 1, ())


def test_a_field_may_say_when_a_row_was_written(read: Callable[..., Portfolio]) -> None:
    heads = ["project_id", "ID", "title", "raised_on"]
    assert read(MARCH, FEBRUARY, latest="raised_on", heads=heads)["risks"]["title"].tolist() == ["newer"]


def test_what_was_wrong_with_history_is_nobodys_task(read: Callable[..., Portfolio]) -> None:
    heads = ["project_id", "ID", "title", "As of", "raised_on"]
    found = read([*FEBRUARY, "soon"], [*MARCH, "2026-01-01"], heads=heads)
    assert found.findings == ()


def test_two_newest_rows_that_differ_are_a_contradiction(read: Callable[..., Portfolio]) -> None:
    found = read(FEBRUARY, MARCH, ["P-1", "R1", "other", "2026-03-01"])
    assert [finding.rule for finding in found.findings] == ["duplicate-id"]
    assert found["risks"]["title"].tolist() == ["newer"]


def test_a_row_without_a_day_is_quarantined_with_its_row(read: Callable[..., Portfolio]) -> None:
    [told] = read(MARCH, ["P-1", "R1", "undated", "some day"]).findings
    assert (told.rule, told.severity, told.cell) == ("undated-row", Severity.ERROR, "row 3")


def test_a_newest_row_of_no_use_does_not_bring_back_an_older_one(given: Given, part: Part) -> None:
    columns = {**COLUMNS, "title": {"required": True}}
    found = given(part("risks", columns, latest="As of"), HEADS, [FEBRUARY, ["P-1", "R1", "", "2026-03-01"]])
    assert found["risks"].empty
    assert [finding.rule for finding in found.findings] == ["missing-value"]


def test_without_the_head_nothing_is_read(read: Callable[..., Portfolio]) -> None:
    found = read(MARCH, heads=["project_id", "ID", "title", "Reported"])
    assert [(f.rule, f.severity) for f in found.findings] == [("missing-column", Severity.BLOCK)]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@each(CHANGES, st.randoms(use_true_random=False))
def test_exactly_the_newest_row_of_each_key_is_kept(
    read: Callable[..., Portfolio], changes: list[tuple[str, int]], order: object
) -> None:
    order.shuffle(changes)  # type: ignore[attr-defined]
    days = [(risk, date(2026, 1, 1) + timedelta(days=day)) for risk, day in changes]
    found = read(*(["P-1", risk, f"as of {day}", str(day)] for risk, day in days))
    newest = {risk: max(day for other, day in days if other == risk) for risk, _ in days}
    kept = dict(zip(found["risks"]["risk_id"], found["risks"]["title"], strict=True))
    assert kept == {risk: f"as of {day}" for risk, day in newest.items()}
    tally = found.tallies[1]
    assert (tally.read, tally.accepted, tally.holds) == (len(days), len(newest), True)
