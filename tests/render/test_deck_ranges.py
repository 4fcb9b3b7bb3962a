"""Ranges on a slide: native shapes on one scale, named, with their ends in the notes."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from lxml import etree

from pmo_reports.render.deck.canvas import Canvas, Doors, House
from pmo_reports.render.deck.drawing import EMU, NAMESPACES, Box
from pmo_reports.render.deck.ranges import MOST_RANGES, Ranges
from pmo_reports.render.deck.typeface import Typeface
from tests.render.chart_fixture import ranges
from tests.render.deck_text import FONTS

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
BOX = Box(0, 0, 400, 200)


@pytest.fixture(scope="module")
def house() -> House:
    return House(face=Typeface(FONTS), locale="en_GB", language="en-GB")


def drawn(component: Ranges) -> etree._Element:
    canvas = Canvas(component.house, Doors(link=lambda _: "", chart=lambda *_: ""))
    return etree.fromstring(f"<slide {NAMESPACES}>{component.drawn(canvas, BOX, 14.0)}</slide>")


def shapes(slide: etree._Element) -> list[tuple[float, float]]:
    """Left edge and width, in points, of the shapes without text."""
    found = []
    for each in slide.iter(f"{P}sp"):
        if not [t.text for t in each.iter(f"{A}t")]:
            place = each.find(f"{P}spPr/{A}xfrm")
            assert place is not None
            left, wide = place.find(f"{A}off"), place.find(f"{A}ext")
            assert left is not None
            assert wide is not None
            found.append((int(left.get("x", "0")) / EMU, int(wide.get("cx", "0")) / EMU))
    return found


def test_a_range_is_two_bars_and_a_mark_at_p50(house: House) -> None:
    dark, light, mark = shapes(drawn(Ranges(house=house, chart=ranges(("Atlas",)))))
    # from 10 days early to 10 late, then to 50 late: 20 and 40 days
    assert light[1] == pytest.approx(2 * dark[1], rel=0.01)
    assert dark[0] + dark[1] == pytest.approx(light[0], abs=0.1)
    assert mark[0] + mark[1] / 2 == pytest.approx(light[0], abs=0.1)


def test_names_values_and_the_meaning_of_the_bars_are_written(house: House) -> None:
    words = [t.text for t in drawn(Ranges(house=house, chart=ranges())).iter(f"{A}t")]
    assert {"Atlas", "Beacon", "+10\N{NO-BREAK SPACE}days"} <= set(words)
    assert any("P10 to P50" in str(word) for word in words)


def test_the_notes_say_both_ends(house: House) -> None:
    first = Ranges(house=house, chart=ranges()).notes()[0].replace("\N{NO-BREAK SPACE}", " ")
    assert first == "Atlas: \N{MINUS SIGN}10 days to +50 days (P10 to P90)"


def test_too_many_ranges_do_not_fit_a_slide(house: House) -> None:
    many = ranges(tuple(f"Project {n}" for n in range(MOST_RANGES + 1)))
    assert Ranges(house=house, chart=many).height(400, 14) == inf
    some = replace(many, ranges=many.ranges[:12])
    assert Ranges(house=house, chart=some).height(400, 14) < 250
