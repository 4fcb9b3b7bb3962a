"""Reading: each collected file through the reader of its source; one file's trouble costs no other file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from pmo_reports import storage
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import InputFile, RawTable, Reading
from pmo_reports.readers import (
    csv_table,
    form,
    json_table,
    parsed_store,
    protrack,
    raw_store,
    schedule,
    split,
    workbook_table,
    xml_table,
)
from pmo_reports.readers.paging import Page, incomplete
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.workbench import Workbench
from pmo_reports.storage import Storage, Store

Found = RawTable | Finding | Page
READERS: Mapping[str, Callable[[Submission], Iterator[Found]]] = {
    "csv": csv_table.tables,
    "workbook": workbook_table.tables,
    "form": form.tables,
    "schedule": schedule.tables,
    "json": json_table.tables,
    "xml": xml_table.tables,
    "protrack": protrack.tables,
}
PASSING = frozenset({"no-java", "too-slow"})
"""Rules of findings that are of a moment: nothing that was made with them is kept for the next run."""


def read(
    collected: Reading,
    settings: Settings,
    store: Store,
    workbench: Workbench | None = None,
    *,
    version: str = "",
) -> Reading:
    """`collected` with the raw tables of its files, and what could not be read, as findings.

    `workbench` is one that several readings share; without it this one has its own. `version` names the
    code that reads: what it has read before, by the same settings, is not read again. Without it
    everything is read.

    Raises:
        PublishError: a copy in the raw store is gone or spoilt.
    """
    firsts = _firsts(collected.files)
    with nullcontext(workbench) if workbench else Workbench() as bench:
        room = _Room(settings, storage.of(store), bench, _makers(collected, settings, version))
        found = [
            item
            for file in collected.files
            for item in room.dated(file, room.found(file, firsts[file.source, file.sha256]))
        ]
    if version:
        parsed_store.parsed_shelf(storage.of(store).scratch).prune()
    return Reading(
        files=collected.files,
        tables=tuple(item for item in found if isinstance(item, RawTable)),
        findings=(
            *collected.findings,
            *(item for item in found if isinstance(item, Finding)),
            *incomplete([item for item in found if isinstance(item, Page)]),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """Where files are read: by what settings, from which store, with what.

    Attributes:
        makers: what reads the files of each source; none where all are to be read.
    """

    settings: Settings
    store: Storage
    workbench: Workbench
    makers: Mapping[str, str]

    def found(self, file: InputFile, first: InputFile) -> Iterable[Found]:
        """What is in the file: read once for all, if it is known what it is read by."""
        if not self.makers or file is not first:
            return self._read(file, first)
        source = self.settings.sources[file.source]
        key = parsed_store.key(file, self.makers[file.source])
        known = parsed_store.recalled(self.store.scratch, key, file, source)
        if known is None:
            known = tuple(self._read(file, first))
            if not passing(each for each in known if isinstance(each, Finding)):
                parsed_store.remember(self.store.scratch, key, known)
        return known

    def _read(self, file: InputFile, first: InputFile) -> Iterator[Found]:
        source = self.settings.sources[file.source]
        submission = Submission(
            file=file,
            source=source,
            content=raw_store.kept(self.store, file.sha256),
            workbench=self.workbench,
            words=split.words(self.settings, source),
        )
        return _of_file(submission, first)

    def dated(self, file: InputFile, found: Iterable[Found]) -> Iterator[Found]:
        """What was found in the file; records of a file of many periods with theirs."""
        source = self.settings.sources[file.source]
        words = split.words(self.settings, source)
        return (split.told(each, source, words) if isinstance(each, RawTable) else each for each in found)


def _makers(collected: Reading, settings: Settings, version: str) -> dict[str, str]:
    """What reads the files of each source, told once for all of them."""
    sources = {file.source for file in collected.files} if version else ()
    return {
        name: parsed_store.maker(settings.sources[name], version, _words(settings, settings.sources[name]))
        for name in sources
    }


def _words(settings: Settings, source: Source) -> str:
    """How periods are written, where that says which sheets are read."""
    return repr(split.words(settings, source)) if source.splits else ""


def passing(findings: Iterable[Finding]) -> bool:
    """Whether one of `findings` may pass by itself: it says something of the machine, not of the file."""
    return any(finding.rule in PASSING for finding in findings)


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
