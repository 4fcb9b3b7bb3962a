"""The text of a CSV file and its delimiter, from evidence and settings, never from a guess unsaid."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from clevercsv import Detector

from pmo_reports.config.sources import Source
from pmo_reports.readers.refusal import RefusedError

DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8 = frozenset({"utf-8", "utf8", "utf-8-sig"})
_SEPARATOR = re.compile(r"\A\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
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


def unclosed_quotes(text: str) -> bool:
    """Whether a quote was opened and never closed: quotes come in pairs (RFC 4180)."""
    return text.count('"') % 2 == 1
