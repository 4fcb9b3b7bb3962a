"""A program of its own: reads an .xls, .xlsb or .ods from standard input, writes its cells as JSON.

A damaged file of these formats can make calamine ask for more memory than there is, which ends its
process. It must not be ours: `foreign.py` starts this one, with limits. Imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = 1 << 30
LEAST_MEMORY = (
    150_000_000  # of address space: Python takes a third of it, and no table of a small file the rest
)
_GROWTH = 20  # bytes of memory that a byte of a file becomes at most: lists of values, and their JSON
_ZIP = b"PK"
ENCRYPTED = 3
TOO_LARGE = 4


class TooLargeError(Exception):
    """There are more cells than the caller asked for."""


def memory_for(content: bytes) -> int:
    """The address space for reading `content`, by its size, unpacked: a small file may not ask for much."""
    size = len(content)
    if content.startswith(_ZIP):
        with ZipFile(BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    return min(LEAST_MEMORY + _GROWTH * size, MEMORY)


def limit_memory(most: int) -> None:
    """Let this process have no more than `most` bytes, where the system knows how."""
    try:
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        pass


def told(cell: object) -> object:
    """A cell as JSON has it: what JSON does not know becomes its kind and its text."""
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    if isinstance(cell, (datetime, date, time)):
        return [type(cell).__name__, cell.isoformat()]
    return cell


def cells(content: bytes, most: int) -> list[dict[str, object]]:
    """Name, visibility, rows and merged cells of each worksheet.

    Raises:
        TooLargeError: they span more than `most` cells.
    """
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    found = []
    for sheet in book.sheets_metadata:
        if sheet.typ is SheetTypeEnum.WorkSheet:
            page = book.get_sheet_by_name(sheet.name)
            most -= page.total_height * page.total_width
            if most < 0:
                raise TooLargeError
            rows = [list(map(told, row)) for row in page.to_python(skip_empty_area=False)]
            shown = sheet.visible is SheetVisibleEnum.Visible
            merged = page.merged_cell_ranges or []
            found.append({"name": sheet.name, "visible": shown, "rows": rows, "merged": merged})
    return found


def main() -> int:
    """Exit code 0, `ENCRYPTED` if only a password opens it, `TOO_LARGE` with too many cells; else damage."""
    content = sys.stdin.buffer.read()
    limit_memory(memory_for(content))
    try:
        json.dump(cells(content, int(sys.argv[1])), sys.stdout)
    except PasswordError:
        return ENCRYPTED
    except TooLargeError:
        return TOO_LARGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
