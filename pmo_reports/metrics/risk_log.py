"""The workings of risk measures: open risks, what they cost on average, and their cells on the risk map.

A risk is looked at in three stages: inherent (before any response), residual (as it stands today) and
target (when all responses are in place). An impact below zero is an opportunity: it is no threat's
relief, and never netted against one.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
import pandas as pd

from pmo_reports.metrics import ledger, logs
from pmo_reports.metrics.exact import exact, factors
from pmo_reports.metrics.picked import chosen
from pmo_reports.model.assessed import Basis
from pmo_reports.model.risk_map import SCALE

KEY = ["project_id", "risk_id"]


class Stage(StrEnum):
    """A stage of a risk; the value is what its columns begin with."""

    INHERENT = "inherent_"
    RESIDUAL = ""
    TARGET = "target_"


class Side(StrEnum):
    """Whether something would be lost or gained."""

    THREAT = "threat"
    OPPORTUNITY = "opportunity"


def still_open(entries: pd.DataFrame) -> pd.DataFrame:
    """The entries that are not said to be closed."""
    return chosen(entries, entries["state"].ne("closed").to_numpy(bool))


def opened(basis: Basis) -> pd.DataFrame:
    """The open risks."""
    return basis.once(opened, lambda: still_open(basis["risks"]))


def logged(basis: Basis) -> pd.Index[str]:
    """The projects that have an entry, open or closed."""
    return basis.once(logged, lambda: logs.ids(basis["risks"]["project_id"]))


def expected(risks: pd.DataFrame, stage: Stage = Stage.RESIDUAL, side: Side = Side.THREAT) -> pd.Series:
    """Probability × impact on cost of `risks` by project, in the reporting currency (decimals).

    An opportunity's is what it would save. Null for a project with a risk that is not quantified.
    """
    impact = exact(risks[f"{stage}impact_cost"])
    turned = impact.units if side is Side.THREAT else -impact.units
    lost = replace(impact, units=np.where(turned > 0, turned, 0))
    costs = lost.times(factors(risks[f"{stage}probability_percent"])).series(risks.index)
    return ledger.exact(risks.assign(expected=costs), "expected")


def exposed(basis: Basis, stage: Stage, side: Side = Side.THREAT) -> pd.Series:
    """What a project's open risks cost (or save) on average; zero for one whose risks are all closed."""
    return ledger.or_zero(expected(opened(basis), stage, side), logged(basis))


def delayed(basis: Basis, stage: Stage) -> pd.Series:
    """Probability × impact in working days of the open threats, by project."""
    risks = opened(basis)
    days = risks[f"{stage}impact_days"].clip(lower=0) * risks[f"{stage}probability_percent"]
    return logs.summed(days, risks["project_id"], logged(basis))


def scores(risks: pd.DataFrame, stage: Stage = Stage.RESIDUAL) -> pd.Series:
    """Probability × impact, 1 to 25; null without both."""
    return risks[f"{stage}probability"] * risks[f"{stage}impact"]


def colours(basis: Basis, risks: pd.DataFrame, stage: Stage = Stage.RESIDUAL) -> pd.Series:
    """The letter of each risk's cell on the organisation's map; null off the scale or without a score."""
    letters = np.array([list(row) for row in basis.bands], dtype=object)
    found = risks[[f"{stage}probability", f"{stage}impact"]].astype("Int64")
    at = found.where(found.ge(1) & found.le(SCALE)).dropna()
    p, i = (at[name].to_numpy("int64") for name in at)
    return pd.Series(letters[SCALE - p, i - 1], index=at.index, dtype="str").reindex(risks.index)


def counted(basis: Basis, hits: pd.Series) -> pd.Series:
    """How many of the open risks, by project; null where it is not known of one."""
    return logs.counted(hits, opened(basis)["project_id"], logged(basis))
