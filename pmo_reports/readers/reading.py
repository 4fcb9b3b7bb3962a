"""Reading: each collected file through the reader of its source; one file's trouble costs no other file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import InputFile, RawTable, Reading
from pmo_reports.readers import csv_table, form, protrack, raw_store, workbook_table
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.submission import Submission

Found = RawTable | Finding
READERS: Mapping[str, Callable[[Submission], Iterator[Found]]] = {
    "csv": csv_table.tables,
    "workbook": workbook_table.tables,
    "form": form.tables,
    "protrack": protrack.tables,
}


def read(collected: Reading, settings: Settings, store: Path) -> Reading:
    """`collected` with the raw tables of its files, and what could not be read, as findings.

    Raises:
        PublishError: a copy in the raw store is gone or spoilt.
    """
    firsts = _firsts(collected.files)
    found = [
        item
        for file in collected.files
        for item in _of_file(_submission(file, settings, store), firsts[file.source, file.sha256])
    ]
    return Reading(
        files=collected.files,
        tables=tuple(item for item in found if isinstance(item, RawTable)),
        findings=(*collected.findings, *(item for item in found if isinstance(item, Finding))),
    )


def _submission(file: InputFile, settings: Settings, store: Path) -> Submission:
    return Submission(
        file=file, source=settings.sources[file.source], content=raw_store.kept(store, file.sha256)
    )


def _firsts(files: tuple[InputFile, ...]) -> dict[tuple[str, str], InputFile]:
    """The first file of each content in a source."""
    return {(file.source, file.sha256): file for file in reversed(files)}


def _of_file(submission: Submission, first: InputFile) -> Iterator[Found]:
    if submission.file is not first:
        yield submission.finding(
            "same-file-twice",
            f"The file is the same, byte for byte, as {first.path}; it is read once.",
            "Delete one of the two.",
        )
        return
    try:
        yield from READERS[submission.source.reader](submission)
    except RefusedError as refused:
        yield submission.refusal(refused)
