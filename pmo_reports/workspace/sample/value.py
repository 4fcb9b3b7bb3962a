"""Reference data on value: the approved business cases by year, strategic objectives and shares in them."""

from __future__ import annotations

from collections import defaultdict

from pmo_reports.workspace.sample.curves import curves, monthly
from pmo_reports.workspace.sample.plans import benefits_plan
from pmo_reports.workspace.sample.register import RATES
from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import Project, log, projects

CASE_HEADS = ("Project", "Year", "Cost", "Benefit", "Currency")
Yearly = dict[int, float]


def business_cases() -> Sheet:
    """Cost and benefit of each case by year: budget and benefits plan first, then full years to the end."""
    told = {row[0]: row for row in log("value", "cases").rows}
    cases = [row for project in projects() if project.id in told for row in _case(project, told[project.id])]
    return Sheet(heads=CASE_HEADS, rows=tuple(cases))


def strategy() -> tuple[Sheet, ...]:
    """The strategic objectives, and the share of each project that serves one."""
    objectives, contributions = log("value", "objectives"), log("value", "contributions")
    return (
        Sheet(
            name="Objectives",
            title=("Strategic objectives", "Approved by the board · kept by the PMO"),
            heads=objectives.heads,
            rows=objectives.rows,
            formats={"Weight": "0%"},
            widths={"Objective": 46, "Owner": 22},
        ),
        Sheet(
            name="Contributions",
            heads=contributions.heads,
            rows=contributions.rows,
            formats={"Share": "0%"},
        ),
    )


def _case(project: Project, told: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    full, running, end = (float(str(each)) for each in told[1:4])
    budget, promised = _budget(project), _promised(project)
    rows: list[tuple[Cell, ...]] = []
    for year in range(min(budget), int(end) + 1):
        cost = budget.get(year, 0.0) + (running if year > max(budget) else 0.0)
        benefit = promised.get(year, 0.0) if year < max(promised) else full
        rows.append((project.id, year, round(cost, 2), round(benefit, 2), "EUR"))
    return rows


def _budget(project: Project) -> Yearly:
    """The first approved budget by year, in euro at the plan rate."""
    curve, rate = curves(project, 0), RATES.get(project.currency, 1.0)
    years: Yearly = defaultdict(float)
    for month, amount in zip(curve.months, monthly(curve.original), strict=True):
        years[month.year] += amount * rate
    return {year: amount for year, amount in years.items() if amount}


def _promised(project: Project) -> Yearly:
    """What the benefits plan promises by year."""
    years: Yearly = defaultdict(float)
    before: dict[Cell, float] = {}
    for code, benefit, _, _, _, _, month, baseline, *_ in benefits_plan(0).rows:
        if code == project.id:
            year = int(str(month)[:4])
            years[year] += float(str(baseline)) - before.get(benefit, 0.0)
            before[benefit] = float(str(baseline))
    return dict(years)
