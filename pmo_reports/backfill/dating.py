"""Which period a file is of: by its name, by the folders that it lies in, else by what stands in it.

Nothing is guessed: what could mean two periods, and names that say different ones, are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_reports import readers
from pmo_reports.backfill.bench import Bench
from pmo_reports.backfill.candidates import Candidate
from pmo_reports.backfill.identity import PLACE
from pmo_reports.model.finding import Finding
from pmo_reports.model.heads import plain
from pmo_reports.model.period import Period
from pmo_reports.model.raw import RawTable
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.mapping import mapped

FIRST_YEAR = 1990
SHOWN = 4
_WORDS = re.compile("month|period|monat|mois|periode|période|mes")


def periods_of(bench: Bench, each: Candidate, source: str) -> tuple[Period, ...] | Finding:
    """The periods that a file is of: one, or those that a file of many holds; else a finding."""
    settings = bench.settings.sources[source]
    if settings.splits and PLACE not in settings.files:
        found = _many(bench, each, source)
    elif bench.order.period:
        found = (bench.order.period,)
    else:
        found = _named(bench, each) or _inside(bench, each, source)
    return found if isinstance(found, Finding) else _possible(bench, each, found)


def _named(bench: Bench, each: Candidate) -> tuple[Period, ...] | Finding | None:
    """The period in the file's name and in those of its folders; null where they name none."""
    texts = (each.path.stem, *reversed(each.folders))
    told = [(text, bench.words.meant(text)) for text in texts]
    told = [(text, meant) for text, meant in told if meant]
    doubtful = next(((text, meant) for text, meant in told if len(meant) > 1), None)
    if doubtful:
        return _doubtful(each, *doubtful)
    different = frozenset[Period]().union(*(meant for _, meant in told))
    if len(different) > 1:
        said = ", ".join(f"{text!r} is {_listed(meant)}" for text, meant in told)
        return each.refused("two-periods", f"Its names say different periods: {said}.", _SAY)
    return tuple(different) or None


def _many(bench: Bench, each: Candidate, source: str) -> tuple[Period, ...] | Finding:
    file = bench.input(each, source, None, each.shown)
    ids = readers.shares(bench.settings, file, each.content())
    found = tuple(filter(None, (bench.words.named(text) for text in ids)))
    if found:
        return tuple(sorted(found))
    return next(iter(bench.read(each, source).findings), None) or each.refused(
        "no-period",
        "No row of the file, and no sheet of it, tells a period.",
        f"Correct `period` in the settings of the source {source}, or the file.",
    )


def _inside(bench: Bench, each: Candidate, source: str) -> tuple[Period, ...] | Finding:
    """The one period that every row of the file names."""
    settings = bench.settings.sources[source]
    for raw in bench.read(each, source).tables:
        for head, found in _told(bench, mapped(raw, settings, source)):
            if len(found) == 1:
                return tuple(found)
            return each.refused(
                "many-periods",
                f'The file holds many periods, told by its column "{head}": {_listed(found)}.',
                f"Give it a source of its own: copy that of {source}, with `files: inputs/many/*` and"
                f' `period: {{column: "{head}"}}` in its parts; or split the file.',
            )
    return each.refused("no-period", "Nothing in its name or its folders names a period.", _SAY)


def _told(bench: Bench, found: Mapped) -> Iterator[tuple[str, set[Period]]]:
    """Columns whose every cell names a period, with these: a report's own, or one that is called so."""
    raw = found.raw
    own = found.columns.get("period", ()) if found.part.table == "status_reports" else ()
    taken = found.used() - set(own)
    for at, head in enumerate(raw.header):
        if at in own or (at not in taken and _WORDS.search(plain(head))):
            cells = [cell for cell in raw.frame[at].tolist() if cell is not None and str(cell).strip()]
            periods = {bench.words.of_cell(cell) for cell in cells}
            if periods and None not in periods:
                yield _head(raw, at), {each for each in periods if each}


def _possible(bench: Bench, each: Candidate, found: tuple[Period, ...]) -> tuple[Period, ...] | Finding:
    """The periods, if there can be reports of all of them by now."""
    early = [period for period in found if period.start.year < FIRST_YEAR]
    late = [period for period in found if period.start > bench.order.today]
    if early:
        problem = f"{_listed(early)} is before {FIRST_YEAR}: nothing is imported from then."
        return each.refused("period-too-early", problem, _SAY)
    if late:
        problem = f"{_listed(late)} has not begun on {bench.order.today}: it is no past period."
        return each.refused("period-in-future", problem, _SAY)
    return found


def _head(raw: RawTable, at: int) -> str:
    return " ".join(raw.header[at].split()) or raw.lane(at)


def _doubtful(each: Candidate, text: str, meant: frozenset[Period]) -> Finding:
    return each.refused(
        "ambiguous-period", f"{text!r} could mean {_listed(meant, ' or ')}: neither is guessed.", _SAY
    )


def _listed(periods: object, between: str = ", ") -> str:
    ordered = sorted(periods)  # type: ignore[call-overload]
    more = len(ordered) - SHOWN
    return between.join(map(str, ordered[:SHOWN])) + (f" and {more} more" if more > 0 else "")


_SAY = "Say which period it is of with --period 2024-03, or write it so into the file's or a folder's name."
