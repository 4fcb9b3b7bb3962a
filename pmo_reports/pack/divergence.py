"""Divergence: where people and rules see a state differently, and which states a board has overridden."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.charts import BarChart, Emphasis, Series
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import ChartBlock, TableBlock
from pmo_reports.model.rag import Assessment
from pmo_reports.model.wording import say, say_many
from pmo_reports.pack.axes import count_axis
from pmo_reports.pack.charts import HISTORY
from pmo_reports.pack.declared_tables import (
    divergence_table,
    expired,
    expired_table,
    live,
    live_table,
    understated_table,
)
from pmo_reports.pack.divergent import Differs, better, differing, entities, worse
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.period_names import tick
from pmo_reports.pack.quantities import count, number
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, stated


@section("divergence", "Declared against computed")
def divergence(view: View) -> Content:
    """Which states are declared better or worse than computed, since when, and what overrides them."""
    hidden, feared = differing(view, better), differing(view, worse)
    return Content(
        title=_title(view, hidden, feared),
        lead=_lead(view),
        blocks={
            "better": divergence_table(view),
            "worse": understated_table(view),
            "history": _history(view),
            "programmes": _programmes(view),
            "live": live_table(view),
            "expired": expired_table(view),
        },
        source=view.source("status_reports", "overrides"),
    )


def _title(view: View, hidden: Sequence[Assessment], feared: Sequence[Assessment]) -> Sentence:
    """How many states of how many projects: "Three states of one project are declared better ..."."""
    projects = count(view.entity, "rag.better.projects", len(entities(hidden)))
    states = _count(view, better, len(hidden))
    owners = say_many("{n} project", "{n} projects", projects)
    told = (
        say_many(
            "{n} state of {projects} is declared better than computed",
            "{n} states of {projects} are declared better than computed",
            states,
            projects=owners,
        )
        if hidden
        else say("No state is declared better than computed")
    )
    fear = _count(view, worse, len(feared))
    return joined((told, say("{n} worse", n=fear) if feared else say("none worse")), ", ")


def _lead(view: View) -> Sentence:
    """What counts where the two differ, and how many overrides make an exception of it."""
    in_force = count(view.entity, "overrides.in_force", len(live(view)))
    gone = count(view.entity, "overrides.expired", len(expired(view)))
    head = say("The worse of the two is shown, unless an override is in force.")
    now = stated(in_force, "override", "is in force", "are in force")
    since = (
        say_many("{n} expired since the last period.", "{n} expired since the last period.", gone)
        if gone.value
        else say("none expired since the last period.")
    )
    return joined((head, joined((now, since))), " ")


def _history(view: View) -> ChartBlock | None:
    """Both counts over the last periods; null while there is but one."""
    shown = (*view.past, view.now)[-HISTORY:]
    if len(shown) == 1:
        return None
    series = (
        _series(view, shown, better, Emphasis.ALERT),
        _series(view, shown, worse, Emphasis.MUTED),
    )
    highest = max(number(point) or 0 for each in series for point in each.points)
    chart = BarChart(
        categories=tuple(tick(view, period.period.start) for period in shown),
        series=series,
        axis=count_axis(highest, "states"),
        alt="States declared better and worse than computed, by month.",
    )
    return ChartBlock(title="States that diverge, by period", chart=chart)


def _series(view: View, shown: Sequence[Assessed], differs: Differs, emphasis: Emphasis) -> Series:
    name = "Declared better" if differs is better else "Declared worse"
    points = tuple(
        _count(view, differs, len(differing(view.at(period), differs)), period.period.id) for period in shown
    )
    return Series(name=name, points=points, emphasis=emphasis)


def _programmes(view: View) -> TableBlock | None:
    """The counts by programme; null where there is none."""
    groups = [group for group in view.scope.programmes if view.about(group).active]
    fields: tuple[Field[str], ...] = (
        Field("programme", "Programme", view.name, 2.0),
        Field("better", "Declared better", lambda e: _of(view, e, better), 0.9),
        Field("worse", "Declared worse", lambda e: _of(view, e, worse), 0.9),
        Field("projects", "Projects concerned", lambda e: _concerned(view, e), 1.1),
    )
    words = Words(alt="States that diverge, by programme", caption="By programme")
    return grid(fields, groups, words, locale=view.locale) if groups else None


def _of(view: View, entity: str, differs: Differs) -> Figure:
    below = view.about(entity)
    return _count(below, differs, len(differing(below, differs)))


def _concerned(view: View, entity: str) -> Sentence:
    below = view.about(entity)
    found = entities((*differing(below, better), *differing(below, worse)))
    every = count(entity, "projects.active", len(below.active))
    part = count(entity, "rag.differing.projects", len(found))
    return say("{part} of {whole}", part=part, whole=every)


def _count(view: View, differs: Differs, value: int, item: str = "") -> Figure:
    return count(view.entity, "rag.better" if differs is better else "rag.worse", value, item)
