"""What is known of each period: its inputs where they are there, else its snapshot in force.

A period is remembered when its inputs were taken away; and one may ask for what was known on a day, which is
told by snapshots alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pmo_reports import buckets, fingerprint, history, publish, readers
from pmo_reports.config.fiscal import reporting_period
from pmo_reports.config.settings import Settings
from pmo_reports.errors import BlockedError, InputError, UsageError
from pmo_reports.history import Entry, Made, Occasion
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period
from pmo_reports.model.raw import Reading
from pmo_reports.storage import Store

MONTHS_OF_TREND = 12
TOLD_BLOCKS = 5
_UNSEEN = ("unreadable", "outside-workspace")

Known = Reading | Entry
Inputs = Mapping[Period, Known]
Histories = Mapping[Period, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked, and when.

    Attributes:
        on: the day of which one asks what was known then; null for now.
        today: the day on which one asks: the only thing that a clock tells.
        closed: periods that were published, and that a later one has followed.
        reason, author: what is stated of a restatement, and by whom.
    """

    today: date
    on: date | None = None
    closed: frozenset[Period] = frozenset()
    reason: str = ""
    author: str = ""


def today() -> date:
    """The day that the machine's clock tells, where it stands."""
    return datetime.now(tz=UTC).astimezone().date()


def store(settings: Settings) -> Store:
    """Where what is read is kept: the folder of the workspace, or the object store that its settings name.

    Raises:
        UsageError: the object store cannot be reached from here.
    """
    folder, url = settings.workspace / "store", settings.organisation.store
    return buckets.bucket(url, folder) if url else folder


def asking(settings: Settings, out: Path, day: date | None, on: date | None = None) -> Asking:
    """The question of somebody who publishes into `out`; `day` is today's if it is null."""
    published, known = publish.periods(out) | history.rested(store(settings)), periods(settings)
    closed = frozenset(period for period in known[:-1] if period.id in published)
    return Asking(today=day or today(), on=on, closed=closed)


def periods(settings: Settings) -> tuple[Period, ...]:
    """The periods that have inputs or a snapshot, oldest first."""
    return tuple(sorted({*readers.periods(settings), *_remembered(settings)}))


def collected(
    settings: Settings, period: Period, say: Callable[[str], None], place: Store, on: date | None = None
) -> Inputs:
    """What is known of the period and of those before it, oldest first; `place` keeps the inputs' bytes.

    Raises:
        UsageError: nothing is known of the period.
        BlockedError: its inputs are there, but cannot be read.
    """
    seen = () if on else readers.periods(settings)
    kept = _in_force(settings, on)
    if period not in seen:
        stop_on_blocks(() if on else _unreadable(settings, period, place))
    if period not in {*seen, *kept}:
        raise _nothing_known(settings, period, on, sorted({*seen, *kept}))
    known = [each for each in sorted({*seen, *kept}) if each < period][-MONTHS_OF_TREND:]
    wanted = [*known, period]
    say(f"collecting the inputs of {len(wanted)} periods")
    for each in wanted:
        if each not in seen and not on:
            say(f"{each} has no inputs any more: its snapshot is used")
    return {p: readers.collect(settings, p, place) if p in seen else kept[p] for p in wanted}


def one(settings: Settings, period: Period) -> Known:
    """What is known of one period: its inputs, its snapshot if they are not there, or that there are none."""
    kept = _in_force(settings, None)
    if period in kept and period not in readers.periods(settings):
        return kept[period]
    return readers.collect(settings, period, store(settings))


def changed(settings: Settings, period: Period, asked: Asking) -> Reading:
    """The inputs of a period that is to be restated.

    Raises:
        UsageError: no reason or author is given, the period was never read, has no inputs any more, or there
            is nothing to state: it is as it was, or its reason is stated already.
    """
    if not (asked.reason and asked.author):
        raise UsageError(
            "a restatement says why, and by whom", remedy='give --reason "..." and --author "..."'
        )
    there, known = history.history(store(settings), period), one(settings, period)
    if not there:
        raise UsageError(
            f"nothing was known of {period} yet: there is nothing to restate",
            remedy="a first reading needs no reason: build the pack",
        )
    if isinstance(known, Entry):
        raise UsageError(
            f"the inputs of {period} are not there",
            remedy=f"put its files there: {_places(settings, period)}",
        )
    if there[-1].key == key(settings, period, known) and not history.unstated(there):
        raise UsageError(
            f"{period} is as it was: its inputs are those of snapshot {there[-1]}",
            remedy="put the other files there first; `pmo-reports periods` lists what is known",
        )
    return known


def made(settings: Settings, period: Period, known: Known) -> Made:
    """What the canonical tables of a period are made of.

    Raises:
        InputError: a snapshot is damaged.
    """
    if isinstance(known, Entry):
        return history.made(store(settings), period, known)
    missing = {finding.file: finding.problem for finding in known.findings}
    shares = {f"{file.path} ({period})": f"its own: {file.share}" for file in known.files if file.share}
    own = (file.path for file in known.files if file.period and not file.share)
    return Made(
        inputs={**missing, **{file.path: file.sha256 for file in known.files}, **shares},
        own=frozenset((*own, *shares)),
        settings=settings.tables_digest,
        code=fingerprint.code(),
    )


