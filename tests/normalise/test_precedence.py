"""Rows of several sources about one thing."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from hypothesis import given as forall
from hypothesis import settings as limits
from hypothesis import strategies as st

from pmo_reports import normalise
from pmo_reports.config.precedence import Precedence
from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Severity
from pmo_reports.model.lineage import CellRef
from pmo_reports.model.period import Period
from pmo_reports.model.raw import RawTable, Reading
from pmo_reports.model.tables import Portfolio
from pmo_reports.model.tracing import Rows, Trail

Make = Callable[..., Portfolio]
FIELDS = ("project_id", "milestone_id", "name", "forecast_date", "actual_date")
REPORT = [["P-1", "M1", "Go live", "2026-11-30", ""], ["P-1", "M2", "Handover", "", ""]]
PLAN = [["P-1", "M1", "go LIVE", "2026-12-15", "2026-12-16"], ["P-1", "M2", "Handover", "2027-01-31", ""]]
Given = Mapping[str, Sequence[Sequence[object]]]


def merged(
    raw: Callable[..., RawTable],
    settings: Callable[..., Settings],
    given: Given,
    order: Mapping[str, object] | None,
    fields: Sequence[str] = FIELDS,
) -> Portfolio:
    """The portfolio of sources that all fill one table, beside a register of P-1 (EUR)."""
    table = "changes" if "change_id" in fields else "milestones"
    part = {"parts": {table: {"table": table, "columns": {name: {} for name in fields}}}}
    register = {"parts": {"projects": {"table": "projects", "columns": {"project_id": {}, "currency": {}}}}}
    usual = {"reader": "csv", "files": "inputs/*.csv"}
    sources = {name: {**usual, **part} for name in given} | {"a_register": {**usual, **register}}
    made = settings(sources).model_copy(
        update={"precedence": Precedence.model_validate({"tables": {table: order} if order else {}})}
    )
    tables = [raw(name, table, fields, rows) for name, rows in given.items() if rows]
    tables.append(raw("a_register", "projects", ["project_id", "currency"], [["P-1", "EUR"]]))
    files = tuple(each.file for each in tables)
    return normalise.portfolio(Reading(files=files, tables=tuple(tables)), made, Period(2026, 10))


def test_each_field_is_of_the_first_source_that_says_something(raw: Make, settings: Make) -> None:
    found = merged(raw, settings, {"plan": PLAN, "report": REPORT}, {"sources": ["report", "plan"]})
    told = found["milestones"].set_index("milestone_id")
    assert told.loc["M1", "forecast_date"] == pd.Timestamp(2026, 11, 30)
    assert told.loc["M1", "actual_date"] == pd.Timestamp(2026, 12, 16)
    assert told.loc["M2", "forecast_date"] == pd.Timestamp(2027, 1, 31)
    assert told["source"].tolist() == ["report", "report"]


def test_a_field_may_have_an_order_of_its_own(raw: Make, settings: Make) -> None:
    order = {"sources": ["report", "plan"], "fields": {"forecast_date": ["plan"]}}
    found = merged(raw, settings, {"plan": PLAN, "report": REPORT}, order)
    dates = found["milestones"]["forecast_date"].dt.strftime("%Y-%m-%d")
    assert dates.tolist() == ["2026-12-15", "2027-01-31"]


def test_a_borrowed_field_leads_to_the_cell_of_the_source_that_won(raw: Make, settings: Make) -> None:
    found = merged(raw, settings, {"plan": PLAN, "report": REPORT}, {"sources": ["report"]})
    row = found["milestones"].iloc[0].to_dict()
    assert found.lineage.cell("milestones", row, "actual_date") == CellRef("inputs/plan.csv", "", "E2")
    assert found.lineage.cell("milestones", row, "forecast_date") == CellRef("inputs/report.csv", "", "D2")
    rows = Rows(projects=frozenset({"P-1"}))
    assert Trail(found).cells(["milestones.forecast_date"], rows) == (
        CellRef("inputs/plan.csv", "", "D3"),
        CellRef("inputs/report.csv", "", "D2"),
    )


def test_a_contradiction_names_both_values_both_cells_and_the_winner(raw: Make, settings: Make) -> None:
    found = merged(raw, settings, {"plan": PLAN, "report": REPORT}, {"sources": ["report", "plan"]})
    (finding,) = found.findings
    assert (finding.severity, finding.rule, finding.place) == (
        Severity.NOTE,
        "sources-contradict",
        "inputs/plan.csv › D2",
    )
    for part in ("2026-12-15", "2026-11-30", "inputs/report.csv › D2", "report is taken"):
        assert part in finding.problem


def test_dates_within_the_days_allowed_say_the_same(raw: Make, settings: Make) -> None:
    order = {"sources": ["report"], "days": 15}
    assert merged(raw, settings, {"plan": PLAN, "report": REPORT}, order).findings == ()


def test_many_contradictions_share_a_finding(raw: Make, settings: Make) -> None:
    one = [["P-1", f"M{n}", "x", "2026-11-01", ""] for n in range(9)]
    two = [["P-1", f"M{n}", "x", "2026-11-02", ""] for n in range(9)]
    found = merged(raw, settings, {"a": one, "b": two}, {"sources": ["a"], "contradictions": "warning"})
    assert [each.cell for each in found.findings] == ["D2", "D3", "D4", "D5"]
    assert "+6 more of forecast_date" in found.findings[-1].problem


def test_losers_are_counted_as_deduplicated(raw: Make, settings: Make) -> None:
    found = merged(raw, settings, {"plan": PLAN, "report": REPORT}, {"sources": ["report"]})
    counts = {each.source: (each.read, each.accepted, each.deduplicated) for each in found.tallies}
    assert (counts["plan"], counts["report"]) == ((2, 0, 2), (2, 2, 0))


def test_without_an_order_the_second_source_is_quarantined(raw: Make, settings: Make) -> None:
    found = merged(raw, settings, {"plan": PLAN, "report": REPORT}, None)
    assert [each.rule for each in found.findings] == ["duplicate-id", "duplicate-id"]


def test_the_second_row_of_one_source_is_still_quarantined(raw: Make, settings: Make) -> None:
    again = [*REPORT, ["P-1", "M1", "Go live", "2027-05-05", ""]]
    found = merged(raw, settings, {"plan": PLAN, "report": again}, {"sources": ["report"]})
    assert [each.rule for each in found.findings] == ["sources-contradict", "duplicate-id"]
    assert len(found["milestones"]) == 2


def test_amounts_of_another_currency_are_not_mixed_in(raw: Make, settings: Make) -> None:
    fields = ("project_id", "change_id", "title", "currency", "cost")
    given = {"a": [["P-1", "C1", "", "EUR", "5"]], "b": [["P-1", "C1", "More", "USD", ""]]}
    found = merged(raw, settings, given, {"sources": ["b", "a"]}, fields)
    (row,) = found["changes"].to_dict("records")
    assert (row["currency"], float(row["cost"]), row["title"], row["fx_rate"]) == ("EUR", 5.0, "More", 1.0)


CELLS = st.lists(
    st.tuples(
        st.sampled_from(["P-1", "P-9", ""]),
        st.sampled_from(["M1", "M2", "M3", ""]),
        st.sampled_from(["x", "y", ""]),
        st.sampled_from(["2026-11-30", "2026-12-01", "soon", ""]),
        st.sampled_from(["", "2026-10-05"]),
    ),
    max_size=6,
)


@limits(deadline=None, max_examples=25)
@forall(given=st.fixed_dictionaries({"a": CELLS, "b": CELLS, "c": CELLS}))
def test_rows_are_accounted_for_and_every_field_leads_to_its_value(
    raw: Make, settings: Make, given: dict[str, list[tuple[str, ...]]]
) -> None:
    order = {"sources": ["c", "a"], "fields": {"name": ["b"]}}
    found = merged(raw, settings, given, order)
    assert all(tally.holds for tally in found.tallies)
    milestones = found["milestones"]
    assert not milestones.duplicated(["project_id", "milestone_id"]).any()
    for row in milestones.to_dict("records"):
        for name in ("name", "forecast_date"):
            cell = found.lineage.cell("milestones", row, name)
            assert cell is not None
            written = given[cell.file[7]][int(cell.cell[1:]) - 2][FIELDS.index(name)]
            taken = row[name]
            assert pd.isna(taken) or written == (taken if name == "name" else f"{taken:%Y-%m-%d}")
    assert all(each.cell for each in found.findings if each.rule in ("sources-contradict", "not-a-date"))
