"""Which source a file is of: by its name as the sources' `files` have it, else by what stands in it.

A name that says nothing (`*.csv`) decides nothing. Of several sources that find their heads in a file the one
is meant that reads all that the others do and more; where there is none, none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from pmo_reports import readers
from pmo_reports.backfill.bench import Bench
from pmo_reports.backfill.candidates import Candidate
from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Finding
from pmo_reports.normalise.mapping import mapped

PLACE = "{period}"
_WILD = re.compile(r"[*?\[\]]")
_GAPS = re.compile(r"[-_. ]+")
_ANNEX = frozenset({"Contents", "Facts", "Assessments", "Reconciliation"})
"""Sheets by which the annex of a pack is known."""
_NEED = "`pmo-reports check --suggest FILE` proposes settings for it"


def source_of(bench: Bench, each: Candidate) -> str | Finding:
    """The source that a file is of; a finding where none or several fit."""
    if bench.order.source:
        return bench.order.source
    able = _able(bench)
    named = [name for name, source in able.items() if _fits(bench, each, source)]
    if len(named) == 1:
        return named[0]
    inside = {name: found for name in named or able if (found := _read(bench, each, name))}
    widest = [
        name for name, found in inside.items() if all(found > o for n, o in inside.items() if n != name)
    ]
    if len(widest) == 1:
        return widest[0]
    if _ANNEX.issubset(readers.sheet_names(each.content())):
        return _annex(each)
    return _several(each, list(inside) or named) if inside or named else _none(each)


def stripped(bench: Bench, name: str) -> str:
    """The file's name without the period that it names, and the marks around that."""
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    for reading in reversed(bench.words.readings(stem)):
        before, behind = stem[: reading.start].rstrip("-_. ("), stem[reading.end :].lstrip("-_. )")
        stem = "_".join(filter(None, (before, behind)))
    return f"{stem}{suffix}" if stem else name


def tail(source: Source) -> tuple[str, ...]:
    """What `files` says behind the folder of the period: folders, and the file's name."""
    parts = PurePosixPath(source.files).parts
    dated = [at for at, part in enumerate(parts[:-1]) if PLACE in part]
    return parts[dated[-1] + 1 :] if dated else parts[-1:]


def _able(bench: Bench) -> Mapping[str, Source]:
    """The sources whose files are of a period, or of several."""
    sources = bench.order.settings.sources.items()
    return {name: source for name, source in sources if PLACE in source.files or source.splits}


def _fits(bench: Bench, each: Candidate, source: Source) -> bool:
    """Whether a file is called, or lies, as the source says; not where that says nothing."""
    *folders, pattern = (part.replace(PLACE, "*") for part in tail(source))
    own = each.folders[len(each.folders) - len(folders) :] if folders else ()
    placed = len(own) == len(folders) and all(map(_alike, own, folders))
    telling = bool(_WILD.sub("", PurePosixPath(pattern).stem)) or (bool(folders) and placed)
    names = {each.name, stripped(bench, each.name)}
    return telling and any(_alike(name, pattern) for name in names)


def _alike(name: str, pattern: str) -> bool:
    """Whether a name fits a pattern without regard to case; blanks, dots and dashes are as underscores."""
    both = [part.casefold() for part in (name, pattern)]
    return fnmatchcase(*both) or fnmatchcase(*map(_joined, both))


def _joined(name: str) -> str:
    path = PurePosixPath(name)
    return _GAPS.sub("_", path.stem) + path.suffix


def _read(bench: Bench, each: Candidate, name: str) -> frozenset[tuple[str, str]]:
    """The columns, by sheet and address, in which parts of a source that can do with the file find fields."""
    source = bench.order.settings.sources[name]
    if source.reader == "schedule" and not readers.may_be_schedule(each.content()):
        return frozenset()
    found = (mapped(raw, source, name) for raw in bench.read(each, name).tables)
    return frozenset(
        (one.raw.sheet, one.raw.addresses[at])
        for one in found
        if not one.blocked and len(one.raw.rows)
        for at in one.used()
    )


def _listed(names: list[str]) -> Iterator[str]:
    yield from (f"--source {name}" for name in names)


def _several(each: Candidate, names: list[str]) -> Finding:
    return each.refused(
        "ambiguous-source",
        f"The file could be of several sources: {', '.join(names)}.",
        f"Say which with {' or '.join(_listed(names))}.",
    )


def _annex(each: Candidate) -> Finding:
    return each.refused(
        "no-annex-source",
        "It is the annex workbook of a pack, and the workspace has no source that reads those.",
        "Write `preset: pmo-reports-annex` into config/sources/annex.yaml, and run this again.",
    )


def _none(each: Candidate) -> Finding:
    return each.refused(
        "unknown-file",
        "No source is called like this file, and none finds its heads in it.",
        f"Name the source with --source, or write one in config/sources; {_NEED}.",
    )
