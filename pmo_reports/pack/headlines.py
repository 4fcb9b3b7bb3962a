"""The things to know, found by rule: candidates with a weight, the heaviest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Bullets, Prose
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.pack.clauses import impact, overrun, slipping
from pmo_reports.pack.divergent import better
from pmo_reports.pack.milestone_state import achieved_milestones, coming, overdue_milestones
from pmo_reports.pack.movement import moves
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.quantities import count, number, short
from pmo_reports.pack.ranking import unrated, with_state
from pmo_reports.pack.records import text
from pmo_reports.pack.status_reports import missing_reports
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, counted, joined, listed, verb

THINGS = 3
SOON = 30  # calendar days that "next" looks ahead
_NAMES = 3


@dataclass(frozen=True, slots=True)
class _Headline:
    weight: int
    sentence: Sentence


def attention(view: View) -> Bullets:
    """The three heaviest facts that need attention."""
    found = [make(view) for make in _RULES]
    ranked = sorted((h for h in found if h and h.sentence), key=lambda h: -h.weight)
    return Bullets(
        head="Needs attention",
        items=tuple(headline.sentence for headline in ranked[:THINGS]),
        empty="Nothing is out of bounds this period.",
    )


def achieved(view: View) -> Bullets:
    """States that moved for the better and milestones that were met since the last period."""
    better = [move for move in moves(view) if move.better]
    said = [
        Sentence.of(view.name(m.entity), " moved from ", STATES[m.was], " to ", STATES[m.now]) for m in better
    ]
    met = [
        Sentence.of(view.name(m.entity), ": ", m.name, " reached on ", m.when())
        for m in achieved_milestones(view)
    ]
    return Bullets(head="Achieved", items=_first(view, [*said[:2], *met], "achieved"))


def coming_up(view: View) -> Bullets:
    """Milestones of the next weeks, soonest first."""
    said = [Sentence.of(m.when(), ": ", m.name, " (", view.name(m.entity), ")") for m in coming(view, SOON)]
    return Bullets(head="Next", items=_first(view, said, "coming"), empty="No key milestone is due soon.")


def asks(view: View) -> Bullets:
    """What the committee is asked to decide, in the words of those who ask."""
    items = tuple(
        Prose(text(row, "question"), author=view.name(text(row, "project_id")))
        for row in open_decisions(view)
    )
    return Bullets(
        head="Decisions asked", items=items[:THINGS], empty="No decision is asked for this period."
    )


def _first(view: View, said: list[Sentence], what: str) -> tuple[Sentence, ...]:
    """The first few, the last of them saying how many more there are."""
    if len(said) <= THINGS:
        return tuple(said)
    rest = count(view.entity, f"headlines.more_{what}", len(said) - THINGS)
    return (*said[: THINGS - 1], said[THINGS - 1] + Sentence.of("; ", rest, " more"))


def _worst(view: View) -> _Headline | None:
    reds = with_state(view, Rag.RED)
    if not reds:
        return None
    turned = view.assessment(reds[0]).trend is Trend.WORSE
    head = Sentence.of(view.name(reds[0]), " turned red" if turned else " is red")
    why = impact(view, reds[0]) or view.assessment(reds[0]).reason
    return _Headline(100, head + Sentence.of(": ") + why if why else head)


def _other_reds(view: View) -> _Headline | None:
    others = with_state(view, Rag.RED)[1:]
    if not others:
        return None
    figure = count(view.entity, "rag.red.others", len(others))
    names = [view.name(entity) for entity in others[:_NAMES]]
    more = (
        Sentence.of(": ", listed(names))
        if len(others) <= _NAMES
        else Sentence.of(": ", ", ".join(names), " first")
    )
    return _Headline(
        75, counted(figure, "other project") + Sentence.of(" ", verb(figure, "is", "are"), " red") + more
    )


def _cost(view: View) -> _Headline | None:
    vac = number(view.figure(view.entity, "vac"))
    if vac is None or vac >= 0:
        return None
    weight = 90 if view.rag(view.entity, "cost") is Rag.RED else 70
    eac = short(view.figure(view.entity, "eac"))
    return _Headline(
        weight, joined((Sentence.of("Forecast cost is ", eac), overrun(view, view.entity)), ", ")
    )


def _milestones(view: View) -> _Headline | None:
    late = overdue_milestones(view)
    if not late:
        return None
    figure = count(view.entity, "milestones.overdue", len(late))
    first = Sentence.of(late[0].name, " (", view.name(late[0].entity), ")", " first" if len(late) > 1 else "")
    said = (
        counted(figure, "key milestone") + Sentence.of(" ", verb(figure, "is", "are"), " overdue: ") + first
    )
    return _Headline(80, said)


def _risks(view: View) -> _Headline | None:
    figure = view.figure(view.entity, "risks_above_appetite")
    if not figure.value:
        return None
    said = counted(figure, "risk") + Sentence.of(" ", verb(figure, "lies", "lie"), " above the appetite")
    exposure = view.figure(view.entity, "exposure")
    if exposure.value is not None:
        said = said + Sentence.of("; the exposure of all open risks is ", short(exposure))
    return _Headline(85 if view.rag(view.entity, "risk") is Rag.RED else 60, said)


def _divergence(view: View) -> _Headline | None:
    found = [entity for entity in view.active if better(view.assessment(entity))]
    if not found:
        return None
    figure = count(view.entity, "rag.divergent", len(found))
    said = counted(figure, "project") + Sentence.of(
        " ", verb(figure, "is", "are"), " reported better than computed: "
    )
    return _Headline(65, said + Sentence.of(_names(view, found)))


def _reports(view: View) -> _Headline | None:
    missing = missing_reports(view)
    if not missing:
        return None
    figure = count(view.entity, "reports.missing", len(missing))
    said = counted(figure, "report") + Sentence.of(" ", verb(figure, "is", "are"), " missing or stale: ")
    return _Headline(55, said + Sentence.of(_names(view, missing)))


def _unknown(view: View) -> _Headline | None:
    found = unrated(view)
    if not found:
        return None
    figure = count(view.entity, "rag.not_known", len(found))
    said = counted(figure, "project") + Sentence.of(" ", verb(figure, "has", "have"), " no known state: ")
    return _Headline(58, said + Sentence.of(_names(view, found)))


def _staff(view: View) -> _Headline | None:
    unfilled = view.figure(view.entity, "unfilled_demand")
    if not unfilled.value or (number(unfilled) or 0) < 0:
        return None
    return _Headline(30, Sentence.of(unfilled, " of the demand for staff is not filled"))


def slipped_most(view: View) -> Sentence:
    """The project with the longest slip, in a clause; nothing where none slips."""
    slips = {entity: number(view.figure(entity, "finish_slip")) or 0 for entity in view.active}
    late = sorted(
        (entity for entity in slips if slips[entity] > 0), key=lambda e: (-slips[e], view.name(e), e)
    )
    return Sentence.of(view.name(late[0]), " ") + slipping(view, late[0]) if late else Sentence()


def _names(view: View, entities: Iterable[str]) -> str:
    names = list(dict.fromkeys(view.name(entity) for entity in entities))
    return listed(names) if len(names) <= _NAMES else ", ".join(names[:_NAMES]) + " and others"


_RULES = (_worst, _cost, _milestones, _risks, _other_reds, _divergence, _unknown, _reports, _staff)
