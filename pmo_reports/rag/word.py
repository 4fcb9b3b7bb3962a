"""The word of people: what is declared against what is computed. The worse of the two is printed.

A better state than the computed one needs an override in force; nobody can override what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.rag import SEVERITY, Override, Rag
from pmo_reports.model.wording import Filling, label, say, term
from pmo_reports.rag.codes import (
    CODES,
    NONE,
    RED,
    SEVERE,
    STALE,
    UNKNOWN,
    Codes,
    Flags,
    Numbers,
    columns_of,
    counts,
    grey,
    state,
    worse,
)
from pmo_reports.rag.reasons import said
from pmo_reports.rag.reasons import word as word_of
from pmo_reports.rag.verdict import GREY, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What people say on the cells of one dimension, every entity in its place.

    Attributes:
        declared: `NONE` where nothing is declared.
        expected: where somebody should have declared it: then nothing declared is unknown.
        there, ages, stale: of the reports, as in `Reports`.
        overrides: those in force, by place.
        alone: where nothing is computed, and what is declared stands.
        by: who declares, in words.
    """

    declared: Codes
    expected: Flags
    alone: Flags
    there: Flags
    ages: Numbers
    stale: Flags
    overrides: Mapping[int, Override]
    by: str = label("the project manager")

    def part(self, places: slice) -> Word:
        """The word on the entities of some places; the first of them is in place 0."""
        first, last, _ = places.indices(len(self.declared))
        return replace(
            self,
            declared=self.declared[places],
            expected=self.expected[places],
            alone=self.alone[places],
            there=self.there[places],
            ages=self.ages[places],
            stale=self.stale[places],
            overrides={at - first: each for at, each in self.overrides.items() if first <= at < last},
        )

    @property
    def is_stale(self) -> Flags:
        """Where the cell rests on a report that is too old."""
        return self.expected & self.stale

    @property
    def is_missing(self) -> Flags:
        """Where something should have been declared and is not."""
        found: Flags = self.expected & (self.declared == NONE)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The cells of one dimension, every entity in its place.

    Attributes:
        effective: what is printed.
        sure: where nothing unknown could make it worse.
        overridden: where an override makes it better.
        hidden: unknown or stale where anything beneath is, whatever the state; else `NONE`.
    """

    effective: Codes
    sure: Flags
    overridden: Flags
    hidden: Codes

    def part(self, places: slice) -> Settled:
        """The cells of some places."""
        return Settled(
            effective=self.effective[places],
            sure=self.sure[places],
            overridden=self.overridden[places],
            hidden=self.hidden[places],
        )


def settled(computed: Codes, sure: Flags, hidden: Codes, word: Word) -> Settled:
    """The cells: the worse of computed and declared, unless overridden.

    What does not count (complete, on hold, not applicable) stays what it is, unless word alone decides. An
    override betters nothing beyond what is not known, be it `hidden` beneath a state that is worse.
    """
    silent = word.is_missing | (word.alone & (word.declared == NONE))
    floor = worse(
        np.where(word.is_stale, STALE, NONE).astype(np.int8),
        np.where(grey(computed), computed, NONE).astype(np.int8),
        np.where(silent, UNKNOWN, NONE).astype(np.int8),
    )
    effective = worse(floor, computed, word.declared)
    agreed = columns_of(len(computed), NONE)
    for place, override in word.overrides.items():
        agreed[place] = CODES[override.to]
    beneath = worse(floor, hidden)
    bettered = worse(beneath, agreed)
    overridden = (agreed != NONE) & (SEVERE[effective] > SEVERE[agreed]) & (bettered != effective)
    judged = counts(computed) | word.alone
    overridden &= judged
    effective = np.where(judged, np.where(overridden, bettered, effective), computed)
    doubtful = grey(effective) | word.is_missing | word.is_stale | ~(sure | overridden)
    return Settled(
        effective=effective,
        sure=(effective == RED) | ~doubtful,
        overridden=overridden,
        hidden=np.where(judged, beneath, NONE),
    )


def reason(
    cell: tuple[str, str], place: int, verdict: Verdict, word: Word, agreed: tuple[Override | None, Rag]
) -> Sentence:
    """The sentence of a cell: the override in force, what is declared, and what the rules say.

    `agreed` are that override and the state that is printed, which may be worse than what it is to.
    """
    override, effective = agreed
    if override:
        until = _figure(cell, "rag.override", override.expires_on, Unit.DATE)
        told: dict[str, Filling] = {"state": word_of(override.to), "date": until}
        head = (
            say(
                "Overridden to {state} until {date}, which does not cover what is {worse}.",
                worse=word_of(effective),
                **told,
            )
            if effective in GREY
            else say("Overridden to {state} until {date}.", **told)
        )
        return said(head, verdict.reason)
    lacking, declared = _lacking(cell, place, word), state(word.declared[place])
    if declared in SEVERITY and SEVERITY[declared] > SEVERITY.get(verdict.state, -1):
        rest = verdict.reason if verdict.state in GREY else Sentence()
        return said(lacking, _declared(declared, verdict, word), rest)
    better = declared if declared is not verdict.state and not verdict.word_alone else None
    by = term(word.by)
    differs = say("Declared {state} by {who}.", state=word_of(better), who=by) if better else Sentence()
    return said(lacking, verdict.reason, differs)


def _declared(declared: Rag, verdict: Verdict, word: Word) -> Sentence:
    told: dict[str, Filling] = {"state": word_of(declared), "who": term(word.by)}
    if verdict.word_alone:
        return say("Declared {state} by {who}.", **told)
    return say("Declared {state} by {who}; rules give {rules}.", rules=word_of(verdict.state), **told)


def _lacking(cell: tuple[str, str], place: int, word: Word) -> Sentence:
    """That the report is too old, or that nothing was declared."""
    if word.is_missing[place]:
        there = word.there[place]
        return say("Nothing is declared.") if there else say("There is no report this period.")
    if not word.is_stale[place]:
        return Sentence()
    if np.isnan(word.ages[place]):
        return say("The report does not say of which day it is.")
    age = _figure(cell, "rag.report_age", int(word.ages[place]), Unit.COUNT)
    return say("The report is {n} days old.", n=age)


def _figure(cell: tuple[str, str], key: str, value: object, unit: Unit) -> Figure:
    entity, dimension = cell
    return Figure(key=key, entity=entity, item=dimension, value=value, unit=unit)  # type: ignore[arg-type]
