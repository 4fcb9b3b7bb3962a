"""Eleven measures the plain way, for comparison: a function applied to each project's rows, then loops."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio

KEYS = ("bac", "pv", "ac", "ev", "cpi", "spi", "es", "at", "spi_t", "key_milestone_slip", "exposure")
ZERO = Decimal(0)


def measures(portfolio: Portfolio, period: Period) -> pd.DataFrame:
    """The eleven by entity: projects first, then programmes and the portfolio by sums of their projects."""
    now = pd.Timestamp(period.start)
    found = portfolio["costs"].groupby("project_id").apply(lambda rows: _money(rows, now))
    share = portfolio["progress"].set_index(["project_id", "month"])["percent_complete"].to_dict()
    found["ev"] = [Decimal(str(share[project, now])) * bac for project, bac in found["bac"].items()]
    found["exposure"] = portfolio["risks"].groupby("project_id").apply(_exposure)
    found["key_milestone_slip"] = portfolio["milestones"].groupby("project_id").apply(_slip)
    found = pd.concat([found, _above(portfolio, found)])
    found["es"] = [_earned_schedule(row) for _, row in found.iterrows()]
    found["at"] = [len(curve[curve.index <= now]) for curve in found["curve"]]
    found["spi_t"] = found["es"] / found["at"]
    for index, part, whole in (("cpi", "ev", "ac"), ("spi", "ev", "pv")):
        found[index] = [float(a / b) if b else None for a, b in zip(found[part], found[whole], strict=True)]
    return found


def _money(rows: pd.DataFrame, now: pd.Timestamp) -> pd.Series:
    rate = [Decimal(str(each)) for each in rows["fx_rate"]]
    budget = pd.Series(
        [a * b for a, b in zip(rows["budget_current"], rate, strict=True)], index=rows["month"]
    )
    actual = pd.Series(
        [a * b if pd.notna(a) else ZERO for a, b in zip(rows["actual"], rate, strict=True)],
        index=rows["month"],
    )
    monthly = budget.groupby(level=0).sum()
    sums = {"bac": sum(budget, ZERO), "pv": sum(budget[budget.index <= now], ZERO)}
    return pd.Series({**sums, "ac": sum(actual[actual.index <= now], ZERO), "curve": monthly.cumsum()})


def _exposure(rows: pd.DataFrame) -> Decimal:
    total = ZERO
    for _, row in rows[rows["state"] != "closed"].iterrows():
        total += Decimal(str(row["probability_percent"])) * row["impact_cost"]
    return total


def _slip(rows: pd.DataFrame) -> int:
    worst = -10_000
    for _, row in rows[rows["is_key"].astype(bool)].iterrows():
        end = row["actual_date"] if pd.notna(row["actual_date"]) else row["forecast_date"]
        days = len(pd.bdate_range(min(row["baseline_date"], end), max(row["baseline_date"], end))) - 1
        worst = max(worst, days if end >= row["baseline_date"] else -days)
    return worst


def _above(portfolio: Portfolio, found: pd.DataFrame) -> pd.DataFrame:
    projects = portfolio["projects"].set_index("project_id")["parent_id"]
    rows = {}
    for entity in projects.index.difference(found.index):
        below = [each for each in found.index if entity in (projects[each], projects.index[0])]
        if below:
            part = found.loc[below]
            sums = {name: sum(part[name], ZERO) for name in ("bac", "pv", "ac", "ev", "exposure")}
            curve = pd.concat(list(part["curve"]), axis=1).ffill().sum(axis=1)
            rows[entity] = {**sums, "curve": curve, "key_milestone_slip": part["key_milestone_slip"].max()}
    return pd.DataFrame.from_dict(rows, orient="index")


def _earned_schedule(row: pd.Series) -> float:
    before = ZERO
    for period, value in enumerate(row["curve"]):
        if value > row["ev"]:
            return period + float((row["ev"] - before) / (value - before))
        before = value
    return float(len(row["curve"]))
