"""Where the whole stands and why, in a sentence for those who do not know the rules."""

from __future__ import annotations

from pmo_reports.config.rag import Rollup
from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label, say, say_many, term
from pmo_reports.pack.quantities import count
from pmo_reports.pack.ranking import unrated, with_state
from pmo_reports.pack.view import View
from pmo_reports.pack.words import state_of

_WEIGHTS = {"bac": label("budget"), "whole_life_cost": label("whole-life cost")}


def standing(view: View, *, doubt: bool = True) -> Sentence:
    """The state of the pack's entity and what holds it there; the assessment's own reason if rules differ.

    With `doubt` it says what is not known, too.
    """
    policy = _policy(view)
    if policy.policy != "weighted":
        head = state_of(_what(view), view.rag(view.entity))
        reason = view.assessment(view.entity).reason
        return say("{head}: {parts}", head=head, parts=reason) if reason else head + Sentence.of(".")
    head = _weighed(view, state_of(_what(view), view.rag(view.entity)), policy)
    held = _held(_vetoed(view, policy), _doubted(view) if doubt else Sentence())
    return (say("{head}: {parts}", head=head, parts=held) if held else head) + Sentence.of(".")


def _held(vetoed: Sentence, doubted: Sentence) -> Sentence:
    if vetoed and doubted:
        return say("{first}, and {second}", first=vetoed, second=doubted)
    return vetoed or doubted


def weight_name(view: View, key: str) -> str:
    """A measure that weighs, in plain words: "budget"."""
    declared = view.now.measurements.declared.get(key)
    return _WEIGHTS.get(key) or (declared.label.lower() if declared else key.replace("_", " "))


def _what(view: View) -> str | Sentence:
    return say("The portfolio") if _whole(view) else view.name(view.entity)


def _whole(view: View) -> bool:
    return view.entity == view.settings.organisation.portfolio.id


def _policy(view: View) -> Rollup:
    return view.settings.rag.portfolio if _whole(view) else view.settings.rag.programme


def _weighed(view: View, head: Sentence, policy: Rollup) -> Sentence:
    """The state, and by what the projects weigh."""
    if not policy.weight:
        return say("{head}, each project counting once", head=head)
    return say("{head}, weighted by {measure}", head=head, measure=term(weight_name(view, policy.weight)))


def _vetoed(view: View, policy: Rollup) -> Sentence:
    reds = count(view.entity, "rag.red", len(with_state(view, Rag.RED)))
    if not policy.veto or not reds.value or view.rag(view.entity) is not Rag.AMBER:
        return Sentence()
    return say_many(
        "it cannot be green while {n} project is red", "it cannot be green while {n} projects are red", reds
    )


def _doubted(view: View) -> Sentence:
    """What is not known could make a state worse, unless it is the worst already."""
    dark = count(view.entity, "rag.not_known", len(unrated(view)))
    if not dark.value or view.rag(view.entity) is Rag.RED:
        return Sentence()
    return say_many(
        "the {n} not known or stale could make it worse",
        "the {n} not known or stale could make it worse",
        dark,
    )
