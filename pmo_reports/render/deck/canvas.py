"""A slide while it is drawn: ids of its shapes, links to other slides, the charts it carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pmo_reports.model.wording import ENGLISH, Wording
from pmo_reports.render.deck.drawing import Box, Look, group, shape
from pmo_reports.render.deck.text import Paragraph, Setting, body
from pmo_reports.render.deck.typeface import Typeface

FIRST_ID = 2
"""Id 1 is the slide's own shape tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every slide of a deck shares: the typeface's metrics, the locale, the language and its words."""

    face: Typeface
    locale: str
    language: str
    wording: Wording = ENGLISH

    def word(self, text: str) -> str:
        """Fixed words of the renderer's own in the deck's language."""
        return self.wording.label(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Ways out of a slide: `link` gives a relationship to an anchor's slide, `chart` stores a chart part."""

    link: Callable[[str], str]
    chart: Callable[[str, bytes], str]


class Canvas:
    """The slide that is being drawn."""

    def __init__(self, house: House, doors: Doors) -> None:
        self.house = house
        self.doors = doors
        self._last = FIRST_ID - 1

    def id(self) -> int:
        """A new shape id, unique on the slide."""
        self._last += 1
        return self._last

    def text(self, paragraphs: tuple[Paragraph, ...], setting: Setting, tag: str = "p:txBody") -> str:
        """A text body on this slide, its links resolved."""
        return body(paragraphs, setting, self.doors.link, self.house.language, tag)

    def words(
        self, box: Box, paragraphs: tuple[Paragraph, ...], setting: Setting, look: Look | None = None
    ) -> str:
        """A text box."""
        return shape(self.id(), box, look or Look(), self.text(paragraphs, setting), "Text")

    def shape(self, box: Box, look: Look) -> str:
        """A shape without text."""
        return shape(self.id(), box, look)

    def group(self, box: Box, shapes: str, name: str, alt: str) -> str:
        """Shapes as one, with alt text."""
        return group(self.id(), box, shapes, name, alt)
