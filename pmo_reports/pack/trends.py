"""Trends: what keeps moving. Milestones, states, finishes and forecasts over the last periods."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.wording import say
from pmo_reports.pack.finish_accuracy import accuracy_table, managers_table
from pmo_reports.pack.finish_drift import LEAST, drift, drift_table, drifting
from pmo_reports.pack.lengths import first_fitting
from pmo_reports.pack.milestone_trend import courses, trend_chart
from pmo_reports.pack.past_periods import slots
from pmo_reports.pack.quantities import count, number
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.state_strips import strips_table
from pmo_reports.pack.view import View
from pmo_reports.pack.words import counted, joined, part_of, stated

_FEWEST = 2  # periods that a trend takes


@section("trends", "Trends")
def trends(view: View) -> Content | None:
    """Milestone trend analysis, drift, states period by period, accuracy; left out in the first period."""
    shown = slots(view)
    known = sum(slot.period is not None for slot in shown)
    if known < _FEWEST:
        return None
    found = courses(view, shown)
    title = _title(view, known)
    return Content(
        title=title,
        lead=joined((_untold(view, title), _lead(view)), " "),
        blocks={
            "milestones": trend_chart(view, shown, found),
            "drift": drift_table(view, shown),
            "states": strips_table(view, shown),
            "accuracy": accuracy_table(view),
            "managers": managers_table(view),
        },
        source=view.source("projects", "milestones", "status_reports"),
    )


def _title(view: View, known: int) -> Sentence:
    """The longest run by name, and how many drift: "The finish of Atlas has moved 4 months in a row; ..."."""
    found, dated, rest = drifting(view), _dated(view), _drift(view)
    if not dated:
        return _states(view, known)
    if not found:
        return rest
    return first_fitting(drift(view, found[0], of=view.name(found[0])), (rest,))


def _untold(view: View, title: Sentence) -> Sentence:
    """How many drift, where the title has no room for it."""
    if not drifting(view) or _few(view) in title.parts:
        return Sentence()
    return _drift(view) + Sentence.of(".")


def _few(view: View) -> Figure:
    return count(view.entity, "trends.drifting", len(drifting(view)))


def _drift(view: View) -> Sentence:
    """How many of the projects drift: "2 of 4 projects drift"."""
    return part_of(
        _few(view), count(view.entity, "trends.dated", len(_dated(view))), "projects", "drifts", "drift"
    )


def _states(view: View, known: int) -> Sentence:
    """What is told where no finish is: "States of 4 projects over 2 periods"."""
    projects = counted(count(view.entity, "trends.projects", len(view.active)), "project")
    periods = counted(count(view.entity, "trends.periods", known), "period")
    return say("States of {projects} over {periods}", projects=projects, periods=periods)


def _dated(view: View) -> tuple[str, ...]:
    """The active projects of which it is known whether their finish moved."""
    keys = ((e, number(view.figure(e, "finish_moves_in_row"))) for e in view.active)
    return tuple(entity for entity, moves in keys if moves is not None)


def _lead(view: View) -> Sentence:
    """What is called a drift, and how many cost forecasts rise."""
    least = count(view.entity, "method.drift", LEAST)
    known = [number(view.figure(e, "eac_moves_in_row")) for e in view.active]
    rising = count(view.entity, "trends.rising", sum((moves or 0) >= LEAST for moves in known))
    told = say("A finish drifts that moved later in {least} periods in a row or more.", least=least)
    if not any(moves is not None for moves in known):
        return told
    likewise = stated(rising, "cost forecast", "rises likewise", "rise likewise")
    return joined((told, say("{likewise}.", likewise=likewise)), " ")
