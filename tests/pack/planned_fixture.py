"""What the four projects plan beside cost and dates: benefits, cases, objectives and people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from pmo_reports.model.figures import Unit

UNITS = dict.fromkeys(("npv_case", "npv_outlook", "npv_change", "aligned_budget"), Unit.MONEY) | {
    "aligned_share": Unit.PERCENT
}
VALUES = {
    "benefit_baseline": 1e6,
    "benefit_forecast": 8e5,
    "npv_case": 5e5,
    "npv_outlook": 2e5,
    "npv_change": -3e5,
    "aligned_budget": 3e6,
    "aligned_share": 0.75,
}
ROLE = {"role": "Engineer", "month": pd.Timestamp("2026-11-01"), "demand": 5.0, "allocated": 4.0}


def planned_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of the tables that `rich` has beside its own."""
    money = {"baseline": Decimal(1000000), "forecast": Decimal(800000), "fx_rate": 1.0}
    point = {"project_id": "atlas", "benefit_id": "b-a", "name": "Less paper", "month": "2027-01-01"}
    return {
        "benefits": [{**point, **money, "source": "benefits"}],
        "resources": [{"project_id": "atlas", **ROLE, "capacity": 4.0, "source": "staffing"}],
        "contributions": [{"project_id": "atlas", "objective_id": "o-a", "share": 0.75}],
    }


def planned_frames() -> dict[str, pd.DataFrame]:
    """What the measures carry to the pack beside values, for the whole portfolio."""
    load = {"capacity": 4.0, "booked": 1.0, "over": 0.0, "under": False, "load": 1.25, "short": 1.0}
    alignment = {"entity_id": "all", "owner": None, "weight": None}
    return {
        "role_months": pd.DataFrame([{**ROLE, **load}]),
        "alignment": pd.DataFrame(
            [
                {**alignment, "objective_id": "o-a", "name": "Growth", "projects": 1, "bac": 3e6},
                {**alignment, "objective_id": "", "name": "Unaligned", "projects": 0, "bac": 1e6},
            ]
        ),
    }
