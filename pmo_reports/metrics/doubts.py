"""Figures that are hard to believe: they are printed, but somebody should look at what they are made of."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pmo_reports.metrics.chains import chains
from pmo_reports.metrics.items import counted
from pmo_reports.metrics.network_doubts import network_doubts
from pmo_reports.metrics.value_doubts import value_doubts
from pmo_reports.model.assessed import Basis
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.lineage import CellRef
from pmo_reports.model.measures import Measurements
from pmo_reports.model.tables import PROVENANCE

PLAUSIBLE_CPI = 1.5
"""Work for less than two thirds of its budget: mostly actual cost that has not been booked yet."""


def doubts(basis: Basis, measurements: Measurements) -> tuple[Finding, ...]:
    """Warnings on indices, late actual cost, dates never updated, backward time, links and circles."""
    values = measurements.values.loc[basis.members["project_id"].unique()]  # noqa: PD011 - a field of ours
    return (
        *_late_actuals(basis, values),
        *_implausible(basis, values),
        *_never_updated(basis),
        *_backwards(basis),
        *network_doubts(basis, _managers(basis)),
        *value_doubts(basis),
        *_circular(basis),
    )


def _late_actuals(basis: Basis, projects: pd.DataFrame) -> Iterator[Finding]:
    late = projects[projects["ev"].gt(0) & projects["ac"].eq(0)]
    for project in map(str, late.index):
        yield Finding(
            severity=Severity.WARNING,
            rule="actuals-late",
            entity=project,
            problem="Work is reported as done, but no actual cost is booked.",
            remedy="Book the actual cost up to the status date, or correct percent complete.",
            owner=_manager(basis, project),
            table="costs",
        )


def _implausible(basis: Basis, projects: pd.DataFrame) -> Iterator[Finding]:
    cpi = projects["cpi"].dropna()
    for project, index in cpi[cpi > PLAUSIBLE_CPI].items():
        yield Finding(
            severity=Severity.WARNING,
            rule="implausible-index",
            entity=str(project),
            value=f"{index:.2f}",
            problem=f"CPI is {index:.2f}: work is done for far less than its budget.",
            remedy="See whether actual cost arrives late, or percent complete is too high.",
            owner=_manager(basis, str(project)),
            table="costs",
        )


def _never_updated(basis: Basis) -> Iterator[Finding]:
    milestones = basis["milestones"]
    behind = milestones["forecast_date"].lt(pd.Timestamp(basis.status_date))
    passed = behind & milestones["actual_date"].isna()
    columns = ["project_id", "milestone_id", "forecast_date", *PROVENANCE]
    for entry in milestones.loc[passed, columns].to_dict("records"):
        row = {str(name): value for name, value in entry.items()}
        cell = basis.portfolio.lineage.cell("milestones", row, "forecast_date") or CellRef("", "", "")
        project = str(row["project_id"])
        yield Finding(
            severity=Severity.WARNING,
            rule="never-updated-milestone",
            entity=project,
            source=str(row["source"]),
            file=cell.file,
            sheet=cell.sheet,
            cell=cell.cell,
            value=f"{row['forecast_date']:%Y-%m-%d}",
            problem=f"Milestone {row['milestone_id']} is forecast before the status date and not done.",
            remedy="Enter the actual date, or a new forecast.",
            owner=_manager(basis, project),
            table="milestones",
        )


def _backwards(basis: Basis) -> Iterator[Finding]:
    """Items that were done before they began: one warning a project, at the first of them."""
    items = counted(basis)
    wrong = items[items["days"].lt(0)]
    numbers = wrong.groupby("project_id").size()
    for entry in wrong.drop_duplicates("project_id").to_dict("records"):
        row = {str(name): value for name, value in entry.items()}
        cell = basis.portfolio.lineage.cell("work_items", row, "resolved_on") or CellRef("", "", "")
        project = str(row["project_id"])
        yield Finding(
            severity=Severity.WARNING,
            rule="resolved-before-start",
            entity=project,
            source=str(row["source"]),
            file=cell.file,
            sheet=cell.sheet,
            cell=cell.cell,
            value=f"{row['resolved_on']:%Y-%m-%d}",
            problem=f"{numbers[project]} of the items done were resolved before they began, "
            f"{row['item_id']} the first; their cycle time is left out.",
            remedy="Correct the dates in the tracker, or see whether its export swaps them.",
            owner=_manager(basis, project),
            table="work_items",
        )


def _managers(basis: Basis) -> dict[str, str]:
    projects = basis["projects"].dropna(subset=["project_manager"])
    return dict(zip(projects["project_id"], projects["project_manager"], strict=True))


def _circular(basis: Basis) -> Iterator[Finding]:
    """Projects that wait for one another: a finding for each circle, at one of its dependencies."""
    dependencies = basis["dependencies"]
    for circle in chains(basis).circles:
        giver, receiver = circle[0], circle[1]
        link = dependencies["giver_id"].eq(giver) & dependencies["receiver_id"].eq(receiver)
        row = {str(name): value for name, value in dependencies[link].iloc[0].to_dict().items()}
        cell = basis.portfolio.lineage.cell("dependencies", row, "giver_id") or CellRef("", "", "")
        yield Finding(
            severity=Severity.WARNING,
            rule="circular-dependency",
            entity=receiver,
            source=str(row["source"]),
            file=cell.file,
            sheet=cell.sheet,
            cell=cell.cell,
            value=str(row["dependency_id"]),
            problem=f"Projects wait for one another: {' → '.join((*circle, giver))}. "
            "How late that makes them cannot be told.",
            remedy="See which of these dependencies comes in parts, or close the one that is not real.",
            owner=_manager(basis, receiver),
            table="dependencies",
        )


def _manager(basis: Basis, project: str) -> str:
    """Who should look at it: the project manager, or "" where none is named."""
    projects = basis["projects"]
    named = projects.loc[projects["project_id"].eq(project), "project_manager"].dropna()
    return str(named.iloc[0]) if len(named) else ""
