"""The canonical tables of a period: from a snapshot, or read from its inputs and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pmo_reports import fingerprint, history, knowledge, locks, normalise, readers, storage
from pmo_reports.config.fiscal import reporting_period
from pmo_reports.config.settings import Settings
from pmo_reports.errors import InputError
from pmo_reports.garbage import swept, undisturbed
from pmo_reports.history import Entry
from pmo_reports.keeping import Remaking
from pmo_reports.knowledge import Asking, Histories, Inputs, Known
from pmo_reports.model.period import Period
from pmo_reports.model.raw import Reading
from pmo_reports.model.tables import Portfolio
from pmo_reports.storage import Store

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """What a whole run shares.

    Attributes:
        say, workbench: whom it tells how far it is, what its readers work with.
        asked: the period asked for.
        aside: a folder to be used in place of the store, where a run must leave no trace.
        asking: when it is asked, of which day, and what is stated.
        again: what a pack was made of, where it is made again: tables and histories are as they were.
    """

    say: Say
    workbench: readers.Workbench
    asked: Period
    aside: Path | None = None
    asking: Asking = field(default_factory=lambda: Asking(today=knowledge.today()))
    again: Remaking | None = None

    def store(self, settings: Settings) -> Store:
        """Where what is read is kept."""
        return self.aside or knowledge.store(settings)

    def histories(self, settings: Settings, inputs: Inputs) -> Histories:
        """What is and was in force of each period; where a pack is made again, what was so then."""
        return self.again.histories if self.again else knowledge.histories(settings, inputs, self.asking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restating:
    """A period that is read anew after it was published: why, and who says so; `today` null: by the clock."""

    period: Period
    reason: str
    author: str
    today: date | None = None


def collected(settings: Settings, desk: Desk) -> Inputs:
    """What is known of the period and of those before it, oldest first."""
    return knowledge.collected(settings, desk.asked, desk.say, desk.store(settings), desk.asking.on)


def portfolio(settings: Settings, period: Period, inputs: Known, desk: Desk) -> Portfolio:
    """The canonical tables: from their snapshot if nothing that makes them has changed."""
    if desk.again:
        return desk.again.tables(period)
    store, key = knowledge.store(settings), knowledge.key(settings, period, inputs)
    if isinstance(inputs, Entry):
        return history.recalled(store, period, inputs)
    if desk.aside:
        found = history.recall(store, period, key)
        return _read(settings, period, inputs, desk) if found is None else found
    occasion = knowledge.occasion(settings, period, inputs, desk.asking)
    found = history.recall(store, period, key)
    if found is not None:
        history.put_in_force(store, period, key, occasion)
        return found
    with history.reading(store, period, desk.say):
        found = history.recall(store, period, key)  # somebody else may have read it meanwhile
        if found is None:
            found = _read(settings, period, inputs, desk)
        if not readers.passing(found.findings):
            history.remember(store, found, key, occasion)
    return found


def _read(settings: Settings, period: Period, inputs: Reading, desk: Desk) -> Portfolio:
    """The canonical tables as they are read from the inputs."""
    desk.say(f"reading {period}")
    with undisturbed():
        store = desk.store(settings)
        reading = readers.read(inputs, settings, store, desk.workbench, version=fingerprint.code())
        read = normalise.portfolio(reading, settings, period)
    del reading
    swept()
    return read


def restate(settings: Settings, restating: Restating, *, say: Say) -> Entry:
    """What is in force now for a period that was published: read anew, with the reason and who gives it.

    Raises:
        UsageError: nothing is stated, nothing was known of the period, or nothing has changed.
        InputError: something of this machine is in the way of reading it, such as a missing Java.
    """
    period = reporting_period(settings.calendar.fiscal, restating.period)
    with used(settings, say), readers.Workbench() as workbench:
        asking = knowledge.asking(settings, settings.workspace / "out", restating.today)
        asking = replace(asking, reason=restating.reason.strip(), author=restating.author.strip())
        known = knowledge.changed(settings, period, asking)
        portfolio(settings, period, known, Desk(say, workbench, period, asking=asking))
    entry = history.history(knowledge.store(settings), period)[-1]
    if entry.reason != asking.reason:
        raise InputError(
            f"{period} cannot be read whole on this machine now, so nothing was stated",
            remedy=f"`pmo-reports check --period {period}` says what is missing",
        )
    return entry


@contextmanager
def used(settings: Settings, say: Say) -> Iterator[None]:
    """Nobody tidies the store up meanwhile."""
    with locks.used(storage.of(knowledge.store(settings)), "uses the store", say):
        yield
