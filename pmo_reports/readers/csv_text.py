"""The text of a CSV file and its delimiter, from evidence and settings, never from a guess unsaid."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from operator import methodcaller

from clevercsv import Detector

from pmo_reports.config.sources import Source
from pmo_reports.readers.guard import MEGABYTE, Limits, beyond
from pmo_reports.readers.refusal import RefusedError, hostile

DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8 = frozenset({"utf-8", "utf8", "utf-8-sig"})
_SEPARATOR = re.compile(r"\A\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAMPLE = 16_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and whether that is one that the settings put first."""

    text: str
    encoding: str
    expected: bool = True


def decoded(content: bytes, source: Source) -> Decoded:
    """The text: by its byte order mark, else strict UTF-8, else the source's encodings in order.

    Raises:
        RefusedError: it is in none of them.
    """
    configured = tuple(name.lower() for name in source.encodings if name.lower() not in _UTF8)
    marked = tuple(name for mark, name in _MARKS if content.startswith(mark))
    candidates = marked or ("utf-8", *configured)
    for encoding in candidates:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return Decoded(text, encoding, encoding in {*marked, "utf-8", *configured[:1]})
    raise RefusedError(
        "unknown-encoding",
        f"The text is in none of these encodings: {', '.join(candidates)}.",
        remedy='Save it as "CSV UTF-8", or add its encoding to `encodings` of the source.',
    )


def delimiter(text: str, configured: str) -> tuple[str, int]:
    """The delimiter, and how many characters an Excel `sep=;` line takes up in front of the heads."""
    line = _SEPARATOR.match(text)
    if line:
        return line[1], line.end()
    return configured or _sniffed(text[:_SAMPLE]), 0


def _sniffed(sample: str) -> str:
    dialect = Detector().detect(sample, delimiters=list(DELIMITERS))
    if dialect is not None and dialect.delimiter in DELIMITERS:
        return str(dialect.delimiter)
    return max(DELIMITERS, key=sample.partition("\n")[0].count)


def lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines from a place on with their ends, as files have them; no copy of the whole is made."""
    return (match[0] for match in _LINE.finditer(text, start))


def check_lines(content: bytes, limits: Limits) -> None:
    """Let a text pass that is not too long and is written in lines.

    Raises:
        RefusedError: it is longer than a text with so many cells can be, or one of its lines is.
    """
    at = 0
    while at + limits.line < len(content):
        window = content[at : at + limits.line]
        end = max(window.rfind(b"\n"), window.rfind(b"\r"))
        if end < 0:
            number = 1 + content[:at].count(b"\n")
            raise hostile(f"line {number} is longer than {limits.line // MEGABYTE} MB", cell=f"A{number}")
        at += end + 1
    if len(content) > limits.text:
        raise beyond(limits.text, "bytes of text", "text")


def check_cells(text: str, configured: str, limits: Limits) -> None:
    """Let a text pass that has no more in it than is let through; counted record by record, none is kept.

    Raises:
        RefusedError: there are too many records or cells, or too many cells in one record.
    """
    separator, start = delimiter(text, configured)
    if _surely(text, separator, limits):
        return
    filled = 0
    with suppress(csv.Error):  # told with its place when the records are read
        for count, cells in enumerate(csv.reader(lines(text, start), delimiter=separator), 1):
            filled += len(cells) - cells.count("")
            if count > limits.rows:
                raise beyond(limits.rows, "rows", "rows", cell=f"A{count}")
            if len(cells) > limits.columns:
                raise beyond(limits.columns, "columns", "columns", cell=f"A{count}")
            if filled > limits.cells:
                raise beyond(limits.cells, "filled cells", "cells", cell=f"A{count}")


def _surely(text: str, separator: str, limits: Limits) -> bool:
    """Whether there is so little in the text that nothing needs to be counted."""
    ends, marks = text.count("\n") + text.count("\r"), text.count(separator)
    few = ends < limits.rows and marks + ends < limits.cells
    return few and max(map(methodcaller("count", separator), lines(text)), default=0) < limits.columns


def unclosed_quotes(text: str) -> bool:
    """Whether a quote was opened and never closed: quotes come in pairs (RFC 4180)."""
    return text.count('"') % 2 == 1
