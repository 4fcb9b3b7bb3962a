"""The benefits plan and the resource plan as of a period."""

from __future__ import annotations

from datetime import date

from pmo_reports.workspace.sample.curves import wave
from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import PERIODS, log, projects

AHEAD = 6
QUARTER = 3
BENEFIT_HEADS = (
    "Project",
    "Benefit id",
    "Benefit",
    "Kind",
    "Unit",
    "Currency",
    "Month",
    "Baseline",
    "Forecast",
    "Actual",
    "Owner",
)
RESOURCE_HEADS = ("Project", "Role", "Month", "Demand FTE", "Allocated FTE", "Capacity FTE", "Person")
OWN = 1.0
"""What a person has, in full-time equivalents."""
MONTH = "mmm yyyy"


def benefits_plan(index: int) -> Sheet:
    """Cumulative benefits by quarter, from the first effect until the full year is reached."""
    rows = [
        dict(zip(log("plans", "benefits").heads, row, strict=True)) for row in log("plans", "benefits").rows
    ]
    return Sheet(
        name="Benefits",
        title=(
            "Benefits plan · cumulative by quarter",
            f"As of {PERIODS[index].end:%d %B %Y} · kept by Finance",
        ),
        heads=BENEFIT_HEADS,
        rows=tuple(point for row in rows for point in _points(row, index)),
        formats={"Month": MONTH, **dict.fromkeys(("Baseline", "Forecast", "Actual"), "#,##0")},
        widths={"Benefit": 44, "Owner": 22},
    )


def _points(row: dict[str, Cell], index: int) -> list[tuple[Cell, ...]]:
    """A benefit's points: what was promised, what is expected now, what has come."""
    first, count = row["First"], int(str(row["Quarters"]))
    assert isinstance(first, date)  # noqa: S101 - written so in the data
    expected = float(str(row["Start"])) + (float(str(row["Now"])) - float(str(row["Start"]))) * index / (
        len(PERIODS) - 1
    )
    points: list[tuple[Cell, ...]] = []
    for step in range(1, count + 1):
        month = _later(first, QUARTER * (step - 1))
        baseline = round(int(str(row["Per quarter"])) * step * min(1.0, 0.7 + 0.1 * step))
        forecast = round(baseline * expected)
        actual = (
            round(baseline * expected * (1 + 0.03 * wave(row["Id"], step)))
            if month <= PERIODS[index].end
            else None
        )
        head = (row["Project"], row["Id"], row["Benefit"], row["Kind"], "EUR", "EUR", month)
        points.append((*head, baseline, forecast, actual, row["Owner"]))
    return points


def resource_plan(index: int) -> Sheet:
    """Demand, allocation and capacity by project and role for the months to come."""
    running = {project.id for project in projects()}
    rows = [row for row in log("plans", "resources").rows if row[0] in running]
    return Sheet(
        name="Resources",
        title=(
            "Resource plan · full-time equivalents",
            f"As of {PERIODS[index].end:%d %B %Y} · kept by the line managers",
        ),
        heads=RESOURCE_HEADS,
        rows=tuple(month for row in rows for month in _months(row, index)),
        formats={"Month": MONTH, **dict.fromkeys(RESOURCE_HEADS[3:6], "0.0")},
        widths={"Role": 28, "Person": 24},
    )


def _months(row: tuple[Cell, ...], index: int) -> list[tuple[Cell, ...]]:
    """Six months of a role: the gap that was told grows or closes along the periods."""
    project, role, base, gap_first, gap_last = row
    gap = float(str(gap_first)) + (float(str(gap_last)) - float(str(gap_first))) * index / (len(PERIODS) - 1)
    names = [person for one, its, person in log("plans", "people").rows if (one, its) == (project, role)]
    capacity = _capacities().get(str(role))
    months: list[tuple[Cell, ...]] = []
    for step in range(1, AHEAD + 1):
        month = PERIODS[index].shifted(step)
        demand = round(float(str(base)) * (1 + 0.12 * wave(project, role, month)), 1)
        allocated = min(demand, round(demand * (1 - gap), 1))
        shares = zip(_shared(demand, len(names)), _shared(allocated, len(names)), names, strict=True)
        rows: list[tuple[Cell, ...]] = [(*each[:2], OWN, each[2]) for each in shares]
        rows = rows or [(demand, allocated, capacity, None)]
        months += [(project, role, month.start, *each) for each in rows]
    return months


def _shared(whole: float, number: int) -> list[float]:
    """`whole` in so many even parts; the last takes what rounding leaves."""
    part = round(whole / number, 2) if number else 0.0
    return [*[part] * (number - 1), round(whole - part * (number - 1), 2)] if number else []


def _capacities() -> dict[str, float]:
    return {str(role): float(str(fte)) for role, fte in log("plans", "capacities").rows}


def _later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
