"""The executive summary: headline tiles, what to know and what to decide, on one page."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import say
from pmo_reports.pack.charts import rag_history
from pmo_reports.pack.headlines import achieved, asks, attention, coming_up
from pmo_reports.pack.narrative import from_figures, headline, portfolio_story
from pmo_reports.pack.ranking import with_state
from pmo_reports.pack.ratings import ratings_table
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.tiles import tiles
from pmo_reports.pack.view import View


@section("executive_summary", "Executive summary")
def executive_summary(view: View) -> Content:
    """Whether all is right, why not, and what is asked, in one look."""
    dated, history = view.rows("milestones"), rag_history(view)
    return Content(
        title=headline(view),
        lead=from_figures(portfolio_story(view)),
        blocks={
            "tiles": tiles(view),
            "attention": attention(view),
            "asks": asks(view) if view.rows("decisions") else None,
            "achieved": achieved(view) if dated or view.before else None,
            "next": coming_up(view) if dated else None,
            "history": history,
            "ratings": ratings_table(view) if history is None else None,
        },
        source=view.source("status_reports", "costs", "risks"),
        notes=_reasons(view),
    )


def _reasons(view: View) -> tuple[Sentence, ...]:
    """Why each red project is red, for the speaker."""
    reds = with_state(view, Rag.RED)
    return tuple(
        say("{name}: {reason}", name=view.name(entity), reason=view.assessment(entity).reason)
        for entity in reds
        if view.assessment(entity).reason
    )
