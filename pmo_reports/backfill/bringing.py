"""An import from beginning to end: look, plan, lay down, read, remember; period by period."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pmo_reports import history, intake, knowledge, locks, normalise, readers, storage
from pmo_reports.backfill import laying
from pmo_reports.backfill.bench import Bench
from pmo_reports.backfill.order import Order, Say, checked
from pmo_reports.backfill.outcome import Brought, Imported, Planned, State, of_portfolio
from pmo_reports.backfill.plan import Plan, is_there, plan
from pmo_reports.errors import InputError, UsageError
from pmo_reports.intake import Desk
from pmo_reports.model.period import Period
from pmo_reports.model.raw import InputFile, Reading
from pmo_reports.model.tables import Portfolio

_LAID, _WOULD, _THERE, _REPLACED = "laid", "would be laid", "there already", "replaced"
_LOCK = "locks/importing.lock"


def brought(order: Order, *, say: Say) -> Imported:
    """What the files of past periods came to. A dry run writes nothing.

    Raises:
        UsageError: there is nothing to import, or it may not be.
        PublishError: the workspace or its store cannot be written; whole periods are there, and no piece.
    """
    order = checked(order)
    with tempfile.TemporaryDirectory() as folder, readers.Workbench() as workbench:
        bench = Bench(order, workbench, Path(folder))
        if order.dry:
            found = _planned(bench, say)
            return _imported(found, _tried(bench, found, say), dry=True)
        store = storage.of(knowledge.store(order.settings))
        lock = locks.Lock(storage=store, name=_LOCK, doing="imports past periods")
        with intake.used(order.settings, say), locks.held(lock, say):
            if laying.undone(order.settings):
                say("an import was killed here: what it had laid in part is gone, and is brought again")
            found = _planned(bench, say)
            return _imported(found, _done(bench, found, say), dry=False)


def _planned(bench: Bench, say: Say) -> Plan:
    say(f"looking through {bench.order.place.name}")
    found = plan(bench)
    if not found.seen:
        raise UsageError(
            "there are no files in it",
            place=str(bench.order.place),
            remedy="name the folder with the exports",
        )
    return found


def _imported(found: Plan, periods: Iterator[Brought], *, dry: bool) -> Imported:
    done = sorted(periods, key=lambda each: each.period)
    return Imported(periods=tuple(done), skipped=found.skipped, dry=dry)


def _tried(bench: Bench, found: Plan, say: Say) -> Iterator[Brought]:
    """Each period as it would be read, from the folder that goes afterwards."""
    for period, files in _everything(found).items():
        say(f"reading {period}")
        todo = [(each, _THERE if is_there(bench, each) else _WOULD) for each in files]
        if all(done is _THERE for _, done in todo) and _is_known(bench, period, files):
            yield Brought(period=period, state=State.UNCHANGED, files=tuple(todo))
            continue
        tables = _as_if_laid(bench, period, files)
        yield Brought(
            period=period,
            state=State.WOULD_BE,
            files=tuple(todo),
            **of_portfolio(tables),  # type: ignore[arg-type]
        )


def _as_if_laid(bench: Bench, period: Period, files: Sequence[Planned]) -> Portfolio:
    there = readers.collect(bench.settings, period, bench.aside)
    planned = {each.target: _input(bench, period, each) for each in files}
    places = {each.target for each in files}
    read = readers.read(
        Reading(
            files=(*(file for file in there.files if file.path not in places), *planned.values()),
            findings=tuple(
                each for each in there.findings if each.source not in {one.source for one in files}
            ),
        ),
        bench.settings,
        bench.aside,
        bench.workbench,
    )
    return normalise.portfolio(read, bench.settings, period)


def _input(bench: Bench, period: Period, planned: Planned) -> InputFile:
    return bench.input(planned.candidate, planned.source, period, planned.target)


def _everything(found: Plan) -> dict[Period, tuple[Planned, ...]]:
    """The files of each period, those that hold many among them."""
    every = dict(found.periods)
    for planned, periods in found.whole:
        every |= {period: (*every.get(period, ()), planned) for period in periods}
    return dict(sorted(every.items()))


def _done(bench: Bench, found: Plan, say: Say) -> Iterator[Brought]:
    """Each period laid and remembered; files that hold many lie there first, with the first of them."""
    whole = [planned for planned, _ in found.whole]
    laid = {each.target: _fate(bench, each) for each in whole}
    with laying.laid(bench.settings, [each for each in whole if laid[each.target] is not _THERE]):
        pass
    for period, files in _everything(found).items():
        own = {each.target: _fate(bench, each) for each in files if each.target not in laid}
        todo = tuple((each, (laid | own)[each.target]) for each in files)
        fresh = [each for each in files if own.get(each.target, _THERE) is not _THERE]
        if not fresh and _is_known(bench, period, files):
            yield Brought(period=period, state=State.UNCHANGED, files=todo)
            continue
        say(f"importing {period}")
        with laying.laid(bench.settings, fresh, period.id):
            yield _remembered(bench, period, todo, say)


def _fate(bench: Bench, planned: Planned) -> str:
    if is_there(bench, planned):
        return _THERE
    return _REPLACED if (bench.settings.workspace / planned.target).exists() else _LAID


def _remembered(bench: Bench, period: Period, files: tuple[tuple[Planned, str], ...], say: Say) -> Brought:
    """The period as it is read from its place, and known from now on."""
    order, settings = bench.order, bench.settings
    asking = knowledge.asking(settings, settings.workspace / "out", order.today)
    asking = replace(asking, reason=order.words, author=order.who)
    desk = Desk(say, bench.workbench, period, asking=asking)
    tables = intake.portfolio(settings, period, knowledge.one(settings, period), desk)
    entries = history.history(knowledge.store(settings), period)
    known = bool(entries) and entries[-1].reason == order.words
    return Brought(
        period=period,
        state=State.IMPORTED if known else State.REFUSED,
        files=files,
        snapshot=entries[-1].snapshot if known else "",
        **of_portfolio(tables),  # type: ignore[arg-type]
    )


def _is_known(bench: Bench, period: Period, files: Sequence[Planned]) -> bool:
    """Whether what is in force for the period was made of these very files."""
    store = knowledge.store(bench.settings)
    entries = history.history(store, period)
    if not entries:
        return False
    try:
        inputs = history.made(store, period, entries[-1]).inputs
    except InputError:
        return False
    return all(inputs.get(each.target) == each.candidate.sha256 for each in files)
