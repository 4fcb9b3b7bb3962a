"""What an import came to, in words and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from pmo_reports.backfill.outcome import MISSING, Brought, Imported, Planned, State
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.tables import TABLES

SHOWN = 8
NAMED = 3
_WORST = (Severity.BLOCK, Severity.ERROR)


def as_json(found: Imported) -> dict[str, object]:
    """The import for machines."""
    return {
        "dry_run": found.dry,
        "periods": [_period_as_json(each) for each in found.periods],
        "skipped": [asdict(each) for each in found.skipped],
    }


def as_text(found: Imported) -> str:
    """The import, period by period, then what was not taken and why."""
    lines = [line for each in found.periods for line in _period(each)]
    notes = [each for each in found.skipped if each.severity is Severity.NOTE]
    worse = [each for each in found.skipped if each.severity is not Severity.NOTE]
    lines += [f"Not taken: {len(worse)} files"] if worse else []
    lines += _skipped(worse)
    lines += [f"Passed over: {len(notes)} files"] if notes else []
    lines += _skipped(notes)
    return "\n".join([*lines, _sum(found)])


def _sum(found: Imported) -> str:
    counts = Counter(each.state for each in found.periods)
    told = ", ".join(f"{count} {state.value}" for state, count in counts.items()) or "nothing brought"
    end = " Nothing was written: this was a dry run." if found.dry else ""
    fresh = counts[State.IMPORTED] and not found.dry
    again = (
        " Packs that are out stay as they are; those built from now on know these periods." if fresh else ""
    )
    return f"Periods: {told}.{end}{again}"


def _period(each: Brought) -> Iterator[str]:
    snapshot = f", snapshot {each.snapshot}" if each.snapshot else ""
    snapshot += f", {len(each.files)} files are there already" if each.state is State.UNCHANGED else ""
    yield f"{each.period}: {each.state.value}{snapshot}"
    if each.state is State.UNCHANGED:
        return
    yield from _files(each)
    total = each.total
    yield (
        f"  rows: {total.read + total.other_periods} in = {total.accepted} accepted + {total.quarantined}"
        f" quarantined + {total.deduplicated} deduplicated + {total.other_periods} of other periods"
    )
    yield f"  tables: {len(each.tables)} of {len(TABLES)} have rows{_without(each)}"
    if each.missing:
        yield f"  no file of {', '.join(each.missing)}: what nothing else tells is unknown, never green"
    if each.state is State.REFUSED:
        yield "  it could not be read whole on this machine now: see below, then run this again"
    yield from _findings(each)


def _files(each: Brought) -> Iterator[str]:
    """A line for each source, and for what was done with its files."""
    several: dict[tuple[str, str], list[Planned]] = {}
    for planned, done in each.files:
        several.setdefault((planned.source, done), []).append(planned)
    for (source, done), those in several.items():
        first = those[0]
        what = f"{first.target} from {first.candidate.shown}" if len(those) == 1 else f"{len(those)} files"
        yield f"  {source}: {what}, {done}"


def _without(each: Brought) -> str:
    """The first of the tables without a row, and how many there are more."""
    names = [name for name in TABLES if name not in each.tables]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"; none in {', '.join(names[:SHOWN])}{more}" if names else ""


def _findings(each: Brought) -> Iterator[str]:
    counts = Counter(finding.severity for finding in each.findings if finding.rule not in MISSING)
    if not counts:
        return
    told = ", ".join(f"{counts[severity]} {severity.value}" for severity in Severity if counts[severity])
    yield f"  findings: {told}; pmo-reports check --period {each.period} lists them"
    worst = [one for one in each.findings if one.severity in _WORST and one.rule not in MISSING]
    for one in worst[:SHOWN]:
        yield f"    {one.place}: {one.problem}"


def _skipped(found: Sequence[Finding]) -> Iterator[str]:
    """What is not taken: files of which the same is to be said together."""
    several: dict[tuple[str, str], list[str]] = {}
    for each in found:
        several.setdefault((each.problem, each.remedy), []).append(each.place)
    for (problem, remedy), places in several.items():
        more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
        yield f"  {', '.join(places[:NAMED])}{more}: {problem}"
        yield f"    mend: {remedy}"


def _period_as_json(each: Brought) -> dict[str, object]:
    total = each.total
    return {
        "period": each.period.id,
        "state": each.state.value,
        "snapshot": each.snapshot,
        "files": [
            {
                "from": planned.candidate.shown,
                "source": planned.source,
                "to": planned.target,
                "sha256": planned.candidate.sha256,
                "done": done,
            }
            for planned, done in each.files
        ],
        "rows": {
            "in": total.read + total.other_periods,
            "read": total.read,
            "accepted": total.accepted,
            "quarantined": total.quarantined,
            "deduplicated": total.deduplicated,
            "other_periods": total.other_periods,
        },
        "sources": [asdict(tally) for tally in each.tallies],
        "tables": each.tables,
        "missing": list(each.missing),
        "tables_without_rows": [name for name in TABLES if name not in each.tables],
        "findings": [asdict(one) for one in each.findings],
    }
