"""Data quality: whether the pack can be trusted, and what to mend where."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.model.figures import Sentence
from pmo_reports.model.finding import Severity
from pmo_reports.model.pack import Block
from pmo_reports.model.wording import say
from pmo_reports.pack.declared_tables import divergence_table, overrides_table
from pmo_reports.pack.quality_score import grade, quality, source_qualities
from pmo_reports.pack.quality_tables import (
    findings_table,
    missing_table,
    sources_table,
    summary_table,
)
from pmo_reports.pack.quantities import count, exact, share
from pmo_reports.pack.ratings import explained_table
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.status_reports import missing_reports
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, stated

_MENDED = (Severity.BLOCK, Severity.ERROR, Severity.FIELD)


@section("data_quality", "Data quality")
def data_quality(view: View) -> Content:
    """The score and how it is made, findings with their place, and declared against computed states."""
    return Content(
        title=_title(view),
        lead=_lead(view),
        blocks={
            "reconciliation": sources_table(view) if source_qualities(view) else None,
            "summary": summary_table(view),
            "missing": missing_table(view),
            "findings": findings_table(view),
            **_declared(view),
            "explained": explained_table(view),
        },
        source=view.source("status_reports", "costs", "milestones", "risks"),
    )


def _declared(view: View) -> Mapping[str, Block]:
    """Declared against computed states and the overrides, unless the pack has a section of them."""
    if "divergence" in view.pack.kinds:
        return {}
    return {"divergence": divergence_table(view), "overrides": overrides_table(view)}


def _title(view: View) -> Sentence:
    found = [finding for finding in view.findings if finding.severity in _MENDED]
    figure = count(view.entity, "findings.to_mend", len(found))
    missing = count(view.entity, "reports.missing", len(missing_reports(view)))
    score = quality(view).score
    mend = stated(figure, "finding", "is to be mended", "are to be mended")
    late = stated(missing, "report", "is missing or stale", "are missing or stale")
    late = late if missing.value else say("no report is missing or stale")
    mark = say("data quality is {grade}", grade=grade(score)) if score is not None else Sentence()
    return joined((mend, late, mark))


def _lead(view: View) -> Sentence:
    """The score and what it is the mean of."""
    found = quality(view)
    rows, reports, states = (
        exact(share(view.entity, f"quality.{name}", value))
        for name, value in (
            ("rows", found.validity),
            ("reports", found.timeliness),
            ("states", found.coverage),
        )
    )
    parts = (
        (rows, say("{share} of rows read that were accepted", share=rows)),
        (reports, say("{share} of reports due that are there in time", share=reports)),
        (states, say("{share} of states that are known", share=states)),
    )
    shares = joined((said for figure, said in parts if figure.value is not None), ", ")
    score = exact(share(view.entity, "quality.score", found.score))
    return say("The score of {score} is the mean of {shares}.", score=score, shares=shares)
