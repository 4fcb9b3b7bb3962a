"""Verdicts: what the rules give for one cell, before anybody's word on it is heard."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import say

COLOURS = (Rag.RED, Rag.AMBER, Rag.GREEN)
GREY = (Rag.UNKNOWN, Rag.STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A computed state and why.

    Attributes:
        word_alone: whether nothing is computed, and what is declared stands.
        rule, measure, value, bound, distance: of the deciding rule, as in `Assessment`.
    """

    state: Rag
    reason: Sentence
    word_alone: bool = False
    rule: str = ""
    measure: str = ""
    value: Figure | None = None
    bound: Figure | None = None
    distance: Figure | None = None


WORD_ALONE = Verdict(
    state=Rag.NOT_APPLICABLE, reason=say("Judged by what is declared alone."), word_alone=True
)
"""Nothing is computed; what is declared stands."""
