"""The cover: which pack, of which truth."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Facts
from pmo_reports.model.wording import label
from pmo_reports.pack.period_names import title
from pmo_reports.pack.quality_score import grade, quality
from pmo_reports.pack.quantities import exact, on, share
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View

CLASSIFICATIONS = (label("Public"), label("Internal"), label("Confidential"), label("Restricted"))
"""Usual words for who may read a pack, which are told in its language; others stay as they are written."""


@section("cover", "Cover")
def cover(view: View) -> Content:
    """Portfolio, pack and the particulars every reader needs before the first page."""
    organisation = view.settings.organisation
    score = quality(view).score
    marks = Sentence.of(grade(score), " (", exact(share(view.entity, "quality.score", score)), ")")
    particulars = Facts(
        pairs=(
            (label("Period"), title(view, view.now.period)),
            (label("Status as of"), on(view.entity, "status_date", view.status_date)),
            (label("Prepared for"), view.pack.audience),
            (label("Classification"), label(organisation.classification)),
            (label("State"), label("Draft")),
            (label("Data quality"), marks),
            (label("Run"), view.run),
        )
    )
    return Content(
        title=Sentence.of(view.name(view.entity), ": ", view.pack.title),
        blocks={"particulars": particulars},
    )
