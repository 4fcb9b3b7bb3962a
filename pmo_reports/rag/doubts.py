"""States that somebody should look at: better declared than computed, and overrides, live or expired."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.rag.board import states
from pmo_reports.rag.cited import Row, cited, rows_of
from pmo_reports.rag.codes import AMBER, RED, SEVERE, counts
from pmo_reports.rag.reports import overrides

_STATES = {state.value: state.word for state in (Rag.RED, Rag.AMBER, Rag.GREEN)}


def doubts(assessed: Assessed) -> tuple[Finding, ...]:
    """Findings on declared states and overrides of projects, each with the cell it stands in."""
    return (*_divergences(assessed), *_overrides(assessed))


def _divergences(assessed: Assessed) -> Iterator[Finding]:
    reports = {str(row["project_id"]): row for row in rows_of(assessed, "status_reports")}
    for entity, dimension in _better_declared(assessed):
        assessment = assessed.assessments[entity, dimension]
        report = reports.get(entity)
        if report is not None and not assessment.override:
            yield _divergence(assessed, report, dimension, assessment)


def _better_declared(assessed: Assessed) -> Iterator[tuple[str, str]]:
    """The cells that are computed red or amber and declared better; the rest has findings of its own."""
    standing = states(assessed.assessments)
    names = list(standing.computed)
    computed, declared = (
        np.array([each[name] for name in names]).reshape(len(names), -1)
        for each in (standing.computed, standing.declared)
    )
    better = np.isin(computed, (RED, AMBER)) & counts(declared) & (SEVERE[declared] < SEVERE[computed])
    for entity, flags in zip(standing.entities, better.T, strict=True):
        yield from ((str(entity), name) for name, is_so in zip(names, flags, strict=True) if is_so)


def _divergence(assessed: Assessed, report: Row, dimension: str, assessment: Assessment) -> Finding:
    declared = assessment.declared.word if assessment.declared else ""
    subject = "The project" if dimension == OVERALL else dimension.capitalize()
    return cited(
        assessed,
        ("status_reports", report, dimension),
        severity=Severity.WARNING,
        rule="green-outside-red-inside",
        value=declared,
        problem=f"{subject} is declared {declared}, but the rules give {assessment.computed.word}.",
        remedy="Correct the declared state, or record an override with reason, approver and end date.",
    )


def _overrides(assessed: Assessed) -> Iterator[Finding]:
    rows = rows_of(assessed, "overrides")
    yield from _contradictions(assessed, rows)
    for row in rows:
        starts, ends = pd.Timestamp(str(row["valid_from"])), pd.Timestamp(str(row["expires_on"]))
        on, to = pd.Timestamp(assessed.status_date), str(row["to"])
        what = f"{row['dimension']} to {_STATES.get(to, to)}"
        if ends < on:
            yield cited(
                assessed,
                ("overrides", row, "expires_on"),
                severity=Severity.WARNING,
                rule="override-expired",
                value=f"{ends:%Y-%m-%d}",
                problem=f"The override of {what} ended on {ends:%Y-%m-%d} and no longer counts.",
                remedy="Delete the row, or have a new override approved.",
            )
        elif starts <= on:
            yield cited(
                assessed,
                ("overrides", row, "to"),
                severity=Severity.NOTE,
                rule="override-in-force",
                value=str(row["to"]),
                problem=f"The override of {what} holds to {ends:%Y-%m-%d}, by {row['approver']}.",
                remedy="Nothing: the state is marked wherever it is shown.",
            )


def _contradictions(assessed: Assessed, rows: list[Row]) -> Iterator[Finding]:
    """Overrides in force of one cell to another state than the one that counts."""
    agreed = overrides(assessed.portfolio, assessed.status_date)
    on = pd.Timestamp(assessed.status_date)
    for row in rows:
        counts_for = agreed.get((str(row["project_id"]), str(row["dimension"])))
        live = pd.Timestamp(str(row["valid_from"])) <= on <= pd.Timestamp(str(row["expires_on"]))
        if counts_for is not None and live and str(row["to"]) != counts_for.to:
            what = f"{row['dimension']} to {_STATES.get(str(row['to']), str(row['to']))}"
            yield cited(
                assessed,
                ("overrides", row, "to"),
                severity=Severity.WARNING,
                rule="override-contradicted",
                value=str(row["to"]),
                problem=f"The override of {what} is beside one to {counts_for.to.word}, which counts.",
                remedy="End the one that no longer holds: set its `expires_on`.",
            )
