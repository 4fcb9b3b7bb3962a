"""The sample's PDF: every project on one page, single pages where they are meant to be."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator, Mapping
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
def test_the_dashboard_fits_two_pages_and_what_changed_three(book: bytes) -> None:
    assert lengths(book)["Portfolio dashboard"] <= 2
    assert lengths(book)["What changed"] <= 3


@pytest.mark.slow
def test_no_page_holds_nothing_but_its_frame_and_its_sources(pack_folder: Path) -> None:
    command = ["pdftotext", str(pack_folder / "steering-committee.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = [len(page.split()) for page in text.split("\f")[1:-1]]  # the cover has few, by design
    assert len(words) > PROJECTS
    assert {page: count for page, count in enumerate(words, start=2) if count < FRAME} == {}


DIMENSIONS = 6


def whys(opened: pikepdf.Pdf) -> list[tuple[int, pikepdf.Dictionary]]:
    """The links of marks to their reasons, each with the number of its page."""
    return [
        (number, link)
        for number, page in enumerate(opened.pages)
        for link in page.obj.get("/Annots", pikepdf.Array())  # type: ignore[attr-defined]
        if str(link.get("/Dest", "")).endswith("-why")
    ]


def named(opened: pikepdf.Pdf) -> Mapping[str, pikepdf.Array]:
    """The destinations of links by name."""
    pairs = list(opened.Root.Names.Dests.Names)  # type: ignore[call-overload]
    return {str(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}


@pytest.mark.slow
def test_each_mark_of_the_dashboard_leads_to_its_reasons(book: bytes, pack_folder: Path) -> None:
    command = ["pdftotext", "-layout", str(pack_folder / "steering-committee.pdf"), "-"]
    texts = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")
    with pikepdf.open(io.BytesIO(book)) as opened:
        at = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        places, links = named(opened), whys(opened)
        assert len(links) == PROJECTS * (1 + DIMENSIONS)
        assert len({str(link.Dest) for _, link in links}) == PROJECTS
        for number, link in links:
            name, _, words = str(link.Contents).partition(": ")
            target = texts[at[places[str(link.Dest)][0].objgen]]  # type: ignore[index]
            assert words == "why its states are what they are"
            assert name in texts[number]
            assert name in target
            assert "Computed" in target


@pytest.mark.slow
def test_each_link_stands_in_a_tag_of_its_own(book: bytes) -> None:
    """ISO 14289-1, 7.18.5: a link's annotation lies in a Link, and says in words where it leads."""
    with pikepdf.open(io.BytesIO(book)) as opened:
        every = [
            link
            for page in opened.pages
            for link in page.obj.get("/Annots", pikepdf.Array())  # type: ignore[attr-defined]
        ]
        tagged = [
            (str(node.S), kid)
            for node in nodes(opened.Root.StructTreeRoot.K)
            for kid in (node.K if isinstance(node.get("/K"), pikepdf.Array) else ())  # type: ignore[attr-defined]
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
        ]
        assert {kind for kind, _ in tagged} == {"/Link"}
        assert len(tagged) == len(every)
        assert all(" " in str(link.Contents) or str(link.Contents)[0].isupper() for link in every)


def nodes(node: object) -> Iterator[pikepdf.Dictionary]:
    """The elements of the tree of tags."""
    if isinstance(node, pikepdf.Array):
        for kid in node:  # type: ignore[attr-defined]
            yield from nodes(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from nodes(node.get("/K"))
