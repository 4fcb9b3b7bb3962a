"""The headline tiles of the executive summary; one function, one tile, null where nothing was reported."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Tile, Tiles
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label, say, term
from pmo_reports.pack.clauses import forecast_budget, over_budget
from pmo_reports.pack.movement import FIRST, compared
from pmo_reports.pack.quality_score import grade, grade_rag, quality
from pmo_reports.pack.quantities import alike, as_of, count, exact, share, short
from pmo_reports.pack.ranking import unrated, with_state
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined

MOST = 6
_KNOWN = frozenset({Rag.RED, Rag.AMBER, Rag.GREEN})


def tiles(view: View) -> Tiles:
    """The tiles that have something to say, six at most."""
    made = [
        make(view) for make in (_projects, _on_schedule, _forecast, _benefits, _risks, _whole_life, _quality)
    ]
    return Tiles(tiles=tuple(tile for tile in made if tile)[:MOST])


def state_count(view: View, state: Rag) -> Figure:
    """How many active projects are in `state`."""
    return count(view.entity, f"rag.{state.name.lower()}", len(with_state(view, state)))


def projects_count(view: View) -> Figure:
    """How many projects are active."""
    return count(view.entity, "projects.active", len(view.active))


def _projects(view: View) -> Tile:
    states = (Rag.RED, Rag.AMBER, Rag.GREEN)
    said = [say("{n} {state}", n=state_count(view, state), state=term(STATES[state])) for state in states]
    dark = count(view.entity, "rag.not_known", len(unrated(view)))
    if dark.value:
        said.append(say("{n} {state}", n=dark, state=term(STATES[Rag.UNKNOWN])))
    return Tile(
        label=label("Projects"),
        figure=projects_count(view),
        rag=view.rag(view.entity),
        movement=_reds_moved(view),
        note=joined(said, ", "),
    )


def _reds_moved(view: View) -> Sentence:
    if view.before is None:
        return FIRST
    was = as_of(state_count(view.at(view.before), Rag.RED), view.before.period.id)
    return say("red {moved}", moved=compared(state_count(view, Rag.RED), was))


def _on_schedule(view: View) -> Tile | None:
    known = _schedule_known(view)
    if not known:
        return None
    figure = _green(view)
    of = count(view.entity, "projects.schedule_known", len(known))
    return Tile(
        label=label("On schedule"),
        figure=figure,
        rag=view.rag(view.entity, "schedule"),
        movement=_green_moved(view, figure),
        note=say("of {n} with a known schedule", n=of),
    )


def _schedule_known(view: View) -> list[str]:
    return [entity for entity in view.active if view.rag(entity, "schedule") in _KNOWN]


def _green(view: View) -> Figure:
    green = [entity for entity in _schedule_known(view) if view.rag(entity, "schedule") is Rag.GREEN]
    return count(view.entity, "projects.on_schedule", len(green))


def _green_moved(view: View, now: Figure) -> Sentence:
    if view.before is None:
        return FIRST
    return compared(now, as_of(_green(view.at(view.before)), view.before.period.id))


def _forecast(view: View) -> Tile | None:
    figure = over_budget(view, view.entity)
    if figure.value is None:
        return None
    eac, bac = alike(view.figure(view.entity, "eac"), forecast_budget(view, view.entity))
    return Tile(
        label=label("EAC against budget"),
        figure=figure,
        rag=view.rag(view.entity, "cost"),
        movement=_over_then(view, figure),
        note=say("{eac} against {bac}", eac=eac, bac=bac),
    )


def _over_then(view: View, figure: Figure) -> Sentence:
    if view.before is None:
        return FIRST
    return compared(figure, as_of(over_budget(view.at(view.before), view.entity), view.before.period.id))


def _benefits(view: View) -> Tile | None:
    figure = exact(view.figure(view.entity, "benefit_ratio"))
    if figure.value is None:
        return None
    before = view.earlier(view.entity, "benefit_ratio")
    forecast, baseline = alike(
        *(view.figure(view.entity, f"benefit_{kind}") for kind in ("forecast", "baseline"))
    )
    return Tile(
        label=label("Benefits against plan"),
        figure=figure,
        rag=view.rag(view.entity, "benefits"),
        movement=compared(figure, before and exact(before)),
        note=say("{part} of {whole}", part=forecast, whole=baseline),
    )


def _risks(view: View) -> Tile | None:
    figure = view.figure(view.entity, "risks_above_appetite")
    open_risks = view.figure(view.entity, "open_risks")
    if figure.value is None or not open_risks.value:
        return None
    return Tile(
        label=label("Risks above appetite"),
        figure=figure,
        rag=view.rag(view.entity, "risk"),
        movement=compared(figure, view.earlier(view.entity, "risks_above_appetite")),
        note=say("of {n} open risks", n=open_risks),
    )


def _whole_life(view: View) -> Tile | None:
    """Whole-life cost, where there is no budget by month to hold a forecast against."""
    figure = view.figure(view.entity, "whole_life_cost")
    if figure.value is None or view.earned_value:
        return None
    return Tile(
        label=label("Whole-life cost"),
        figure=short(figure),
        movement=compared(figure, view.earlier(view.entity, "whole_life_cost")),
    )


def disclosed(view: View, figure: Figure) -> Sentence:
    """Who discloses it: "disclosed by 191 of 235 projects"; nothing where all do."""
    if figure.n is None or figure.of is None or figure.n == figure.of:
        return Sentence()
    n = count(view.entity, f"{figure.key}.disclosed", figure.n)
    of = count(view.entity, f"{figure.key}.members", figure.of)
    return say("disclosed by {n} of {whole} projects", n=n, whole=of)


def _quality(view: View) -> Tile:
    score = quality(view).score
    figure = exact(share(view.entity, "quality.score", score))
    return Tile(
        label=label("Data quality"),
        figure=figure,
        rag=grade_rag(view, score),
        movement=_quality_moved(view, figure),
        note=say("grade {grade}", grade=grade(score)) if score is not None else term(grade(score)),
    )


def _quality_moved(view: View, figure: Figure) -> Sentence:
    if view.before is None:
        return FIRST
    then = quality(view.at(view.before)).score
    return compared(figure, exact(share(view.entity, "quality.score", then, view.before.period.id)))
