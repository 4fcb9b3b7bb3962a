"""The one portfolio: the sample as of 2026-10, read through the shipped settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports import pipeline
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio

OCTOBER = Period(2026, 10)


@pytest.fixture(scope="session")
def reference(one_period: Path) -> Portfolio:
    """The canonical tables of the sample's last period. Not to be changed by tests."""
    return pipeline.assess(one_period, OCTOBER).assessed.portfolio
