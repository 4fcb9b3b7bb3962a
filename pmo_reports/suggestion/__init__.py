"""A mapping proposed for a workbook or CSV that nobody has described: settings to paste and to finish.

Belongs here: finding heads without aliases, the table that fits, types by evidence, and writing it all as
YAML. Does not belong here: deciding. What is only similar stands in comments, and so does what is ambiguous.
"""

from __future__ import annotations

from pathlib import Path

from pmo_reports.errors import InputError
from pmo_reports.suggestion import fit, sheets, vocabulary, writing

__all__ = ["suggested"]


def suggested(file: Path, table: str = "") -> str:
    """The settings of a source that reads `file`, as YAML with comments; for `table` alone if it is named.

    Raises:
        UsageError: there is no such file or table.
        InputError: it cannot be read, or holds nothing that looks like a table.
    """
    known = vocabulary.known(table)
    content = sheets.content(file)
    found = [(sheet, fit.fitted(sheet, known)) for sheet in content.sheets]
    if not any(fitting.row for _, fitting in found):
        raise InputError(
            "nothing in the file looks like a table: no row of heads with entries below it",
            place=str(file),
            remedy="check that it is the right file; a form of labels and values takes `reader: form`",
        )
    if not any(fitting.table for _, fitting in found):
        raise InputError(
            f"no canonical table fits: {writing.seen(found)}",
            place=str(file),
            remedy=f"name the table that it should fill with --table; there are {', '.join(known)}",
        )
    return writing.written(file.name, content.reader, found)
