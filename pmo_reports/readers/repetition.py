"""What an .ods makes of little: rows and cells that only say how often they repeat (OpenDocument part 3).

A file of a kilobyte can stand for thousands of millions of cells. What is blank may repeat to the end of the
sheet, as every spreadsheet program writes it; what is filled may not.
"""

from __future__ import annotations

from xml.parsers import expat

from pmo_reports.readers.archive import Archive
from pmo_reports.readers.extent import check
from pmo_reports.readers.guard import Limits, beyond
from pmo_reports.readers.refusal import RefusedError, damaged

CONTENT = "content.xml"
REPEATED = 10
"""One cell in so many that may be filled may be a mere repetition; people repeat a word, not a sheet."""
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_NAME, _ROWS, _COLUMNS = (
    f"{_TABLE} name",
    f"{_TABLE} number-rows-repeated",
    f"{_TABLE} number-columns-repeated",
)
_CELLS = (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell")
_LETTERS_A_CELL = 32  # a text of so many letters takes the memory of a cell


def inspect(archive: Archive, limits: Limits) -> None:
    """Nothing, if the spreadsheet holds no more than may be, every repetition counted.

    Raises:
        RefusedError: it holds more, or is no XML; with the sheet and what there is too much of.
    """
    tables = _Tables(limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    parser.CharacterDataHandler = tables.text
    try:
        for chunk in archive.chunks(CONTENT):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003 - the parser takes it by place only
    except RefusedError as refused:
        refused.sheet = refused.sheet or tables.sheet
        raise
    except (expat.ExpatError, ValueError) as error:
        raise damaged(f"{CONTENT} is no XML") from error


class _Tables:
    """The state of a pass over the tables; `_kept` and `_width` are of the row being read."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._filled = self._repeated = 0
        self.sheet = ""
        self._height = self._blank = self._width = 0
        self._rows = self._columns = 1
        self._at = self._reach = self._row_filled = self._row_weight = self._written = 0
        self._in_cell = self._valued = False
        self._letters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE} table":
            self.sheet = attributes.get(_NAME, "")
            self._height = self._blank = self._width = 0
        elif tag == f"{_TABLE} table-row":
            self._rows = _times(attributes.get(_ROWS, ""))
            self._at = self._reach = self._row_filled = self._row_weight = self._written = 0
        elif tag in _CELLS:
            self._columns = _times(attributes.get(_COLUMNS, ""))
            self._in_cell, self._letters = True, 0
            self._valued = f"{_OFFICE} value-type" in attributes

    def text(self, text: str) -> None:
        if self._in_cell:
            self._letters += len(text)

    def end(self, tag: str) -> None:
        if tag in _CELLS:
            self._end_cell()
        elif tag == f"{_TABLE} table-row":
            self._end_row()

    def _end_cell(self) -> None:
        self._in_cell = False
        self._at += self._columns
        if self._valued or self._letters:
            weight = 1 + self._letters // _LETTERS_A_CELL
            self._reach = self._at
            self._row_filled += self._columns
            self._row_weight += self._columns * weight
            self._written += weight

    def _end_row(self) -> None:
        """Blank rows count once a filled one comes after them."""
        if not self._row_filled:
            self._blank += self._rows
            return
        self._height += self._blank + self._rows
        self._blank, self._width = 0, max(self._width, self._reach)
        self._filled += self._row_filled * self._rows
        self._repeated += self._row_weight * self._rows - self._written
        self._judge()

    def _judge(self) -> None:
        most = self._limits.cells
        if self._filled > most:
            raise beyond(most, "filled cells, those counted that only repeat another one", "cells")
        if self._repeated > most // REPEATED:
            raise beyond(most // REPEATED, "cells that only repeat another one", "cells")
        check(self._height, self._width, self._limits)


def _times(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < _LETTERS_A_CELL else 1
