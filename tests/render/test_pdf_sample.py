"""The sample's PDF: every project on one page, single pages where they are meant to be."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from pmo_reports.pack import SECTIONS

PROJECTS = 24
SECTION_NAMES = frozenset(part.name for part in SECTIONS.values())
FRAME = 60
"""Words of head, foot and sources, with room; a page of content has three times as many."""


@pytest.fixture(scope="module")
def book(pack_folder: Path) -> bytes:
    return (pack_folder / "steering-committee.pdf").read_bytes()


def lengths(book: bytes) -> Mapping[str, int]:
    """How many pages each bookmark leads to."""
    with pikepdf.open(io.BytesIO(book)) as opened:
        at = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        with opened.open_outline() as outline:
            starts = [(str(item.title), at[item.destination[0].objgen]) for item in outline.root]
    ends = [*starts, ("end", len(at))]
    return {name: following - first for (name, first), (_, following) in pairwise(ends)}


@pytest.mark.slow
def test_every_project_has_exactly_one_page(book: bytes) -> None:
    found = lengths(book)
    projects = [name for name in found if name not in SECTION_NAMES]
    assert len(projects) == PROJECTS
    assert {name: found[name] for name in projects if found[name] != 1} == {}


@pytest.mark.slow
def test_the_pages_of_decision_makers_are_single(book: bytes) -> None:
    found = lengths(book)
    single = (
        "Executive summary",
        "Decisions required",
        "What changed",
        "Exceptions",
        "Milestones",
        "Finance",
        "Benefits",
        "Value",
        "Strategic alignment",
        "Resources",
        "Risk exposure",
        "Dependencies",
        "Change control",
        "Gates",
    )
    assert {name: found[name] for name in single} == dict.fromkeys(single, 1)


@pytest.mark.slow
def test_the_dashboard_fits_two_pages(book: bytes) -> None:
    assert lengths(book)["Portfolio dashboard"] <= 2


@pytest.mark.slow
def test_no_page_holds_nothing_but_its_frame_and_its_sources(pack_folder: Path) -> None:
    command = ["pdftotext", str(pack_folder / "steering-committee.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = [len(page.split()) for page in text.split("\f")[1:-1]]  # the cover has few, by design
    assert len(words) > PROJECTS
    assert {page: count for page, count in enumerate(words, start=2) if count < FRAME} == {}
