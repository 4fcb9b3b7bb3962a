"""Workbooks as trackers export them, of the same made-up project as in tests/fixtures/trackers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

Lines = tuple[tuple[object, ...], ...]

MONDAY_HEADS = (
    "Name", "Owner", "Status", "Priority", "Type", "Sprint", "Tags", "Start date", "Due date",
    "Completion date", "Story Points", "Estimated days", "Item ID (auto generated)",
)  # fmt: skip
MONDAY: Lines = (
    ("Harbour Lights",),
    (),
    ("Epics",),
    MONDAY_HEADS,
    ("Shore power", "Ines Moreau", "Working on it", "High", "Epic", None, "civil", None,
     datetime(2026, 11, 30), None, None, None, 5001),
    (),
    ("Autumn",),
    MONDAY_HEADS,
    ("Cable trench", "Ines Moreau", "Done", "High", "Story", "Sprint 2", "civil, quay", datetime(2026, 9, 7),
     datetime(2026, 9, 30), datetime(2026, 10, 5), 5, 3, 5002),
    ("Transformer order", "Tomas Berg", "Stuck", "Medium", "Story", "Sprint 3", None, datetime(2026, 9, 21),
     datetime(2026, 10, 20), None, 3, 2, 5003),
    ("Ask for offers", None, "Ready to start", "Medium", "Task", None, None, None, None, None, None, None, 5004),
    (None, None, None, None, None, None, None, None, None, None, 8, 5),
)  # fmt: skip
PLANNER: Lines = (
    ("Plan name", "Harbour Lights"),
    ("Plan ID", "x7Hk"),
    ("Date of export", "10/31/2026"),
    (),
    ("Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Created By", "Created Date",
     "Start date", "Due date", "Is Recurring", "Late", "Completed Date", "Completed By",
     "Completed Checklist Items", "Checklist Items", "Labels", "Description"),
    ("t1", "Shore power", "Works", "In progress", "Important", "Ines Moreau", "Ines Moreau", "08/24/2026", None,
     "11/30/2026", "false", "false", None, None, None, None, "civil", None),
    ("t2", "Cable trench", "Sprint 2", "Completed", "Important", "Ines Moreau", "Ines Moreau", "09/01/2026",
     "09/07/2026", "09/30/2026", "false", "false", "10/05/2026", "Ines Moreau", "2/2", "dig;lay", "civil;quay",
     None),
    ("t3", "Transformer order", "Sprint 3", "In progress", "Medium", "Tomas Berg", "Ines Moreau", "09/15/2026",
     "09/21/2026", "10/20/2026", "false", "true", None, None, None, None, None, None),
    ("t4", "Ask for offers", "Sprint 3", "Not started", "Medium", None, "Tomas Berg", "10/12/2026", None, None,
     "false", "false", None, None, None, None, None, None),
)  # fmt: skip
SMARTSHEET: Lines = (
    ("Task Name", "Status", "Assigned To", "Start", "Finish", "Duration", "Priority", "Sprint", "Story Points",
     "Completed On", "Tags", "Type"),
    ("Shore power", "In Progress", "Ines Moreau", None, datetime(2026, 11, 30), None, "High", None, None, None,
     "civil", "Epic"),
    ("Cable trench", "Complete", "Ines Moreau", datetime(2026, 9, 7), datetime(2026, 9, 30), "3d", "High",
     "Sprint 2", 5, datetime(2026, 10, 5), "civil; quay", "Story"),
    ("Transformer order", "On Hold", "Tomas Berg", datetime(2026, 9, 21), datetime(2026, 10, 20), "2d", "Medium",
     "Sprint 3", 3, None, None, "Story"),
    ("Ask for offers", "Not Started", None, None, None, None, "Medium", None, None, None, None, "Task"),
)  # fmt: skip


def written(lines: Lines, title: str, *others: str) -> Callable[[Path], None]:
    """A function that saves a workbook of one filled sheet and empty `others`."""

    def write(path: Path) -> None:
        book = Workbook()
        sheet = book.active
        sheet.title = title
        for line in lines:
            sheet.append(line)
        for other in others:
            book.create_sheet(other)
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)

    return write


WORKBOOKS: Mapping[str, Callable[[Path], None]] = {
    "monday/Harbour Lights_1793462400.xlsx": written(MONDAY, "harbour lights"),
    "planner/Harbour Lights.xlsx": written(PLANNER, "Tasks"),
    "smartsheet/Harbour Lights.xlsx": written(SMARTSHEET, "Harbour Lights", "Comments"),
}
