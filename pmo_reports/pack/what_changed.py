"""What changed since the last pack: what is material, ranked, and money as opening + changes = closing."""

from __future__ import annotations

from pmo_reports.model.changes import Bridge, Change, ChangeKind
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Block
from pmo_reports.model.wording import either, label, say, say_many
from pmo_reports.model.wording import listed as in_one
from pmo_reports.pack.change_tables import (
    RISKS,
    benefits_table,
    corrections_table,
    dates_moved,
    dates_table,
    others_table,
    risks_table,
    schedules_table,
    states_table,
)
from pmo_reports.pack.change_words import Labels, clause
from pmo_reports.pack.changed import listed, material
from pmo_reports.pack.lengths import first_fitting
from pmo_reports.pack.money_moved import budget_told, cost_table, cost_waterfall, moved_money, rise
from pmo_reports.pack.movement import Move, better, moves, worse
from pmo_reports.pack.quantities import count
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, part_of, stated

_GROUPS: tuple[tuple[str, tuple[ChangeKind, ...]], ...] = (
    (label("risks"), RISKS),
    (label("benefits"), (ChangeKind.BENEFIT,)),
    (label("projects in or out"), (ChangeKind.PROJECT_IN, ChangeKind.PROJECT_OUT)),
    (label("decisions"), (ChangeKind.DECISION,)),
    (label("overrides"), (ChangeKind.OVERRIDE_SET, ChangeKind.OVERRIDE_ENDED)),
    (label("people"), (ChangeKind.PERSON,)),
    (label("closed months"), (ChangeKind.CORRECTION,)),
)
"""What a reader looks for even where there is none of it."""


@section("what_changed", "What changed")
def what_changed(view: View) -> Content | None:
    """What moved since the period before; left out at the first one."""
    if view.now.changes is None or view.before is None:
        return None
    money = moved_money(view)
    title = _title(view, money)
    return Content(
        title=title,
        lead=joined((_lost(view), _untold(view, title), _finish(view), _counts(view)), " "),
        blocks=_blocks(view, money),
        source=view.source("status_reports", "milestones", "costs", "risks"),
    )


def _blocks(view: View, money: Bridge | None) -> dict[str, Block | None]:
    """The whole in a fixed order; what there is none of is said in one sentence.

    Activities of schedules are for packs with pages of projects.
    """
    return {
        "moves": states_table(view),
        "slips": dates_table(view),
        "bridge": cost_waterfall(view, money) if money else None,
        "money": cost_table(view, money) if money and len(money.steps) > 1 else None,
        "budget": budget_told(view) or None,
        "others": others_table(view),
        "risks": risks_table(view),
        "benefits": benefits_table(view),
        "corrections": corrections_table(view),
        "schedules": schedules_table(view) if view.pack.one_pagers != "none" else None,
        "none": _none(view) or None,
    }


def _title(view: View, money: Bridge | None) -> Sentence:
    moved = rise(view, money) if money else Sentence()
    if not material(view):
        return joined((say("No material change"), moved))
    up = better(view)
    risen = say_many("{n} got better", "{n} got better", up) if up.value else say("none got better")
    states = joined((stated(worse(view), "project", "got worse", "got worse"), risen), ", ")
    return first_fitting(joined((states, moved)), (_late(_dates(view)),))


def _untold(view: View, title: Sentence) -> Sentence:
    """How many dates moved, where the title has no room for it."""
    dates = _dates(view)
    if not dates.value or not material(view) or dates in title.parts:
        return Sentence()
    return _late(dates) + Sentence.of(".")


def _dates(view: View) -> Figure:
    return count(view.entity, "slips", sum(bool(change.days) for change in dates_moved(view)))


def _late(dates: Figure) -> Sentence:
    """How many dates moved beyond tolerance, after a semicolon."""
    if not dates.value:
        return say("no date moves beyond tolerance")
    return say_many("{n} date moves beyond tolerance", "{n} dates move beyond tolerance", dates)


def _lost(view: View) -> Sentence:
    """Those lost sight of, which count as worse."""
    lost = [view.name(move.entity) for move in _dark(view)]
    if not lost:
        return Sentence()
    return say(
        "Lost sight of, which is worse than green (no report, or one too old): {names}.", names=in_one(lost)
    )


def _dark(view: View) -> tuple[Move, ...]:
    return tuple(move for move in moves(view) if move.lost)


def _finish(view: View) -> Sentence:
    """How the finish of the whole moved, in working days."""
    own = [c for c in material(view, ChangeKind.FINISH) if c.entity == view.entity]
    return _sentence(view, own[0]) if own and view.entity not in view.projects else Sentence()


def _sentence(view: View, change: Change) -> Sentence:
    told = clause(change, Labels(view.dimensions))
    return say("{name}: {clause}.", name=view.name(change.entity), clause=told)


def _counts(view: View) -> Sentence:
    """How many changes are material, and where the others are."""
    some, every = len(material(view)), len(listed(view))
    if not every:
        return say("Nothing is other than it was.")
    if not some:
        rest = count(view.entity, "moved.immaterial", every - some)
        smaller = say_many(
            "{n} smaller change is in the annex workbook.",
            "{n} smaller changes are in the annex workbook.",
            rest,
        )
        return joined((say("No material change."), smaller), " ")
    told, of = (
        count(view.entity, f"moved.{key}", value) for key, value in (("material", some), ("listed", every))
    )
    part = part_of(told, of, "changes", "is material", "are material")
    return say("{part}; the annex workbook lists all.", part=part)


def _none(view: View) -> Sentence:
    """The groups that have no material change, in one sentence."""
    without = [name for name, kinds in _GROUPS if not material(view, *kinds)]
    return say("No material change of {names}.", names=either(without)) if without else Sentence()
