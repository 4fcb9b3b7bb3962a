"""Faults put into a good deck are found, each by the part it is in."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

import pytest

from pmo_reports.render.deck import deck, deck_problems
from tests.render.deck_text import FONTS, TEMPLATES
from tests.render.pack_fixture import pack_model

Parts = dict[str, bytes]
SLIDE, TYPES = "ppt/slides/slide2.xml", "[Content_Types].xml"
SHEET, CHART = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", "ppt/charts/chart1.xml"


@pytest.fixture(scope="module")
def good() -> Parts:
    model = pack_model()
    content = deck(replace(model, sections=model.sections[:4]), folders=(TEMPLATES,), fonts=FONTS).content
    with ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts, *again: str) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (*parts, *again):
            package.writestr(name, parts[name])
    return written.getvalue()


def swapped(name: str, old: bytes, new: bytes) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        assert old in parts[name]
        return parts | {name: parts[name].replace(old, new, 1)}

    return change


def without(name: str) -> Callable[[Parts], Parts]:
    return lambda parts: {key: part for key, part in parts.items() if key != name}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (swapped(SLIDE, b'<p:cNvPr id="3"', b'<p:cNvPr id="2"'), "shape id 2 twice"),
        (swapped(SLIDE, b'type="title"', b'type="body"'), "0 titles"),
        (swapped(SLIDE, b" descr=", b" title="), "without alt text"),
        (swapped("ppt/slides/slide3.xml", b"<a:gridCol", b'<a:gridCol w="9"/><a:gridCol'), "cells"),
        (swapped(CHART, b'axId val="1', b'axId val="-1'), "axis id"),
        (swapped(TYPES, b"/ppt/slides/slide2.xml", b"/ppt/slides/slide99.xml"), "content type of a part"),
        (
            swapped("ppt/presentation.xml", b'p14:sldId id="257"', b'p14:sldId id="999"'),
            "sections and slides",
        ),
        (swapped("ppt/slides/_rels/slide2.xml.rels", b"slideLayout2", b"slideLayout42"), "not there"),
        (without(SHEET), "not there"),
        (lambda parts: parts | {SHEET: b"torn"}, "cannot be opened"),
        (lambda parts: parts | {"ppt/slides/slide50.xml": parts[SLIDE]}, "nothing leads to it"),
    ],
)
def test_a_fault_is_found(good: Parts, fault: Callable[[Parts], Parts], said: str) -> None:
    assert any(said in problem for problem in deck_problems(packed(fault(good))))


def test_a_member_stored_twice_is_found(good: Parts) -> None:
    assert f"{SLIDE}: stored twice" in deck_problems(packed(good, SLIDE))


def test_a_good_deck_has_no_problem(good: Parts) -> None:
    assert deck_problems(packed(good)) == ()
