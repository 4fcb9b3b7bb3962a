"""Which finishes keep moving: run of moves, days in all, pace, and where it would end if it went on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pmo_reports.model.figures import Figure, Sentence, Style
from pmo_reports.model.pack import Cell, TableBlock
from pmo_reports.model.wording import label, say
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.past_periods import Slot
from pmo_reports.pack.quantities import number, signed
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.view import View, measured_in
from pmo_reports.pack.words import counted, not_shown

MOST = 12
LEAST = 2  # moves in a row that are called a drift
_EXTRAPOLATED = label(
    "Drift, longest run first. The last column is an extrapolation of the last periods, nobody's forecast"
)


def moves(view: View, entity: str) -> int:
    """For how many periods in a row the finish has moved later, as far as it is known."""
    return int(number(view.figure(entity, "finish_moves_in_row")) or 0)


def drifting(view: View) -> tuple[str, ...]:
    """The active projects whose finish has moved at least two periods in a row, the longest run first."""
    found = [entity for entity in worst_first(view, view.active) if moves(view, entity) >= LEAST]
    return tuple(sorted(found, key=lambda entity: (-moves(view, entity), -_days(view, entity))))


def drift(view: View, entity: str, of: str = "") -> Sentence:
    """How long a finish has moved, and how far: "The finish of Atlas has moved 4 months in a row, 63 days".

    Without a name it is the finish of what a page is about.
    """
    row, days = (view.figure(entity, key) for key in ("finish_moves_in_row", "finish_drift_days"))
    run = counted(row, "period") if view.now.period.numbered else counted(row, "month")
    if of:
        return say(
            "The finish of {name} has moved {run} in a row, {days} in all", name=of, run=run, days=days
        )
    return say("The finish has moved {run} in a row, {days} in all", run=run, days=days)


def drift_line(view: View) -> Sentence | None:
    """The drift of the entity's finish as a sentence; null where there is none."""
    if moves(view, view.entity) < LEAST:
        return None
    return drift(view, view.entity) + Sentence.of(".")


def drift_table(view: View, shown: Sequence[Slot]) -> TableBlock:
    """A row for each project whose finish drifts."""
    found = drifting(view)

    def then(entity: str) -> Cell:
        return _before(view, entity, shown)

    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.2),
        Field("then", "Finish before that", then, 1.1),
        Field("now", "Finish now", lambda e: view.figure(e, "finish_forecast"), 1.1),
        Field("moves", "Moves in a row", lambda e: view.figure(e, "finish_moves_in_row"), 0.8),
        Field("drift", "Moved in all", lambda e: signed(view.figure(e, "finish_drift_days")), 0.8),
        Field("rate", "A month", lambda e: _rate(view, e), 0.8),
        Field("trend", "Finish if it goes on", lambda e: view.figure(e, "finish_by_trend"), 1.1),
    )
    words = Words(
        alt="Projects whose finish has moved later in two periods in a row or more, the longest run first",
        empty="No finish has moved two periods in a row.",
        more=not_shown(view.entity, "trends.more_drift", len(found) - MOST),
        caption=_EXTRAPOLATED,
    )
    return grid(fields, found[:MOST], words, locale=view.locale)


def _before(view: View, entity: str, shown: Sequence[Slot]) -> Cell:
    """The finish before the run of moves began, as the fact of its period."""
    run = moves(view, entity)
    before = shown[-1 - run].period if run < len(shown) else None
    return measured_in(before, entity, "finish_forecast") if before else None


def _rate(view: View, entity: str) -> Figure:
    return replace(view.figure(entity, "finish_drift_rate"), style=Style(decimals=1, signed=True))


def _days(view: View, entity: str) -> float:
    return number(view.figure(entity, "finish_drift_days")) or 0.0
