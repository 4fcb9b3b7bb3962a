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
from pmo_reports.rag.outcomes import Outcome, missing_inputs
from pmo_reports.rag.rollup import Whole

DOUBT = "; what is unknown could make it worse"
FIRST_DECIMAL = Style(decimals=1)
AGED = {
    "schedules": ("The schedule is ", " days old."),
    "costs": ("The last month with actual costs ended ", " days ago."),
    "progress": ("The last month with progress ended ", " days ago."),
    "status_reports": ("The report is ", " days old."),
}
UNDATED = {
    "schedules": "The schedule does not say of which day it is.",
    "costs": "There are no actual costs of any month.",
    "progress": "There is no progress of any month.",
    "status_reports": "The report does not say of which day it is.",
}
NO_RULE = Sentence.of("No rule decides yet: there is too little data to judge by.")
NOT_FOR_IT = Sentence.of("No rule is for projects of this kind.")


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


def said(*parts: Sentence) -> Sentence:
    """Sentences one after the other, a blank between them."""
    told = [part for part in parts if part]
    spaced = (piece for part in told for piece in (" ", *part.parts))
    return Sentence(tuple(spaced)[1:])


def held(outcome: Outcome) -> Sentence:
    """How a value stands to its bounds: "Key milestones slip +45 days; amber above +5 days, ..."."""
    side = "below" if outcome.rule.higher_is_better else "above"
    message = outcome.rule.message
    begin = (message[:1].upper() + message[1:] + " ", outcome.value, f"; amber {side} ", outcome.green)
    return Sentence.of(*begin, f", red {side} ", outcome.amber, *_apart(outcome), *_kept(outcome))


def unknown(outcome: Outcome, measurements: Measurements) -> Sentence:
    """Why a rule's measure cannot be judged."""
    measure = measurements.declared[outcome.rule.measure]
    if outcome.doubt == "implausible":
        return Sentence.of(f"{measure.label} is ", outcome.value, ", which is hard to believe: see the data.")
    if outcome.doubt == "undefined":
        return Sentence.of(f"{measure.label} is not defined: {measure.formula}.")
    keys = (*(least.measure for least in outcome.rule.needs), outcome.rule.measure)
    fields = dict.fromkeys(
        field for key in keys for field in missing_inputs(measurements, outcome.value.entity, key)
    )
    return Sentence.of(f"No data: {measure.label} needs {_listed(fields)}.")


def also_unknown(outcomes: Sequence[Outcome], measurements: Measurements) -> Sentence:
    """Which measures could not be judged beside the one that decides."""
    labels = [measurements.declared[each.rule.measure].label for each in outcomes]
    return Sentence.of(f"Not known: {_listed(labels)}.") if labels else Sentence()


def gap(place: Place, missing: Mapping[str, int], why: str) -> Sentence:
    """How many entries of which tables are missing."""
    parts: list[str | Figure] = []
    for table, number in missing.items():
        figure = place.figure("missing", f"{table}.{why.replace(' ', '_')}", number, Unit.COUNT)
        parts += [", " if parts else "", figure, f" of {table}"]
    return Sentence.of(f"Entries {why}: ", *parts, ".") if parts else Sentence()


def second_choice(keys: Sequence[str], measurements: Measurements) -> Sentence:
    """Which measures come from a source that only stands in for one that is kept."""
    if not keys:
        return Sentence()
    declared = measurements.declared
    tables = dict.fromkeys(declared[declared[key].needs[0]].inputs[0].partition(".")[0] for key in keys)
    labels = _listed(declared[key].label for key in keys)
    return Sentence.of(f"Second choice, for {_listed(tables)} know nothing of it: {labels}.")


def overall(states: Mapping[str, Rag], policy: str, *, sure: bool) -> Sentence:
    """Which dimensions make a project's overall state what it is."""
    groups = [(state, [name for name in states if states[name] is state]) for state in SEVERITY]
    worse = [f"{_listed(names)} {state.word}" for state, names in groups if names and state is not Rag.GREEN]
    if not worse:
        return Sentence.of("Every dimension is green." if states else "No dimension counts.")
    begin = "Weighted: " if policy == "weighted" else "Worst of its dimensions: "
    return Sentence.of(begin, "; ".join(worse), "." if sure else f"{DOUBT}.")


