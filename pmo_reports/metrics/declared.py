"""The house's measures, in the order of the glossary. A new one is a function in its family's file."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.metrics import (
    benefit_realisation,
    benefits,
    cost,
    data_quality,
    dependencies,
    earned_schedule,
    earned_value,
    estimates,
    flow,
    forecasts,
    investment,
    resources,
    risk,
    schedule,
    scope,
    spending,
    strategy,
    value,
    value_outlook,
)
from pmo_reports.model.measures import Measure, index

DECLARED: Mapping[str, Measure] = index(
    schedule,
    earned_schedule,
    cost,
    spending,
    investment,
    forecasts,
    earned_value,
    estimates,
    scope,
    risk,
    benefits,
    benefit_realisation,
    value,
    value_outlook,
    strategy,
    resources,
    dependencies,
    flow,
    data_quality,
)
