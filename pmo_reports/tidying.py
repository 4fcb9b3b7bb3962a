"""Retention: what the store may lose, which is never what a pointer or a published pack needs.

Copies of inputs and snapshots go when nothing in force, nothing of late and no pack rests on them; what was
read from files or measured when it was not used of late.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from pmo_reports import history, keeping, knowledge, locks, publish, readers, storage
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.storage import Folder

MONTHS_IN_YEAR = 12
_FIRST = date(1970, 1, 2)  # no clock of a file tells an earlier day


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What is to be kept: all of the last `months` before `today`, and what packs below `outs` rest on."""

    months: int
    today: date
    outs: tuple[Path, ...]

    @property
    def since(self) -> date:
        """The first day of which everything is kept."""
        months = self.today.year * MONTHS_IN_YEAR + self.today.month - 1 - self.months
        year, month = divmod(months, MONTHS_IN_YEAR)
        if year < _FIRST.year:
            return _FIRST
        return date(year, month + 1, min(self.today.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What is not needed, by name in the store with its bytes, and whether it is gone."""

    snapshots: Mapping[str, int]
    inputs: Mapping[str, int]
    parsed: Mapping[str, int]
    measured: Mapping[str, int]
    done: bool = False

    @property
    def kinds(self) -> tuple[Mapping[str, int], ...]:
        """Each kind of what is not needed."""
        return self.snapshots, self.inputs, self.parsed, self.measured

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is not needed."""
        return tuple(name for kind in self.kinds for name in kind)

    @property
    def size(self) -> int:
        """The bytes of all of it."""
        return sum(sum(kind.values()) for kind in self.kinds)


def tidied(settings: Settings, retention: Retention, *, dry: bool) -> Tidied:
    """What the store lost, or with `dry` would lose.

    Raises:
        UsageError: months are fewer than none.
        PublishError: somebody uses the store.
        InputError: something that is needed cannot be read; nothing is removed.
    """
    if retention.months < 0:
        raise UsageError("there are no fewer months than none", remedy="give --keep-months 13, or 0")
    if dry:
        return _unneeded(settings, retention)
    at = storage.of(knowledge.store(settings))
    with locks.tidied(at):
        found = _unneeded(settings, retention)
        for name in (*found.snapshots, *found.inputs):
            at.remove(name)
        for name in (*found.parsed, *found.measured):
            Folder(at.scratch).remove(name)
    return replace(found, done=True)


def _unneeded(settings: Settings, retention: Retention) -> Tidied:
    store = knowledge.store(settings)
    there = history.shelves(store)
    packs = [(note.made_of, note.kept) for note in history.resting(store)]
    packs += [(record.made_of, record.kept) for out in retention.outs for record in publish.records(out)]
    needed = history.in_force_since(store, retention.since)
    needed = needed.union(*(history.of_pack(made_of, there) for made_of, _ in packs))
    hashes = {digest for folder in needed & there.keys() for digest in history.inputs_of(store, folder)}
    hashes |= keeping.needed(store, packs)
    begin = (
        datetime.combine(retention.since, time()).astimezone().timestamp() if retention.since.year > 1 else 0
    )
    scratch = storage.of(store).scratch
    return Tidied(
        snapshots={folder: size for folder, size in there.items() if folder not in needed},
        inputs=readers.others(store, hashes),
        parsed=readers.parsed_shelf(scratch).unused(begin),
        measured=history.measured_shelf(scratch).unused(begin),
    )
