"""Earlier periods as they were published: what people were told stands, and what differs today is noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmo_reports import fingerprint, publish, rag
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.finding import Finding
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """What the packs of earlier periods printed.

    Attributes:
        told: the states by period; periods without a pack are not in it.
    """

    told: Mapping[Period, rag.Told] = field(default_factory=dict)

    @property
    def digests(self) -> dict[str, object]:
        """What a pack depends on: a hash of what was told of each period, if anything was."""
        found = {period.id: fingerprint.of(_plain(told)) for period, told in self.told.items()}
        return {"told": found} if found else {}

    @property
    def contents(self) -> tuple[bytes, ...]:
        """What was told of each period, as the bytes that `digests` hashes."""
        return tuple(fingerprint.canonical(_plain(told)) for told in self.told.values())

    def of(self, assessed: Assessed, past: tuple[Assessed, ...]) -> Assessed:
        """An earlier period as its pack, ours or imported, told of it; as assessed today without one."""
        own = self.told.get(assessed.period)
        told = own or rag.imported(assessed)
        return rag.as_told(assessed, told, past, ours=bool(own)) if told else assessed

    def noted(self, assessed: Assessed) -> tuple[Finding, ...]:
        """What today's inputs and rules give otherwise of an earlier period."""
        told = self.told.get(assessed.period) or rag.imported(assessed)
        return rag.retold(assessed, told) if told else ()


UNTOLD = Retelling()


def retelling(out: Path, periods: Iterable[Period], pack: str, *, before: Period) -> Retelling:
    """What the newest packs of this name printed of those of `periods` that lie before one."""
    found = {period: publish.told(out, period, pack) for period in periods if period < before}
    return Retelling(told={period: told for period, told in found.items() if told})


def remembered(contents: Mapping[Period, bytes]) -> Retelling:
    """What `contents` of a retelling told, by period.

    Raises:
        ValueError, AttributeError: they are none.
    """
    return Retelling(told={period: _told(fingerprint.told(content)) for period, content in contents.items()})


def _told(plain: Mapping[str, str]) -> rag.Told:
    cells = ((cell.rpartition("/"), letter) for cell, letter in plain.items())
    return {(entity, dimension): Rag(letter) for (entity, _, dimension), letter in cells}


def _plain(told: rag.Told) -> dict[str, str]:
    return {f"{entity}/{dimension}": state.value for (entity, dimension), state in sorted(told.items())}
