"""The gate calendar as of a period: a gate at each key milestone, with verdicts and conditions."""

from __future__ import annotations

from datetime import date

from pmo_reports.workspace.sample.milestones import Standing, standings
from pmo_reports.workspace.sample.sheets import Cell
from pmo_reports.workspace.sample.story import PERIODS, Project, log, projects

Entry = dict[str, Cell]


def gates(index: int) -> list[Entry]:
    """The gates of all projects, in their order; those of projects that have not started are planned."""
    return [
        _gate(project, number, standing, index)
        for project in projects()
        for number, standing in enumerate((s for s in standings(project, index) if s.key), start=1)
    ]


def _gate(project: Project, number: int, standing: Standing, index: int) -> Entry:
    held = standing.actual is not None
    given = _conditions().get((project.id, f"G{number}"), {}) if held else {}
    met = given.get("Met")
    return {
        "Gate id": f"G{number}",
        "Project": project.id,
        "Gate name": standing.name,
        "Planned": standing.baseline,
        "Forecast": standing.forecast,
        "Held on": standing.actual,
        "Verdict": ("Passed with conditions" if given else "Passed") if held else None,
        "Conditions": given.get("Conditions"),
        "Conditions due": given.get("Due"),
        "Conditions met": met if isinstance(met, date) and met <= PERIODS[index].end else None,
    }


def _conditions() -> dict[tuple[str, str], Entry]:
    listed = log("raid", "conditions")
    rows = (dict(zip(listed.heads, row, strict=True)) for row in listed.rows)
    return {(str(row["Project"]), str(row["Gate"])): row for row in rows}
