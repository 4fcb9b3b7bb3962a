"""`reader: json`: records at the end of a dotted way, each value with its path ("issues[0].fields.id")."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import RawTable
from pmo_reports.readers.csv_text import decoded
from pmo_reports.readers.guard import inspect_document, limits
from pmo_reports.readers.json_text import Parsed, parsed
from pmo_reports.readers.paging import Page
from pmo_reports.readers.record_table import tables as of_part
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.sniffing import Format
from pmo_reports.readers.submission import Spot, Submission
from pmo_reports.readers.tree import JSON_PATH

Found = Iterator[RawTable | Finding | Page]
_SHOWN = 5


def tables(submission: Submission) -> Found:
    """The tables of each part and the page that each is, with findings on repeated keys.

    Raises:
        RefusedError: the file is no JSON, damaged, too deep or too large.
    """
    most = limits(submission.source)
    kind = inspect_document(submission.content, most)
    if kind is not Format.TEXT:
        raise _mislabelled(kind)
    found = parsed(decoded(submission.content, submission.source).text, most)
    yield from _of_keys(submission, found)
    for name, part in submission.source.parts.items():
        try:
            yield from of_part(submission, name, found.document, JSON_PATH)
        except RefusedError as refused:
            yield submission.refusal(refused, part.table)


def _of_keys(submission: Submission, found: Parsed) -> Iterator[Finding]:
    for key in list(found.repeated)[:_SHOWN]:
        yield submission.finding(
            "repeated-key",
            f'The key "{key}" stands more than once in one object; its last value was read.',
            "Ask whoever made the file which value is meant; an object has each key once.",
            Spot(value=key),
        )


def _mislabelled(kind: Format) -> RefusedError:
    web = "; often it is the sign-in page, saved in place of the export" if kind is Format.HTML else ""
    return RefusedError(
        "mislabelled-file",
        f"The file is {kind.value}, not JSON, whatever its name says{web}.",
        remedy="Export it again as JSON, or set the right `reader` for its source.",
    )
