"""What an import lays down: each file with its source, periods and place, or why it is not taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmo_reports import history, knowledge, publish, readers
from pmo_reports.backfill.bench import Bench
from pmo_reports.backfill.candidates import Candidate, candidates, newest
from pmo_reports.backfill.dating import periods_of
from pmo_reports.backfill.identity import source_of
from pmo_reports.backfill.outcome import Planned
from pmo_reports.backfill.placing import target
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period

Wish = tuple[Planned, tuple[Period, ...]]
_UNREAD = (Severity.BLOCK, Severity.ERROR)
_STATE = 'Give --reason "..." and --author "...": it is a restatement.'


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The files by period, those of many periods, and what is not taken.

    Attributes:
        whole: files that hold many periods, with these.
    """

    periods: Mapping[Period, tuple[Planned, ...]]
    whole: tuple[Wish, ...]
    skipped: tuple[Finding, ...]
    seen: int


def plan(bench: Bench) -> Plan:
    """What is to be done with each of the files."""
    found = list(candidates(bench.order.place))
    chosen = list(newest([each for each in found if isinstance(each, Candidate)]))
    wishes: list[Wish] = []
    skipped = [each for each in (*found, *chosen) if isinstance(each, Finding)]
    for each in chosen:
        if isinstance(each, Candidate):
            told = _wish(bench, each)
            (skipped if isinstance(told, Finding) else wishes).append(told)  # type: ignore[arg-type]
    wishes, doubled = _single(wishes)
    wishes, refused = _allowed(bench, wishes)
    one = [wish for wish in wishes if not _is_whole(bench, wish[0])]
    periods = sorted({period for _, those in one for period in those})
    return Plan(
        periods={period: tuple(planned for planned, those in one if period in those) for period in periods},
        whole=tuple(wish for wish in wishes if _is_whole(bench, wish[0])),
        skipped=(*skipped, *doubled, *refused),
        seen=len(found),
    )


def is_there(bench: Bench, planned: Planned) -> bool:
    """Whether the file lies at its place with the same bytes."""
    at = bench.settings.workspace / planned.target
    try:
        return readers.hashed(at.read_bytes()) == planned.candidate.sha256
    except OSError:
        return False


def _is_whole(bench: Bench, planned: Planned) -> bool:
    source = bench.settings.sources[planned.source]
    return source.splits and "{period}" not in source.files


def _wish(bench: Bench, each: Candidate) -> Wish | Finding:
    source = source_of(bench, each)
    if isinstance(source, Finding):
        return source
    periods = periods_of(bench, each, source)
    if isinstance(periods, Finding):
        return periods
    split = bench.settings.sources[source]
    single = None if split.splits and "{period}" not in split.files else periods[0]
    place = target(bench, each, source, single)
    if isinstance(place, Finding):
        return place
    reading = bench.read(each, source, single)
    if not reading.tables:
        told = next((one for one in reading.findings if one.severity in _UNREAD), None)
        return told or each.refused("nothing-read", "Nothing in the file is read.", "Check what is in it.")
    return Planned(candidate=each, source=source, target=place), periods


def _single(wishes: Sequence[Wish]) -> tuple[list[Wish], list[Finding]]:
    """The files of which one goes to each place; several with the same bytes are one."""
    places: dict[str, list[Wish]] = {}
    for wish in wishes:
        places.setdefault(wish[0].target, []).append(wish)
    kept: list[Wish] = []
    found: list[Finding] = []
    for several in places.values():
        if len({planned.candidate.sha256 for planned, _ in several}) > 1:
            found += _doubled([planned for planned, _ in several])
            continue
        kept.append(several[0])
        found += [_same(planned, several[0][0]) for planned, _ in several[1:]]
    return kept, found


def _allowed(bench: Bench, wishes: Sequence[Wish]) -> tuple[list[Wish], list[Finding]]:
    """The files that change nothing that may not change."""
    kept: list[Wish] = []
    found: list[Finding] = []
    published = _published(bench)
    for planned, periods in wishes:
        told = _refusal(bench, planned, [each for each in periods if each.id in published])
        if told is None:
            kept.append((planned, periods))
        else:
            found.append(told)
    return kept, found


def _published(bench: Bench) -> frozenset[str]:
    settings = bench.settings
    return publish.periods(settings.workspace / "out") | history.rested(knowledge.store(settings))


def _refusal(bench: Bench, planned: Planned, published: Sequence[Period]) -> Finding | None:
    if is_there(bench, planned):
        return None
    at, each = bench.settings.workspace / planned.target, planned.candidate
    if at.exists() and not bench.order.overwrite:
        problem = f"{planned.target} is there already, with other bytes; it is not replaced."
        return each.refused(
            "file-there", problem, "Give --overwrite with --reason and --author to replace it."
        )
    if published and not bench.order.stated:
        problem = f"The pack of {', '.join(map(str, published))} was published without this file."
        return each.refused("published-period", problem, _STATE)
    return None


def _doubled(several: Sequence[Planned]) -> Iterator[Finding]:
    names = ", ".join(each.candidate.shown for each in several)
    for each in several:
        yield each.candidate.refused(
            "two-files",
            f"{len(several)} files are of the source {each.source} and of one period: {names}.",
            "Import the one that counts alone, by its path, or take the other away.",
        )


def _same(planned: Planned, first: Planned) -> Finding:
    told = planned.candidate.refused(
        "same-file-twice",
        f"The file is the same, byte for byte, as {first.candidate.shown}; it is taken once.",
        "Nothing to mend.",
    )
    return replace(told, severity=Severity.NOTE)
