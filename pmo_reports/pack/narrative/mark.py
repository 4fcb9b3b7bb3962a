"""What is computed is marked as that, for it stands beside people's own words."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.wording import say


def from_figures(story: Sentence) -> Sentence:
    """The paragraph, said to be made from the figures; nothing where it says nothing."""
    return say("From the figures: {story}", story=story) if story else story
