"""Reasons: the sentence that goes with every state, with its numbers as figures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pmo_reports.config.rag import Rollup
from pmo_reports.model.figures import Figure, Sentence, Style, Unit
from pmo_reports.model.measures import Measurements
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.wording import Filling, capital, in_line, label, listed, say, term
from pmo_reports.rag.outcomes import Outcome, missing_inputs
from pmo_reports.rag.rollup import Whole

FIRST_DECIMAL = Style(decimals=1)
MOST_SCORE = 2
"""The score of a green project."""
AGED = {
    "schedules": label("The schedule is {n} days old."),
    "costs": label("The last month with actual costs ended {n} days ago."),
    "progress": label("The last month with progress ended {n} days ago."),
    "status_reports": label("The report is {n} days old."),
}
UNDATED = {
    "schedules": label("The schedule does not say of which day it is."),
    "costs": label("There are no actual costs of any month."),
    "progress": label("There is no progress of any month."),
    "status_reports": label("The report does not say of which day it is."),
}
WORDS = {
    Rag.RED: label("red"),
    Rag.AMBER: label("amber"),
    Rag.GREEN: label("green"),
    Rag.UNKNOWN: label("unknown"),
    Rag.STALE: label("stale"),
    Rag.NOT_APPLICABLE: label("not applicable"),
    Rag.COMPLETE: label("complete"),
    Rag.ON_HOLD: label("on hold"),
}
NO_RULE = say("No rule decides yet: there is too little data to judge by.")
NOT_FOR_IT = say("No rule is for projects of this kind.")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a whole: whose, in which dimension, and by what its parts are weighed, in words."""

    entity: str
    dimension: str
    weighed_by: str = ""

    def figure(self, name: str, item: str, value: float, unit: Unit) -> Figure:
        """A number of this cell's own."""
        item = ".".join(filter(None, (self.dimension, item)))
        return Figure(key=f"rag.{name}", entity=self.entity, item=item, value=value, unit=unit)


def word(state: Rag) -> Sentence:
    """A state in words."""
    return term(WORDS[state])


def said(*parts: Sentence) -> Sentence:
    """Sentences one after the other, a blank between them."""
    return in_line(filter(None, parts), " ")


def held(outcome: Outcome) -> Sentence:
    """How a value stands to its bounds: "Key milestones slip +45 days; amber above +5 days, ..."."""
    told = {"value": outcome.value, "green": outcome.green, "amber": outcome.amber}
    message = capital(term(outcome.rule.message))
    if outcome.rule.higher_is_better:
        head = say("{message} {value}; amber below {green}, red below {amber}", message=message, **told)
    else:
        head = say("{message} {value}; amber above {green}, red above {amber}", message=message, **told)
    return said(_apart(head, outcome), _kept(outcome))


def unknown(outcome: Outcome, measurements: Measurements) -> Sentence:
    """Why a rule's measure cannot be judged."""
    measure = measurements.declared[outcome.rule.measure]
    if outcome.doubt == "implausible":
        return say(
            "{measure} is {value}, which is hard to believe: see the data.",
            measure=term(measure.label),
            value=outcome.value,
        )
    if outcome.doubt == "undefined":
        return say(
            "{measure} is not defined: {formula}.", measure=term(measure.label), formula=measure.formula
        )
    keys = (*(least.measure for least in outcome.rule.needs), outcome.rule.measure)
    fields = dict.fromkeys(
        field for key in keys for field in missing_inputs(measurements, outcome.value.entity, key)
    )
    return say("No data: {measure} needs {fields}.", measure=term(measure.label), fields=_listed(fields))


def also_unknown(outcomes: Sequence[Outcome], measurements: Measurements) -> Sentence:
    """Which measures could not be judged beside the one that decides."""
    labels = [measurements.declared[each.rule.measure].label for each in outcomes]
    return say("Not known: {measures}.", measures=listed(map(term, labels))) if labels else Sentence()


def gap(place: Place, missing: Mapping[str, int], why: str) -> Sentence:
    """How many entries of which tables are missing."""
    parts = []
    for table, number in missing.items():
        figure = place.figure("missing", f"{table}.{why.replace(' ', '_')}", number, Unit.COUNT)
        parts.append(say("{n} of {table}", n=figure, table=table))
    if not parts:
        return Sentence()
    return say("Entries {why}: {parts}.", why=term(why), parts=in_line(parts))


def second_choice(keys: Sequence[str], measurements: Measurements) -> Sentence:
    """Which measures come from a source that only stands in for one that is kept."""
    if not keys:
        return Sentence()
    declared = measurements.declared
    tables = dict.fromkeys(declared[declared[key].needs[0]].inputs[0].partition(".")[0] for key in keys)
    labels = listed(term(declared[key].label) for key in keys)
    return say(
        "Second choice, for {tables} know nothing of it: {measures}.", tables=_listed(tables), measures=labels
    )


