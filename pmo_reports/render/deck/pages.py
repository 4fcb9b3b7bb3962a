"""Pages: a slide's content set as large as fits, or continued over as few slides as it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from pmo_reports.model.wording import label
from pmo_reports.render.deck.brand import Layout
from pmo_reports.render.deck.canvas import House
from pmo_reports.render.deck.component import Component
from pmo_reports.render.deck.drawing import Box
from pmo_reports.render.deck.markup import SlideMarkup
from pmo_reports.render.deck.text import height, paragraph

LADDER = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
"""Body sizes, largest first: text is set no smaller than 12, tables one point under the body."""

CONTINUED = (13.0, 12.0, 11.0)
LEAD, LEAST_LEAD = 15.0, 12.0
UNDER_LEAD = 8.0

Fills = dict[str, Component]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One slide of the deck: what stands where, at which size, and which of how many it is.

    Attributes:
        part: what its title says of that: "(1 of 3)".
    """

    markup: SlideMarkup
    fills: Mapping[str, Component]
    boxes: Mapping[str, Box]
    size: float
    number: int = 1
    count: int = 1
    part: str = ""

    @property
    def layout(self) -> Layout:
        """The layout of the brand."""
        return self.markup.layout

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of the placeholders: the title says which of how many; the lead stands once."""
        texts = dict(self.markup.texts)
        if self.number > 1:
            texts.pop("Lead", None)
        if self.count > 1 and "Title" in texts:
            texts["Title"] += " " + self.part.replace(" ", "\N{NO-BREAK SPACE}")
        return texts


def pages(markup: SlideMarkup, house: House) -> tuple[Page, ...]:
    """The slides that `markup` takes."""
    first = _boxes(markup, house, lead=True)
    for fills in chain((markup.fills,), (made() for made in markup.tight)):
        for size in LADDER:
            if all(part.height(first[name].w, size) <= first[name].h for name, part in fills.items()):
                return (Page(markup=markup, fills=fills, boxes=first, size=size),)
    drafts = [_continued(markup, house, size) for size in CONTINUED]
    best = min(drafts, key=len)
    return tuple(
        replace(page, number=i, count=len(best), part=_part(i, len(best), house))
        for i, page in enumerate(best, 1)
    )


def _part(number: int, count: int, house: House) -> str:
    numbers = {"part": str(number), "count": str(count)}
    first = label("({part} of {count})", **numbers)
    return house.word(first if number == 1 else label("(continued {part} of {count})", **numbers))


def lead_size(text: str, box: Box, house: House) -> float:
    """The size at which a lead fits its placeholder."""
    sizes = [LEAD - step for step in range(int(LEAD - LEAST_LEAD) + 1)]
    fits = (size for size in sizes if height(house.face, (paragraph(text),), box.w, size) <= box.h)
    return next(fits, LEAST_LEAD)


def _continued(markup: SlideMarkup, house: House, size: float) -> list[Page]:
    made: list[Page] = []
    left: Fills = dict(markup.fills)
    while left:
        boxes = _boxes(markup, house, lead=not made)
        taken, left = _turned(left, boxes, size)
        made.append(Page(markup=markup, fills=taken, boxes=boxes, size=size))
    return made


def _turned(left: Fills, boxes: Mapping[str, Box], size: float) -> tuple[Fills, Fills]:
    """What stands on this slide, and what is left. What cannot be divided stands whole: nothing is lost."""
    taken, rest = {}, {}
    for name, part in left.items():
        box = boxes[name]
        whole = part.height(box.w, size) <= box.h
        head, tail = (part, None) if whole else part.divided(box, size)
        if head is None:
            head, tail = part.divided(box, size, force=True)
        taken.update({name: head} if head else {})
        rest.update({name: tail} if tail else {})
    return (taken, rest) if taken else (left, {})


def _boxes(markup: SlideMarkup, house: House, *, lead: bool) -> dict[str, Box]:
    """The places to fill; they reach up to where the lead ends, or begins when there is none."""
    text = markup.texts.get("Lead", "") if lead else ""
    return {name: _under_lead(markup.layout, name, text, house) for name in markup.fills}


def _under_lead(layout: Layout, name: str, text: str, house: House) -> Box:
    box, lead = layout.places[name].box, layout.places.get("Lead")
    if lead is None or name == "Lead" or lead.box.bottom > box.y + 1:
        return box
    used = 0.0
    if text:
        used = (
            height(house.face, (paragraph(text),), lead.box.w, lead_size(text, lead.box, house)) + UNDER_LEAD
        )
    top = lead.box.y + used
    return replace(box, y=top, h=box.bottom - top)
