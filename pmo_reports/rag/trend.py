"""Trend: how a state moved since the last period, and for how long it has been what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import SEVERITY, Assessment, Rag, Trend
from pmo_reports.rag.verdict import GREY


def trended(assessment: Assessment, past: Sequence[Assessed]) -> Assessment:
    """`assessment` with its trend against the last of `past` (oldest first) and its months in status."""
    key = (assessment.entity, assessment.dimension)
    earlier = [each.assessments.get(key) for each in reversed(past)]
    before = earlier[0] if earlier else None
    if before is None:
        return assessment
    same = takewhile(lambda each: each is not None and each.effective is assessment.effective, earlier)
    return replace(
        assessment, trend=moved(before.effective, assessment.effective), months=1 + len(list(same))
    )


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
