"""Figures and RAG states as cells of the annex workbook."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.measures import plain
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import capital, label, term
from pmo_reports.render.workbook import DAY, INDEX, MONEY, PERCENT, WHOLE, Look, Shown

UNITS: Mapping[Unit, Look] = {
    Unit.MONEY: MONEY,
    Unit.INDEX: INDEX,
    Unit.PERCENT: PERCENT,
    Unit.DAYS: Look(format="#,##0.##", right=True),
    Unit.MONTHS: Look(format="#,##0.0", right=True),
    Unit.COUNT: WHOLE,
    Unit.SCORE: WHOLE,
    Unit.FTE: Look(format="#,##0.0", right=True),
    Unit.DATE: DAY,
}


def figure_cell(figure: Figure | None) -> Shown | None:
    """The value in the format of its unit."""
    return Shown(plain(figure.value), UNITS[figure.unit]) if figure else None


def state_cell(state: Rag | None, colours: Mapping[str, str]) -> Shown | None:
    """Letter and word on the state's colour: never colour alone."""
    if state is None:
        return None
    fills = {
        Rag.RED: "red",
        Rag.AMBER: "amber",
        Rag.GREEN: "green",
        Rag.UNKNOWN: "unknown",
        Rag.STALE: "unknown",
    }
    fill = colours.get(fills.get(state, ""), "")
    ink = "FFFFFF" if fill and state in (Rag.RED, Rag.GREEN) else ""
    look = Look(fill=fill, ink=ink)
    if len(state.value) > 1:
        return Shown(label(state.word), look)
    return Shown(label("{letter} {state}", letter=state.value, state=capital(term(state.word))), look)
