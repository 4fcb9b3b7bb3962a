"""Facts of dates, money, risks, benefits and people: what is out of bounds, and what got better."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import say, say_many
from pmo_reports.pack.clauses import overrun
from pmo_reports.pack.milestone_state import achieved_milestones, overdue_milestones
from pmo_reports.pack.narrative.facts import Fact, Kind, Tone
from pmo_reports.pack.narrative.movement import drifted, rise
from pmo_reports.pack.quality_score import grade, quality
from pmo_reports.pack.quantities import count, exact, number, share, short
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, stated

POOR = frozenset({"C", "D"})


def measured(view: View) -> Iterator[Fact]:
    """What the measures say, good and bad."""
    yield from _cost(view)
    yield from rise(view)
    yield from drifted(view)
    yield from _milestones(view)
    yield from _risks(view)
    yield from _benefits(view)
    yield from _quality(view)
    yield from _staff(view)
    yield from _reached(view)


def cost(view: View) -> Sentence:
    """The forecast cost, and how far above the budget; nothing where it is within."""
    vac = number(view.figure(view.entity, "vac"))
    if vac is None or vac >= 0:
        return Sentence()
    eac = short(view.figure(view.entity, "eac"))
    gap = overrun(view, view.entity)
    return joined((say("Forecast cost is {amount}", amount=eac), gap), ", ")


def _cost(view: View) -> Iterator[Fact]:
    weight = 90 if view.rag(view.entity, "cost") is Rag.RED else 70
    yield Fact(kind=Kind.COST, entity=view.entity, weight=weight, words=cost(view))


def _milestones(view: View) -> Iterator[Fact]:
    late = overdue_milestones(view)
    if not late:
        return
    figure = count(view.entity, "milestones.overdue", len(late))
    names = {"milestone": late[0].name, "project": view.name(late[0].entity)}
    words = say_many(
        "{n} key milestone is overdue: {milestone} ({project})",
        "{n} key milestones are overdue: {milestone} ({project}) first",
        figure,
        **names,
    )
    yield Fact(kind=Kind.MILESTONE, entity=view.entity, weight=80, words=words)


def _risks(view: View) -> Iterator[Fact]:
    figure = view.figure(view.entity, "risks_above_appetite")
    if not figure.value:
        return
    words = stated(figure, "risk", "lies above the appetite", "lie above the appetite")
    exposure = view.figure(view.entity, "exposure")
    if exposure.value is not None:
        words = joined((words, say("the exposure of all open risks is {amount}", amount=short(exposure))))
    weight = 85 if view.rag(view.entity, "risk") is Rag.RED else 60
    yield Fact(kind=Kind.RISK, entity=view.entity, weight=weight, words=words)


def _benefits(view: View) -> Iterator[Fact]:
    ratio = view.figure(view.entity, "benefit_ratio")
    if (number(ratio) or 1.0) < 1.0:
        words = say("Benefits are forecast at {share} of the plan", share=exact(ratio))
        weight = 72 if view.rag(view.entity, "benefits") is Rag.RED else 35
        yield Fact(kind=Kind.BENEFIT, entity=view.entity, weight=weight, words=words)


def _quality(view: View) -> Iterator[Fact]:
    score = quality(view).score
    if grade(score) in POOR:
        figure = exact(share(view.entity, "quality.score", score))
        words = say("The data scores {share}, grade {grade}", share=figure, grade=grade(score))
        yield Fact(kind=Kind.QUALITY, entity=view.entity, weight=57, words=words)


def _staff(view: View) -> Iterator[Fact]:
    unfilled = view.figure(view.entity, "unfilled_demand")
    if (number(unfilled) or 0) > 0:
        words = say("{share} of the demand for staff is not filled", share=unfilled)
        yield Fact(kind=Kind.STAFF, entity=view.entity, weight=30, words=words)


def _reached(view: View) -> Iterator[Fact]:
    """The first key milestone that was reached; good news."""
    met = achieved_milestones(view)
    if met:
        words = say(
            "{project} reached {milestone} on {date}",
            project=view.name(met[0].entity),
            milestone=met[0].name,
            date=met[0].when(),
        )
        yield Fact(kind=Kind.MILESTONE, entity=view.entity, weight=40, words=words, tone=Tone.GOOD)
