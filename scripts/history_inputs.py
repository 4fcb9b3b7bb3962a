"""Portfolios for the benchmark of history: ten years of months, and two months that follow one another.

Made of whole columns, the same each time. From month to month reports come in, money is booked and forecast
anew, milestones and activities move, risks come and go, and a few projects begin and end.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import measures_inputs
import numpy as np
import pandas as pd
import pyarrow as pa
from rag_inputs import LETTERS, RULES

from pmo_reports.model.lineage import Lineage
from pmo_reports.model.period import Period
from pmo_reports.model.tables import MONEY, TABLES, Portfolio, empty, typed

FIRST = Period(2017, 1)
PERIODS = 120
LEFT_OUT = ("tasks", "task_links", "calendars", "work_items", "progress")
"""Of a month of the ten years: a schedule of each of 10,000 projects would be 120 million activities."""
YEAR = 12
MOVED, RATED, FORECAST_ANEW, BUDGET_ANEW, CORRECTED = 0.1, 0.05, 0.3, 0.02, 0.001
BEGUN, ENDED, TASKS_MOVED = 0.005, 0.003, 0.3
SCALE = 10**MONEY.pyarrow_dtype.scale
RATE_OF_NOW = 1.1812
_SENTENCES = (
    "Work goes on as planned; the next stage begins in time.",
    "The supplier is late, and the plan for the tests has been moved; nothing else depends on it.",
    "Two of the open posts are filled. The new people start within the month.",
    "The design was agreed on, with three points left open that the board is asked to decide.",
    "Costs are above forecast, for the hardware is dearer than it was when it was ordered.",
)
Frames = dict[str, pd.DataFrame]
Numbers = np.ndarray[Any, Any]


def money(cents: Numbers, known: Numbers | None = None) -> pd.Series:
    """Amounts in the type of the canonical tables; null where they are not `known`."""
    whole = cents.astype(np.int64) * (SCALE // 100)
    words = np.column_stack([whole, whole >> 63])
    mask = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    array = pa.Array.from_buffers(MONEY.pyarrow_dtype, len(whole), [mask, pa.py_buffer(words)])
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([array])))


@dataclass(frozen=True, slots=True)
class Course:
    """So many projects over ten years; what months have in common is made once."""

    projects: int
    frames: Frames = field(init=False, repr=False)

    def __post_init__(self) -> None:
        whole = measures_inputs.portfolio(self.projects, without=LEFT_OUT, months=YEAR)
        object.__setattr__(self, "frames", dict(whole.tables))

    def period(self, number: int) -> Period:
        """The period of a number, counted from 0."""
        return FIRST.shifted(number)

    def portfolio(self, number: int) -> Portfolio:
        """The register, a report of each project, the logs, and the ledger of the year, as of a period."""
        chance = np.random.default_rng((13, number))
        period = self.period(number)
        tables = {
            **self.frames,
            "projects": _projects(self.frames["projects"], number, chance),
            "status_reports": _reports(self.frames["projects"], period, chance),
            "milestones": _milestones(self.frames["milestones"], period, chance),
            "risks": _risks(self.frames["risks"], chance),
            "costs": _ledger(self.frames["costs"], period, chance),
            "benefits": _benefits(self.frames["benefits"], period),
            "resources": _resources(self.frames["resources"], period, chance),
        }
        return Portfolio(period=period, tables=tables, lineage=Lineage({}))


def _projects(projects: pd.DataFrame, number: int, chance: np.random.Generator) -> pd.DataFrame:
    """Forecasts slip little by little, each project at a pace of its own."""
    pace = np.random.default_rng(17).integers(0, 4, len(projects))
    days = pace * number + chance.integers(0, 2, len(projects))
    return projects.assign(forecast_finish=projects["baseline_finish"] + _whole_days(days))


def _whole_days(days: Numbers) -> Numbers:
    return days.astype("timedelta64[D]").astype("timedelta64[s]")


def _reports(projects: pd.DataFrame, period: Period, chance: np.random.Generator) -> pd.DataFrame:
    ids = projects.loc[projects["level"].eq("project"), "project_id"]
    letters = np.array(LETTERS, dtype=object)
    own = np.random.default_rng(19).integers(0, len(letters), (len(RULES.dimensions) + 1, len(ids)))
    drawn = chance.integers(0, len(letters), own.shape)
    said = letters[np.where(chance.random(own.shape) < MOVED, drawn, own)]
    words = np.array(_SENTENCES)[chance.integers(0, len(_SENTENCES), (2, len(ids)))]
    columns = dict(zip((*RULES.dimensions, "overall"), said, strict=True))
    rows = pd.DataFrame(
        {
            "project_id": ids.to_numpy(),
            "period": period.id,
            **columns,
            "summary": words[0],
            "next": words[1],
            "status_date": pd.Timestamp(period.end),
            "source": "reports",
            "file": "reports.csv",
            "row": np.arange(2, len(ids) + 2),
        }
    )
    return typed(TABLES["status_reports"], rows)


def _milestones(milestones: pd.DataFrame, period: Period, chance: np.random.Generator) -> pd.DataFrame:
    moved = _whole_days(np.where(chance.random(len(milestones)) < MOVED, chance.integers(1, 30), 0))
    forecast = milestones["forecast_date"] + moved
    done = forecast.le(pd.Timestamp(period.end))
    return milestones.assign(forecast_date=forecast, actual_date=forecast.where(done))


def _risks(risks: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    some = chance.random(len(risks)) < RATED
    drawn = pd.Series(chance.integers(1, 6, len(risks)), dtype="Int64")
    return risks.assign(probability=risks["probability"].mask(some, drawn))


def _ledger(costs: pd.DataFrame, period: Period, chance: np.random.Generator) -> pd.DataFrame:
    """The lines of the year: what is booked stays, and of what is ahead a part is forecast anew."""
    of_year = np.random.default_rng((23, period.year))
    size = len(costs)
    month = costs["month"].dt.month.to_numpy()
    budget, actual = (of_year.integers(0, 1_000_000, size) for _ in range(2))
    again = (chance.random(size) < FORECAST_ANEW) & (month > period.month)
    forecast = np.where(again, chance.integers(0, 1_000_000, size), of_year.integers(0, 1_000_000, size))
    booked = month <= period.month
    firsts = pd.date_range(f"{period.year}-01-01", periods=YEAR, freq="MS", unit="s").to_numpy()
    spent = money(actual, booked)
    return costs.assign(
        month=firsts[month - 1],
        budget_original=money(budget),
        budget_current=money(budget),
        committed=spent,
        actual=spent,
        forecast=money(forecast),
    )


def _benefits(benefits: pd.DataFrame, period: Period) -> pd.DataFrame:
    due = benefits["month"].le(pd.Timestamp(period.end))
    return benefits.assign(actual=benefits["forecast"].where(due))


def _resources(resources: pd.DataFrame, period: Period, chance: np.random.Generator) -> pd.DataFrame:
    ahead = pd.date_range(period.start, periods=YEAR // 2, freq="MS", unit="s").to_numpy()
    months = np.resize(ahead, len(resources))
    return resources.assign(month=months, demand=chance.integers(0, 40, len(resources)) / 10)


def two(projects: int) -> tuple[Portfolio, Portfolio]:
    """October and November of the portfolio that measures are taken of: whole ledgers, and schedules."""
    before = measures_inputs.portfolio(projects)
    chance = np.random.default_rng(29)
    moved = {name: _MOVES[name](rows, chance) for name, rows in before.tables.items() if name in _MOVES}
    after = replace(before, period=before.period.shifted(1), tables={**before.tables, **moved})
    return before, replace(after, tables=_begun_and_ended(after.tables, chance))


def _costs_of_now(costs: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """A month is booked, some of what is ahead is forecast anew, and a few closed months are corrected."""
    size = len(costs)
    place = costs["month"].to_numpy().astype("datetime64[M]")
    now = np.datetime64(measures_inputs.PERIOD.shifted(1).id, "M")
    drawn = money(chance.integers(0, 1_000_000, size))
    project = costs["project_id"].str[1:].astype(int).to_numpy()
    anew = (chance.random(project.max() + 1) < FORECAST_ANEW)[project] & (place > now)
    again = (chance.random(project.max() + 1) < BUDGET_ANEW)[project] & (place > now)
    wrong = (chance.random(size) < CORRECTED) & (place < now)
    spent = costs["actual"].where(~((place == now) | wrong), drawn)
    rate = costs["fx_rate_forecast"].where(costs["currency"].eq("EUR"), RATE_OF_NOW)
    return costs.assign(
        actual=spent,
        committed=spent,
        forecast=costs["forecast"].where(~anew, drawn),
        budget_current=costs["budget_current"].where(~again, drawn),
        fx_rate_forecast=rate,
    )


def _milestones_of_now(milestones: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    return _milestones(milestones, measures_inputs.PERIOD.shifted(1), chance)


def _tasks_of_now(tasks: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    some = (chance.random(len(tasks)) < TASKS_MOVED) & tasks["actual_finish"].isna().to_numpy()
    days = _whole_days(np.where(some, chance.integers(-5, 20, len(tasks)), 0))
    lost = np.where(some, chance.integers(0, 3, len(tasks)), 0)
    return tasks.assign(
        forecast_finish=tasks["forecast_finish"] + days, total_float_days=tasks["total_float_days"] - lost
    )


def _risks_of_now(risks: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    closed = chance.random(len(risks)) < RATED
    rated = _risks(risks, chance)
    kept = chance.random(len(risks)) >= RATED
    fresh = rated.iloc[::20].assign(risk_id="R9", state="open")
    whole = pd.concat([rated.assign(state=rated["state"].mask(closed, "closed"))[kept], fresh])
    return whole.sort_values(["project_id", "risk_id"], ignore_index=True)


def _changes_of_now(changes: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    approved = (chance.random(len(changes)) < MOVED) & changes["state"].eq("pending")
    return changes.assign(state=changes["state"].mask(approved, "approved"))


def _benefits_of_now(benefits: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    some = chance.random(len(benefits)) < RATED
    return benefits.assign(forecast=benefits["forecast"].where(~some, benefits["baseline"]))


_MOVES = {
    "costs": _costs_of_now,
    "milestones": _milestones_of_now,
    "tasks": _tasks_of_now,
    "risks": _risks_of_now,
    "changes": _changes_of_now,
    "benefits": _benefits_of_now,
}


def _begun_and_ended(tables: Frames, chance: np.random.Generator) -> Frames:
    """A few projects are gone with all their rows; a few more are there under ids of their own."""
    listed = tables["projects"].loc[tables["projects"]["level"].eq("project"), "project_id"].to_numpy()
    drawn = chance.choice(listed, max(round(len(listed) * (BEGUN + ENDED)), 2), replace=False)
    ended, twins = np.split(drawn, [max(round(len(listed) * ENDED), 1)])
    made = {name: empty(table) for name, table in TABLES.items()}
    for name, rows in tables.items():
        if "project_id" not in rows or rows.empty:
            made[name] = rows
            continue
        twin = rows[rows["project_id"].isin(twins)]
        twin = twin.assign(project_id=twin["project_id"] + "N")
        whole = pd.concat([rows[~rows["project_id"].isin(ended)], twin])
        made[name] = whole.iloc[whole["project_id"].argsort(kind="stable")].reset_index(drop=True)
    return made
