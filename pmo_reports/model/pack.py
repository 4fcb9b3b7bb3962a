"""The pack model: everything a pack says, frozen, before anybody decides how it looks.

A pack is sections; a section is a title sentence and named blocks; a block is text, tiles, a table or
a chart. Renderers never compute: what they print stands here as a `Figure`, so that PDF, deck, annex
and `facts.json` cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum

from pmo_reports.model.charts import ChartSpec, Emphasis, Spark
from pmo_reports.model.figures import UNSAID, Figure, Sentence
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.model.wording import ENGLISH, Wording, label

WHY = "why"
"""The block of a one-pager that explains each of its states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A RAG cell: letter, shape and colour. `note` is its sentence, for alt text and notes.

    `anchor` is the place of the pack that explains it, or "".
    """

    rag: Rag
    declared: Rag | None = None
    overridden: bool = False
    trend: Trend | None = None
    note: Sentence = UNSAID
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """People's own words (Markdown), shown as theirs: never mixed with computed text.

    `by` says whose words they are and of when; without it, `author` is printed.
    """

    markdown: str
    author: str = ""
    by: Sentence = UNSAID


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to another place of the same pack: a section's `anchor`."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Tint:
    """A figure of a heat map's row, on the tint of its band; red is bold too, so that colour is not alone."""

    figure: Figure
    band: Emphasis


Cell = Figure | Tint | Chip | Link | Sentence | Prose | Spark | Trend | str | None


class Align(StrEnum):
    """Where a column's content stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column. `width` is its share; `unit` is printed once, in the head ("€ m", "days")."""

    key: str
    head: str
    width: float = 1.0
    align: Align = Align.LEFT
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row: one cell a column, in order. `strong` marks totals."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table; `empty` is what is said when it has no rows, `more` where the rest is ("+7 more in ...")."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    alt: str
    empty: str = "None this period."
    more: Sentence = UNSAID
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A headline number: label, figure, its RAG, its movement since the last period and a note."""

    label: str
    figure: Figure
    rag: Rag | None = None
    movement: Sentence = UNSAID
    note: Sentence = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Headline numbers, three to six, side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A short list under a head; people's own words may stand in it as `Prose`."""

    head: str
    items: tuple[Sentence | Prose, ...]
    empty: str = "None this period."


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Label and value pairs: the header strip of a one-pager, the particulars of the method page."""

    pairs: tuple[tuple[str, Cell], ...]
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlock:
    """A chart under its own title; the section's title says what to see in it."""

    title: str
    chart: ChartSpec


Block = TableBlock | Tiles | Bullets | Facts | ChartBlock | Sentence | Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A page or a few of them.

    Attributes:
        kind: which template draws it ("dashboard", "one_pager").
        anchor: unique in the pack, target of links and name of bookmarks.
        name: short name for bookmarks, contents and deck sections.
        title: a sentence with a number, made from the facts.
        lead: the one thing to take away, under the title.
        source: where the content comes from, printed small.
        entity: the project a one-pager is about, or "".
        notes: speaker notes of the deck.
    """

    kind: str
    anchor: str
    name: str
    title: Sentence
    blocks: Mapping[str, Block] = field(default_factory=dict)
    lead: Sentence = UNSAID
    source: Sentence = UNSAID
    entity: str = ""
    notes: tuple[Sentence, ...] = ()

    @property
    def places(self) -> Mapping[str, str]:
        """The places that links can lead to, by anchor, in words."""
        found = {self.anchor: self.name}
        if WHY in self.blocks:
            found[why(self.anchor)] = label("{name}: why its states are what they are", name=self.name)
        return found


def why(anchor: str) -> str:
    """The anchor of the table of a one-pager that explains its states."""
    return f"{anchor}-{WHY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMeta:
    """What every page says about the pack.

    Attributes:
        run: first digits of the hash over inputs, settings, templates and code.
        state: draft, reviewed, approved or published.
    """

    organisation: str
    portfolio: str
    title: str
    name: str
    audience: str
    period: Period
    status_date: date
    run: str
    classification: str
    state: str
    currency: str
    locale: str
    language: str
    colours: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackModel:
    """A pack, whole: its particulars and its sections in order.

    Attributes:
        wording: the words of its language, for what renderers say themselves ("Page", "Contents").
    """

    meta: PackMeta
    sections: tuple[Section, ...]
    wording: Wording = ENGLISH

    def figures(self) -> Iterator[Figure]:
        """Every figure in the pack in reading order, repeats included."""
        yield from _figures(self.sections)


def _figures(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
        return
    for part in _within(value):
        yield from _figures(part)


def _within(value: object) -> Iterable[object]:
    """What a part of a pack is made of; a sentence of what is read, not of the messages behind it."""
    if isinstance(value, Sentence):
        return value.parts
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, tuple):
        return value
    return (getattr(value, part.name) for part in fields(value)) if is_dataclass(value) else ()
