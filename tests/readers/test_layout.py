"""Tables on sheets that hold more than them: whatever is around, the same records at the right cells."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_reports.model.raw import RawTable
from tests.readers.reading_fixture import Desk, book, part

HEADS = ("Risk id", "Title", "Owner", "Cost")
FIELDS = ("Risk id", "Title", "Owner", "Cost")


def table(desk: Desk, *rows: Sequence[object], **settings: Any) -> RawTable:  # noqa: ANN401
    desk.put("theirs.xlsx", book(*rows))
    desk.source("theirs.xlsx", part(*FIELDS, **settings))
    [found] = desk.reading().tables
    return found


def cells(found: RawTable) -> list[list[object]]:
    return [list(row) for row in found.frame.itertuples(index=False)]


def test_a_title_with_a_head_in_it_is_no_row_of_heads(desk: Desk) -> None:
    found = table(desk, ["Title", 7, 8, 9], ["Owner"], HEADS, ["R-1", "Frost", "Ann", 5])
    assert found.rows == (4,)


def test_of_two_rows_with_the_heads_the_one_above_the_entries_counts(desk: Desk) -> None:
    legend = ["a number", "one line", "a person", "in EUR"]
    found = table(desk, HEADS, legend, [], HEADS, ["R-1", "Frost", "Ann", 5], ["R-2", "Flood", "Bo", 6])
    assert found.rows[0] in (2, 5)
    assert table(desk, HEADS, [], [], HEADS, ["R-1", "Frost", "Ann", 5]).rows[-1] == 5


def test_of_heads_that_stand_above_every_block_the_first_count(desk: Desk) -> None:
    poor, rich = [["R-1", None, None, None]] * 9, [["R-2", "Flood", "Bo", 6]] * 9
    assert table(desk, HEADS, *poor, HEADS, *rich).rows[0] == 12
    assert table(desk, HEADS, *poor, HEADS, *rich, repeats=True).rows == (*range(2, 11), *range(12, 21))


def test_rows_between_two_rows_of_the_same_heads_are_told(desk: Desk) -> None:
    poor, rich = [["R-1", None, None, None]] * 9, [["R-2", "Flood", "Bo", 6]] * 9
    desk.put("theirs.xlsx", book(HEADS, *poor, HEADS, *rich))
    desk.source("theirs.xlsx", part(*FIELDS))
    finding = desk.finding()
    assert (finding.rule, finding.cell, finding.value) == ("rows-above-heads", "A2", "R-1")
    assert "those of row 11 were taken; 9 filled rows" in finding.problem


def test_one_chance_word_is_no_row_of_heads(desk: Desk) -> None:
    desk.put("theirs.xlsx", book(["Owner", "Ann"], ["Phone", "112"]))
    desk.source("theirs.xlsx", part(*FIELDS))
    assert desk.finding().rule == "missing-heads"


def test_a_table_below_its_title_up_to_its_last_row(desk: Desk) -> None:
    rows = (
        ["Old risks"],
        HEADS,
        ["R-0", "Rain"],
        ["New  RISKS "],
        HEADS,
        ["R-1", "Frost"],
        ["End of list"],
        ["x"],
    )
    found = table(desk, *rows, below="new risks", until=("end*",))
    assert (found.rows, found.cell(0, 1)) == ((6,), "B6")


def test_a_title_that_is_not_there_is_told(desk: Desk) -> None:
    desk.put("theirs.xlsx", book(HEADS, ["R-1", "Frost"]))
    desk.source("theirs.xlsx", part(*FIELDS, below="New risks"))
    found = desk.finding()
    assert (found.rule, found.sheet) == ("missing-title", "Risks")


def test_tables_side_by_side_by_their_columns(desk: Desk) -> None:
    rows = ([*HEADS[:2], None, *HEADS[:2]], ["R-1", "Frost", None, "R-2", "Flood"])
    found = table(desk, *rows, span=("D:E",))
    assert (cells(found), found.cell(0, 1)) == ([["R-2", "Flood"]], "E2")


def test_totals_are_left_out_and_told(desk: Desk) -> None:
    rows = (
        HEADS,
        ["R-1", "Frost", "Ann", 5],
        ["Sub-total", None, None, 5],
        ["R-2", "Flood", "Bo", 6],
        ["TOTAL"],
    )
    desk.put("theirs.xlsx", book(*rows))
    desk.source("theirs.xlsx", part(*FIELDS, skip_rows={"risk id": ("total", "sub-total*")}))
    reading = desk.reading()
    assert reading.tables[0].rows == (2, 4)
    [note] = reading.findings
    assert (note.rule, note.severity.value, note.cell, note.value) == (
        "skipped-rows",
        "note",
        "A3",
        "Sub-total",
    )
    assert "there are 2: A3, A5" in note.problem


def test_groups_stand_over_the_columns_of_their_merged_cell(desk: Desk) -> None:
    made = book(["General", None, "Before", None], HEADS, ["R-1", "Frost", "Ann", 5])
    made.active.merge_cells("A1:B1")
    desk.put("theirs.xlsx", made)
    desk.source("theirs.xlsx", part(*FIELDS, header_rows=2))
    [found] = desk.reading().tables
    assert found.groups == ("General", "General", "Before", "")


def test_groups_without_merged_cells_reach_to_the_next(desk: Desk) -> None:
    found = table(desk, [None, "Before", None, "After"], HEADS, ["R-1", "Frost", "Ann", 5], header_rows=2)
    assert found.groups == ("", "Before", "Before", "After")


def test_months_as_heads_become_rows_with_their_cells(desk: Desk) -> None:
    heads = ["Category", date(2026, 1, 1), "Feb 2026", "2026-03", "Total"]
    desk.put("flow.xlsx", book(["Cash flow"], heads, ["Licences", 10, None, 30, 40], ["Staff", 1, 2, 3, 6]))
    desk.source("flow.xlsx", part("category", "month", "value", table="costs", unpivot={}))
    found = desk.reading().tables
    assert [(t.slice, t.rows, t.frame.iloc[:, -1].tolist()) for t in found] == [
        ("B", (3, 4), [date(2026, 1, 1)] * 2),
        ("C", (4,), [date(2026, 2, 1)]),
        ("D", (3, 4), [date(2026, 3, 1)] * 2),
    ]
    assert [[t.cell(0, t.header.index(name)) for name in ("month", "value")] for t in found] == [
        ["B2", "B3"], ["C2", "C4"], ["D2", "D3"],
    ]  # fmt: skip


def test_months_above_groups_of_columns(desk: Desk) -> None:
    rows = (
        [None, "Jan", None, "Feb"],
        ["Category", "Plan", "Actual", "Plan", "Actual"],
        ["IT", 1, 2, 3, None],
    )
    desk.put("flow.xlsx", book(*rows))
    turned = {"across": "groups", "months": ["%b"], "year": 2026}
    desk.source("flow.xlsx", part("category", "plan", "actual", "month", header_rows=2, unpivot=turned))
    first, second = desk.reading().tables
    assert (first.header, first.addresses) == (("Category", "Plan", "Actual", "month"), ("A", "B", "C", "B1"))
    assert cells(second) == [["IT", 3, None, date(2026, 2, 1)]]


def test_months_without_a_year_run_on_into_the_next(desk: Desk) -> None:
    desk.put("flow.xlsx", book(["Category", "Nov", "Dec", "Jan"], ["IT", 1, 2, 3]))
    desk.source("flow.xlsx", part("category", unpivot={"months": ["%b"], "year": 2026}))
    assert [t.frame.iloc[0, 2] for t in desk.reading().tables] == [
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1),
    ]  # fmt: skip


def test_heads_of_which_none_is_a_month_are_told(desk: Desk) -> None:
    desk.put("flow.xlsx", book(["Category", "Q1", "Q2"], ["IT", 1, 2]))
    desk.source("flow.xlsx", part("category", unpivot={}))
    assert (desk.finding().rule, '"Q1"' in desk.finding().problem) == ("missing-months", True)


def test_layouts_work_in_csv_too(desk: Desk) -> None:
    desk.put("flow.csv", "Cash flow,,\nCategory,2026-01,2026-02\nIT,1,2\nTotal,1,2\n")
    desk.source(
        "flow.csv", part("category", below="Cash flow", skip_rows={"Category": ("total",)}, unpivot={})
    )
    found = desk.reading().tables
    assert [(t.rows, t.cell(0, 1), t.frame.iloc[0, 1]) for t in found] == [
        ((3,), "B3", "1"),
        ((3,), "C3", "2"),
    ]


def test_days_of_a_workbook_that_counts_from_1904(desk: Desk) -> None:
    made = book(HEADS, ["R-1", "Frost", "Ann", date(2026, 10, 31)])
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    desk.put("theirs.xlsx", made)
    desk.source("theirs.xlsx", part(*FIELDS))
    assert f"{desk.table().frame.iloc[0, 3]:%Y-%m-%d}" == "2026-10-31"


WORDS = st.text("abcdefgh ", min_size=1, max_size=8).map(lambda text: f"x{text.strip()}")


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[list[object]], list[tuple[int, list[object]]]]:
    """A sheet with titles, spacers, blank rows and totals around records; and the records with their rows."""
    gaps = [draw(st.integers(0, 2)) for _ in HEADS]
    doubled = draw(st.booleans())

    def spaced(values: Sequence[object]) -> list[object]:
        return [cell for gap, value in zip(gaps, values, strict=True) for cell in (*[None] * gap, value)]

    titles = draw(st.lists(st.lists(WORDS, max_size=2), max_size=6))
    rows: list[list[object]] = [*map(list, titles), spaced(HEADS) + ["Owner"] * doubled]
    records = []
    for at in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["record", "blank", "total"]))
        values = [f"R-{at}", draw(WORDS), draw(WORDS), draw(st.integers(0, 10**6))]
        values = ["Total", None, None, 1] if kind == "total" else values
        rows.append([] if kind == "blank" else spaced(values))
        records += [(len(rows), values)] if kind == "record" else []
    return rows, records


@settings(deadline=None, max_examples=60)
@given(layouts())
def test_records_come_back_exactly_whatever_is_around_them(
    made: tuple[list[list[object]], list[tuple[int, list[object]]]],
) -> None:
    rows, records = made
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "space", Path(folder) / "store")
        found = table(desk, *rows, skip_rows={"Risk id": ("total",)})
        sheet = openpyxl.load_workbook(desk.workspace / "theirs.xlsx").active
        columns = [found.header.index(head) for head in HEADS]
        assert found.rows == tuple(row for row, _ in records)
        for record, (_, values) in enumerate(records):
            assert [found.frame.iloc[record, at] for at in columns] == values
            assert [sheet[found.cell(record, at)].value for at in columns] == values
