"""What moved since the period before, in a clause each: finish, money by cause, risks, states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.changes import Bridge, Cause, Change, ChangeKind
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import Filling, say, say_many, term
from pmo_reports.pack.change_words import CAUSES
from pmo_reports.pack.movement import moves
from pmo_reports.pack.narrative.facts import Fact, Kind, Tone
from pmo_reports.pack.quantities import amount, count, days, short
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined

EAC = "eac_management"
_RISKS = (ChangeKind.RISK_NEW, ChangeKind.RISK_ESCALATED)


def material(view: View, entity: str) -> tuple[Change, ...]:
    """The material changes of an entity since the period before, the most material first."""
    changes = view.now.changes
    return tuple(each for each in changes.material if each.entity == entity) if changes else ()


def drifted(view: View) -> Iterator[Fact]:
    """The project whose finish moved furthest to later, beyond its tolerance, since the period before."""
    if view.now.changes is None:
        return
    found = [each for each in view.now.changes.of(ChangeKind.FINISH) if _drifts(view, each)]
    if found:
        worst = min(found, key=lambda each: (-(each.days or 0), each.entity))
        words = say("finish moved {days} later since the last period", days=_days(worst))
        yield Fact(kind=Kind.FINISH, entity=worst.entity, weight=62, words=words)


def rise(view: View) -> Iterator[Fact]:
    """By how much the managers' forecast moved, and what moved it most."""
    words, moved = eac_move(view)
    if moved > 0:
        yield Fact(kind=Kind.COST, entity=view.entity, weight=68, words=words)
    elif moved < 0:
        yield Fact(kind=Kind.COST, entity=view.entity, weight=55, words=words, tone=Tone.GOOD)


def eac_move(view: View) -> tuple[Sentence, Decimal]:
    """The move of the managers' forecast with its main cause, and its size; nothing where it stands."""
    changes = view.now.changes
    bridge = changes.bridge(EAC) if changes else None
    causes = _causes(view, bridge) if bridge else {}
    moved = sum(causes.values(), Decimal(0))
    if not moved:
        return Sentence(), moved
    cause = max(causes, key=lambda each: (abs(causes[each]), each.value))
    told: dict[str, Filling] = {
        "amount": short(_money(view, "move", moved)),
        "part": short(_money(view, cause.name.lower(), causes[cause])),
        "cause": term(CAUSES[cause]),
    }
    if moved > 0:
        return say("Forecast cost rose by {amount}, {part} by {cause}", **told), moved
    return say("Forecast cost fell by {amount}, {part} by {cause}", **told), moved


def project_moves(view: View, entity: str) -> Sentence:
    """What moved of one project: "Since the last period: from amber to red, finish 22 days later"."""
    if view.before is None or view.now.changes is None:
        return Sentence()
    found = material(view, entity)
    if not found:
        return say("No material change.")
    parts = joined(
        (_state(found), *_dimensions(view, found), _finish(found), _cost(view, found), _risks(found)), ", "
    )
    if parts:
        return say("Since the last period: {parts}.", parts=parts)
    return _number(count(entity, "changes.material", len(found)))


def whole_moves(view: View) -> Sentence:
    """How many projects got worse and better; "No material change." where that is true."""
    changes = view.now.changes
    if view.before is None or changes is None:
        return Sentence()
    found = [each for each in changes.material if _inside(view, each)]
    if not found:
        return say("No material change.")
    moved = moves(view)
    worse = count(view.entity, "moves.worse", sum(move.worse for move in moved))
    better = count(view.entity, "moves.better", sum(move.better for move in moved))
    if not worse.value and not better.value:
        return _number(count(view.entity, "changes.material", len(found)))
    return say("Since the last period {worse} got worse and {better} got better.", worse=worse, better=better)


def _number(n: Figure) -> Sentence:
    """That there are material changes, where none of them is told by itself."""
    return say_many(
        "{n} material change since the last period.", "{n} material changes since the last period.", n
    )


def _dimensions(view: View, found: tuple[Change, ...]) -> Iterator[Sentence]:
    """The dimension whose move is most material, where the whole did not move."""
    moved = [change for change in found if change.kind is ChangeKind.RAG and change.before and change.after]
    if moved and not any(change.dimension == OVERALL for change in moved):
        first = moved[0]
        was, now = (term(STATES[Rag(str(value))]) for value in (first.before, first.after))
        name = term(view.dimensions.get(first.dimension, first.dimension))
        yield say("{dimension} from {was} to {now}", dimension=name, was=was, now=now)


def _state(found: tuple[Change, ...]) -> Sentence:
    """The state of the whole project, where it moved."""
    move = next((c for c in found if c.kind is ChangeKind.RAG and c.dimension == OVERALL), None)
    if move is None or move.before is None or move.after is None:
        return Sentence()
    was, now = (term(STATES[Rag(str(value))]) for value in (move.before, move.after))
    return say("from {was} to {now}", was=was, now=now)


def _finish(found: tuple[Change, ...]) -> Sentence:
    move = next((c for c in found if c.kind is ChangeKind.FINISH and c.days), None)
    if move is None or not move.days:
        return Sentence()
    figure = _days(move)
    if move.days > 0:
        return say("finish {days} later", days=figure)
    return say("finish {days} earlier", days=figure)


def _cost(view: View, found: tuple[Change, ...]) -> Sentence:
    move = next((c for c in found if c.kind is ChangeKind.MONEY and c.dimension == EAC and c.amount), None)
    if move is None or not move.amount:
        return Sentence()
    size = short(amount(move.entity, f"{EAC}.move", abs(move.amount), move.currency or view.currency))
    if move.amount > 0:
        return say("forecast cost {amount} higher", amount=size)
    return say("forecast cost {amount} lower", amount=size)


def _risks(found: tuple[Change, ...]) -> Sentence:
    new = [change for change in found if change.kind in _RISKS]
    if not new:
        return Sentence()
    figure = count(new[0].entity, "risks.new_or_escalated", len(new))
    return say_many("{n} risk new or escalated", "{n} risks new or escalated", figure)


def _drifts(view: View, change: Change) -> bool:
    return change.entity in view.active and change.beyond and (change.days or 0) > 0


def _inside(view: View, change: Change) -> bool:
    return change.entity in view.projects or change.entity == view.entity


def _days(change: Change) -> Figure:
    return days(change.entity, "finish_forecast.move", abs(change.days or 0))


def _causes(view: View, bridge: Bridge) -> dict[Cause, Decimal]:
    """The causes of the entity's move: of the whole portfolio as printed, else summed over its projects."""
    if view.entity == view.settings.organisation.portfolio.id:
        return dict(bridge.total.causes)
    found: dict[Cause, Decimal] = {}
    for step in (step for step in bridge.steps if step.entity in view.projects):
        for cause, value in step.causes.items():
            found[cause] = found.get(cause, Decimal(0)) + value
    return found


def _money(view: View, what: str, value: Decimal) -> Figure:
    return amount(view.entity, f"{EAC}.{what}", abs(value), view.currency)
