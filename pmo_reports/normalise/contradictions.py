"""Contradictions: sources that say different things about one field, both values told with their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from pmo_reports.config.precedence import TableOrder
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.tables import Kind
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows, supplier
from pmo_reports.normalise.values import text
from pmo_reports.normalise.wording import shortened

MOST = 3
"""Contradictions of a field between two sources that are told one by one; the others share one."""

_RULE = "sources-contradict"
_DERIVED = "fx_rate"
_NUMBERS = (Kind.MONEY, Kind.NUMBER, Kind.RATIO, Kind.INTEGER)


def told(rows: Rows, order: TableOrder, met: Mapping[str, pd.Series]) -> Rows:
    """The rows with a finding for each value that contradicts the one that was taken.

    Args:
        rows: the rows before they are merged.
        order: what counts as the same, and how bad it is.
        met: field -> row whose value was not taken -> row whose value was.
    """
    if order.contradictions == "none":
        return rows
    severity = Severity(order.contradictions)
    for name, taken in met.items():
        if name in order.quiet or name.startswith(_DERIVED) or taken.empty:
            continue
        apart = taken[_different(rows, name, taken, order).to_numpy()]
        for pairs in _by_sources(rows, apart):
            rows = _remarked(rows, name, pairs, severity)
    return rows


def _by_sources(rows: Rows, apart: pd.Series) -> Iterator[list[tuple[int, int]]]:
    """The contradictions of each pair of sources, in the order of the rows."""
    sources = rows.sources
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    ordered = apart.sort_index()
    for loser, winner in zip(ordered.index.tolist(), ordered.tolist(), strict=True):
        pair = (str(sources.iloc[loser]), str(sources.iloc[winner]))
        found.setdefault(pair, []).append((loser, winner))
    yield from found.values()


def _remarked(rows: Rows, name: str, pairs: list[tuple[int, int]], severity: Severity) -> Rows:
    single = pairs if len(pairs) <= MOST + 1 else pairs[:MOST]
    rest = pairs[len(single) :]
    rows = rows.remarked(
        [(loser, name, _fault(rows, name, (loser, winner), severity)) for loser, winner in single]
    )
    return replace(rows, asides=(*rows.asides, _together(rows, name, rest, severity))) if rest else rows


def _fault(rows: Rows, name: str, pair: tuple[int, int], severity: Severity) -> Fault:
    loser, winner = pair
    said, taken = (shortened(text(rows.frame[name].iloc[row])) for row in pair)
    source = rows.origin(winner).raw.file.source
    return Fault(
        rule=_RULE,
        severity=severity,
        problem=(
            f"{name} of {_key(rows, loser)} is {said!r} here and {taken!r} at {rows.place(winner, name)}; "
            f"{source} is taken, as config/precedence.yaml says"
        ),
        remedy="correct one of the two, or change the order of sources",
    )


def _together(rows: Rows, name: str, pairs: list[tuple[int, int]], severity: Severity) -> Finding:
    """One finding for the contradictions beyond the first few, at the first of them."""
    first = _fault(rows, name, pairs[0], severity)
    row = pairs[0][0]
    more = replace(
        first, problem=f"+{len(pairs)} more of {name} between these two: {first.problem}, and so on"
    )
    record = int(rows.marks["record"].iloc[row])
    origin = rows.origin(row)
    return origin.finding(more, supplier(origin, name, record), record)


def _key(rows: Rows, row: int) -> str:
    return " ".join(text(rows.frame[name].iloc[row]) for name in rows.table.key)


def _different(rows: Rows, name: str, taken: pd.Series, order: TableOrder) -> pd.Series:
    """Whether two values are further apart than the settings allow; text counts without case and blanks."""
    kind, column = rows.table.fields[name], rows.frame[name]
    one = column.loc[taken.index].reset_index(drop=True)
    other = column.loc[taken.to_numpy()].reset_index(drop=True)
    if kind in (Kind.DATE, Kind.MOMENT):
        apart: pd.Series = (one.dt.normalize() - other.dt.normalize()).abs()
        return apart > pd.Timedelta(days=order.days)
    if kind in _NUMBERS:
        both = one.astype("float64"), other.astype("float64")
        greater = pd.concat([each.abs() for each in both], axis=1).max(axis=1)
        return (one != other) & ((both[0] - both[1]).abs() > order.share * greater)
    if kind is Kind.TEXT:
        return _bare(one) != _bare(other)
    return one != other


def _bare(texts: pd.Series) -> pd.Series:
    return texts.str.casefold().str.split().str.join(" ")
