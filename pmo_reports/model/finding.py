"""Findings: trouble in the data, as values. They are gathered, counted, printed and sent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does to the data, from worst to mildest."""

    BLOCK = "block"  # nothing is published
    ERROR = "error"  # the row is quarantined
    FIELD = "field"  # the cell is set to null, the row stays
    WARNING = "warning"  # everything stays; somebody should look
    NOTE = "note"  # read as meant; look once


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, where it is, and what to do about it.

    Attributes:
        rule: stable key of the check ("unknown-project-code").
        entity: the project it concerns, or "".
        source: name of the source in the settings.
        file: path relative to the workspace, or "".
        sheet, cell: place inside the file ("C17"; for CSV column letter and line, "C17" too).
        value: the value as it was read.
        problem, remedy: one sentence each.
        owner: who should mend it.
        table: the canonical table concerned.
    """

    severity: Severity
    rule: str
    problem: str
    remedy: str
    entity: str = ""
    source: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""
    owner: str = ""
    table: str = ""

    @property
    def place(self) -> str:
        """File, sheet and cell in one string: `inputs/2026-10/raid.xlsx › Risks!C17`."""
        inside = "!".join(filter(None, (self.sheet, self.cell)))
        return " › ".join(filter(None, (self.file, inside)))


def ranked(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings, the worst first; what several tables say of one cell is told once."""
    order = list(Severity)
    once = {(f.rule, f.place, f.cell, f.problem, "" if f.cell else f): f for f in reversed(list(found))}
    return tuple(
        sorted(
            once.values(),
            key=lambda f: (order.index(f.severity), f.rule, f.file, f.sheet, f.cell, f.entity),
        )
    )
