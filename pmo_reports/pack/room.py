"""How many rows each table of a one-pager may have, so that the page stays one page."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.pack.view import View
from pmo_reports.pack.way_back import way_back

CROWDED, FULL, DENSE = 8, 7, 5
"""So many lines of states, the story, the return to green and what changed among them, leave little room."""

STORY = 1
"""Lines of a table that the story takes."""


@dataclass(frozen=True, slots=True)
class Room:
    """Rows of a page: milestones, risks, late activities, activities to come."""

    milestones: int = 6
    risks: int = 4
    late: int = 2
    ahead: int = 2


def room(view: View, explained: int) -> Room:
    """The rows of the entity's page, on which `explained` states are explained."""
    if not view.rows("schedules"):
        return Room()
    told = bool(view.moved.get(view.entity)) and view.before is not None
    lines = explained + STORY + (way_back(view, view.entity) is not None) + told
    if lines >= FULL:
        return Room(1, 1, 1, 1) if lines >= CROWDED else Room(2, 1, 1, 1)
    return Room(3, 2, 2, 1) if lines >= DENSE else Room(5, 3, 2, 2)