def key(settings: Settings, period: Period, known: Known) -> str:
    """The name of the canonical tables of a period: a hash over all that they are made of."""
    if isinstance(known, Entry):
        return known.key
    of = made(settings, period, known)
    return fingerprint.of({"inputs": dict(of.inputs), "settings": of.settings, "code": of.code})


def occasion(settings: Settings, period: Period, known: Known, asked: Asking) -> Occasion:
    """How the tables of a period come into force."""
    of = made(settings, period, known)
    tell = period in asked.closed or asked.reason
    return Occasion(
        made=of,
        day=asked.today,
        closed=period in asked.closed,
        changed=_changed(settings, period, of) if tell else (),
        reason=asked.reason,
        author=asked.author,
    )


def _changed(settings: Settings, period: Period, now: Made) -> tuple[str, ...]:
    """The inputs that differ from those of the snapshot in force; none where it cannot be read."""
    there = history.history(store(settings), period)
    try:
        before = history.made(store(settings), period, there[-1]).inputs if there else now.inputs
    except InputError:
        return ()
    return tuple(sorted(p for p in before.keys() | now.inputs.keys() if before.get(p) != now.inputs.get(p)))


def histories(settings: Settings, inputs: Inputs, asked: Asking) -> Histories:
    """What is and was in force for each period, with what comes into force when they are read."""
    place = store(settings)
    return {period: _history(settings, place, (period, known), asked) for period, known in inputs.items()}


def ingredients(settings: Settings, inputs: Inputs, asked: Asking) -> dict[str, object]:
    """What a pack of the last of `inputs` is made of, as hashes: inputs, snapshots, what was restated."""
    last = max(inputs)
    hashes = {period: dict(made(settings, period, known).inputs) for period, known in inputs.items()}
    restated = history.restated(histories(settings, inputs, asked))
    return {
        "period": last.id,
        "inputs": hashes[last],
        "past": {period.id: fingerprint.of(told) for period, told in hashes.items() if period < last},
        "snapshots": {period.id: key(settings, period, known) for period, known in inputs.items()},
        **({"restated": restated} if restated else {}),
        **({"as_known_on": asked.on.isoformat()} if asked.on else {}),
    }


def stop_on_blocks(findings: Iterable[Finding]) -> None:
    """Nothing, unless something blocks.

    Raises:
        BlockedError: what blocks, each with its remedy.
    """
    blocks = [finding for finding in findings if finding.severity is Severity.BLOCK]
    if blocks:
        told = "\n".join(f"  {b.place}: {b.problem}\n    mend: {b.remedy}" for b in blocks[:TOLD_BLOCKS])
        raise BlockedError(
            f"{len(blocks)} finding(s) stop publication\n{told}",
            remedy="mend the inputs named above; `pmo-reports check` lists everything",
        )


def _history(settings: Settings, place: Store, one: tuple[Period, Known], asked: Asking) -> tuple[Entry, ...]:
    period, known = one
    there = history.history(place, period)
    if isinstance(known, Entry):
        return there[: there.index(known) + 1]
    return history.after(there, key(settings, period, known), occasion(settings, period, known, asked))


def _remembered(settings: Settings) -> dict[Period, Period]:
    """The periods that have a pointer and are such as the workspace reports on now, with their days."""
    found = {}
    for period in history.periods(store(settings)):
        try:
            whole = reporting_period(settings.calendar.fiscal, period)
        except UsageError:  # from before the workspace changed its calendar
            continue
        found[whole] = whole
    return found


def _in_force(settings: Settings, on: date | None) -> dict[Period, Entry]:
    found = {}
    for period in _remembered(settings):
        entry = history.on(history.history(store(settings), period), on)
        if entry:
            found[period] = entry
    return found


def _unreadable(settings: Settings, period: Period, place: Store) -> Iterable[Finding]:
    """Why the inputs of a period may be there and yet not be seen: not readable, or a link to elsewhere."""
    found = readers.collect(settings, period, place).findings
    return (finding for finding in found if finding.rule in _UNSEEN)


def _nothing_known(settings: Settings, period: Period, on: date | None, known: list[Period]) -> UsageError:
    listed = ", ".join(map(str, known)) or "none yet"
    if on:
        since = history.history(store(settings), period)
        first = f"; it is known since {since[0].known}" if since else ""
        return UsageError(
            f"nothing was known of period {period} on {on}{first}",
            remedy=f"choose a later day; periods known on that day: {listed}",
        )
    return UsageError(
        f"there are no inputs for period {period}",
        remedy=f"put its files there: {_places(settings, period)}; periods with inputs: {listed}",
    )


def _places(settings: Settings, period: Period) -> str:
    """Where the sources look for files of the period, as people write paths."""
    return ", ".join(readers.places(settings, period)) or "no source has {period} in its `files`"
