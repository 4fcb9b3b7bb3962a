"""The house's measures, in the order of the glossary. A new one is a function in its family's file."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.metrics import (
    benefits,
    cost,
    dependencies,
    earned_dates,
    earned_schedule,
    earned_value,
    estimate_range,
    estimates,
    flow,
    outlook,
    resources,
    risk,
    schedule,
    schedule_execution,
    schedule_float,
    schedule_movement,
    schedule_quality,
    schedule_shares,
    scope,
    time_forecasts,
)
from pmo_reports.model.measures import Measure, index

DECLARED: Mapping[str, Measure] = index(
    schedule,
    schedule_movement,
    schedule_float,
    schedule_quality,
    schedule_execution,
    schedule_shares,
    earned_schedule,
    time_forecasts,
    earned_dates,
    cost,
    earned_value,
    estimates,
    estimate_range,
    outlook,
    scope,
    risk,
    benefits,
    resources,
    dependencies,
    flow,
)
