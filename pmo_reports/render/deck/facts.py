"""Facts: labels with their values, as a strip over a one-pager or as a list."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.model.pack import Chip, Facts, Link
from pmo_reports.model.wording import label
from pmo_reports.render.deck.canvas import House
from pmo_reports.render.deck.cells import CellText, fact_paragraphs
from pmo_reports.render.deck.grid import Line
from pmo_reports.render.deck.tables import LARGEST, SMALLEST, Table
from pmo_reports.render.deck.text import Paragraph, Run, paragraph
from pmo_reports.render.formats import sentence_text

ACROSS = 5
"""Facts side by side in a strip."""

STRIP_SIZES = (10.0, 12.0)
"""Least and largest size of a strip: it informs, it does not speak."""

LABEL, VALUE = 1.0, 2.6
"""Shares of label and value in a list."""
_FACTS = label("Facts")


def fact_strip(block: Facts, house: House) -> Table:
    """The facts side by side: small label over value, in as many even rows as they need."""
    rows = max(1, -(-len(block.pairs) // ACROSS))
    per = -(-len(block.pairs) // rows)
    cells = [_both(label, fact_paragraphs(value, house)) for label, value in block.pairs]
    cells += [CellText(paragraphs=(paragraph(""),))] * (rows * per - len(cells))
    lines = tuple(tuple(cells[start : start + per]) for start in range(0, len(cells), per))
    return _table(block, house, (1.0,) * per, lines, sizes=STRIP_SIZES)


def fact_list(block: Facts, house: House) -> Table:
    """The facts one under the other: label, value."""
    lines = tuple(
        (
            CellText(paragraphs=(paragraph(label, colour="muted"),)),
            CellText(paragraphs=fact_paragraphs(value, house)),
        )
        for label, value in block.pairs
    )
    return _table(block, house, (LABEL, VALUE), lines)


def beside(head: Paragraph, block: Facts, house: House) -> Paragraph:
    """The head with the block's states and links on its line."""
    values = [
        fact_paragraphs(value, house)[0].runs for _, value in block.pairs if isinstance(value, Chip | Link)
    ]
    runs = [run for value in values for run in (Run(text="    "), *value)]
    coloured = tuple(replace(run, colour="accent") if run.link else run for run in runs)
    return replace(head, runs=head.runs + coloured)


def told(block: Facts) -> Facts:
    """The facts that are neither states nor links."""
    return replace(block, pairs=tuple(pair for pair in block.pairs if not isinstance(pair[1], Chip | Link)))


def _both(label: str, value: tuple[Paragraph, ...]) -> CellText:
    return CellText(paragraphs=(paragraph(label, colour="muted", scale=0.9), *value))


def _table(
    block: Facts,
    house: House,
    shares: tuple[float, ...],
    lines: tuple[Line, ...],
    sizes: tuple[float, float] = (SMALLEST, LARGEST),
) -> Table:
    notes = tuple(
        f"{label}: {sentence_text(value.note, house.locale)}"
        for label, value in block.pairs
        if isinstance(value, Chip) and value.note
    )
    return Table(
        house=house,
        shares=shares,
        head=(),
        rows=lines,
        alt=f"{block.head or house.word(_FACTS)}: {', '.join(name for name, _ in block.pairs)}",
        notes_of=(notes,),
        sizes=sizes,
    )
