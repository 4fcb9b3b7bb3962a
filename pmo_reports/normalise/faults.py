"""Faults: what is wrong with a value or a row, before it is known where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A finding without its place.

    Attributes:
        explanation: the prose that stood where a value should be; it is kept in `note`.
    """

    rule: str
    problem: str
    remedy: str
    severity: Severity = Severity.FIELD
    explanation: str = ""
