"""Which part of a table a slide shows: some of its columns, its first rows, or turned across the slide.

What is left out stands in the speaker notes as far as it is text; the PDF and the annex have it all.
"""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Align, Cell, Column, Link, Prose, Row, TableBlock
from pmo_reports.render.formats import sentence_text

MORE = "more in the PDF"


def selected(block: TableBlock, keys: tuple[str, ...]) -> TableBlock:
    """The table with the columns of `keys`, in their order; with all of them when none is there."""
    places = {column.key: i for i, column in enumerate(block.columns)}
    kept = [places[key] for key in keys if key in places]
    if not kept:
        return block
    rows = tuple(replace(row, cells=tuple(row.cells[i] for i in kept)) for row in block.rows)
    return replace(block, columns=tuple(block.columns[i] for i in kept), rows=rows)


def dropped(block: TableBlock, keys: tuple[str, ...], locale: str) -> tuple[str, ...]:
    """The sentences in the columns that `selected` leaves out, each with the row it is about."""
    columns = [(i, column) for i, column in enumerate(block.columns) if keys and column.key not in keys]
    found = ((row, column, row.cells[i]) for row in block.rows for i, column in columns)
    told = ((row, column, _told(cell, locale)) for row, column, cell in found)
    return tuple(f"{_name(row, locale)}, {column.head}: {text}" for row, column, text in told if text)


def capped(block: TableBlock, most: int) -> TableBlock:
    """The first `most` rows; what follows says where the rest is."""
    if not most or len(block.rows) <= most:
        return block
    if block.caption:
        return replace(block, rows=block.rows[:most], caption=f"{block.caption} ({MORE})")
    return replace(block, rows=block.rows[:most], more=block.more or Sentence.of("More in the PDF."))


def across(block: TableBlock, locale: str) -> TableBlock:
    """The table turned: its first column becomes the head, each other column a row."""
    columns = tuple(
        Column(key=str(i), head=_name(row, locale), align=Align.CENTRE) for i, row in enumerate(block.rows)
    )
    rows = tuple(Row(cells=tuple(row.cells[i] for row in block.rows)) for i in range(1, len(block.columns)))
    return replace(block, columns=columns, rows=rows) if columns else block


def _name(row: Row, locale: str) -> str:
    """What a row is about: its first cell that is text."""
    for cell in row.cells:
        if isinstance(cell, Link):
            return cell.text
        if isinstance(cell, str | Sentence) and cell:
            return cell if isinstance(cell, str) else sentence_text(cell, locale)
    return ""


def _told(cell: Cell, locale: str) -> str:
    if isinstance(cell, Prose):
        return cell.markdown.strip()
    return sentence_text(cell, locale) if isinstance(cell, Sentence) else ""
