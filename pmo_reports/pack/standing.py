"""Where the whole stands and why, in a sentence for those who do not know the rules."""

from __future__ import annotations

from pmo_reports.config.rag import Rollup
from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.pack.quantities import count
from pmo_reports.pack.ranking import unrated, with_state
from pmo_reports.pack.view import View
from pmo_reports.pack.words import IS, counted, joined, verb

_WEIGHTS = {"bac": "budget", "whole_life_cost": "whole-life cost"}


def standing(view: View) -> Sentence:
    """The state of the pack's entity and what holds it there; the assessment's own reason if rules differ."""
    policy = _policy(view)
    if policy.policy != "weighted":
        head = Sentence.of(f"{_what(view)} {IS[view.rag(view.entity)]}")
        reason = view.assessment(view.entity).reason
        return head + Sentence.of(": ") + reason if reason else head + Sentence.of(".")
    head = Sentence.of(f"{_what(view)} {IS[view.rag(view.entity)]}, {_weighed(view, policy)}")
    held = joined((_vetoed(view, policy), _doubted(view)), ", and ")
    return (head + Sentence.of(": ") + held if held else head) + Sentence.of(".")


def weight_name(view: View, key: str) -> str:
    """A measure that weighs, in plain words: "budget"."""
    declared = view.now.measurements.declared.get(key)
    return _WEIGHTS.get(key) or (declared.label.lower() if declared else key.replace("_", " "))


def _what(view: View) -> str:
    return "The portfolio" if _whole(view) else view.name(view.entity)


def _whole(view: View) -> bool:
    return view.entity == view.settings.organisation.portfolio.id


def _policy(view: View) -> Rollup:
    return view.settings.rag.portfolio if _whole(view) else view.settings.rag.programme


def _weighed(view: View, policy: Rollup) -> str:
    return (
        f"weighted by {weight_name(view, policy.weight)}" if policy.weight else "each project counting once"
    )


def _vetoed(view: View, policy: Rollup) -> Sentence:
    reds = count(view.entity, "rag.red", len(with_state(view, Rag.RED)))
    if not policy.veto or not reds.value or view.rag(view.entity) is not Rag.AMBER:
        return Sentence()
    return (
        Sentence.of("it cannot be green while ")
        + counted(reds, "project")
        + Sentence.of(" ", verb(reds, "is", "are"), " red")
    )


def _doubted(view: View) -> Sentence:
    """What is not known could make a state worse, unless it is the worst already."""
    dark = count(view.entity, "rag.not_known", len(unrated(view)))
    if not dark.value or view.rag(view.entity) is Rag.RED:
        return Sentence()
    return Sentence.of("the ", dark, " not known or stale could make it worse")
