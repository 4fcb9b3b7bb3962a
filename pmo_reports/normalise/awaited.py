"""Words for a value that is still to come ("tbc"): read as no value, but nobody left the cell empty."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_reports.model.finding import Severity
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.fitting import Outcome
from pmo_reports.normalise.wording import shortened

RULE = "no-value-yet"
_WORDS = frozenset(
    "".join(words.split())
    for words in (
        "tba",
        "tbc",
        "tbd",
        "tbn",
        "to be advised",
        "to be agreed",
        "to be announced",
        "to be confirmed",
        "to be decided",
        "to be defined",
        "to be determined",
        "nk",
        "not known",
        "not yet known",
        "unknown",
        "open",
        "outstanding",
        "pending",
        "offen",
        "noch offen",
        "unbekannt",
        "wird ermittelt",
        "à définir",
        "à confirmer",
        "inconnu",
        "por definir",
        "desconocido",
    )
)


def promises(written: Sequence[object], read: Sequence[Outcome]) -> list[tuple[int, Fault]]:
    """A note, with its place in the column, for each cell whose word the settings read as no value.

    Plain words for nothing ("", "-", "n/a") are none of these: such a cell is as good as empty.
    """
    silent = [(at, written[at]) for at, value in enumerate(read) if value is None]
    return [(at, _awaited(cell)) for at, cell in silent if isinstance(cell, str) and _is_awaited(cell)]


def _is_awaited(cell: str) -> bool:
    """Without case, blanks and full stops: "T.B.C." is "tbc"."""
    return "".join(filter(str.isalpha, cell.casefold())) in _WORDS


def _awaited(cell: str) -> Fault:
    return Fault(
        rule=RULE,
        severity=Severity.NOTE,
        problem=f"{shortened(cell)!r} is read as no value, though the cell is not empty",
        remedy="nothing while nobody knows it; write the value once it is known",
    )
