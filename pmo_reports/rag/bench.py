"""The bench: what assessments are made from, read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_reports.config.organisation import Organisation
from pmo_reports.config.rag import RagRules
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.measures import Measurements
from pmo_reports.model.rag import Override
from pmo_reports.rag.gaps import Gaps, quarantined, vanished
from pmo_reports.rag.reports import Report, overrides, reports
from pmo_reports.rag.second_choices import Seconds, second_choices
from pmo_reports.rag.word import Cell, Word

Cells = dict[tuple[str, str], Cell]
"""Cells by entity and dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What assessments are made from.

    Attributes:
        projects: rows of the projects table by id, programmes and the portfolio included.
        reports, overrides: by entity, by entity and dimension.
        gaps: missing entries, by why they are missing.
        second: projects that are measured by a second choice, by measure.
    """

    basis: Basis
    measurements: Measurements
    rules: RagRules
    projects: Mapping[str, Mapping[str, object]]
    reports: Mapping[str, Report]
    overrides: Mapping[tuple[str, str], Override]
    gaps: Mapping[str, Gaps]
    second: Seconds


def bench(
    basis: Basis,
    measurements: Measurements,
    rules: RagRules,
    organisation: Organisation,
    past: tuple[Assessed, ...],
) -> Bench:
    """All that assessments are made from, read once."""
    records = basis["projects"].to_dict("records")
    rows = ({str(name): value for name, value in record.items()} for record in records)
    gone = vanished(basis, past) if rules.vanished else Gaps()
    return Bench(
        basis=basis,
        measurements=measurements,
        rules=rules,
        projects={str(row["project_id"]): row for row in rows},
        reports=reports(basis, rules, organisation),
        overrides=overrides(basis),
        gaps={"in quarantine": quarantined(basis), "gone since the last period": gone},
        second=second_choices(basis, measurements, past),
    )


def word(bench: Bench, entity: str, name: str, *, expected: bool) -> Word:
    """What people say on a cell."""
    report = bench.reports.get(entity)
    return Word(
        declared=report.states.get(name) if report else None,
        override=bench.overrides.get((entity, name)),
        expected=expected,
        report=report,
    )
