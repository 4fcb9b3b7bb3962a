"""Choices and flags: what is written, without case and blanks, and what is meant."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.wording import shortened, suggestion

_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"})
_NO = frozenset({"no", "n", "false", "0", "nein", "non"})
_OR_SET = ", or have it added to `values` of the column in the settings"


def choice(text: str, meanings: Mapping[str, str]) -> str | Fault:
    """What `text` means; what `meanings` leads to may be written as well."""
    wanted = _bare(text)
    for written, meant in meanings.items():
        if wanted in (_bare(written), _bare(meant)):
            return meant
    near = suggestion(text, (*meanings, *meanings.values()))
    allowed = ", ".join(dict.fromkeys(meanings.values()))
    return Fault(
        rule="unknown-choice",
        problem=f"{shortened(text)!r} is not one of the values known here",
        remedy=f"write one of: {allowed}{near or _OR_SET}",
    )


def flag(text: str) -> bool | Fault:
    """Whether `text` says yes."""
    wanted = _bare(text)
    if wanted in _YES | _NO:
        return wanted in _YES
    return Fault(
        rule="not-a-flag",
        problem=f"{shortened(text)!r} is neither yes nor no",
        remedy="write yes or no, or leave the cell empty",
    )


def _bare(text: str) -> str:
    return "".join(text.casefold().split())
