"""Schema drift: columns that came, went, were renamed or hold something else than in the period before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.headers import Header
from pmo_reports.model.heads import plain
from pmo_reports.normalise.wording import suggestion

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Change:
    """What happened to a column; the same in many files (forms) is told once."""

    rule: str
    severity: Severity
    head: str
    problem: str
    remedy: str


def drift(before: Sequence[Header], now: Sequence[Header], settings: Settings) -> tuple[Finding, ...]:
    """Findings about what is different from the period before.

    Compared are sheets of the same source, part and file; new files and new sheets are no drift, another
    order of columns is none either. A sheet with another name counts as the same where its file has but
    one for the part.
    """
    known = _by_place(before)
    changes = [(header, change) for header in now for change in _compared(known, header)]
    files = Counter((header.source, header.part, change) for header, change in changes)
    first = {(header.source, header.part, change): (header, change) for header, change in reversed(changes)}
    told = sorted(first, key=lambda key: changes.index(first[key]))
    return tuple(_finding(*first[key], files[key], settings) for key in told)


def _by_place(headers: Sequence[Header]) -> Mapping[Key, Header]:
    """The headers by their place; those that are alone in their file without the sheet's name as well."""
    alone = Counter((header.source, header.part, header.place) for header in headers)
    found = {(h.source, h.part, h.place, ""): h for h in headers if alone[h.source, h.part, h.place] == 1}
    return found | {(h.source, h.part, h.place, h.sheet): h for h in headers}


def _compared(known: Mapping[Key, Header], now: Header) -> Iterator[_Change]:
    place = (now.source, now.part, now.place)
    old = known.get((*place, now.sheet)) or known.get((*place, ""))
    if old is None or old.fingerprint == now.fingerprint:
        return
    was, is_now = _kinds(old), _kinds(now)
    gone = [head for head in was if head not in is_now]
    new = [head for head in is_now if head not in was]
    renamed = _renamed(gone, new)
    for head in new:
        yield _renaming(renamed[head], head) if head in renamed else _addition(head)
    for head in gone:
        if head not in renamed.values():
            yield _removal(head)
    for head in is_now:
        if head in was and was[head] and is_now[head] and was[head] != is_now[head]:
            yield _other_kind(head, was[head], is_now[head])


def _kinds(header: Header) -> Mapping[str, str]:
    """Heads and kinds, a second column of the same head by its number."""
    seen: Counter[str] = Counter()
    found = {}
    for head, kind in zip(header.heads, header.kinds, strict=True):
        seen[head] += 1
        found[head if seen[head] == 1 else f"{head} ({seen[head]})"] = kind
    return found


def _renamed(gone: Sequence[str], new: Sequence[str]) -> Mapping[str, str]:
    """New head -> the old one that it is most like; each old one once."""
    left, found = list(gone), {}
    for head in new:
        same = next((old for old in left if plain(old) == plain(head)), None)
        like = same or next((old for old in left if suggestion(head, [old])), None)
        if like:
            left.remove(like)
            found[head] = like
    return found


def _addition(head: str) -> _Change:
    return _Change(
        "column-added",
        Severity.NOTE,
        head,
        f"the column {head!r} is new since the period before",
        "add its head to the aliases of a field if it matters; until then it is kept as an extra column",
    )


def _removal(head: str) -> _Change:
    return _Change(
        "column-removed",
        Severity.WARNING,
        head,
        f"the column {head!r} of the period before is gone",
        "bring it back, or take it out of the settings if nobody needs it any more",
    )


def _renaming(old: str, head: str) -> _Change:
    return _Change(
        "column-renamed",
        Severity.NOTE if plain(old) == plain(head) else Severity.WARNING,
        head,
        f"the column {head!r} is new and {old!r} is gone since the period before; did somebody rename it?",
        f"add {head!r} to the aliases of the field that {old!r} fed, or rename it back",
    )


def _other_kind(head: str, old: str, kind: str) -> _Change:
    return _Change(
        "column-kind-changed",
        Severity.WARNING,
        head,
        f"the column {head!r} holds {kind} and held {old} in the period before",
        f"check how the source writes it, and fill it with {old} again if that was meant",
    )


def _finding(header: Header, change: _Change, files: int, settings: Settings) -> Finding:
    """The finding at the column's first cell; where a column is gone, at the sheet."""
    source = settings.sources.get(header.source)
    at = header.heads.index(change.head) if change.head in header.heads else None
    more = f" (and in {files - 1} more files)" if files > 1 else ""
    return Finding(
        severity=change.severity,
        rule=change.rule,
        problem=f"{change.problem[:1].upper()}{change.problem[1:].rstrip('.')}{more}".rstrip("?")
        + _stop(change),
        remedy=f"{change.remedy[:1].upper()}{change.remedy[1:]}.",
        source=header.source,
        file=header.file,
        sheet=header.sheet,
        cell="" if at is None else f"column {header.addresses[at]}",
        value=change.head,
        owner=source.owner if source else "",
        table=source.parts[header.part].table if source and header.part in source.parts else "",
    )


def _stop(change: _Change) -> str:
    return "?" if change.problem.endswith("?") else "."
