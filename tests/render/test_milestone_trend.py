"""Milestone trends in both renderers: the same dates, gaps kept, names that stand clear of one another."""

from __future__ import annotations

import io
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from lxml import etree

from pmo_reports.render.deck.canvas import Canvas, Doors, House
from pmo_reports.render.deck.drawing import EMU, NAMESPACES, Box
from pmo_reports.render.deck.milestone_trend import trend_graph
from pmo_reports.render.deck.typeface import Typeface
from pmo_reports.render.deck.workbook import day, serial, workbook
from pmo_reports.render.pdf.svg import drawing
from pmo_reports.render.pdf.svg.labels import Box as Place
from pmo_reports.render.pdf.svg.pen import Pen
from pmo_reports.render.pdf.typeface import typeface
from tests.render.pack_fixture import COLOURS
from tests.render.trend_fixture import DONE, GAP, LONG, MONTHS, STATUS, milestone_trend

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(COLOURS, typeface(FONTS), "en_GB")


@pytest.fixture(scope="module")
def svg(pen: Pen) -> ET.Element:
    return ET.fromstring(drawing(milestone_trend(), pen, 261, 112))  # noqa: S314 - our own SVG


class Slide:
    """The chart on a slide: its shapes, its chart part and the workbook behind it."""

    def __init__(self) -> None:
        house = House(face=Typeface(FONTS), locale="en_GB", language="en-GB")
        parts: list[tuple[str, bytes]] = []

        def kept(xml: str, book: bytes) -> str:
            parts.append((xml, book))
            return "rId9"

        canvas = Canvas(house, Doors(link=lambda _: "", chart=kept))
        drawn = trend_graph(milestone_trend(), house).drawn(canvas, Box(0, 0, 880, 330), 14.0)
        self.shapes = etree.fromstring(f"<slide {NAMESPACES}>{drawn}</slide>")
        self.chart = etree.fromstring(parts[0][0])
        self.book = parts[0][1]


@pytest.fixture(scope="module")
def slide() -> Slide:
    return Slide()


def bold(svg: ET.Element, pen: Pen) -> list[tuple[str, Place]]:
    """The names of lines and where they stand."""
    found = []
    for text in svg.iter(f"{SVG}text"):
        if text.get("font-weight") == "bold":
            size = float(text.get("font-size", 0))
            wide = pen.width(text.text or "", size, bold=True)
            place = Place(float(text.get("x", 0)), float(text.get("y", 0)) - size * 0.75, wide, size * 0.8)
            found.append((text.text or "", place))
    return found


def test_names_in_the_picture_never_collide(svg: ET.Element, pen: Pen) -> None:
    names = bold(svg, pen)
    assert not [
        (a, b) for n, (a, one) in enumerate(names) for b, other in names[n + 1 :] if one.touches(other, air=0)
    ]
    width = float(svg.get("width", "").removesuffix("pt"))
    assert max(place.x + place.width for _, place in names) <= width + 1


def test_a_long_name_goes_on_in_a_second_line_and_loses_no_word(svg: ET.Element, pen: Pen) -> None:
    said = " ".join(words for words, _ in bold(svg, pen))
    assert LONG in said
    assert "Cedar: Test (done)" in said


def test_a_gap_is_not_bridged_and_a_line_ends_where_it_is_done(svg: ET.Element) -> None:
    paths = [path.get("d", "") for path in svg.iter(f"{SVG}path")]
    status, atlas, *_ = paths
    assert status.count("M") == 1
    assert status.count("L") == len(MONTHS) - 1
    assert [part.count("L") for part in atlas.split("M")[1:]] == [GAP - 1, len(MONTHS) - GAP - 2]
    cedar = paths[4]
    assert [part.count("L") for part in cedar.split("M")[1:]] == [GAP - 1, DONE - GAP - 1]


def test_the_date_axis_is_written_in_months(svg: ET.Element) -> None:
    said = [text.text for text in svg.iter(f"{SVG}text")]
    assert said[:9] == list(milestone_trend().axis.names)


def test_the_native_chart_holds_the_dates_as_days(slide: Slide) -> None:
    series = slide.chart.findall(f".//{C}ser")
    assert len(series) == 8
    values = [float(str(v.text)) for v in series[0].findall(f"{C}val//{C}v")]
    told = [point.value for point in milestone_trend().lines[0].points if point.value is not None]
    assert [day(value) for value in values] == told
    assert [day(float(str(v.text))) for v in series[-1].findall(f"{C}val//{C}v")] == list(STATUS)
    code = series[0].findtext(f"{C}val//{C}formatCode")
    assert code == "d\\ mmm\\ yyyy"


def test_the_axis_of_the_native_chart_is_one_of_dates(slide: Slide) -> None:
    axis = slide.chart.find(f".//{C}valAx")
    assert axis is not None
    number = axis.find(f"{C}numFmt")
    assert number is not None
    assert number.get("formatCode") == "mmm\\ yy"
    low = axis.find(f"{C}scaling/{C}min")
    assert low is not None
    assert day(float(low.get("val", "0"))) == date(2025, 10, 15)
    step = axis.find(f"{C}majorUnit")
    assert step is not None
    assert float(step.get("val", "0")) == pytest.approx(365.2425 / 4)


def test_the_workbook_behind_it_has_real_dates(slide: Slide) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(slide.book)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][1:3] == ["Atlas: Go live", "Beacon: Go live"]
    cell = sheet["B2"]
    assert cell.is_date
    assert cell.value.date() == date(2026, 12, 1)
    assert sheet.cell(GAP + 2, 2).value is None


def test_names_on_the_slide_stand_clear_and_inside(slide: Slide) -> None:
    boxes = []
    for shape in slide.shapes.iter(f"{P}sp"):
        words = "".join(t.text or "" for t in shape.iter(f"{A}t"))
        place = shape.find(f"{P}spPr/{A}xfrm")
        if words and place is not None:
            off, size = place.find(f"{A}off"), place.find(f"{A}ext")
            assert off is not None
            assert size is not None
            top, tall = int(off.get("y", "0")) / EMU, int(size.get("cy", "0")) / EMU
            boxes.append((top, tall, words))
    names = sorted(
        box for box in boxes if box[2] in {*(s.name for s in milestone_trend().lines), "Status date"}
    )
    assert len(names) == 8
    assert all(below[0] >= above[0] + above[1] - 0.5 for above, below in pairwise(names))
    assert names[0][0] >= -0.5
    assert names[-1][0] + names[-1][1] <= 330.5


def test_dates_and_days_of_spreadsheets() -> None:
    assert serial(date(1900, 3, 1)) == 61
    assert serial(date(2026, 10, 31)) == 46326
    assert day(46326.4) == date(2026, 10, 31)


def test_a_workbook_of_numbers_and_dates_opens() -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(workbook((("", "=A"), ("May", date(2026, 5, 1)), ("Jun", 2.5))))
    ).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][2] == ["Jun", 2.5]
    assert sheet["B2"].number_format == "d\\ mmm\\ yyyy"
