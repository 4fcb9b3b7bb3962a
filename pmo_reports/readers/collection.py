"""Collecting: the files of every source for a period, copied into the raw store by content hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period
from pmo_reports.model.raw import InputFile, Reading
from pmo_reports.readers import raw_store, search, shares, unread
from pmo_reports.readers.guard import LIMITS, MEGABYTE
from pmo_reports.readers.periods import PLACE
from pmo_reports.readers.search import OUTSIDE, Denied
from pmo_reports.storage import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quest:
    """What is looked for: the files of one source in one workspace, for one period."""

    name: str
    source: Source
    workspace: Path
    period: Period
    settings: Settings

    @property
    def glob(self) -> str:
        return self.source.files.replace(PLACE, self.period.id)

    @property
    def of_period(self) -> str:
        return self.period.id if PLACE in self.source.files else ""

    def finding(self, severity: str, rule: str, words: tuple[str, str], file: str) -> Finding:
        problem, remedy = words
        return Finding(
            severity=Severity(severity),
            rule=rule,
            problem=problem,
            remedy=remedy,
            source=self.name,
            file=file,
            owner=self.source.owner,
        )


def collect(settings: Settings, period: Period, store: Store) -> Reading:
    """The input files of `period` by source and path, with findings on what is missing, unreadable or unread.

    A symbolic link counts as what it leads to, as long as that lies in the workspace; one that leads out of
    it is refused, and blocks: nobody can say later what was read there. No setting allows it: a folder
    elsewhere is mounted into the workspace, or copied.

    Raises:
        PublishError: the raw store cannot be written.
    """
    quests = [
        _Quest(name=name, source=source, workspace=settings.workspace, period=period, settings=settings)
        for name, source in sorted(settings.sources.items())
    ]
    found = [item for quest in quests for item in _collected(quest, store)]
    found += unread.findings(settings, period, {item.path for item in found if isinstance(item, InputFile)})
    return Reading(
        files=tuple(item for item in found if isinstance(item, InputFile)),
        findings=tuple(item for item in found if isinstance(item, Finding)),
    )


def _collected(quest: _Quest, store: Store) -> Iterator[InputFile | Finding]:
    found = list(search.found(quest.workspace, quest.glob))
    for item in found:
        yield _denied(quest, item) if isinstance(item, Denied) else _kept(quest, item, store)
    if not found and quest.source.expected:
        yield _missing(quest)
    elif not found and _is_empty(quest):
        yield _empty(quest)


def _kept(quest: _Quest, path: Path, store: Store) -> InputFile | Finding:
    """The file, whose bytes now lie in the store; a finding if it cannot be taken."""
    shown = search.shown(quest.workspace, path)
    if not search.inside(quest.workspace, path):
        return _denied(quest, Denied(shown, OUTSIDE))
    if path.exists() and not path.is_file():
        return _denied(quest, Denied(shown, "it is no ordinary file"))
    try:
        if path.stat().st_size > LIMITS.file:
            return _oversize(quest, shown)
        content = path.read_bytes()
    except OSError as error:
        return _denied(quest, Denied(shown, error.strerror or str(error)))
    file = InputFile(
        source=quest.name,
        path=shown,
        sha256=raw_store.keep(store, content),
        size=len(content),
        period=quest.of_period,
    )
    if not quest.source.splits or quest.of_period:
        return file
    share = shares.of(quest.settings, file, content).get(quest.period.id, shares.NOTHING)
    return replace(file, period=quest.period.id, share=share)


def _is_empty(quest: _Quest) -> bool:
    """Whether the source has a folder to itself, which is there and holds nothing that it reads."""
    folder = PurePosixPath(quest.source.files).parent
    own = PLACE in folder.parts[:-1] and not any(mark in quest.glob for mark in ("**", "["))
    return own and (quest.workspace / folder.as_posix().replace(PLACE, quest.period.id)).is_dir()


def _empty(quest: _Quest) -> Finding:
    problem = f'The folder of source "{quest.name}" has no file that it reads: nothing matches {quest.glob}.'
    remedy = "Put the files there if there are any this time; without them nothing is said of what they hold."
    return quest.finding(Severity.NOTE, "empty-folder", (problem, remedy), quest.glob)


def _missing(quest: _Quest) -> Finding:
    problem = f'No file of source "{quest.name}" is there: nothing matches {quest.glob}.'
    remedy = f"Ask {quest.source.owner} for it and put it there, or change `files` of the source."
    return quest.finding(quest.source.expected, "missing-file", (problem, remedy), quest.glob)


def _denied(quest: _Quest, denied: Denied) -> Finding:
    """A finding that blocks: what may not be read might be anything."""
    if denied.why == OUTSIDE:
        remedy = "Copy the file itself into the workspace instead of pointing elsewhere."
        words = ("The path leads out of the workspace; it is not read.", remedy)
        return quest.finding(Severity.BLOCK, "outside-workspace", words, denied.path)
    remedy = "Give the account that builds the pack leave to read it, and check that the share is mounted."
    words = (f"It cannot be read: {denied.why}.", remedy)
    return quest.finding(Severity.BLOCK, "unreadable", words, denied.path)


def _oversize(quest: _Quest, shown: str) -> Finding:
    problem = f"The file is larger than {LIMITS.file // MEGABYTE} MB."
    remedy = "Export fewer rows or columns, or save it without pictures."
    return quest.finding(quest.source.expected or Severity.ERROR, "too-large", (problem, remedy), shown)
