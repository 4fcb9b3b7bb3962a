"""The issue tracker's export: heads repeat (Labels, Sprint), keys are the tracker's own."""

from __future__ import annotations

from datetime import date, timedelta

from pmo_reports.workspace.sample.curves import wave
from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import PERIODS, content

HEADS = (
    "Issue key",
    "Project key",
    "Issue Type",
    "Summary",
    "Status",
    "Assignee",
    "Labels",
    "Labels",
    "Labels",
    "Sprint",
    "Sprint",
    "Created",
    "Updated",
    "Due date",
    "Resolved",
    "Estimate (days)",
    "Parent key",
    "Story Points",
)
KINDS = ("Story", "Task", "Story", "Bug", "Task")
SPRINTS_FROM = date(2026, 1, 5)
FORTNIGHT = 14
LIVES = (18, 33, 27, 48, 61, 39)
"""Days from creation to resolution, in turn."""
POINTS = (3, 5, 2, 8, 1)
BEGIN = date(2026, 2, 2)
EPICS_FROM = 100
CREATED, RESOLVED, PARENT = (HEADS.index(head) for head in ("Created", "Resolved", "Parent key"))


def export(index: int) -> Sheet:
    """The tracker's items as of a period, newest knowledge only."""
    boards = content("tracker")
    rows = tuple(row for key, board in boards.items() for row in _items(key, board, index))
    return Sheet(heads=HEADS, rows=rows)


def _items(key: str, board: list[object], index: int) -> list[tuple[Cell, ...]]:
    people, labels, *summaries = (str(each) for each in board)
    told = enumerate(summaries, start=1)
    rows = [_item(key, n, (summary, people.split("/"), labels.split("/")), index) for n, summary in told]
    there = [row for row in rows if str(row[CREATED]) <= str(PERIODS[index].end)]
    return [*_epics(key, (people.split("/"), labels.split("/")), there, index), *there]


def _epics(
    key: str, told: tuple[list[str], list[str]], items: list[tuple[Cell, ...]], index: int
) -> list[tuple[Cell, ...]]:
    """One epic a label, done when all items below it are."""
    people, labels = told
    return [
        _epic(f"{key}-{EPICS_FROM + at}", key, (label, people[0]), items, index)
        for at, label in enumerate(labels)
        if any(row[PARENT] == f"{key}-{EPICS_FROM + at}" for row in items)
    ]


def _epic(
    epic: str, key: str, told: tuple[str, str], items: list[tuple[Cell, ...]], index: int
) -> tuple[Cell, ...]:
    label, owner = told
    below = [row for row in items if row[PARENT] == epic]
    dates = [row[RESOLVED] for row in below]
    finish = max(map(str, dates)) if all(dates) else ""
    cells: dict[str, Cell] = {
        "Issue key": epic,
        "Project key": key,
        "Issue Type": "Epic",
        "Summary": label.capitalize(),
        "Status": "Done" if finish else "In Progress",
        "Assignee": owner,
        "Created": BEGIN,
        "Updated": PERIODS[index].end if not finish else date.fromisoformat(finish),
        "Resolved": date.fromisoformat(finish) if finish else None,
    }
    return tuple(cells.get(head) for head in HEADS)


def _item(key: str, n: int, told: tuple[str, list[str], list[str]], index: int) -> tuple[Cell, ...]:
    summary, people, labels = told
    created = BEGIN + timedelta(days=int(21 * (n - 1) + 9 * (1 + wave(key, n))))
    due = created + timedelta(days=LIVES[n % 6])
    resolved = created + timedelta(days=int(LIVES[n % 6] * (1.1 + 0.5 * wave(key, n, "r"))))
    done = resolved <= PERIODS[index].end
    updated = min(resolved if done else PERIODS[index].end - timedelta(days=n % 9), PERIODS[index].end)
    status = (
        "Done"
        if done
        else "In Progress"
        if (PERIODS[index].end - created).days > LIVES[n % 6] // 2
        else "To Do"
    )
    sprint = (created - SPRINTS_FROM).days // FORTNIGHT
    tags = (
        labels[n % len(labels)],
        labels[(n + 1) % len(labels)] if n % 2 else None,
        "steerco" if n % 5 == 0 else None,
    )
    sprints = (f"{key} Sprint {sprint}", f"{key} Sprint {sprint + 2}" if n % 3 == 0 else None)
    days = (created, max(updated, created), due, resolved if done else None)
    estimate = 1.0 + n % 4 * 2 + (n % 3) / 2
    return (
        f"{key}-{n}",
        key,
        KINDS[n % 5],
        summary,
        status,
        people[n % len(people)],
        *tags,
        *sprints,
        *days,
        estimate,
        f"{key}-{EPICS_FROM + n % len(labels)}",
        POINTS[n % len(POINTS)],
    )
