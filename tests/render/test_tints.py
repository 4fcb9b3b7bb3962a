"""Heat maps as tables: a figure on the tint of its band, in PDF and deck, and bars that lie."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from pmo_reports.model.charts import Axis, BarChart, Emphasis, Series
from pmo_reports.model.figures import Sentence, Unit
from pmo_reports.model.pack import PackModel, TableBlock, Tint
from pmo_reports.render.deck import deck, deck_problems
from pmo_reports.render.deck.chart_xml import label_format
from pmo_reports.render.pdf.html import pages
from pmo_reports.render.pdf.pdf import pdf
from pmo_reports.render.pdf.svg import drawing
from pmo_reports.render.pdf.svg.pen import Pen
from pmo_reports.render.pdf.typeface import typeface
from tests.render.deck_text import found, overflows, slides
from tests.render.figure_fixture import money, percent
from tests.render.pack_fixture import COLOURS, pack_model
from tests.render.table_fixture import section, table

TEMPLATES = Path(__file__).parents[2] / "templates"
FONTS = TEMPLATES / "fonts"
SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Enterprise Resource Planning Core Replacement for All Subsidiaries, Third and Last Wave of the Rollout"
)
BANDS = (Emphasis.RED, Emphasis.AMBER, Emphasis.MUTED, Emphasis.MAIN, Emphasis.UNKNOWN)


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(COLOURS, typeface(FONTS), "en_GB")


def load(at: int, share: float | None, band: Emphasis) -> Tint:
    return Tint(percent(f"load-{at}", "MER", share), band)


def heat_map(rows: int = 1, months: int = len(BANDS)) -> TableBlock:
    cells = (1.47, 1.04, 0.5, 0.9, None)
    line = tuple(load(at, cells[at % 5], BANDS[at % 5]) for at in range(months))
    heads = (f"M{at}|0.7|centre" for at in range(months))
    return table(
        "Role|3", *heads, rows=tuple((LONG, *line) for _ in range(rows)), alt="Load by role and month"
    )


def model(block: TableBlock) -> PackModel:
    blocks = {"heat_map": block, "key": Sentence.of("What the tints mean.")}
    one = section("resources", "Resources", Sentence.of("Roles"), blocks)  # type: ignore[arg-type]
    return replace(pack_model(), sections=(one,))


def lying(*values: int | None, names: tuple[str, ...] = ("Atlas", LONG)) -> BarChart:
    axis = Axis(
        low=-2e6, high=6e6, ticks=(-2e6, 0, 2e6, 4e6, 6e6), unit=Unit.MONEY, scale=1_000_000, currency="EUR"
    )
    points = tuple(money("npv", name, value, scale=1) for name, value in zip(names, values, strict=True))
    series = (
        Series(name="Approved", points=points, emphasis=Emphasis.MUTED),
        Series(name="Now", points=points),
    )
    return BarChart(categories=names, series=series, axis=axis, alt="NPV", horizontal=True)


def test_the_page_has_each_figure_on_its_tint(pen: Pen) -> None:
    html, css = pages(model(heat_map()), (TEMPLATES / "pdf",), pen)
    assert '<td class="centre tint red"><span class="figure">147%</span></td>' in html
    assert '<td class="centre tint unknown"><span class="figure missing">n/a</span></td>' in html
    assert ".tint.red { background: #" in css


def test_red_is_bold_on_the_page_and_on_the_slide(pen: Pen) -> None:
    _, css = pages(model(heat_map()), (TEMPLATES / "pdf",), pen)
    assert "font-weight: bold" in next(line for line in css.splitlines() if line.startswith(".tint.red"))
    content = deck(model(heat_map()), folders=(TEMPLATES,), fonts=FONTS).content
    cells = found(slides(content)[0], "//a:tbl/a:tr[2]/a:tc")
    assert [bool(found(cell, ".//a:rPr[@b='1']")) for cell in cells[1:]] == [True, False, False, False, False]


def test_the_slide_fills_red_amber_and_grey_and_no_other() -> None:
    content = deck(model(heat_map()), folders=(TEMPLATES,), fonts=FONTS).content
    cells = found(slides(content)[0], "//a:tbl/a:tr[2]/a:tc")
    tones = [
        [fill.get("val") for fill in found(cell, "a:tcPr/a:solidFill/a:schemeClr")] for cell in cells[1:]
    ]
    assert tones == [["accent4"], ["accent5"], ["bg2"], [], []]


def test_a_map_of_a_year_and_long_names_stays_on_page_and_slide() -> None:
    wide = model(heat_map(rows=10, months=12))
    content = deck(wide, folders=(TEMPLATES,), fonts=FONTS).content
    assert (list(overflows(content)), deck_problems(content)) == ([], ())
    with pikepdf.open(io.BytesIO(pdf(wide, folders=(TEMPLATES / "pdf",), fonts=FONTS).content)) as book:
        assert len(book.pages) == 1


def test_lying_bars_name_their_series_over_the_chart(pen: Pen) -> None:
    svg = ET.fromstring(drawing(lying(4_710_000, -720_000), pen, 174, 50))  # noqa: S314 - our own SVG
    texts = [element.text for element in svg.iter(f"{SVG}text")]
    assert {"Approved", "Now", "€4.71\xa0m", "−€0.72\xa0m"} <= set(texts)


def test_long_names_leave_room_for_their_bars(pen: Pen) -> None:
    svg = ET.fromstring(drawing(lying(4_710_000, -720_000), pen, 174, 50))  # noqa: S314 - our own SVG
    width = float(svg.get("width", "").removesuffix("pt"))
    names = [text for text in svg.iter(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert max(pen.width(name.text or "", 9.5) for name in names) <= width * 0.3 + 10
    assert any((name.text or "").endswith("…") for name in names)


@pytest.mark.parametrize(
    ("value", "code"), [(4_710_000, "#,##0.00,,"), (47_100_000, "#,##0.0,,"), (471_000_000, "#,##0,,")]
)
def test_values_at_bars_have_three_digits(value: int, code: str) -> None:
    assert label_format(lying(value, None)) == code
