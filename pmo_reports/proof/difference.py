"""What can differ between a pack and what is there today, and the verdict on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_reports.proof.claim import Claim


class Kind(StrEnum):
    """What it is that differs."""

    OUTPUT = "output"
    MANIFEST = "manifest"
    INPUT = "input"
    SNAPSHOT = "snapshot"
    SETTING = "setting"
    TEMPLATE = "template"
    TOLD = "told"
    RESTATEMENT = "restatement"
    CODE = "code"
    LIBRARY = "library"
    PLATFORM = "platform"
    STORE = "store"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs: which, in what, and the values then and now where they are short."""

    kind: Kind
    name: str
    what: str
    then: str = ""
    now: str = ""

    def __str__(self) -> str:
        values = (
            f": {self.then or 'nothing'} then, {self.now or 'nothing'} now" if self.then or self.now else ""
        )
        return f"{self.kind} {self.name}: {self.what}{values}"


class Depth(StrEnum):
    """How deep a proof goes: hashes alone, the pack made again, or its inputs read again as well."""

    QUICK = "quick"
    MADE_AGAIN = "made-again"
    FROM_INPUTS = "from-inputs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a proof came to.

    Attributes:
        problems: why the pack does not verify; none if it does.
        unproved: what nobody can prove, because it was not recorded or cannot be tried.
        since: what is otherwise today, in the workspace or on this machine; it refutes nothing.
        made_again: by output, whether it came out the same, byte for byte; empty where that was not tried.
        read_again: periods whose inputs gave the same tables once more.
        kept: how many of each kind are whole in the store.
    """

    claim: Claim
    depth: Depth
    problems: tuple[Difference, ...] = ()
    unproved: tuple[str, ...] = ()
    since: tuple[Difference, ...] = ()
    made_again: Mapping[str, bool] = field(default_factory=dict)
    read_again: tuple[str, ...] = ()
    kept: Mapping[str, int] = field(default_factory=dict)

    @property
    def verified(self) -> bool:
        """Whether it is proved, to the depth that was asked for."""
        return not self.problems and not self.unproved
