"""Table cells: what the model holds in a cell, as paragraphs, fill and spark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pmo_reports.model.charts import Emphasis, Spark
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Align, Cell, Chip, Link, Prose, Tint
from pmo_reports.model.rag import Trend
from pmo_reports.render.deck.canvas import House
from pmo_reports.render.deck.chips import ARROWS, FACES, TREND_COLOURS, chip_runs, worded_runs
from pmo_reports.render.deck.colours import BANDS
from pmo_reports.render.deck.text import Paragraph, Run, paragraph
from pmo_reports.render.deck.words import prose_paragraphs
from pmo_reports.render.formats import figure_text, sentence_text

ALIGNS = {Align.LEFT: "l", Align.RIGHT: "r", Align.CENTRE: "ctr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """A cell ready to be measured and drawn; `whole` ones stay on one line, filled ones have a white gap."""

    paragraphs: tuple[Paragraph, ...]
    fill: str = ""
    whole: bool = False
    chip: Chip | None = None
    spark: Spark | None = None


def cell_text(cell: Cell, house: House, *, align: Align = Align.LEFT, strong: bool = False) -> CellText:
    """The cell of a table; `strong` sets it bold, as in a row of totals."""
    if isinstance(cell, Chip):
        runs = Paragraph(runs=chip_runs(cell), align="ctr")
        return CellText(paragraphs=(runs,), fill=FACES[cell.rag].fill, chip=cell)
    if isinstance(cell, Tint):
        words = tuple(replace(part, align="ctr") for part in _tint(cell, house))
        return CellText(paragraphs=words, fill=BANDS.get(cell.band, ""), whole=True)
    paragraphs = tuple(replace(part, align=ALIGNS[align]) for part in _PARAGRAPHS[type(cell)](cell, house))
    spark = cell if isinstance(cell, Spark) else None
    whole = isinstance(cell, (Figure, Trend))
    return CellText(paragraphs=bold(paragraphs) if strong else paragraphs, spark=spark, whole=whole)


def fact_paragraphs(cell: Cell, house: House) -> tuple[Paragraph, ...]:
    """The value of a fact, where a chip is worded and has no fill."""
    if isinstance(cell, Chip):
        return (Paragraph(runs=worded_runs(cell, house)),)
    return _PARAGRAPHS[type(cell)](cell, house)


def _figure(cell: Figure, house: House) -> tuple[Paragraph, ...]:
    text = figure_text(cell, house.locale)
    return (paragraph(text, colour="muted" if cell.value is None else "ink"),)


def _tint(cell: Tint, house: House) -> tuple[Paragraph, ...]:
    words = _figure(cell.figure, house)
    return bold(words) if cell.band is Emphasis.RED else words


def _trend(cell: Trend, house: House) -> tuple[Paragraph, ...]:
    return (paragraph(house.word(ARROWS[cell]), colour=TREND_COLOURS[cell], bold=cell is not Trend.NEW),)


def bold(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs in bold."""
    return tuple(
        replace(part, runs=tuple(replace(run, bold=True) for run in part.runs)) for part in paragraphs
    )


_PARAGRAPHS: dict[type, Callable[[Any, House], tuple[Paragraph, ...]]] = {
    Figure: _figure,
    Tint: _tint,
    Trend: _trend,
    Sentence: lambda cell, house: (paragraph(sentence_text(cell, house.locale)),),
    Prose: lambda cell, _: prose_paragraphs(cell),
    Link: lambda cell, _: (Paragraph(runs=(Run(text=cell.text, link=cell.anchor, bold=True),)),),
    Spark: lambda _cell, _: (paragraph(""),),
    str: lambda cell, _: (paragraph(cell),),
    type(None): lambda _cell, _: (paragraph(""),),
}
