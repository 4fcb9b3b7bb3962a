"""Categories in blocks: merged down or written once, whatever lies between, each row has its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.normalise.workbook_fixture import own_table, portfolio, source
from tests.readers.reading_fixture import Desk, book

Blocks = list[tuple[str, int, bool]]
BLOCKS = st.lists(
    st.tuples(st.sampled_from(["Money", "People", "Site"]), st.integers(1, 4), st.booleans()),
    min_size=1,
    max_size=5,
)


def sheet(blocks: Blocks, top: int, spacer: int) -> tuple[Workbook, list[tuple[int, str, int]]]:
    """A register from row `top` on; for each risk its row, its category and the row where that stands."""
    made = Workbook()
    page = made.active
    heads = ("Category", *[None] * spacer, "Risk id", "Title")
    for column, head in enumerate(heads, 1):
        page.cell(top, column, head)
    row, risks = top + 1, []
    for category, size, merged in blocks:
        page.cell(row, 1, category)
        for at in range(row, row + size):
            page.cell(at, spacer + 2, f"R-{at}")
            page.cell(at, spacer + 3, "Frost")
            risks.append((at, category, row))
        if merged and size > 1:
            page.merge_cells(start_row=row, end_row=row + size - 1, start_column=1, end_column=1)
        row += size + 1  # a blank row after each block
    return made, risks


@settings(deadline=None, max_examples=20)
@given(BLOCKS, st.integers(1, 5), st.integers(0, 2))
def test_each_row_has_the_category_of_its_block_and_leads_to_its_cell(
    blocks: Blocks, top: int, spacer: int
) -> None:
    made, risks = sheet(blocks, top, spacer)
    columns = {"risk_id": {"required": True}, "title": {}, "category": {"fill_down": True}}
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "space", Path(folder) / "store")
        desk.put("risks.xlsx", made)
        found = portfolio(desk, source("risks.xlsx", own_table("risks", columns)))
    rows = found["risks"].to_dict("records")
    cells = [found.lineage.cell("risks", row, "category") for row in rows]
    assert [(row["row"], row["category"]) for row in rows] == [(at, category) for at, category, _ in risks]
    assert [cell.cell for cell in cells if cell] == [f"A{start}" for _, _, start in risks]


def test_rows_below_the_first_of_a_block_are_rows_where_its_category_must_be_filled(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "space", tmp_path / "store")
    rows = (
        ["category", "risk_id", "title"],
        ["Weather", "R-1", "Frost"],
        [None, "R-2", "Flood"],
        [None, None, None],
    )
    desk.put("risks.xlsx", book(*rows))
    columns = {"risk_id": {"required": True}, "title": {}, "category": {"fill_down": True}}
    made = source("risks.xlsx", own_table("risks", columns, skip_blank="category"))
    found = portfolio(desk, made)
    assert found["risks"][["risk_id", "category"]].to_numpy().tolist() == [
        ["R-1", "Weather"],
        ["R-2", "Weather"],
    ]
    assert found.findings == ()
