"""Dimensions: what the rules of one dimension give, for all projects at once. The worst rule decides.

Where a dimension is `weighted`, its rules give it together, as projects give a programme.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from pmo_reports.config.rag import Dimension, Rollup
from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag, worst
from pmo_reports.rag import reasons
from pmo_reports.rag.ages import Age, Ages
from pmo_reports.rag.codes import (
    NONE,
    NOT_APPLICABLE,
    RED,
    STALE,
    UNKNOWN,
    Codes,
    Flags,
    columns_of,
    grey,
    known,
    worse,
)
from pmo_reports.rag.gaps import Counts
from pmo_reports.rag.outcomes import Outcome, outcome
from pmo_reports.rag.reach import beneath, tables
from pmo_reports.rag.register import Register
from pmo_reports.rag.rollup import Parts, Wholes, wholes
from pmo_reports.rag.rules import Ruling, ruling
from pmo_reports.rag.second_choices import Seconds
from pmo_reports.rag.verdict import WORD_ALONE, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What a dimension rests on and lacks, of all projects.

    Attributes:
        gaps: missing entries, by why they are missing.
        second: where projects are measured by a second choice, by measure.
        ages: of what is too old.
    """

    gaps: Mapping[str, Counts]
    second: Seconds
    ages: tuple[Age, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the period's gaps, second choices and ages, in all tables."""

    gaps: Mapping[str, Counts]
    second: Seconds
    ages: Ages


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A dimension judged, every project in its place.

    Attributes:
        rulings: of each rule.
        together: what the rules give together, before anything that is missing is looked at.
        raw: the states without hysteresis.
        states: the states, unknown or stale at best where data is missing or too old.
        sure: where nothing was missing that could have made it worse.
        hidden: unknown or stale where anything beneath is, whatever the state; else `NONE`.
        tables: the tables it rests on, each with the projects for which it does.
        lacking: what is missing, of all that it rests on.
    """

    name: str
    dimension: Dimension
    register: Register
    rulings: tuple[Ruling, ...]
    together: Wholes
    raw: Codes
    states: Codes
    sure: Flags
    hidden: Codes
    tables: Mapping[str, Flags]
    lacking: Lacking

    def outcomes(self, place: int) -> tuple[Outcome, ...]:
        """What each rule that decides gives for one project."""
        deciding = (each for each in self.rulings if each.decides[place])
        return tuple(outcome(each, self.register, place) for each in deciding)

    def verdict(self, place: int) -> Verdict:
        """The state of one project, and why."""
        if self.dimension.declared_only:
            return WORD_ALONE
        if not any(each.applies[place] for each in self.rulings):
            return Verdict(state=Rag.NOT_APPLICABLE, reason=reasons.NOT_FOR_IT)
        found = self.outcomes(place)
        state = known(self.states[place])
        told = tuple(_told(self, place))
        if not found:
            return Verdict(state=state, reason=reasons.said(reasons.NO_RULE, *told))
        deciding = _deciding(found)
        return Verdict(
            state=state,
            reason=reasons.said(self._reason(place, found, deciding), *told),
            rule=deciding.rule.key,
            measure=deciding.rule.measure,
            value=deciding.value,
            bound=deciding.bound,
            distance=deciding.distance,
        )

    def _reason(self, place: int, found: tuple[Outcome, ...], deciding: Outcome) -> Sentence:
        measurements = self.register.measurements
        dark = [each for each in found if each.state is Rag.UNKNOWN and each is not deciding]
        unknown = deciding.state is Rag.UNKNOWN
        begin = reasons.unknown(deciding, measurements) if unknown else reasons.held(deciding)
        score = Sentence()
        if self.dimension.combine.policy == "weighted" and len(found) > 1:
            here = reasons.Place(self.register.name(place), self.name)
            score = reasons.together(here, self.together.at(place), [each.state for each in found])
        return reasons.said(score, begin, reasons.also_unknown(dark, measurements))


def judged(
    name: str, dimension: Dimension, register: Register, known_of: Known, before: Mapping[str, Codes]
) -> Judged:
    """A dimension judged by its rules; `before` are states of the last period by rule that has hysteresis."""
    rulings = tuple(ruling(rule, register, before.get(rule.key)) for rule in dimension.rules)
    reached = {} if dimension.declared_only else tables(dimension, register)
    own = _lacking(dimension, register, reached, known_of)
    together = _together(dimension, rulings, register, raw=False)
    raw = together
    if any(rule.hysteresis for rule in dimension.rules):
        raw = _together(dimension, rulings, register, raw=True)
    caps = _caps(own, len(register))
    states = _capped(together.states, caps)
    capped = caps[0] | caps[1]
    return Judged(
        name=name,
        dimension=dimension,
        register=register,
        rulings=rulings,
        together=together,
        raw=states if raw is together else _capped(raw.states, caps),
        states=states,
        sure=np.where(capped & (states != NOT_APPLICABLE), together.states == RED, together.sure),
        hidden=_hidden(rulings, together, caps),
        tables=reached,
        lacking=own,
    )


def _deciding(found: tuple[Outcome, ...]) -> Outcome:
    state = worst(each.state for each in found)
    return next(each for each in found if each.state is state)


def _together(dimension: Dimension, rulings: tuple[Ruling, ...], register: Register, *, raw: bool) -> Wholes:
    """What the rules give together: unknown where none decides, not applicable where none is for it."""
    number = len(register)
    place = np.arange(number)
    columns = [
        np.where(each.decides, each.raw if raw else each.states, NOT_APPLICABLE).astype(np.int8)
        for each in rulings
    ]
    weights = [np.full(number, rule.weight) for rule in dimension.rules]
    empty = columns_of(0, NOT_APPLICABLE)
    parts = Parts(
        of=np.tile(place, len(rulings)),
        states=np.concatenate([empty, *columns]),
        sure=np.ones(number * len(rulings), dtype=bool),
        weights=np.concatenate([np.empty(0), *weights]),
    )
    policy = Rollup(**dimension.combine.model_dump())
    found = wholes(parts, number, policy)
    applies = np.logical_or.reduce([np.zeros(number, dtype=bool), *(each.applies for each in rulings)])
    decides = np.logical_or.reduce([np.zeros(number, dtype=bool), *(each.decides for each in rulings)])
    silent = applies & ~decides
    return Wholes(
        states=np.where(silent, UNKNOWN, np.where(applies, found.states, NOT_APPLICABLE)),
        sure=np.where(silent, False, found.sure | ~applies),  # noqa: FBT003
        least=found.least,
        best=found.best,
    )


def _lacking(
    dimension: Dimension, register: Register, reached: Mapping[str, Flags], known_of: Known
) -> Lacking:
    """Of all that is missing or too old what the dimension rests on."""
    if dimension.declared_only:
        return Lacking(gaps={}, second={}, ages=())
    gaps = {
        why: {table: np.where(reached[table], counts[table], 0) for table in reached if table in counts}
        for why, counts in known_of.gaps.items()
    }
    keys = beneath(dimension, register.measurements)
    return Lacking(
        gaps=gaps,
        second={key: known_of.second[key] for key in keys if key in known_of.second},
        ages=tuple(_aged(dimension, reached, known_of.ages)),
    )


def _aged(dimension: Dimension, reached: Mapping[str, Flags], ages: Ages) -> Iterator[Age]:
    """The ages of the tables that a dimension rests on; where it is reported its report's own is heard."""
    for table, where in reached.items():
        for age in (ages.of(table), None if dimension.reported else ages.reported(table)):
            if age is not None:
                yield replace(age, stale=age.stale & where)


def _caps(own: Lacking, number: int) -> tuple[Flags, Flags]:
    """Where a dimension is unknown at best, and where it is stale at best."""
    nowhere = np.zeros(number, dtype=bool)
    missing = [found > 0 for counts in own.gaps.values() for found in counts.values()]
    return (
        np.logical_or.reduce([nowhere, *missing, *own.second.values()]),
        np.logical_or.reduce([nowhere, *(age.stale for age in own.ages)]),
    )


def _capped(states: Codes, caps: tuple[Flags, Flags]) -> Codes:
    """The states, unknown or stale at best; what is not applicable stays so."""
    found = states
    for where, code in zip(caps, (UNKNOWN, STALE), strict=True):
        found = np.where(where & (states != NOT_APPLICABLE), worse(found, code), found)
    return found


def _hidden(rulings: tuple[Ruling, ...], together: Wholes, caps: tuple[Flags, Flags]) -> Codes:
    """Where a rule, or an entry that is missing or too old, leaves something open."""
    missing, old = caps
    open_rules = [each.decides & (each.states == UNKNOWN) for each in rulings]
    dark = np.logical_or.reduce([grey(together.states), missing, *open_rules])
    return np.where(old, STALE, np.where(dark, UNKNOWN, NONE)).astype(np.int8)


def _told(judged: Judged, place: int) -> Iterator[Sentence]:
    """What is missing of one project, and what is too old."""
    here = reasons.Place(judged.register.name(place), judged.name)
    own, measurements = judged.lacking, judged.register.measurements
    yield reasons.second_choice([key for key, where in own.second.items() if where[place]], measurements)
    for why, counts in own.gaps.items():
        missing = {table: int(found[place]) for table, found in counts.items() if found[place]}
        yield reasons.gap(here, missing, why)
    too_old = {age.table: age.days[place] for age in own.ages if age.stale[place]}
    yield from (reasons.too_old(here, table, days) for table, days in too_old.items())
