"""What the store remembers, in words and for machines: periods, restatements, and what may be let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pmo_reports import history, knowledge, publish
from pmo_reports.config.settings import Settings
from pmo_reports.history import Entry, Resting
from pmo_reports.history.pointers import DIGITS
from pmo_reports.model.period import Period
from pmo_reports.publish import Record
from pmo_reports.tidying import Tidied

SHOWN = 20
_KILO = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A period: what was in force, and the packs that rest on each snapshot."""

    period: Period
    entries: tuple[Entry, ...]
    packs: dict[str, tuple[str, ...]]
    there: frozenset[str]


def remembered(settings: Settings, outs: tuple[Path, ...]) -> tuple[Remembered, ...]:
    """Every period of which something is remembered, oldest first."""
    store = knowledge.store(settings)
    there = history.shelves(store)
    rests = _rests(settings, outs)
    return tuple(
        Remembered(
            period=period,
            entries=history.history(store, period),
            packs={key: tuple(sorted(names)) for (each, key), names in rests.items() if each == period.id},
            there=frozenset(folder.split("/")[2] for folder in there if folder.split("/")[1] == period.id),
        )
        for period in history.periods(store)
    )


def periods_as_json(found: tuple[Remembered, ...]) -> list[dict[str, object]]:
    """The periods for machines."""
    return [
        {
            "period": each.period.id,
            "snapshots": [
                {
                    "snapshot": entry.snapshot,
                    "known_since": entry.known,
                    "supersedes": entry.supersedes,
                    "changed": list(entry.causes),
                    "files": list(entry.files),
                    "restates": entry.restates,
                    "imported": entry.imported,
                    "reason": entry.reason,
                    "author": entry.author,
                    "in_force": entry is each.entries[-1],
                    "kept": entry.snapshot in each.there,
                    "packs": list(each.packs.get(entry.snapshot, ())),
                }
                for entry in each.entries
            ],
        }
        for each in found
    ]


def periods_as_text(found: tuple[Remembered, ...]) -> str:
    """The periods, a line for each snapshot and what is known of it."""
    return "\n".join(line for each in found for line in _period(each)) or "Nothing is remembered yet."


def restated_as_text(period: Period, entry: Entry) -> str:
    """What a restatement came to."""
    since = f"snapshot {entry.snapshot} supersedes {entry.supersedes}, known since {entry.known}"
    return f"{period}: {since}: {entry.reason} ({entry.author})"


def tidied_as_json(found: Tidied) -> dict[str, object]:
    """What is not needed, for machines."""
    return {
        "removed": found.done,
        "bytes": found.size,
        "snapshots": dict(found.snapshots),
        "inputs": dict(found.inputs),
        "parsed": dict(found.parsed),
        "measured": dict(found.measured),
    }


def tidied_as_text(found: Tidied) -> str:
    """What is not needed: counts and bytes by kind, then the first names."""
    kinds = (
        ("snapshots", found.snapshots),
        ("copies of inputs", found.inputs),
        ("results of reading", found.parsed),
        ("results of measuring", found.measured),
    )
    verb = "Removed" if found.done else "Would be removed"
    lines = [f"{verb}: {_size(found.size)}."]
    lines += [f"  {len(part)} {kind}: {_size(sum(part.values()))}" for kind, part in kinds]
    shown = [f"    {name}" for name in found.names[:SHOWN]]
    more = len(found.names) - len(shown)
    return "\n".join([*lines, *shown, *([f"    and {more} more; --json lists them all"] if more else [])])


def _rests(settings: Settings, outs: tuple[Path, ...]) -> dict[tuple[str, str], set[str]]:
    """Packs by period and snapshot, as `<period>/<pack> v<n>`; by their run where they lie elsewhere."""
    versions = {record.run: record for out in outs for record in publish.records(out)}
    notes = {note.run: note for note in history.resting(knowledge.store(settings))}
    found: dict[tuple[str, str], set[str]] = {}
    packs: dict[str, Resting | Record] = {**notes, **versions}
    for run, each in packs.items():
        named = each.made_of.get("snapshots")
        words = f"v{versions[run].version}" if run in versions else f"run {run}"
        for period, key in named.items() if isinstance(named, dict) else ():
            found.setdefault((period, str(key)[:DIGITS]), set()).add(f"{each.period}/{each.pack} {words}")
    return found


def _period(each: Remembered) -> Iterator[str]:
    yield f"{each.period}"
    for entry in each.entries:
        now = " in force" if entry is each.entries[-1] else ""
        gone = "" if entry.snapshot in each.there else ", no longer kept"
        yield f"  {entry.snapshot} known since {entry.known or 'no recorded day'}{now}{gone}{_why(entry)}"
        if entry.files:
            yield f"    other files: {', '.join(entry.files)}"
        packs = each.packs.get(entry.snapshot, ())
        if packs:
            yield f"    packs: {', '.join(packs)}"


def _why(entry: Entry) -> str:
    if entry.imported and not entry.restates:
        return f"; {entry.reason} by {entry.author}"
    if entry.reason:
        return f"; restated by {entry.author}: {entry.reason}"
    changed = f" ({', '.join(entry.causes)} changed)" if entry.causes else ""
    return f"; restated{changed}, reason not stated" if entry.restates else changed


def _size(size: float) -> str:
    for unit in ("B", "kB", "MB"):
        if size < _KILO:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= _KILO
    return f"{size:.1f} GB"
