"""The house's measures, in the order of the glossary. A new one is a function in its family's file."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.metrics import (
    benefits,
    capacity,
    cost,
    dependencies,
    earned_schedule,
    earned_value,
    estimates,
    flow,
    gates,
    growth,
    register_items,
    resources,
    risk,
    risk_exposure,
    risk_movement,
    schedule,
    scope,
)
from pmo_reports.model.measures import Measure, index

DECLARED: Mapping[str, Measure] = index(
    schedule,
    earned_schedule,
    cost,
    earned_value,
    estimates,
    scope,
    growth,
    gates,
    risk,
    risk_exposure,
    risk_movement,
    register_items,
    benefits,
    resources,
    capacity,
    dependencies,
    flow,
)
