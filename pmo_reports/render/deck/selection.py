"""Which part of a block a slide shows: some columns, the first rows, items or sentences; or it is turned.

What is left out stands in the speaker notes as far as it is text; the PDF and the annex have it all.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_reports.model.figures import UNSAID, Sentence
from pmo_reports.model.pack import Align, Block, Bullets, Cell, Column, Link, Prose, Row, TableBlock
from pmo_reports.model.wording import ENGLISH, Wording, label
from pmo_reports.render.formats import sentence_text

MORE = label("more in the PDF")
WORDS = 30
"""What counts as a sentence in a text without full stops."""

_END = re.compile(r"(?<=[.!?])\s+|\n")


def selected(block: TableBlock, keys: tuple[str, ...], shares: tuple[float, ...] = ()) -> TableBlock:
    """The table with the columns of `keys`, in their order, as wide as `shares`; all where none is there."""
    wide = dict(zip(keys, shares, strict=False))
    block = replace(
        block,
        columns=tuple(replace(column, width=wide.get(column.key, column.width)) for column in block.columns),
    )
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


def capped(block: Block, most: int, wording: Wording = ENGLISH) -> Block:
    """The first `most` rows, items or sentences; what is shown says where the rest is."""
    if not most:
        return block
    if isinstance(block, TableBlock):
        return _rows(block, most, wording)
    if isinstance(block, Bullets):
        return _items(block, most, wording)
    return _shortened(block, most, wording) if isinstance(block, Prose) else block


def cut(block: Block, most: int, locale: str) -> tuple[str, ...]:
    """What `capped` leaves out of bullets and prose."""
    if not most or not isinstance(block, Bullets | Prose):
        return ()
    if isinstance(block, Prose):
        return (_told(block, locale),) if _first(block, most) else ()
    left = (item for at, item in enumerate(block.items) if at >= most or _cut(item, most))
    return tuple(f"{block.head}: {_told(item, locale)}" for item in left)


def _rows(block: TableBlock, most: int, wording: Wording) -> TableBlock:
    if len(block.rows) <= most:
        return block
    if block.caption:
        return replace(
            block, rows=block.rows[:most], caption=f"{block.caption} ({wording.label(MORE)})", more=UNSAID
        )
    return replace(
        block,
        rows=block.rows[:most],
        more=block.more or Sentence.of(wording.label(label("More in the PDF."))),
    )


def _items(block: Bullets, most: int, wording: Wording) -> Bullets:
    head = f"{block.head} ({wording.label(MORE)})".strip() if len(block.items) > most else block.head
    shown = (
        _shortened(item, most, wording) if isinstance(item, Prose) else item for item in block.items[:most]
    )
    return replace(block, items=tuple(shown), head=head)


def _shortened(block: Prose, most: int, wording: Wording) -> Prose:
    first = _first(block, most)
    return replace(block, markdown=f"{first} ({wording.label(MORE)})") if first else block


def _cut(item: Sentence | Prose, most: int) -> bool:
    return isinstance(item, Prose) and bool(_first(item, most))


def _first(block: Prose, most: int) -> str:
    """The first sentences of a text that has more; "" where it has not."""
    text = block.markdown.strip()
    ends = [found.start() for found in _END.finditer(text)]
    words = [found.end() for found in re.finditer(r"\S+", text)]
    places = [ends[most - 1]] if len(ends) >= most else []
    places += [words[most * WORDS - 1]] if len(words) > most * WORDS else []
    return text[: min(places)].rstrip() if places else ""


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
