"""Which row of a sheet holds its heads, which table fits them best, and which column is which field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz

from pmo_reports.config.layout import Unpivot
from pmo_reports.model.heads import plain
from pmo_reports.readers.heads import SEARCHED
from pmo_reports.readers.slices import month
from pmo_reports.readers.tabulation import Line, blank, cell, filled
from pmo_reports.suggestion.evidence import contradicts
from pmo_reports.suggestion.sheets import Sheet
from pmo_reports.suggestion.vocabulary import Term, Terms, needed

_FEWEST = 2
_NEEDED = 3
_SIMILAR = 70
_MONTHS = 3
_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class Likeness:
    """A field that a head resembles, and how much, of 100. It only ever suggests."""

    field: str
    head: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """What was found out about a sheet.

    Attributes:
        row: number of the row of heads; 0 if there is none.
        heads: column -> head, filled ones only.
        lines: the filled lines below.
        table: canonical table that fits best; "" if none does.
        terms: its vocabulary.
        fields: field -> column, for heads that are one of its names.
        months: columns whose heads read as months.
        similar: what else heads resemble.
        refuted: field -> column, for heads that are one of its names above cells that cannot be its values.
    """

    row: int = 0
    heads: Mapping[int, str] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    table: str = ""
    terms: Terms = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    months: tuple[int, ...] = ()
    similar: tuple[Likeness, ...] = ()
    refuted: Mapping[str, int] = field(default_factory=dict)

    def cells(self, column: int) -> list[object]:
        """The filled cells below a head."""
        return [each for _, line in self.lines if not blank(each := cell(line, column))]


def fitted(sheet: Sheet, known: Mapping[str, Terms]) -> Fitting:
    """The sheet's heads, and the table that they fit best."""
    names = {table: _names(terms) for table, terms in known.items()}
    rows = [
        (at, table, _score(table, known[table], _fields(cells, names[table])))
        for at, (_, cells) in enumerate(sheet.lines[:SEARCHED])
        if _may_be_heads(cells)
        for table in known
    ]
    best = max(rows, key=lambda found: found[2], default=(0, "", 0))
    if best[2]:
        return _fitting(sheet, best[0], best[1], known[best[1]])
    bare = _barest(sheet)
    if bare is None:
        return Fitting()
    asked = next(iter(known)) if len(known) == 1 else ""
    return _fitting(sheet, bare, asked, known.get(asked, {}))


def _fitting(sheet: Sheet, at: int, table: str, terms: Terms) -> Fitting:
    row, cells = sheet.lines[at]
    found = Fitting(
        row=row,
        heads={column: str(head) for column, head in enumerate(cells) if not blank(head)},
        lines=filled(sheet.lines[at + 1 :]),
        table=table,
        terms=terms,
    )
    named = _fields(cells, _names(terms))
    refuted = {name: at for name, at in named.items() if contradicts(terms[name].type, found.cells(at))}
    fields = {name: at for name, at in named.items() if name not in refuted}
    months = tuple(column for column in found.heads if month(cells[column], Unpivot()))
    months = months if len(months) >= _MONTHS else ()
    taken = {*named.values(), *months}
    rest = dict.fromkeys(head for column, head in found.heads.items() if column not in taken)
    free = {name: term for name, term in terms.items() if name not in named}
    likes = tuple(_similar(tuple(rest), free))
    return replace(found, fields=fields, months=months, similar=likes, refuted=refuted)


def _names(terms: Terms) -> dict[str, str]:
    """Plain name -> field; a field's own aliases in their order, the first field of a name wins."""
    found: dict[str, str] = {}
    for name, term in terms.items():
        for alias in term.aliases:
            found.setdefault(plain(alias), name)
    return found


def _fields(cells: Sequence[object], names: Mapping[str, str]) -> dict[str, int]:
    """Field -> the first column whose head is one of its names."""
    found: dict[str, int] = {}
    for column, head in enumerate(cells):
        name = names.get(plain(head)) if isinstance(head, str) else None
        if name:
            found.setdefault(name, column)
    return found


def _score(table: str, terms: Terms, fields: Mapping[str, int]) -> int:
    """How well heads fit a table: not at all without one of the fields that it cannot do without."""
    must = needed(table, terms)
    if len(fields) < _FEWEST or (must and must.isdisjoint(fields)):
        return 0
    return sum(_NEEDED if name in must else 1 for name in fields)


def _may_be_heads(cells: Sequence[object]) -> bool:
    full = [each for each in cells if not blank(each)]
    texts = [each for each in full if isinstance(each, str | date)]
    return len(texts) >= _FEWEST and len(texts) * 2 > len(full)


def _barest(sheet: Sheet) -> int | None:
    """The first of the rows with the most short texts, each another, that has entries below it."""
    sizes = {
        at: len({each for each in cells if isinstance(each, str) and 0 < len(each.strip()) <= _LONGEST_HEAD})
        for at, (_, cells) in enumerate(sheet.lines[:SEARCHED])
        if _may_be_heads(cells) and filled(sheet.lines[at + 1 : at + 3])
    }
    return max(sizes, key=lambda at: sizes[at], default=None)


def _similar(heads: Sequence[str], free: Mapping[str, Term]) -> Iterator[Likeness]:
    for head in heads:
        scored = [
            Likeness(name, head, round(fuzz.token_sort_ratio(head.casefold(), alias.casefold())))
            for name, term in free.items()
            for alias in term.aliases
        ]
        best = max(scored, key=lambda each: each.score, default=None)
        if best and best.score >= _SIMILAR:
            yield best
