"""Reference data: the register of projects, the crosswalk of codes, overrides and exchange rates."""

from __future__ import annotations

from datetime import date

from pmo_reports.workspace.sample.milestones import baseline_finish, finished, standings
from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import (
    COUNT,
    PERIODS,
    Programme,
    Project,
    content,
    log,
    programmes,
    projects,
)

HEADS = (
    "ID",
    "Parent",
    "Level",
    "Name",
    "Sponsor",
    "Manager",
    "Class",
    "Stage",
    "State",
    "Priority",
    "Objective",
    "Currency",
    "Confidentiality",
    "Description",
    "Cost tolerance",
    "Tolerance days",
    "Baseline start",
    "Baseline finish",
    "Actual start",
    "Actual finish",
    "Whole-life cost",
    "Contingency",
    "Contingency drawn",
)
DAY = "dd mmm yyyy"
LAST = COUNT - 1
RATES = {"GBP": 1.17, "USD": 0.92}
DRIFT = {"GBP": (1.171, 1.168, 1.175, 1.162, 1.158, 1.164), "USD": (0.917, 0.921, 0.913, 0.908, 0.905, 0.911)}


def register() -> Sheet:
    """The portfolio, its programmes and its projects."""
    rows = [_portfolio()]
    for programme in programmes():
        rows += [_programme(programme), *(_project(project, programme) for project in programme.projects)]
    return Sheet(
        name="Register",
        title=(
            "Project register · Talmark Transformation Portfolio",
            "Approved by the portfolio board · kept by the PMO",
        ),
        heads=HEADS,
        rows=tuple(rows),
        formats={
            **dict.fromkeys(("Baseline start", "Baseline finish", "Actual start", "Actual finish"), DAY),
            **dict.fromkeys(("Whole-life cost", "Contingency", "Contingency drawn"), "#,##0"),
            "Cost tolerance": "0%",
        },
        widths={"Name": 40, "Description": 60, "Objective": 30, "Sponsor": 20, "Manager": 20},
    )


def crosswalk() -> Sheet:
    """What finance and the tracker call each project."""
    finance = [("finance", project.finance, project.id) for project in projects()]
    tracker = [("tracker", project.tracker, project.id) for project in projects() if project.tracker]
    return Sheet(heads=("system", "local_id", "project_id"), rows=(*finance, *tracker))


def overrides() -> Sheet:
    """RAG overrides with reason, approver and expiry."""
    listed = log("raid", "overrides")
    return Sheet(heads=listed.heads, rows=listed.rows)


def fx_rates() -> Sheet:
    """Plan rates of the year, average and closing rates of each month, to the euro."""
    rows: list[tuple[Cell, ...]] = [(c, "plan", date(2025, 1, 1), rate) for c, rate in RATES.items()]
    for currency, drift in DRIFT.items():
        for period, closing in zip(PERIODS, drift, strict=True):
            rows.append((currency, "average", period.start, round((closing + RATES[currency]) / 2, 4)))
            rows.append((currency, "closing", period.start, closing))
    return Sheet(heads=("currency", "kind", "valid_from", "rate"), rows=tuple(rows))


def _portfolio() -> tuple[Cell, ...]:
    told = content("troubles")["portfolio"]
    named = dict(zip(("ID", "Name", "Sponsor", "Manager", "Description"), map(str, told), strict=True))
    return _row(
        {**named, "Level": "Portfolio", "State": "Active", "Currency": "EUR", "Confidentiality": "Internal"}
    )


def _programme(programme: Programme) -> tuple[Cell, ...]:
    return _row(
        {
            "ID": programme.id,
            "Level": "Programme",
            "Name": programme.name,
            "Sponsor": programme.sponsor,
            "Manager": programme.manager,
            "State": "Active",
            "Objective": programme.objectives,
            "Currency": "EUR",
            "Confidentiality": "Internal",
            "Description": programme.description,
        }
    )


def _project(project: Project, programme: Programme) -> tuple[Cell, ...]:
    return _row(
        {
            "ID": project.id,
            "Parent": programme.id,
            "Level": "Project",
            "Name": project.name,
            "Sponsor": programme.sponsor,
            "Manager": project.manager,
            "Class": project.kind,
            "Stage": project.stage,
            "State": project.state,
            "Priority": project.priority,
            "Objective": programme.objectives,
            "Currency": project.currency,
            "Confidentiality": "Internal",
            "Description": project.description,
            **_bounds(project),
        }
    )


def _bounds(project: Project) -> dict[str, Cell]:
    """Tolerances, dates and money of a project."""
    over = finished(project, LAST)
    return {
        "Cost tolerance": project.tolerance_cost,
        "Tolerance days": project.tolerance_days,
        "Baseline start": project.first.start,
        "Baseline finish": baseline_finish(project, LAST),
        "Actual start": project.first.start,
        "Actual finish": standings(project, LAST)[-1].actual if over else None,
        "Whole-life cost": project.bac(LAST),
        "Contingency": project.contingency,
        "Contingency drawn": project.drawn,
    }


def _row(values: dict[str, Cell]) -> tuple[Cell, ...]:
    return tuple(values.get(head) for head in HEADS)
