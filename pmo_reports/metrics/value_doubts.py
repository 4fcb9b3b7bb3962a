"""Figures of value that are hard to believe or cannot be made.

Too many shares, flows without a rate of return, plans without a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pmo_reports.metrics import returns, strategy
from pmo_reports.metrics.cash_flow import approved, outlook
from pmo_reports.metrics.discounting import Irr
from pmo_reports.metrics.schedule_value import costed
from pmo_reports.model.assessed import Basis
from pmo_reports.model.finding import Finding, Severity

_WHY: Mapping[int, str] = {
    Irr.SEVERAL: "money goes out again after it came in, so that several rates, or none, make its value zero",
    Irr.OUT_OF_RANGE: "nearly all of the money is lost",
}
_SAID = {"approved": approved, "outlook": outlook}


def value_doubts(basis: Basis) -> tuple[Finding, ...]:
    """Findings on strategic shares, unknown objectives, flows without an IRR, and a missing calendar."""
    return (
        *_overshared(basis),
        *_unknown_objectives(basis),
        *_without_rate(basis),
        *_without_calendar(basis),
    )


def _overshared(basis: Basis) -> Iterator[Finding]:
    for project, total in strategy.overshared(basis).items():
        yield Finding(
            severity=Severity.WARNING,
            rule="shares-above-one",
            entity=str(project),
            value=f"{total:.0%}",
            problem=f"The project's shares in strategic objectives add up to {total:.0%}; "
            "they are cut down to 100 % in proportion.",
            remedy="Let the shares of a project add up to 100 % at most.",
            owner=_manager(basis, str(project)),
            table="contributions",
        )


def _unknown_objectives(basis: Basis) -> Iterator[Finding]:
    """Contributions to objectives that the list of objectives, where there is one, does not have."""
    told, listed = basis["contributions"], basis["objectives"]["objective_id"]
    strange = told[~told["objective_id"].isin(listed) & bool(len(listed))]
    for row in strange.drop_duplicates("objective_id").itertuples():
        yield Finding(
            severity=Severity.WARNING,
            rule="unknown-objective",
            entity=str(row.project_id),
            source=str(row.source),
            file=str(row.file),
            value=str(row.objective_id),
            problem=f"No strategic objective is called {row.objective_id!r}; it gets a row of its own.",
            remedy="Add it to the list of objectives, or correct the contribution.",
            table="contributions",
        )


def _without_rate(basis: Basis) -> Iterator[Finding]:
    for name, which in _SAID.items():
        why = returns.why_no_irr(basis, which)
        for project, reason in _listed(why):
            yield Finding(
                severity=Severity.NOTE,
                rule="no-single-irr",
                entity=project,
                problem=f"The business case ({name}) has no IRR: {_WHY[reason]}.",
                remedy="Judge it by its NPV.",
                owner=_manager(basis, project),
                table="business_cases",
            )


def _without_calendar(basis: Basis) -> Iterator[Finding]:
    """Schedules with cost but no calendar, as ProTrack's flat files: a plan in time needs working hours."""
    priced = costed(basis)
    bare = priced[~priced["project_id"].isin(basis["calendars"]["project_id"])]
    for row in basis["tasks"].loc[bare.drop_duplicates("project_id").index].itertuples():
        project = str(row.project_id)
        yield Finding(
            severity=Severity.WARNING,
            rule="no-calendar",
            entity=project,
            source=str(row.source),
            file=str(row.file),
            problem="The schedule has no calendar, so that its planned value is not the tool's own: it is "
            "counted on five days a week of eight hours, without holidays.",
            remedy="Hand in the schedule file itself (of ProTrack the .p2x, with the preset `protrack`), or "
            "a file for the table `calendars`: project_id, calendar_id, and monday to sunday as "
            "08:00-12:00, 13:00-17:00.",
            owner=_manager(basis, project),
            table="calendars",
        )


def _listed(why: pd.Series) -> Iterator[tuple[str, int]]:
    odd = why[why.isin(list(_WHY))]
    yield from ((str(project), int(reason)) for project, reason in odd.items())


def _manager(basis: Basis, project: str) -> str:
    """Who should look at it: the project manager, or "" where none is named."""
    projects = basis["projects"]
    named = projects.loc[projects["project_id"].eq(project), "project_manager"].dropna()
    return str(named.iloc[0]) if len(named) else ""
