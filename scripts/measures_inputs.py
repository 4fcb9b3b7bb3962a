"""A large portfolio for the benchmark of measures, made of whole columns: the same each time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pmo_reports.config.calendar import Calendar
from pmo_reports.config.measures import Measures
from pmo_reports.config.organisation import Organisation, Root
from pmo_reports.config.rag import RagRules
from pmo_reports.config.settings import Settings
from pmo_reports.model.assumptions import Simulation
from pmo_reports.model.lineage import Lineage
from pmo_reports.model.period import Period
from pmo_reports.model.tables import TABLES, Portfolio, empty, typed

PERIOD = Period(2026, 10)
MONTHS = pd.date_range("2024-01-01", periods=60, freq="MS", unit="s")
NOW = int(np.flatnonzero(pd.Timestamp(PERIOD.start) == MONTHS)[0])
CATEGORIES = np.array(["Labour", "Material", "Services", "Travel", "Licences", "Other"])
TASKS = 100
WITHOUT_LEDGER = 20  # one project in so many has only a schedule
WITH_SIXTH = 4  # one in so many has a sixth category, so that there are 300 cost lines a project on average
ROOT = "PORTFOLIO"
CLOSED, DONE = 0.3, 0.5

Columns = Mapping[str, Any]


def settings() -> Settings:
    """Settings of an organisation that reports in euro."""
    return Settings(
        workspace=Path(),
        organisation=Organisation(name="Example", portfolio=Root(id=ROOT, name="All"), currency="EUR"),
        calendar=Calendar(),
        measures=Measures(simulation=Simulation(draws=0)),  # a case of its own
        rag=RagRules(dimensions={}),
        sources={},
        packs={},
    )


def portfolio(projects: int, without: Collection[str] = (), months: int = len(MONTHS)) -> Portfolio:
    """A portfolio of so many projects with 60 months of costs in five categories and 100 activities each.

    Args:
        projects: how many there are.
        without: tables that stay empty.
        months: how many of the months of costs there are.
    """
    chance = np.random.default_rng(7)
    ids = np.array([f"P{number:05}" for number in range(projects)])
    made: dict[str, pd.DataFrame] = {name: empty(table) for name, table in TABLES.items()}
    for name, columns in _tables(ids, chance):
        if name in without:
            continue
        if name == "costs":
            some = np.isin(columns["month"], MONTHS[:months].to_numpy())
            columns = {field: values[some] for field, values in columns.items()}  # noqa: PLW2901 - fewer rows
        made[name] = typed(TABLES[name], pd.DataFrame({**columns, **_provenance(name, columns)}))
    return Portfolio(period=PERIOD, tables=made, lineage=Lineage({}))


def _provenance(name: str, columns: Columns) -> Columns:
    size = len(next(iter(columns.values())))
    return {"source": name, "file": f"{name}.csv", "sheet": "", "row": np.arange(2, size + 2)}


def _tables(ids: np.ndarray, chance: np.random.Generator) -> list[tuple[str, Columns]]:
    return [
        ("projects", _projects(ids)),
        ("costs", _costs(ids, chance)),
        ("progress", _progress(ids, chance)),
        ("milestones", _milestones(ids, chance)),
        ("tasks", _tasks(ids, chance)),
        ("task_links", _links(ids)),
        ("calendars", _calendars(ids)),
        ("risks", _risks(ids, chance)),
        ("changes", _changes(ids, chance)),
        ("benefits", _benefits(ids, chance)),
        ("resources", _resources(ids, chance)),
        ("dependencies", _dependencies(ids, chance)),
        ("work_items", _items(ids, chance)),
    ]


def _projects(ids: np.ndarray) -> Columns:
    programmes = np.array([f"G{number:04}" for number in range(max(len(ids) // 20, 1))])
    every = np.concatenate([[ROOT], programmes, ids])
    levels = ["portfolio", *["programme"] * len(programmes), *["project"] * len(ids)]
    above = [None, *[ROOT] * len(programmes), *programmes[np.arange(len(ids)) % len(programmes)]]
    return {
        "project_id": every,
        "parent_id": above,
        "level": levels,
        "name": every,
        "state": "active",
        "currency": "EUR",
        "baseline_start": pd.Timestamp("2024-01-01"),
        "baseline_finish": pd.Timestamp("2028-12-29"),
        "forecast_finish": pd.Timestamp("2029-02-16"),
        "contingency": 50_000,
        "revenue": 900_000,
    }


def _costs(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    booked = np.flatnonzero(np.arange(len(ids)) % WITHOUT_LEDGER != 0)
    lines = np.where(booked % WITH_SIXTH == 1, 6, 5)
    project = np.repeat(booked, lines * len(MONTHS))
    month = np.tile(np.arange(len(MONTHS)), int(lines.sum()))
    category = np.concatenate([np.repeat(np.arange(count), len(MONTHS)) for count in lines])
    size = len(project)
    budget, actual, forecast = (chance.integers(0, 1_000_000, size) / 100 for _ in range(3))
    rate = np.where(project % 3 == 0, 1.1734, 1.0)
    return {
        "project_id": ids[project],
        "month": MONTHS.to_numpy()[month],
        "category": CATEGORIES[category],
        "kind": np.where(category % 2 == 0, "opex", "capex"),
        "currency": np.where(project % 3 == 0, "GBP", "EUR"),
        "budget_original": budget,
        "budget_current": budget,
        "committed": np.where(month <= NOW, actual, np.nan),
        "actual": np.where(month <= NOW, actual, np.nan),
        "forecast": forecast,
        **dict.fromkeys(("fx_rate", "fx_rate_actual", "fx_rate_forecast", "fx_rate_commitment"), rate),
    }


def _progress(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    past = MONTHS[: NOW + 1]
    done = (np.sort(chance.random((len(ids), len(past))), axis=1) * 0.7).round(4)
    return {
        "project_id": np.repeat(ids, len(past)),
        "month": np.tile(past.to_numpy(), len(ids)),
        "percent_complete": done.ravel(),
    }


def _days(chance: np.random.Generator, size: int, first: str, spread: int) -> np.ndarray:
    offsets = chance.integers(0, spread, size).astype("timedelta64[D]").astype("timedelta64[s]")
    return np.datetime64(first, "s") + offsets


def _milestones(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    each, size = 10, 10 * len(ids)
    planned = _days(chance, size, "2024-02-01", 1700)
    moved = planned + chance.integers(-10, 60, size).astype("timedelta64[D]").astype("timedelta64[s]")
    done = moved < np.datetime64("2026-09-30")
    return {
        "project_id": np.repeat(ids, each),
        "milestone_id": np.tile([f"M{number}" for number in range(each)], len(ids)),
        "baseline_date": planned,
        "forecast_date": moved,
        "actual_date": np.where(done, moved, np.datetime64("NaT")),
        "is_key": np.tile(np.arange(each) % 3 == 0, len(ids)),
    }


def _tasks(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    size = TASKS * len(ids)
    at = np.tile(np.arange(TASKS), len(ids))
    start = np.datetime64("2024-01-01T08:00:00") + (at * 14).astype("timedelta64[D]").astype("timedelta64[s]")
    length = np.timedelta64(11 * 24 + 9, "h").astype("timedelta64[s]")
    late = chance.integers(0, 30, size).astype("timedelta64[D]").astype("timedelta64[s]")
    begun, done = start < np.datetime64("2026-10-31"), start + length + late < np.datetime64("2026-10-31")
    never = np.datetime64("NaT")
    cost = chance.integers(100_000, 900_000, size) / 100
    return {
        "project_id": np.repeat(ids, TASKS),
        "task_id": np.tile([str(number) for number in range(TASKS)], len(ids)),
        "kind": "task",
        "is_active": True,
        "calendar_id": "1",
        "baseline_start": start,
        "baseline_finish": start + length,
        "forecast_start": start + late,
        "forecast_finish": start + length + late,
        "actual_start": np.where(begun, start, never),
        "actual_finish": np.where(done, start + length + late, never),
        "baseline_days": 9.0,
        "duration_days": 10.0,
        "remaining_days": np.where(done, 0.0, 9.0),
        "total_float_days": chance.integers(-2, 60, size).astype(float),
        "percent_complete": np.where(done, 1.0, np.where(begun, 0.4, 0.0)),
        "currency": "EUR",
        "fx_rate": 1.0,
        "baseline_cost": cost,
        "cost": cost,
        "actual_cost": np.where(begun, cost, 0.0),
        "remaining_cost": np.where(done, 0.0, cost),
    }


def _links(ids: np.ndarray) -> Columns:
    names = np.array([str(number) for number in range(TASKS)])
    before = np.concatenate([np.arange(TASKS - 1), np.arange(0, TASKS - 5, 5)])
    after = np.concatenate([np.arange(1, TASKS), np.arange(5, TASKS, 5)])
    return {
        "project_id": np.repeat(ids, len(before)),
        "predecessor_id": np.tile(names[before], len(ids)),
        "successor_id": np.tile(names[after], len(ids)),
        "kind": "FS",
        "lag_days": 0.0,
    }


def _calendars(ids: np.ndarray) -> Columns:
    week = ("monday", "tuesday", "wednesday", "thursday", "friday")
    return {
        "project_id": ids,
        "calendar_id": "1",
        "name": "Standard",
        "is_default": True,
        "hours_per_day": 8.0,
        **dict.fromkeys(week, "08:00-12:00, 13:00-17:00"),
        **dict.fromkeys(("saturday", "sunday"), "non-working"),
    }


def _risks(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    each, size = 8, 8 * len(ids)
    return {
        "project_id": np.repeat(ids, each),
        "risk_id": np.tile([f"R{number}" for number in range(each)], len(ids)),
        "probability": chance.integers(1, 6, size),
        "impact": chance.integers(1, 6, size),
        "probability_percent": chance.integers(1, 10, size) / 10,
        "impact_cost": chance.integers(0, 10_000_000, size) / 100,
        "impact_days": chance.integers(0, 60, size).astype(float),
        "currency": "EUR",
        "fx_rate": 1.0,
        "response_due": _days(chance, size, "2026-06-01", 300),
        "state": np.where(chance.random(size) < CLOSED, "closed", "open"),
        "owner": "A",
    }


def _changes(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    each, size = 3, 3 * len(ids)
    return {
        "project_id": np.repeat(ids, each),
        "change_id": np.tile([f"C{number}" for number in range(each)], len(ids)),
        "cost": chance.integers(-1_000_000, 5_000_000, size) / 100,
        "days": chance.integers(0, 30, size).astype(float),
        "currency": "EUR",
        "fx_rate": 1.0,
        "state": np.array(["approved", "pending", "rejected"])[chance.integers(0, 3, size)],
        "raised_on": _days(chance, size, "2026-01-01", 300),
    }


def _benefits(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    points = MONTHS[11::12]
    size = len(points) * len(ids)
    worth = np.sort(chance.integers(0, 90_000_000, (len(ids), len(points))) / 100, axis=1).ravel()
    month = np.tile(points.to_numpy(), len(ids))
    return {
        "project_id": np.repeat(ids, len(points)),
        "benefit_id": "B1",
        "kind": "cashable",
        "month": month,
        "baseline": worth,
        "forecast": worth * 0.9,
        "actual": np.where(month <= MONTHS.to_numpy()[NOW], worth * 0.8, np.full(size, np.nan)),
        "currency": "EUR",
        "fx_rate": 1.0,
    }


def _resources(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    roles, ahead = np.array(["Engineer", "Analyst"]), MONTHS[NOW : NOW + 6]
    size = len(ids) * len(roles) * len(ahead)
    return {
        "project_id": np.repeat(ids, len(roles) * len(ahead)),
        "role": np.tile(np.repeat(roles, len(ahead)), len(ids)),
        "month": np.tile(ahead.to_numpy(), len(ids) * len(roles)),
        "demand": chance.integers(0, 40, size) / 10,
        "allocated": chance.integers(0, 40, size) / 10,
        "capacity": 4000.0,
    }


def _dependencies(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    size = len(ids)
    need = _days(chance, size, "2026-11-01", 300)
    later = chance.integers(-20, 40, size).astype("timedelta64[D]").astype("timedelta64[s]")
    return {
        "dependency_id": [f"D{number}" for number in range(size)],
        "giver_id": ids,
        "receiver_id": np.roll(ids, 1) if size > 1 else ids,
        "need_date": need,
        "promise_date": need + later,
        "state": "open",
    }


def _items(ids: np.ndarray, chance: np.random.Generator) -> Columns:
    each, size = 20, 20 * len(ids)
    created = _days(chance, size, "2026-01-01", 290)
    done = chance.random(size) < DONE
    days = chance.integers(0, 20, size).astype("timedelta64[D]").astype("timedelta64[s]")
    return {
        "project_id": np.repeat(ids, each),
        "item_id": np.tile([f"I{number}" for number in range(each)], len(ids)),
        "kind": "Story",
        "progress": np.where(done, "done", "to_do"),
        "created_on": created,
        "resolved_on": np.where(done, created + days, np.datetime64("NaT")),
        "points": chance.integers(1, 8, size).astype(float),
    }
