"""Groups of projects that share a value of a column, as packs show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag


class Group(Protocol):
    """Projects that share a value of a column, and their state together; `rag` makes them."""

    @property
    def value(self) -> str:
        """What they share, "" where the column is empty."""

    @property
    def projects(self) -> tuple[str, ...]:
        """Their ids."""

    @property
    def counts(self) -> Mapping[Rag, int]:
        """How many of them are in which state."""

    @property
    def state(self) -> Rag:
        """What the policy gives."""

    @property
    def reason(self) -> Sentence:
        """The policy, its score and the counts."""