def overall(states: Mapping[str, Rag], policy: str, *, sure: bool) -> Sentence:
    """Which dimensions make a project's overall state what it is."""
    groups = [(state, [name for name in states if states[name] is state]) for state in SEVERITY]
    worse = [
        say("{dimensions} {state}", dimensions=listed(map(term, names)), state=word(state))
        for state, names in groups
        if names and state is not Rag.GREEN
    ]
    if not worse:
        return say("Every dimension is green.") if states else say("No dimension counts.")
    told = in_line(worse, "; ")
    if policy == "weighted":
        head = say("Weighted: {parts}", parts=told)
    else:
        head = say("Worst of its dimensions: {parts}", parts=told)
    return _ended(head, doubt=not sure)


def _ended(head: Sentence, *, doubt: bool) -> Sentence:
    """The sentence with its full stop, and the doubt that what is unknown leaves."""
    if doubt:
        return say("{head}; what is unknown could make it worse.", head=head)
    return head + Sentence.of(".")


def too_old(place: Place, table: str, days: float) -> Sentence:
    """How old the newest entry of a table is."""
    if math.isnan(days):
        return say(UNDATED[table])
    return say(AGED[table], n=place.figure("source_age", table, int(days), Unit.COUNT))


def together(place: Place, whole: Whole, states: Sequence[Rag]) -> Sentence:
    """The score that several rules give together, and what each of them gives."""
    weighed = replace(place, weighed_by=label("the weights of its rules"))
    return _policy(weighed, whole, Rollup(), _counts(place, Counter(states))) + Sentence.of(".")


def rolled(place: Place, given: Iterable[Rag], whole: Whole, policy: Rollup) -> Sentence:
    """The policy, its score, and how many projects are what."""
    states = Counter(state for state in given if state in SEVERITY)
    if not states:
        return say("No project counts: each is closed, on hold, not begun or not judged by it.")
    head = _policy(place, whole, policy, _counts(place, states))
    if _vetoed(whole, policy, states):
        head = say("{head}; not green while a project is red", head=head)
    return _ended(head, doubt=not whole.sure)


def _apart(head: Sentence, outcome: Outcome) -> Sentence:
    """How far the value is from the bound that matters."""
    if outcome.distance is None or not isinstance(outcome.distance.value, float):
        return head + Sentence.of(".")
    bound = word(Rag.AMBER if outcome.state is Rag.RED else Rag.GREEN)
    if outcome.distance.value == 0:
        return say("{head}; at the {bound} bound.", head=head, bound=bound)
    apart = replace(outcome.distance, value=abs(outcome.distance.value), item=f"{outcome.distance.item}.size")
    if outcome.distance.value > 0:
        return say("{head}; {apart} within the {bound} bound.", head=head, apart=apart, bound=bound)
    return say("{head}; {apart} beyond the {bound} bound.", head=head, apart=apart, bound=bound)


def _kept(outcome: Outcome) -> Sentence:
    """That hysteresis holds a state, and from where it is better again."""
    if outcome.back is None:
        return Sentence()
    better = Rag.GREEN if outcome.state is Rag.AMBER else Rag.AMBER
    told: dict[str, Filling] = {"state": word(outcome.state), "better": word(better), "back": outcome.back}
    if outcome.rule.higher_is_better:
        return say("Still {state}, as in the last period: {better} again from {back}.", **told)
    return say("Still {state}, as in the last period: {better} again down to {back}.", **told)


def _policy(place: Place, whole: Whole, policy: Rollup, counts: Sentence) -> Sentence:
    """The policy and the score that it gives, over the counts it was made from."""
    if policy.policy == "proportion":
        return say("Share of green projects: {counts}", counts=counts)
    if policy.policy != "weighted":
        return say("Worst of the projects: {counts}", counts=counts)
    told = in_line((_score(place, whole), counts), "; ") if whole.scores else counts
    if place.weighed_by:
        return say("Weighted by {weight}: {parts}", weight=term(place.weighed_by), parts=told)
    return say("Each project weighs the same: {parts}", parts=told)


def _score(place: Place, whole: Whole) -> Sentence:
    assert whole.scores is not None  # noqa: S101 - narrowed by the caller
    least, best = (
        replace(place.figure("score", name, score, Unit.INDEX), style=FIRST_DECIMAL)
        for name, score in zip(("least", "best"), whole.scores, strict=True)
    )
    top = place.figure("top_score", "", MOST_SCORE, Unit.COUNT)
    if whole.scores[0] == whole.scores[1]:
        return say("score {score} of {top}", score=best, top=top)
    return say("score between {least} and {best} of {top}", least=least, best=best, top=top)


def _counts(place: Place, states: Counter[Rag]) -> Sentence:
    parts = in_line(
        say("{n} {state}", n=place.figure("count", state.word, states[state], Unit.COUNT), state=word(state))
        for state in SEVERITY
        if states[state]
    )
    return say(
        "{parts} of {whole}", parts=parts, whole=place.figure("count", "all", states.total(), Unit.COUNT)
    )


def _vetoed(whole: Whole, policy: Rollup, states: Counter[Rag]) -> bool:
    return bool(policy.policy == "weighted" and policy.veto and states[Rag.RED] and whole.state is Rag.AMBER)


def _listed(names: Iterable[str]) -> str:
    *most, last = [*names] or ["data"]
    return f"{', '.join(most)} and {last}" if most else last
