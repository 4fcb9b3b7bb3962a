"""The hand-made portfolio with ranges, estimates, networks and checked schedules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from pmo_reports.model.assessed import Assessed, Drawn
from pmo_reports.model.dcma import CHECKS
from pmo_reports.model.figures import Unit
from pmo_reports.model.tables import TABLES, typed
from tests.pack.portfolio_fixture import declared

CHECKED = tuple(dict.fromkeys(key for c in CHECKS for key in (c.numerator, c.denominator)))
SHARES = tuple(check.figure for check in CHECKS)
INDICES = ("cpli", "bei")
SHARE = ("10", "50", "80", "90")
MONEY = (*(f"cost_p{n}" for n in SHARE), "eac_lowest", "eac_highest")
OUTLOOK = {
    **dict.fromkeys(("finish_baseline", *(f"finish_p{n}" for n in SHARE)), Unit.DATE),
    **dict.fromkeys(MONEY, Unit.MONEY),
    **dict.fromkeys(("finish_chance", "cost_chance", *SHARES), Unit.PERCENT),
    **dict.fromkeys(("planned_duration", "duration_lowest", "duration_highest"), Unit.MONTHS),
    **dict.fromkeys(CHECKED, Unit.COUNT),
    **dict.fromkeys(INDICES, Unit.INDEX),
}
DATES = ("2026-12-08", "2026-12-28", "2027-01-17", "2027-02-06")
COSTS = (3.9e6, 4.2e6, 4.4e6, 4.8e6)


def finish(baseline: str, dates: tuple[str, ...], chance: float) -> dict[str, Any]:
    """An approved date and P10 to P90 of the finish."""
    found = {f"finish_p{n}": pd.Timestamp(day) for n, day in zip(SHARE, dates, strict=True)}
    return {"finish_baseline": pd.Timestamp(baseline), "finish_chance": chance, **found}


def cost(costs: tuple[float, ...], chance: float) -> dict[str, Any]:
    """P10 to P90 of the cost at completion."""
    return {**{f"cost_p{n}": value for n, value in zip(SHARE, costs, strict=True)}, "cost_chance": chance}


ESTIMATED = {
    "eac_lowest": 4.1e6,
    "eac_highest": 4.9e6,
    "planned_duration": 12.0,
    "duration_lowest": 12.5,
    "duration_highest": 15.0,
}


def checked(missing: int = 2) -> dict[str, Any]:
    """A schedule of ten activities, eight of them open, that fails the checks of logic and execution."""
    counts = dict.fromkeys(CHECKED, 0) | {"incomplete_activities": 8, "activity_links": 10, "activities": 10}
    counts |= {
        "missing_logic": missing,
        "finish_to_start": 10,
        "activities_due": 4,
        "completed_activities": 2,
    }
    counts |= {"path_tests": 1, "path_tests_passed": 1, "path_length": 40, "path_and_float": 40}
    shares = dict.fromkeys(SHARES, 0.0) | {"missing_logic_share": missing / 8, "finish_to_start_share": 1.0}
    return {**counts, **shares, "path_tests_share": 1.0, "cpli": 1.0, "bei": 0.5}


def values() -> dict[str, dict[str, Any]]:
    """Atlas and Beacon with ranges, Atlas with a network; Cedar and Delta have estimates alone."""
    whole = finish("2026-12-18", DATES, 0.25)
    return {
        "all": whole | ESTIMATED | checked(3),
        "atlas": whole | cost(COSTS, 0.2) | ESTIMATED | checked(2) | {"percent_complete": 0.45},
        "beacon": finish("2026-12-18", ("2026-12-11", "2026-12-14", "2026-12-18", "2027-01-07"), 0.8)
        | checked(0),
        "cedar": ESTIMATED | {"percent_complete": 0.05},
        "delta": ESTIMATED | {"percent_complete": 0.6},
    }


def drawn() -> Drawn:
    """Atlas by simulation, Beacon by history; two activities and a milestone drive the finish of Atlas."""
    methods = pd.DataFrame(
        {"method": ["Monte Carlo, PERT", "reference class of milestones"], "n": [500, 12], "seed": [7, 7]},
        index=pd.Index(["atlas", "beacon"], dtype="str"),
    )
    drivers = pd.DataFrame(
        [("atlas", "t-a", 0.6), ("atlas", "t-b", 0.9), ("atlas", "m-a", 1.0), ("atlas", "t-c", 0.0)],
        columns=["project_id", "task_id", "criticality"],
    )
    return Drawn(methods=methods, drivers=drivers)


def tasks() -> pd.DataFrame:
    """The activities of Atlas."""
    names = {"t-a": "Build", "t-b": "Migrate", "t-c": "Train", "m-a": "Live"}
    rows = [
        {
            "project_id": "atlas",
            "task_id": key,
            "name": name,
            "kind": "milestone" if key == "m-a" else "task",
            "forecast_finish": "2026-12-01",
            "source": "plans",
        }
        for key, name in names.items()
    ]
    return typed(TABLES["tasks"], pd.DataFrame(rows))


def frame(period: Assessed) -> pd.DataFrame:
    """The values of the period's measures by entity."""
    return period.measurements.values  # noqa: PD011 - the field of measurements


def measured(
    period: Assessed,
    units: Mapping[str, Unit] = OUTLOOK,
    given: Mapping[str, Mapping[str, Any]] | None = None,
) -> Assessed:
    """`period` with more measures."""
    found = period.measurements
    before = frame(period)
    rows = pd.DataFrame(values() if given is None else given).T.reindex(index=before.index)
    more = pd.DataFrame({key: rows.get(key) for key in units if key not in before}, index=rows.index)
    kept = before.copy()
    for key in set(units) | set(rows.columns):
        if key in kept and key in rows:
            kept[key] = rows[key].combine_first(kept[key])
    whole = pd.concat([kept, more], axis=1)
    return replace(
        period,
        measurements=replace(
            found,
            values=whole,
            disclosed=whole.notna().astype(int),
            declared={**found.declared, **{key: declared(key, unit) for key, unit in units.items()}},
        ),
    )


def ranged(period: Assessed, given: Mapping[str, Mapping[str, Any]] | None = None) -> Assessed:
    """`period` with ranges, estimates, a network and checks."""
    tables = {**period.portfolio.tables, "tasks": tasks()}
    made = measured(replace(period, portfolio=replace(period.portfolio, tables=tables)), given=given)
    return replace(made, drawn=drawn())
