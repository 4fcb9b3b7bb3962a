"""Trend: how a state moved since the last period, and for how long it has been what it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pmo_reports.model.rag import SEVERITY, Rag, Trend
from pmo_reports.rag.board import Months, States
from pmo_reports.rag.codes import NONE, Codes, columns_of
from pmo_reports.rag.register import Places, places
from pmo_reports.rag.verdict import GREY


def before(last: States | None, entities: pd.Index, name: str) -> tuple[Codes, Months]:
    """What was printed in a dimension in the last period (`NONE`: nothing), and for how long."""
    if last is None or name not in last.effective:
        return columns_of(len(entities), NONE), np.zeros(len(entities), dtype=np.int16)
    at = _at(last, entities)
    return np.append(last.effective[name], NONE)[at], np.append(last.months[name], np.int16(0))[at]


def held_before(last: States | None, projects: pd.Index) -> Mapping[str, Codes]:
    """The states of rules that have hysteresis in the last period, `NONE` where there were none."""
    if last is None:
        return {}
    at = _at(last, projects)
    return {key: np.append(codes, NONE)[at] for key, codes in last.held.items()}


def moved(before: Rag, after: Rag) -> Trend:
    """The move between two states; what is no longer known has not improved."""
    if before is after:
        return Trend.SAME
    if before not in SEVERITY or after not in SEVERITY:
        return Trend.NEW
    difference = SEVERITY[after] - SEVERITY[before]
    if difference > 0:
        return Trend.WORSE
    return Trend.SAME if difference == 0 or after in GREY else Trend.IMPROVED


def _at(last: States, entities: pd.Index) -> Places:
    if last.entities.equals(entities):
        return np.arange(len(entities))
    return places(last.entities, entities)
