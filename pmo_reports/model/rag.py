"""RAG states and the assessment of one entity in one dimension.

Order for worst-of: red, amber, then unknown and stale, then green. Not applicable, complete and
on hold are left out of every rollup. What is missing never counts as green.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.wording import label


class Rag(StrEnum):
    """A state of a RAG cell; the value is the letter that is printed."""

    RED = "R"
    AMBER = "A"
    GREEN = "G"
    UNKNOWN = "?"
    STALE = "S"
    NOT_APPLICABLE = "n/a"
    COMPLETE = "C"
    ON_HOLD = "H"

    @property
    def word(self) -> str:
        """The state in words, for alt text and tables."""
        return _WORDS[self]


_WORDS: dict[Rag, str] = {
    Rag.RED: label("red"),
    Rag.AMBER: label("amber"),
    Rag.GREEN: label("green"),
    Rag.UNKNOWN: label("unknown"),
    Rag.STALE: label("stale"),
    Rag.NOT_APPLICABLE: label("not applicable"),
    Rag.COMPLETE: label("complete"),
    Rag.ON_HOLD: label("on hold"),
}


SEVERITY: dict[Rag, int] = {Rag.RED: 3, Rag.AMBER: 2, Rag.UNKNOWN: 1, Rag.STALE: 1, Rag.GREEN: 0}
"""How bad a state is; states that are not here are left out of rollups."""


WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.STALE, Rag.UNKNOWN, Rag.GREEN)
"""The states that count; of unknown and stale, which are as bad as one another, stale tells more."""


def worst(states: Iterable[Rag]) -> Rag:
    """The worst of `states`, leaving out those that do not count; not applicable if none counts."""
    counted = [state for state in states if state in SEVERITY]
    return min(counted, key=WORST_FIRST.index, default=Rag.NOT_APPLICABLE)


class Trend(StrEnum):
    """How a state moved since the last period."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A live override of a RAG cell: a better state than computed, with its reason and its end."""

    to: Rag
    reason: str
    author: str
    approver: str
    valid_from: date
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The state of `entity` in `dimension` ("overall" included) and why it is so.

    Attributes:
        computed: what the rules give.
        raw: what they give without hysteresis, where that holds the state; else null.
        declared: what the project manager reported, if anything.
        effective: what is printed: the worse of the two, unless an override is in force.
        reason: one sentence with rule, inputs, bound and distance.
        rule: key of the deciding rule, or "" (rollups name their policy).
        measure: key of the measure that decided, or "".
        value, bound, distance: that measure's value, the bound it was held against, and how far it
            is from it in the measure's unit (positive is on the good side); null where undefined.
        override: the override in force.
        sure: whether nothing unknown could make it worse.
        trend: against the last period; `months` counts the periods in this state, this one included.
    """

    entity: str
    dimension: str
    computed: Rag
    declared: Rag | None
    effective: Rag
    reason: Sentence
    raw: Rag | None = None
    rule: str = ""
    measure: str = ""
    value: Figure | None = None
    bound: Figure | None = None
    distance: Figure | None = None
    override: Override | None = None
    sure: bool = True
    trend: Trend = Trend.NEW
    months: int = 1

    @property
    def diverges(self) -> bool:
        """Whether the declared state is better than the computed one: green outside, red inside."""
        if self.declared not in SEVERITY or self.computed not in SEVERITY:
            return False
        return SEVERITY[self.declared] < SEVERITY[self.computed]

    @property
    def understated(self) -> bool:
        """Whether the declared state is worse than the computed one: red outside, green inside."""
        if self.declared not in SEVERITY or self.computed not in SEVERITY:
            return False
        return SEVERITY[self.declared] > SEVERITY[self.computed]


class Assessments(Mapping[tuple[str, str], Assessment]):
    """Assessments by entity and dimension, of which a state can be had without its reason."""

    @abstractmethod
    def effective(self, entity: str, dimension: str) -> Rag | None:
        """The state that is printed; null where nothing was assessed."""

    @abstractmethod
    def by_dimension(self) -> Mapping[str, Mapping[str, Rag]]:
        """The states that are printed, by dimension and entity."""
