"""Where everything stands on the sheets of a form. A change here is a new `VERSION` of the form."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

VERSION = "2"
VERSION_NAME = "PmoFormVersion"
CELLS: Mapping[str, str] = {
    "ProjectCode": "C5",
    "ProjectName": "C6",
    "SubmittedBy": "C7",
    "ReportingPeriod": "G5",
    "StatusDate": "G6",
    "SubmittedOn": "G7",
    "RagOverall": "B11",
    "RagSchedule": "C11",
    "RagCost": "D11",
    "RagScope": "E11",
    "RagRisk": "F11",
    "RagBenefits": "G11",
    "RagResources": "H11",
    "ReturnToGreen": "D14",
    "Summary": "B17",
    "Achieved": "B20",
    "NextPeriod": "B23",
    "HelpNeeded": "B26",
}
"""Name, limited to its sheet -> cell on a Status sheet."""
LABELS: Mapping[str, str] = {
    "B5": "Project code",
    "B6": "Project name",
    "B7": "Submitted by",
    "F5": "Reporting period",
    "F6": "Status date",
    "F7": "Submitted on",
}
RAGS: Mapping[str, str] = {
    "overall": "Overall",
    "schedule": "Schedule",
    "cost": "Cost",
    "scope": "Scope",
    "risk": "Risk",
    "benefits": "Benefits",
    "resources": "Resources",
}
"""Dimension -> head, in the order of the columns from B on."""
WORDS: Mapping[str, str] = {"G": "Green", "A": "Amber", "R": "Red"}
RAG_HEADS, RAG_ROW, RAG_LAST, RAG_HINT, GREEN_ROW = 10, 11, 12, 13, 14
HEAD_ROW, FIRST_ROW = 5, 6
"""Of the tables on the sheets Milestones and Progress."""
PROJECT_CELL = "B3"
SPARE_MILESTONES, SPARE_MONTHS = 8, 3
LONGEST_SHEET = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Text:
    """A narrative field: its name on the sheet, the row of its heading (the input is below), its heading."""

    field: str
    name: str
    row: int
    heading: str


TEXTS = (
    Text("summary", "Summary", 16, "2  Summary: where do we stand, and why"),
    Text("achieved", "Achieved", 19, "3  Achieved this period"),
    Text("next", "NextPeriod", 22, "4  Planned for the next period"),
    Text("help_needed", "HelpNeeded", 25, "5  Help needed from the committee"),
)
RISKS_ROW = 28


def sheet_name(kind: str, code: str, taken: Collection[str]) -> str:
    """A name that Excel allows and no other sheet has: "Milestones NET-101"."""
    bare = _NOT_IN_SHEET_NAMES.sub("-", code).strip() or "project"
    folded = {name.casefold() for name in taken}
    endings = ("", *(f" ({number})" for number in range(2, len(folded) + 3)))
    names = (f"{kind} {bare}"[: LONGEST_SHEET - len(end)] + end for end in endings)
    return next(name for name in names if name.casefold() not in folded)
