"""Text blocks: sentences, bullets and people's own words, set between 12 and 16 points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import html

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Bullets, Prose
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.component import Component, Halves
from pmo_reports.render.deck.drawing import Box, Look
from pmo_reports.render.deck.text import Paragraph, Run, Setting, height, paragraph, parted
from pmo_reports.render.formats import sentence_text
from pmo_reports.render.templating import prose_html

SMALLEST, LARGEST = 12.0, 16.0
PANEL = 7.0
"""Inner margin of a text on a panel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Component):
    """Paragraphs in a text box; on a `panel` they stand on tinted paper, to be read first."""

    house: House
    paragraphs: tuple[Paragraph, ...]
    panel: bool = False

    def height(self, width: float, size: float) -> float:
        """The height it needs."""
        inner = height(self.house.face, self.paragraphs, self._measure(width), _clamped(size))
        return inner + 2 * self._edge

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:
        """What fits in `room`, and the rest."""
        space = (self._measure(room.w), room.h - 2 * self._edge)
        taken, rest = parted(self.house.face, self.paragraphs, space, _clamped(size), whole=not force)
        if taken and _is_head(taken[-1]):  # a head never stands alone at the foot
            taken, rest = taken[:-1], (taken[-1], *rest)
        return self._of(taken), self._of(rest)

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        edge = self._edge
        setting = Setting(size=_clamped(size), margins=(edge, edge, edge, edge))
        tall = min(box.h, self.height(box.w, size) + 1)
        return canvas.words(box.top(tall), self.paragraphs, setting, Look(fill="paper" if self.panel else ""))

    @property
    def _edge(self) -> float:
        return PANEL if self.panel else 0.0

    def _measure(self, width: float) -> float:
        return width - 2 * self._edge

    def _of(self, paragraphs: tuple[Paragraph, ...]) -> Words | None:
        return replace(self, paragraphs=paragraphs) if paragraphs else None


def head(text: str) -> Paragraph:
    """The head over a block."""
    return paragraph(text, bold=True, colour="brand")


def sentence_words(sentence: Sentence, house: House) -> Words:
    """A sentence of our own."""
    return Words(house=house, paragraphs=(paragraph(sentence_text(sentence, house.locale)),))


def prose_words(prose: Prose, house: House) -> Words:
    """People's own words, with their author."""
    whose = sentence_text(prose.by, house.locale) or prose.author
    return Words(house=house, paragraphs=_signed(prose_paragraphs(prose), whose))


def _signed(paragraphs: tuple[Paragraph, ...], whose: str) -> tuple[Paragraph, ...]:
    """The paragraphs, the last one saying whose words they are."""
    if not whose:
        return paragraphs
    *others, last = paragraphs
    return (*others, replace(last, runs=(*last.runs, Run(text=f" — {whose}", colour="muted"))))


def bullet_words(bullets: Bullets, house: House) -> Words:
    """A list under its head; what is empty says so."""
    top = (head(bullets.head),) if bullets.head else ()
    items = tuple(point for item in bullets.items for point in _points(item, house))
    nothing = (paragraph(bullets.empty, colour="muted", before=0.22),)
    return Words(house=house, paragraphs=top + (items or nothing))


def prose_paragraphs(prose: Prose) -> tuple[Paragraph, ...]:
    """The paragraphs of people's Markdown; list items are bullets, emphasis is kept, the rest is text."""
    markup = str(prose_html(prose))
    if not markup:
        return (paragraph(""),)
    blocks = html.fragment_fromstring(markup, create_parent="div").iter("p", "li")
    made = (_block(block) for block in blocks if not len(block) or block[0].tag not in {"p", "ul", "ol"})
    return tuple(part for part in made if part.text.strip()) or (paragraph(""),)


def _points(item: Sentence | Prose, house: House) -> tuple[Paragraph, ...]:
    if isinstance(item, Sentence):
        return (paragraph(sentence_text(item, house.locale), bullet=True, before=0.22),)
    first, *others = prose_paragraphs(item)
    return (
        replace(first, bullet=True, before=0.22),
        *(replace(part, bullet=True, before=0.15) for part in others),
    )


def _block(block: html.HtmlElement) -> Paragraph:
    runs = tuple(run for run in _runs(block, bold=False, italic=False) if run.text)
    listed = block.tag == "li" or (block.getparent() is not None and block.getparent().tag == "li")
    return Paragraph(runs=runs, bullet=listed, before=0.25)


def _runs(element: html.HtmlElement, *, bold: bool, italic: bool) -> list[Run]:
    bold, italic = bold or element.tag == "strong", italic or element.tag == "em"
    runs = [_run(element.text, bold=bold, italic=italic)]
    for child in element:
        if child.tag not in {"ul", "ol"}:
            runs += _runs(child, bold=bold, italic=italic)
        runs.append(_run(child.tail, bold=bold, italic=italic))
    return runs


def _run(text: str | None, *, bold: bool, italic: bool) -> Run:
    return Run(text=(text or "").replace("\n", " "), bold=bold, italic=italic)


def _clamped(size: float) -> float:
    return min(LARGEST, max(SMALLEST, size))


def _is_head(part: Paragraph) -> bool:
    return bool(part.runs) and part.runs[0].colour == "brand"
