"""Dimensions: what the rules of one dimension give for one project. The worst rule decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pmo_reports.config.rag import Dimension
from pmo_reports.model.measures import Measurements
from pmo_reports.model.rag import Rag, worst
from pmo_reports.rag import reasons
from pmo_reports.rag.gaps import Gaps, tables
from pmo_reports.rag.rules import Outcome, applies, outcomes
from pmo_reports.rag.second_choices import among
from pmo_reports.rag.verdict import WORD_ALONE, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A project as the rules see it.

    Attributes:
        project: its row.
        gaps: the entries that are missing, by why.
        second: the projects that are measured by a second choice, by measure.
    """

    entity: str
    project: Mapping[str, object]
    measurements: Measurements
    gaps: Mapping[str, Gaps]
    second: Mapping[str, frozenset[str]] = field(default_factory=dict)


def verdict(name: str, dimension: Dimension, subject: Subject) -> Verdict:
    """What the rules of `dimension` give: unknown at best where data or whole entries are missing."""
    if dimension.declared_only:
        return WORD_ALONE
    rules = tuple(rule for rule in dimension.rules if applies(rule, subject.project))
    if not rules:
        return Verdict(state=Rag.NOT_APPLICABLE, reason=reasons.NOT_FOR_IT)
    found = outcomes(rules, subject.entity, subject.project, subject.measurements)
    return _with_gaps(_worst(found, subject.measurements), name, dimension, subject)


def _worst(found: tuple[Outcome, ...], measurements: Measurements) -> Verdict:
    if not found:
        return Verdict(state=Rag.UNKNOWN, reason=reasons.NO_RULE, sure=False)
    state = worst(outcome.state for outcome in found)
    deciding = next(outcome for outcome in found if outcome.state is state)
    dark = [outcome for outcome in found if outcome.state is Rag.UNKNOWN and outcome is not deciding]
    begin = reasons.unknown(deciding, measurements) if state is Rag.UNKNOWN else reasons.held(deciding)
    return Verdict(
        state=state,
        reason=reasons.said(begin, reasons.also_unknown(dark, measurements)),
        sure=state is Rag.RED or all(outcome.state is not Rag.UNKNOWN for outcome in found),
        rule=deciding.rule.key,
        measure=deciding.rule.measure,
        value=deciding.value,
        bound=deciding.bound,
        distance=deciding.distance,
    )


def _with_gaps(computed: Verdict, name: str, dimension: Dimension, subject: Subject) -> Verdict:
    """The verdict, unknown at best if entries that it rests on are missing."""
    needed = sorted(tables(dimension, subject.measurements, subject.entity))
    told = [
        reasons.second_choice(
            among(dimension, subject.measurements, subject.second, subject.entity), subject.measurements
        )
    ]
    for why, gaps in subject.gaps.items():
        missing = {table: gaps[subject.entity, table] for table in needed if gaps[subject.entity, table]}
        told.append(reasons.gap(reasons.Place(subject.entity, name), missing, why))
    if not any(told):
        return computed
    return replace(
        computed,
        state=worst((computed.state, Rag.UNKNOWN)),
        sure=computed.state is Rag.RED,
        reason=reasons.said(computed.reason, *told),
    )
