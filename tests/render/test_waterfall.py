"""Waterfalls in both outputs: columns that begin where the last one ended, labels, and cut axes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from pmo_reports.model.charts import Waterfall
from pmo_reports.render.deck.canvas import Canvas, Doors, House
from pmo_reports.render.deck.drawing import NAMESPACES, Box
from pmo_reports.render.deck.typeface import Typeface as DeckTypeface
from pmo_reports.render.deck.waterfall import Falls
from pmo_reports.render.deck.waterfall_xml import pieces
from pmo_reports.render.formats import waterfall_text
from pmo_reports.render.pdf.svg import drawing
from pmo_reports.render.pdf.svg.pen import LABEL, Pen
from pmo_reports.render.pdf.typeface import typeface
from tests.render.chart_fixture import falls
from tests.render.deck_text import FONTS
from tests.render.pack_fixture import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHAPES = {
    "up and down": falls(100, 8, -3),
    "across zero": falls(-2, 5, -4),
    "below zero": falls(-5, 2, -4),
    "from nothing": falls(0, 5, -4),
    "cut": falls(100, 8, -3, cut=95),
    "many": falls(100, *[1.5, -0.5] * 5),
}
CHARTS = pytest.mark.parametrize("chart", SHAPES.values(), ids=SHAPES)


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(COLOURS, typeface(FONTS), "en_GB")


@pytest.fixture(scope="module")
def house() -> House:
    return House(face=DeckTypeface(FONTS), locale="en_GB", language="en-GB")


def drawn(chart: Waterfall, pen: Pen, width: float = 174) -> ET.Element:
    return ET.fromstring(drawing(chart, pen, width, 60))  # noqa: S314 - our own SVG


def columns(svg: ET.Element) -> list[Box]:
    return [
        Box(*(float(each.get(name, "0")) for name in ("x", "y", "width", "height")))
        for each in svg.iter(f"{SVG}rect")
    ]


def written(svg: ET.Element, pen: Pen) -> list[tuple[str, Box]]:
    """The texts with the boxes that they take."""
    found = []
    for each in svg.iter(f"{SVG}text"):
        size, words = float(each.get("font-size", "0")), each.text or ""
        wide = pen.width(words, size, bold=each.get("font-weight") == "bold")
        x = float(each.get("x", "0")) - (wide / 2 if each.get("text-anchor") == "middle" else 0)
        found.append((words, Box(x, float(each.get("y", "0")) - size * 0.75, wide, size * 0.75)))
    return found


def apart(one: Box, other: Box) -> bool:
    return (
        one.right <= other.x + 0.1
        or other.right <= one.x + 0.1
        or one.bottom <= other.y + 0.1
        or other.bottom <= one.y + 0.1
    )


@CHARTS
def test_each_step_begins_where_the_last_one_ended(chart: Waterfall) -> None:
    level = chart.steps[0].end
    for step in chart.steps[1:-1]:
        assert step.base == pytest.approx(level)
        level = step.end
    assert level == pytest.approx(chart.steps[-1].end)


@CHARTS
@pytest.mark.parametrize("width", [120, 261])
def test_no_label_touches_another_or_a_column(chart: Waterfall, width: float, pen: Pen) -> None:
    svg = drawn(chart, pen, width)
    labels, bars = written(svg, pen), columns(svg)
    values = [box for words, box in labels if re.match(r"[+−]?\d+\.\d", words)]
    assert len(values) == len(chart.steps)
    assert all(apart(one, other) for at, one in enumerate(values) for other in values[at + 1 :])
    assert all(apart(value, bar) for value in values for bar in bars)


def test_a_column_is_as_high_as_its_amount(pen: Pen) -> None:
    opening, up, down, closing = columns(drawn(falls(100, 50, -25), pen))
    assert up.h == pytest.approx(opening.h / 2, abs=0.1)
    assert down.h == pytest.approx(up.h / 2, abs=0.1)
    assert up.bottom == pytest.approx(opening.y, abs=0.1)
    assert down.y == pytest.approx(up.y, abs=0.1)
    assert closing.h == pytest.approx(opening.h * 1.25, abs=0.1)


def test_a_cut_axis_is_said_and_broken_at_both_totals(pen: Pen) -> None:
    svg = drawn(SHAPES["cut"], pen)
    assert "€ m; columns are cut at 95" in [words for words, _ in written(svg, pen)]
    assert len(list(svg.iter(f"{SVG}path"))) == 2 * 3  # a white line with two edges each
    assert not list(drawn(SHAPES["up and down"], pen).iter(f"{SVG}path"))


def test_the_words_tell_the_numbers(pen: Pen) -> None:
    chart = SHAPES["up and down"]
    assert waterfall_text(chart, "en_GB") == (
        "Cost by cause. In € m: Opening 100.0; Cause 1 +8.0; Cause 2 −3.0; Closing 105.0."
    )
    svg = drawn(chart, pen)
    assert svg.findtext(f"{SVG}title") == waterfall_text(chart, "en_GB")


@CHARTS
def test_stacks_and_base_make_up_the_column(chart: Waterfall) -> None:
    stacked = pieces(chart)
    amounts, base, *roles, tops = stacked.series
    for at, step in enumerate(chart.steps):
        values = [float(series.points[at].value or 0) for series in (base, *roles)]  # type: ignore[arg-type]
        above, below = (sum(v for v in values if v > 0), sum(v for v in values if v < 0))
        stands = float(base.points[at].value or 0)  # type: ignore[arg-type]
        ends = {above or stands, below or stands}
        assert {round(max(ends), 2), round(step.high, 2)} == {round(step.high, 2)} or step.high <= 0
        if step.low < 0 < step.high:
            assert (above, below, stands) == pytest.approx((step.high, step.low, 0))
        assert amounts.points[at].value == step.figure.value
        assert tops.points[at].value == step.high


def test_the_native_chart_has_the_amounts_as_labels_and_an_invisible_base(house: House) -> None:
    chart = SHAPES["up and down"]
    part, slide = native(chart, house)
    assert [t.text for t in part.iter(f"{A}t")] == ["100.0", "+8.0", "−3.0", "105.0"]
    names = [v.text for v in part.iterfind(f".//{C}barChart/{C}ser/{C}tx//{C}v")]
    assert names == ["Base", "Total", "Worse", "Better"]
    first = part.find(f".//{C}barChart/{C}ser/{C}spPr")
    assert first is not None
    assert first[0].tag == f"{A}noFill"
    told = [
        each.get("descr")
        for each in slide.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr")
    ]
    assert waterfall_text(chart, "en_GB") in told


def test_the_native_chart_of_a_cut_axis_says_where(house: House) -> None:
    part, slide = native(SHAPES["cut"], house)
    low = part.find(f".//{C}valAx/{C}scaling/{C}min")
    assert low is not None
    assert float(low.get("val", "")) == 95_000_000
    words = [t.text or "" for t in slide.iter(f"{A}t")]
    assert any("cut at 95." in each for each in words)


def native(chart: Waterfall, house: House) -> tuple[etree._Element, etree._Element]:
    """The chart part, and the slide that it stands on."""
    parts: list[str] = []

    def kept(xml: str, _: bytes) -> str:
        parts.append(xml)
        return "rId9"

    canvas = Canvas(house, Doors(link=lambda _: "", chart=kept))
    shapes = Falls(house=house, chart=chart).drawn(canvas, Box(0, 0, 600, 200), 14.0)
    return etree.fromstring(parts[0].encode()), etree.fromstring(f"<slide {NAMESPACES}>{shapes}</slide>")


def test_names_go_on_below_and_long_ones_wrap(pen: Pen) -> None:
    chart = SHAPES["up and down"]
    long = replace(chart.steps[1], name="Approved, and not yet shown in any budget of ours")
    svg = drawn(replace(chart, steps=(chart.steps[0], long, *chart.steps[2:])), pen, 90)
    lines = [box for words, box in written(svg, pen) if words in long.name and len(words) > 3]
    assert len(lines) > 1
    assert all(second.y - first.y >= LABEL for first, second in pairwise(lines))
