"""Rolling up: how the states of parts give the state of the whole, by a named policy.

What is not known could be anything: the whole is taken once with everything unknown green and once red.
Where the two agree, that is the state, whatever the unknown turns out to be; where not, the whole cannot
be better than unknown. Counted this way, losing data never makes a programme look better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pmo_reports.config.rag import Rollup
from pmo_reports.model.rag import SEVERITY, Rag, worst
from pmo_reports.rag.verdict import GREY

POINTS = {Rag.RED: 0.0, Rag.AMBER: 1.0, Rag.GREEN: 2.0}
EXACT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The state of a part; `sure` if nothing unknown could make it worse; a null weight is not known."""

    state: Rag
    weight: float | None = 1.0
    sure: bool = True

    @property
    def at_best(self) -> Rag:
        """The state if all that is unknown is green."""
        return Rag.GREEN if self.state in GREY else self.state

    @property
    def at_worst(self) -> Rag:
        """The state if all that is unknown is red."""
        return self.state if self.sure and self.state not in GREY else Rag.RED


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The state of a whole, and whether it is sure.

    Attributes:
        scores: least and best score (red 0, green 2) that it can have; for weighted wholes.
    """

    state: Rag
    sure: bool = True
    scores: tuple[float, float] | None = None


def whole(parts: Sequence[Part], policy: Rollup) -> Whole:
    """The state of all `parts` together by `policy`; parts that do not count are left out.

    With no part that counts, the state is the one they share, else not applicable.
    """
    counted = [part for part in parts if part.state in SEVERITY]
    if not counted:
        shared = {part.state for part in parts}
        return Whole(state=shared.pop() if len(shared) == 1 else Rag.NOT_APPLICABLE)
    return _POLICIES[policy.policy](counted, policy)


def _worst_of(parts: Sequence[Part], _: Rollup) -> Whole:
    state = worst(part.state for part in parts)
    return Whole(state=state, sure=state is Rag.RED or all(part.at_worst is part.state for part in parts))


def _weighted(parts: Sequence[Part], policy: Rollup) -> Whole:
    best, least = (
        _means(parts, lambda part: part.at_best, max),
        _means(parts, lambda part: part.at_worst, min),
    )
    at_best = _scored(best, policy, red=any(part.at_best is Rag.RED for part in parts))
    at_worst = _scored(least, policy, red=any(part.at_worst is Rag.RED for part in parts))
    return replace(_between(at_best, at_worst), scores=(least, best))


def _proportion(parts: Sequence[Part], policy: Rollup) -> Whole:
    def state(of: Callable[[Part], Rag]) -> Rag:
        share = round(sum(of(part) is Rag.GREEN for part in parts) / len(parts), EXACT)
        if share > policy.green_share:
            return Rag.GREEN
        return Rag.AMBER if share >= policy.amber_share else Rag.RED

    return _between(state(lambda part: part.at_best), state(lambda part: part.at_worst))


def _declared(_: Sequence[Part], __: Rollup) -> Whole:
    return Whole(state=Rag.UNKNOWN, sure=False)


def _between(at_best: Rag, at_worst: Rag) -> Whole:
    if at_best is at_worst:
        return Whole(state=at_best)
    return Whole(state=worst((at_best, Rag.UNKNOWN)), sure=False)


def _means(parts: Sequence[Part], of: Callable[[Part], Rag], pick: Callable[[list[float]], float]) -> float:
    """The weighted mean of points; a part of unknown weight could outweigh all others, or none."""
    known = [(POINTS[of(part)], part.weight) for part in parts if part.weight is not None]
    total = sum(weight for _, weight in known)
    means = [sum(points * weight for points, weight in known) / total] if total > 0 else []
    loose = [POINTS[of(part)] for part in parts if part.weight is None or total <= 0]
    return round(pick([*means, *loose]), EXACT)


def _scored(mean: float, policy: Rollup, *, red: bool) -> Rag:
    if mean < policy.red_below:
        return Rag.RED
    return Rag.GREEN if mean >= policy.green_from and not (red and policy.veto) else Rag.AMBER


_POLICIES = {"worst_of": _worst_of, "weighted": _weighted, "proportion": _proportion, "declared": _declared}
