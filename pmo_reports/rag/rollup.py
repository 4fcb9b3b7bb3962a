"""Rolling up: how the states of parts give the states of wholes, by a named policy, for many at once.

What is not known could be anything: the whole is taken once with everything unknown green and once red.
Where the two agree, that is the state, whatever the unknown turns out to be; where not, the whole cannot
be better than unknown. Counted this way, losing data never makes a programme look better.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pmo_reports.config.rag import Rollup
from pmo_reports.model.rag import Rag
from pmo_reports.rag.codes import (
    AMBER,
    BY_RANK,
    CODES,
    GREEN,
    NONE,
    NOT_APPLICABLE,
    RANKS,
    RED,
    UNKNOWN,
    Codes,
    Flags,
    Numbers,
    columns_of,
    counts,
    grey,
    known,
    worse,
)
from pmo_reports.rag.register import Places

POINTS = np.array([0.0, 1.0, 2.0])
"""The points of red, amber and green, by their codes."""
EXACT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The state of a part; `sure` if nothing unknown could make it worse; a null weight is not known."""

    state: Rag
    weight: float | None = 1.0
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The state of a whole, and whether it is sure.

    Attributes:
        scores: least and best score (red 0, green 2) that it can have; for weighted wholes.
    """

    state: Rag
    sure: bool = True
    scores: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Parts as columns.

    Attributes:
        of: the place of the whole that each belongs to; those of one whole in the order in which they count.
        weights: nan where not known.
    """

    of: Places
    states: Codes
    sure: Flags
    weights: Numbers

    def where(self, chosen: Flags) -> Parts:
        """Those that are chosen."""
        return Parts(
            of=self.of[chosen],
            states=self.states[chosen],
            sure=self.sure[chosen],
            weights=self.weights[chosen],
        )

    @property
    def at_best(self) -> Codes:
        """The states if all that is unknown is green."""
        return np.where(grey(self.states), GREEN, self.states)

    @property
    def at_worst(self) -> Codes:
        """The states if all that is unknown is red."""
        return np.where(self.sure & ~grey(self.states), self.states, RED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wholes:
    """The states of wholes, in their places, as in `Whole`; `least` and `best` score are nan where none."""

    states: Codes
    sure: Flags
    least: Numbers
    best: Numbers

    def at(self, place: int) -> Whole:
        """The whole in a place."""
        scores = (float(self.least[place]), float(self.best[place]))
        return Whole(
            state=known(self.states[place]),
            sure=bool(self.sure[place]),
            scores=None if np.isnan(scores[0]) else scores,
        )


def whole(parts: Sequence[Part], policy: Rollup) -> Whole:
    """The state of all `parts` together by `policy`."""
    columns = Parts(
        of=np.zeros(len(parts), dtype=np.intp),
        states=np.array([CODES[part.state] for part in parts], dtype=np.int8),
        sure=np.array([part.sure for part in parts], dtype=bool),
        weights=np.array([np.nan if part.weight is None else part.weight for part in parts]),
    )
    return wholes(columns, 1, policy).at(0)


def wholes(parts: Parts, number: int, policy: Rollup) -> Wholes:
    """The states of `number` wholes by `policy`; parts that do not count are left out.

    With no part that counts, the state is the one they share, else not applicable.
    """
    counted = parts.where(counts(parts.states))
    found = _POLICIES[policy.policy](counted, number, policy)
    empty = np.bincount(counted.of, minlength=number) == 0
    if not empty.any():
        return found
    return Wholes(
        states=np.where(empty, _shared(parts, number), found.states),
        sure=found.sure | empty,
        least=np.where(empty, np.nan, found.least),
        best=np.where(empty, np.nan, found.best),
    )


def beneath(parts: Parts, hidden: Codes, number: int) -> Codes:
    """The worst of what is not known beneath each whole, `hidden` by part; else `NONE`.

    What does not count, and what is known to be red, amber or green, hides nothing.
    """
    ranks = np.where(counts(parts.states) & grey(hidden), RANKS[hidden], 0)
    most = np.zeros(number, dtype=np.int8)
    np.maximum.at(most, parts.of, ranks)
    found: Codes = np.where(most > 0, BY_RANK[most], NONE)
    return found


def _shared(parts: Parts, number: int) -> Codes:
    """The state that all parts of a whole share, else not applicable."""
    least, most = columns_of(number, np.int8(127)), columns_of(number, NONE)
    np.minimum.at(least, parts.of, parts.states)
    np.maximum.at(most, parts.of, parts.states)
    return np.where(least == most, most, NOT_APPLICABLE)


def _worst_of(parts: Parts, number: int, _: Rollup) -> Wholes:
    most = np.zeros(number, dtype=np.int8)
    np.maximum.at(most, parts.of, RANKS[parts.states])
    states = BY_RANK[most]
    doubted = _any(~parts.sure | grey(parts.states), parts, number)
    return _unscored(states, (states == RED) | ~doubted)


def _weighted(parts: Parts, number: int, policy: Rollup) -> Wholes:
    best, least = (
        _means(parts, parts.at_best, number, np.fmax),
        _means(parts, parts.at_worst, number, np.fmin),
    )
    at_best = _scored(best, policy, _any(parts.at_best == RED, parts, number))
    at_worst = _scored(least, policy, _any(parts.at_worst == RED, parts, number))
    return replace(_between(at_best, at_worst), least=least, best=best)


def _proportion(parts: Parts, number: int, policy: Rollup) -> Wholes:
    def states(of: Codes) -> Codes:
        green = np.bincount(parts.of, weights=of == GREEN, minlength=number)
        share = np.round(green / np.maximum(np.bincount(parts.of, minlength=number), 1), EXACT)
        worse_than_green = np.where(share >= policy.amber_share, AMBER, RED)
        return np.where(share > policy.green_share, GREEN, worse_than_green).astype(np.int8)

    return _between(states(parts.at_best), states(parts.at_worst))


def _declared(_: Parts, number: int, __: Rollup) -> Wholes:
    return _unscored(columns_of(number, UNKNOWN), np.zeros(number, dtype=bool))


def _between(at_best: Codes, at_worst: Codes) -> Wholes:
    sure = at_best == at_worst
    return _unscored(np.where(sure, at_best, worse(at_best, UNKNOWN)), sure)


def _unscored(states: Codes, sure: Flags) -> Wholes:
    none = np.full(len(states), np.nan)
    return Wholes(states=states, sure=sure, least=none, best=none)


def _any(flags: Flags, parts: Parts, number: int) -> Flags:
    """Where any part of a whole is flagged."""
    found: Flags = np.bincount(parts.of[flags], minlength=number) > 0
    return found


def _means(parts: Parts, states: Codes, number: int, pick: np.ufunc) -> Numbers:
    """The weighted means of points; a part of unknown weight could outweigh all others, or none."""
    points, unweighed = POINTS[states], np.isnan(parts.weights)
    weights = np.where(unweighed, 0.0, parts.weights)
    totals = np.bincount(parts.of, weights=weights, minlength=number)
    sums = np.bincount(parts.of, weights=points * weights, minlength=number)
    found = np.divide(sums, totals, out=np.full(number, np.nan), where=totals > 0)
    loose = unweighed | (totals <= 0)[parts.of]
    pick.at(found, parts.of[loose], points[loose])
    means: Numbers = np.round(found, EXACT)
    return means


def _scored(means: Numbers, policy: Rollup, red: Flags) -> Codes:
    vetoed = red & policy.veto
    better = np.where((means >= policy.green_from) & ~vetoed, GREEN, AMBER)
    return np.where(means < policy.red_below, RED, better).astype(np.int8)


_POLICIES: Mapping[str, Callable[[Parts, int, Rollup], Wholes]] = {
    "worst_of": _worst_of,
    "weighted": _weighted,
    "proportion": _proportion,
    "declared": _declared,
}