def too_old(place: Place, table: str, days: float) -> Sentence:
    """How old the newest entry of a table is."""
    if math.isnan(days):
        return Sentence.of(UNDATED[table])
    begin, end = AGED[table]
    return Sentence.of(begin, place.figure("source_age", table, int(days), Unit.COUNT), end)


def together(place: Place, whole: Whole, states: Sequence[Rag]) -> Sentence:
    """The score that several rules give together, and what each of them gives."""
    weighed = replace(place, weighed_by="the weights of its rules")
    return Sentence.of(*_policy(weighed, whole, Rollup()), *_counts(place, Counter(states)), ".")


def rolled(place: Place, given: Iterable[Rag], whole: Whole, policy: Rollup) -> Sentence:
    """The policy, its score, and how many projects are what."""
    states = Counter(state for state in given if state in SEVERITY)
    if not states:
        return Sentence.of("No project counts: each is closed, on hold, not begun or not judged by it.")
    return Sentence.of(
        *_policy(place, whole, policy),
        *_counts(place, states),
        *_limits(whole, policy, states),
        ".",
    )


def _apart(outcome: Outcome) -> tuple[str | Figure, ...]:
    if outcome.distance is None or not isinstance(outcome.distance.value, float):
        return (".",)
    bound = "amber" if outcome.state is Rag.RED else "green"
    if outcome.distance.value == 0:
        return (f"; at the {bound} bound.",)
    apart = replace(outcome.distance, value=abs(outcome.distance.value), item=f"{outcome.distance.item}.size")
    return ("; ", apart, f" {'within' if outcome.distance.value > 0 else 'beyond'} the {bound} bound.")


def _kept(outcome: Outcome) -> tuple[str | Figure, ...]:
    """That hysteresis holds a state, and from where it is better again."""
    if outcome.back is None:
        return ()
    better = Rag.GREEN if outcome.state is Rag.AMBER else Rag.AMBER
    side = "from" if outcome.rule.higher_is_better else "down to"
    return (
        f" Still {outcome.state.word}, as in the last period: {better.word} again {side} ",
        outcome.back,
        ".",
    )


def _policy(place: Place, whole: Whole, policy: Rollup) -> tuple[str | Figure, ...]:
    if policy.policy != "weighted":
        return ("Share of green projects: " if policy.policy == "proportion" else "Worst of the projects: ",)
    by = f"Weighted by {place.weighed_by}: " if place.weighed_by else "Each project weighs the same: "
    if whole.scores is None:
        return (by,)
    least, best = (
        replace(place.figure("score", name, score, Unit.INDEX), style=FIRST_DECIMAL)
        for name, score in zip(("least", "best"), whole.scores, strict=True)
    )
    return (
        (f"{by}score ", best, " of 2; ")
        if whole.scores[0] == whole.scores[1]
        else (f"{by}score between ", least, " and ", best, " of 2; ")
    )


def _counts(place: Place, states: Counter[Rag]) -> tuple[str | Figure, ...]:
    parts: list[str | Figure] = []
    for state in (state for state in SEVERITY if states[state]):
        number = place.figure("count", state.word, states[state], Unit.COUNT)
        parts += [", " if parts else "", number, f" {state.word}"]
    return (*parts, " of ", place.figure("count", "all", states.total(), Unit.COUNT))


def _limits(whole: Whole, policy: Rollup, states: Counter[Rag]) -> tuple[str, ...]:
    veto = policy.policy == "weighted" and policy.veto and states[Rag.RED] and whole.state is Rag.AMBER
    doubt = DOUBT if not whole.sure else ""
    return ("; not green while a project is red" if veto else "", doubt)


def _listed(names: Iterable[str]) -> str:
    *most, last = [*names] or ["data"]
    return f"{', '.join(most)} and {last}" if most else last
