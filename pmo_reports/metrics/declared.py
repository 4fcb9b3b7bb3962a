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
    resources,
    risk,
    schedule,
    scope,
    time_forecasts,
)
from pmo_reports.model.measures import Measure, index

DECLARED: Mapping[str, Measure] = index(
    schedule,
    earned_schedule,
    time_forecasts,
    earned_dates,
    cost,
    earned_value,
    estimates,
    estimate_range,
    scope,
    risk,
    benefits,
    resources,
    dependencies,
    flow,
)
