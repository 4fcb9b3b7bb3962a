"""Word budgets: texts that are longer than their column allows are read whole, and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_reports.config.sources import Column
from pmo_reports.model.finding import Severity
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows


def within_budget(rows: Rows) -> Rows:
    """The rows, with a warning on each live text of more words than its column's `words`."""
    return rows.remarked(tuple(_over(rows)))


def words(text: str) -> int:
    """How many words a text has: runs of anything but white space."""
    return len(text.split())


def _over(rows: Rows) -> Iterator[tuple[int, str, Fault]]:
    live = rows.alive.to_numpy(bool)
    budgets = [_budgets(origin.part.columns) for origin in rows.origins]
    if not any(budgets):
        return
    for row, origin in enumerate(rows.marks["mapped"].tolist()):
        for field, most in budgets[origin].items() if live[row] else ():
            text = rows.frame[field].iloc[row]
            if isinstance(text, str) and words(text) > most:
                yield row, field, _fault(words(text), most)


def _budgets(columns: Mapping[str, Column]) -> dict[str, int]:
    return {field: column.words for field, column in columns.items() if column.words}


def _fault(count: int, most: int) -> Fault:
    return Fault(
        rule="over-word-budget",
        severity=Severity.WARNING,
        problem=f"the text has {count} words, {count - most} more than the {most} that it may have",
        remedy=f"shorten it to {most} words",
    )
