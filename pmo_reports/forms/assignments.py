"""Who is asked to report what: active projects by manager, with what was reported last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pmo_reports.config.settings import Settings
from pmo_reports.forms.content import Assignment, LastReport, Milestone, Progress, ProjectForm, Risk
from pmo_reports.forms.layout import RAGS, TEXTS, WORDS
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio

SHOWN_RISKS = 3
REPORTS = "status_reports"
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: reports of a period as of a date, due on a day."""

    period: Period
    status_date: date
    due: date


def assignments(last: Portfolio, settings: Settings, asked: Asked) -> tuple[Assignment, ...]:
    """A workbook for each manager of active projects, by name; projects without one come last, together."""
    register = last["projects"]
    due = register[register["level"].eq("project") & register["state"].eq("active")]
    due = due.assign(project_manager=due["project_manager"].fillna(""))
    by_name = sorted(due["project_manager"].unique(), key=lambda name: (not name, name.casefold(), name))
    return tuple(
        Assignment(
            manager=name,
            organisation=settings.organisation.name,
            period=asked.period,
            status_date=asked.status_date,
            due=asked.due,
            budgets=budgets(settings),
            projects=tuple(
                _project(last, row) for row in _rows(due[due["project_manager"].eq(name)], "project_id")
            ),
        )
        for name in by_name
    )


def budgets(settings: Settings) -> Mapping[str, int]:
    """Field of a status report -> how many words it may have, as the sources that read forms say."""
    return {
        field: column.words
        for source in settings.sources.values()
        for part in source.parts.values()
        if source.reader == "form" and part.table == REPORTS
        for field, column in part.columns.items()
        if column.words
    }


def _project(last: Portfolio, row: _Row) -> ProjectForm:
    code = str(row["project_id"])
    return ProjectForm(
        code=code,
        name=str(row["name"]),
        last=_report(last, code),
        milestones=tuple(map(_milestone, _of(last, "milestones", code))),
        progress=tuple(map(_progress, _of(last, "progress", code, "month"))),
        risks=_risks(last, code),
    )


def _report(last: Portfolio, code: str) -> LastReport:
    found = _of(last, REPORTS, code)
    if not found:
        return LastReport()
    report = found[0]
    return LastReport(
        period=_text(report["period"]),
        status_date=_day(report["status_date"]),
        submitted_by=_text(report["submitted_by"]),
        submitted_on=_day(report["submitted_on"]),
        rags={name: WORDS.get(_text(report[name]), _text(report[name]) or "–") for name in RAGS},
        return_to_green=_day(report["return_to_green"]),
        texts={text.field: _text(report[text.field]) for text in TEXTS},
    )


def _milestone(row: _Row) -> Milestone:
    return Milestone(
        id=_text(row["milestone_id"]),
        name=_text(row["name"]),
        key=None if pd.isna(row["is_key"]) else bool(row["is_key"]),
        baseline=_day(row["baseline_date"]),
        forecast=_day(row["forecast_date"]),
        actual=_day(row["actual_date"]),
        owner=_text(row["owner"]),
    )


def _progress(row: _Row) -> Progress:
    month = _day(row["month"])
    assert month is not None  # noqa: S101 - the table's key is never null
    return Progress(
        month=month, planned=_share(row["planned_percent"]), earned=_share(row["percent_complete"])
    )


def _risks(last: Portfolio, code: str) -> tuple[Risk, ...]:
    """The open risks of the highest score."""
    found = [
        Risk(
            id=_text(row["risk_id"]),
            title=_text(row["title"]),
            score=_score(row),
            due=_day(row["response_due"]),
            response=_text(row["response"]),
        )
        for row in _of(last, "risks", code)
        if _text(row["state"]) != "closed"
    ]
    return tuple(sorted(found, key=lambda risk: (-(risk.score or 0), risk.id))[:SHOWN_RISKS])


def _score(row: _Row) -> int | None:
    if pd.isna(row["probability"]) or pd.isna(row["impact"]):
        return None
    return int(row["probability"]) * int(row["impact"])


def _of(last: Portfolio, table: str, code: str, order: str = "") -> list[_Row]:
    frame = last[table]
    return _rows(frame[frame["project_id"].eq(code)], order)


def _rows(frame: pd.DataFrame, order: str = "") -> list[_Row]:
    ordered = frame.sort_values(order, kind="stable") if order else frame
    return [{str(key): value for key, value in row.items()} for row in ordered.to_dict("records")]


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _day(value: Any) -> date | None:  # noqa: ANN401 - a cell of a frame
    return None if pd.isna(value) else value.date()


def _share(value: Any) -> float | None:  # noqa: ANN401 - a cell of a frame
    return None if pd.isna(value) else float(value)
