"""A fact that is worth telling: what it is of, how heavy it is, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from pmo_reports.model.figures import UNSAID, Sentence


class Kind(IntEnum):
    """What a fact is about; of two that weigh the same the lower one is told first."""

    STATE = 1
    FINISH = 2
    COST = 3
    MILESTONE = 4
    RISK = 5
    BENEFIT = 6
    DECLARED = 7
    UNKNOWN = 8
    REPORT = 9
    OVERRIDE = 10
    QUALITY = 11
    STAFF = 12


class Tone(Enum):
    """Whether a fact needs attention or is good news."""

    BAD = "bad"
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of one entity.

    Attributes:
        weight: what it is ranked by; 100 is a red project, below 30 is for those who read on.
        words: of the whole that is told of a sentence, without its full stop; of a project a clause that
            follows its name ("slips 23 days").
        head: of a project's state the sentence that names it ("Atlas is red"); else nothing.
    """

    kind: Kind
    entity: str
    weight: int
    words: Sentence
    head: Sentence = UNSAID
    tone: Tone = Tone.BAD
