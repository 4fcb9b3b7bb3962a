"""The table of programmes: their state, how many projects are in which state, and their money."""

from __future__ import annotations

from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label
from pmo_reports.pack.clauses import over_budget
from pmo_reports.pack.disclosure import disclosing, disclosure
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import count
from pmo_reports.pack.ranking import unrated, with_state, worst_first
from pmo_reports.pack.view import View


def programmes_table(view: View) -> TableBlock:
    """A row for each programme, worst first, and a total."""
    return grid(
        (*_counts(view), *_money(view)),
        worst_first(view, view.scope.programmes),
        Words(alt="Programmes, worst first, with the number of projects in each state", caption="Programmes"),
        locale=view.locale,
        total=view.entity,
    )


def _counts(view: View) -> tuple[Field[str], ...]:
    trend: Field[str] = Field("trend", "Trend", lambda e: view.assessment(e).trend, 0.5)
    return (
        Field(
            "programme",
            "Programme",
            lambda e: label("All programmes") if e == view.entity else view.name(e),
            2.2,
        ),
        Field("overall", "Overall", view.chip, 0.6),
        *([trend] if view.before else []),
        Field("projects", "Active", lambda e: _active(view, e), 0.6),
        Field("red", "Red", lambda e: _in(view, e, Rag.RED), 0.5),
        Field("amber", "Amber", lambda e: _in(view, e, Rag.AMBER), 0.5),
        Field("green", "Green", lambda e: _in(view, e, Rag.GREEN), 0.5),
        Field("unknown", "Not known", lambda e: _unrated(view, e), 0.6),
    )


def _money(view: View) -> tuple[Field[str], ...]:
    if not view.earned_value:
        return (
            Field(
                "whole_life_cost_disclosed",
                "Cost disclosed by",
                lambda e: disclosing(view, e, "whole_life_cost"),
                0.8,
            ),
            Field("whole_life_cost", "Whole-life cost", lambda e: view.figure(e, "whole_life_cost"), 0.9),
        )
    return (
        Field("bac", "Budget", lambda e: view.figure(e, "bac"), 0.8, optional=True),
        *disclosure(view),
        Field("eac", "EAC", lambda e: view.figure(e, "eac"), 0.8, optional=True),
        Field("eac_over_bac", "EAC vs budget", lambda e: over_budget(view, e), 0.7, optional=True),
        Field("spi", "SPI", lambda e: view.figure(e, "spi"), 0.5, optional=True),
        Field("cpi", "CPI", lambda e: view.figure(e, "cpi"), 0.5, optional=True),
    )


def _active(view: View, entity: str) -> Figure:
    return count(entity, "projects.active", len(view.about(entity).active))


def _in(view: View, entity: str, state: Rag) -> Figure:
    return count(entity, f"rag.{state.name.lower()}", len(with_state(view.about(entity), state)))


def _unrated(view: View, entity: str) -> Figure:
    return count(entity, "rag.not_known", len(unrated(view.about(entity))))
