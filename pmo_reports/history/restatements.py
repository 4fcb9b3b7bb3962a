"""Restatements: closed periods that were read anew with other inputs, and whether anybody said why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmo_reports.history.pointers import INPUTS, Entry, name
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period

SHOWN = 3
Histories = Mapping[Period, Sequence[Entry]]


def restated(histories: Histories) -> dict[str, object]:
    """The restatements by period, as JSON values; periods without are left out."""
    found = {
        period.id: [_told(entry) for entry in told if entry.restates] for period, told in histories.items()
    }
    return {period: told for period, told in found.items() if told}


def unstated(told: Sequence[Entry]) -> Entry | None:
    """The first restatement for which no reason was stated, then or later, and that stands; else null."""
    since: Entry | None = None
    before, sound = "", ""
    for entry in told:
        inputs = entry.digests.get(INPUTS, "")
        if entry.reason or (since and inputs == sound):
            since = None
        elif entry.restates and not since:
            since, sound = entry, before
        before = inputs
    return since


def findings(histories: Histories) -> Iterator[Finding]:
    """A finding for each period that was restated: with its reason, or that there is none."""
    for period, told in histories.items():
        stated = [entry for entry in told if entry.restates and entry.reason]
        if since := unstated(told):
            yield _unstated(period, since)
        elif stated:
            yield _stated(period, stated[-1])


def _unstated(period: Period, entry: Entry) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        rule="restated-without-reason",
        problem=f"{_since(entry)}the inputs of {period} are not those that its published pack was made of"
        f"{_files(entry)}; no reason is stated.",
        remedy=f'Say why: pmo-reports restate --period {period} --reason "..." --author "..."; or put the'
        " earlier files back.",
        file=f"store/{name(period)}",
        value=entry.snapshot,
    )


def _stated(period: Period, entry: Entry) -> Finding:
    return Finding(
        severity=Severity.NOTE,
        rule="restated",
        problem=f"{period} was restated{f' on {entry.known}' if entry.known else ''} by {entry.author}"
        f"{_files(entry)}: {entry.reason}",
        remedy="Nothing to mend: what earlier packs say of it is what was known then.",
        file=f"store/{name(period)}",
        value=entry.snapshot,
    )


def _since(entry: Entry) -> str:
    return f"Since {entry.known} " if entry.known else "By now "


def _files(entry: Entry) -> str:
    """The files that differ, in brackets; the first of many."""
    more = len(entry.files) - SHOWN
    shown = ", ".join(entry.files[:SHOWN])
    return f" ({shown}{f' and {more} more' if more > 0 else ''})" if shown else ""


def _told(entry: Entry) -> dict[str, object]:
    return {
        "snapshot": entry.snapshot,
        "supersedes": entry.supersedes,
        "known": entry.known,
        "files": list(entry.files),
        "reason": entry.reason or "not stated",
        "author": entry.author,
    }
