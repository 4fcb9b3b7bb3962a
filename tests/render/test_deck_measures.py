"""Measuring and sharing out: text widths and lines, columns, rows, labels beside curves, axis formats."""

from __future__ import annotations

import io
from dataclasses import replace
from math import inf
from zipfile import ZipFile

import pytest

from pmo_reports.model.charts import Axis
from pmo_reports.model.figures import Unit
from pmo_reports.render.deck.canvas import House
from pmo_reports.render.deck.chart_xml import number_format
from pmo_reports.render.deck.component import Component, shares
from pmo_reports.render.deck.drawing import Box
from pmo_reports.render.deck.graphs import spread
from pmo_reports.render.deck.grid import column_widths, levelled
from pmo_reports.render.deck.tables import Table, table
from pmo_reports.render.deck.typeface import SAFETY, Typeface, pieces
from pmo_reports.render.deck.workbook import letters, workbook
from tests.render.deck_text import FONTS
from tests.render.table_fixture import table as flat


@pytest.fixture(scope="module")
def face() -> Typeface:
    return Typeface(FONTS)


def test_a_width_is_the_sum_of_the_font_s_advances(face: Typeface) -> None:
    assert face.width("0", 100) == pytest.approx(50.7 * SAFETY, abs=0.1)  # Calibri's digits: 1038 of 2048
    assert face.width("00", 10) == pytest.approx(2 * face.width("0", 10))
    assert face.width("W", 10, bold=True) > face.width("W", 10)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a b", ("a", " ", "b")),
        ("go-live", ("go-", "live")),
        ("€5\N{NO-BREAK SPACE}m", ("€5\N{NO-BREAK SPACE}m",)),
    ],
)
def test_lines_break_at_spaces_and_after_hyphens(text: str, parts: tuple[str, ...]) -> None:
    assert pieces(text) == parts


def test_a_word_wider_than_a_line_takes_several(face: Typeface) -> None:
    assert face.lines([("0" * 25, False, 1.0)], 10 * face.width("0", 10), 10) == 3


def test_columns_keep_words_whole_and_add_up() -> None:
    widths = column_widths([50.0, 50.0], [(80.0, 90.0), (10.0, 15.0)], 100.0)
    assert sum(widths) == pytest.approx(100)
    assert widths[0] >= 80


def test_low_rows_are_raised_first() -> None:
    assert levelled((10.0, 20.0, 30.0), 15.0) == pytest.approx((22.5, 22.5, 30.0))
    assert sum(levelled((10.0, 20.0, 30.0), 60.0)) == pytest.approx(120)


def test_spare_height_goes_to_what_can_use_it() -> None:
    assert shares(100, [0, inf, inf]) == [0, 50, 50]
    assert shares(100, [30, 10]) == [30, 10]
    assert shares(-5, [30, 10]) == [0, 0]


def test_labels_that_would_collide_are_moved_apart() -> None:
    assert spread([10, 11, 50], 12, (0, 100)) == [10, 22, 50]
    assert spread([80, 95, 96], 12, (0, 100)) == [64, 76, 88]


@pytest.mark.parametrize(
    ("unit", "scale", "step", "code"),
    [
        (Unit.MONEY, 1_000_000, 20_000_000.0, "#,##0,,"),
        (Unit.MONEY, 1_000_000, 500_000.0, "#,##0.0,,"),
        (Unit.COUNT, 1, 5.0, "#,##0"),
        (Unit.PERCENT, 1, 0.1, "0%"),
        (Unit.INDEX, 1, 0.5, "#,##0.00"),
    ],
)
def test_an_axis_is_scaled_by_its_format_alone(unit: Unit, scale: int, step: float, code: str) -> None:
    axis = Axis(low=0, high=4 * step, ticks=(0, step), unit=unit, scale=scale)
    assert number_format(axis) == code


def test_a_label_in_the_workbook_is_never_a_formula() -> None:
    with ZipFile(io.BytesIO(workbook((("", "=cmd|calc"), ("=1+1", 2.5))))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=cmd|calc" in sheet
    assert "<v>2.5</v>" in sheet


def test_columns_have_letters() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("mark", list("\t\n\r\x0b\x1c\x85\u2028\u2029"))
def test_a_line_break_is_as_wide_as_a_blank(face: Typeface, mark: str) -> None:
    """The fonts' library fails on it; a name with two lines is still a name."""
    assert face.width(f"Dig{mark}deep", 10) == face.width("Dig deep", 10)


@pytest.mark.parametrize("room", [100.0, 160.0, 300.0])
def test_the_slides_of_a_table_are_measured_as_if_each_were_new(face: Typeface, room: float) -> None:
    """What a slide takes over from the whole table is what measuring its own rows would give."""
    house = House(face=face, locale="en_GB", language="en-GB")
    rows = tuple((str(n), "Word " * (1 + n * 7 % 23)) for n in range(40))
    rest: Component | None = table(flat("No.", "Text|4", rows=rows, alt="Words"), house)
    slides = []
    while isinstance(rest, Table) and rest.rows:
        taken, rest = rest.divided(Box(0, 0, 240, room), 11, force=True)
        slides.append(taken)
    tables = [each for each in slides if isinstance(each, Table)]
    assert len(tables) == len(slides) > 3
    assert all(each.measured for each in tables)
    for each in tables:
        assert each.height(240, 11) == pytest.approx(replace(each, measured={}).height(240, 11))
        assert each.height(240, 11) <= room
    assert [row for each in tables for row in each.rows] == list(
        table(flat("No.", "Text|4", rows=rows, alt="Words"), house).rows
    )
