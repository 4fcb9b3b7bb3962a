"""What the figures say, found by rule: facts with a weight, ranked, merged and told in whole sentences.

Belongs here: which facts are told, in which order, and the titles and paragraphs made of them. Does not
belong here: people's own words (`pack.people`), which stand beside, marked as theirs.
"""

from __future__ import annotations

from pmo_reports.pack.narrative.facts import Fact, Kind, Tone
from pmo_reports.pack.narrative.mark import from_figures
from pmo_reports.pack.narrative.portfolio import facts, headline, portfolio_story
from pmo_reports.pack.narrative.programme import programme_line
from pmo_reports.pack.narrative.project import project_story
from pmo_reports.pack.narrative.ranking import told

__all__ = [
    "Fact",
    "Kind",
    "Tone",
    "facts",
    "from_figures",
    "headline",
    "portfolio_story",
    "programme_line",
    "project_story",
    "told",
]
