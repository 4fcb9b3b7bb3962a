"""The finance system's export: a row for each project, month and cost category, in its own codes."""

from __future__ import annotations

from pmo_reports.workspace.sample.curves import curves, monthly, wave
from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import PERIODS, Project, projects

HEADS = (
    "Project code",
    "Project text",
    "Month",
    "Cost category",
    "Type",
    "Currency",
    "Budget original",
    "Budget current",
    "Committed",
    "Actual",
    "Forecast",
)
ON_ORDER = 3
ORDERED = 0.6


def export(index: int) -> Sheet:
    """The export as of a period, over the whole life of every project."""
    return Sheet(heads=HEADS, rows=tuple(row for project in projects() for row in _rows(project, index)))


def _rows(project: Project, index: int) -> list[tuple[Cell, ...]]:
    curve = curves(project, index)
    columns = zip(
        curve.months, monthly(curve.original), monthly(curve.current), monthly(curve.outlook), strict=True
    )
    rows: list[tuple[Cell, ...]] = []
    for month, original, current, cost in columns:
        past = month <= PERIODS[index]
        split = zip(*(_split(project, month.id, each) for each in (original, current, cost)), strict=True)
        for category, (first, now, amount) in zip(project.costs, split, strict=True):
            money = (first, now, _committed(index, month.id, amount), amount if past else None, amount)
            head = (project.finance, project.name.upper(), month.start, category)
            rows.append((*head, project.costs[category].kind, project.currency, *money))
    return rows


def _committed(index: int, month: str, cost: float) -> float:
    """What is ordered: all that was spent, and part of the next months."""
    if month <= PERIODS[index].id:
        return cost
    return round(cost * ORDERED, 2) if month <= PERIODS[index].shifted(ON_ORDER).id else 0.0


def _split(project: Project, month: str, amount: float) -> list[float]:
    """`amount` over the categories; the last takes the rest, so that cents agree."""
    parts = {c: s.part * (1 + 0.3 * wave(project.id, month, c)) for c, s in project.costs.items()}
    whole = sum(parts.values())
    shares = [round(amount * part / whole, 2) for part in list(parts.values())[:-1]]
    return [*shares, round(amount - sum(shares), 2)]
