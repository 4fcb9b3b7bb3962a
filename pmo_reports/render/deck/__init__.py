"""The deck renderer: a pack model becomes a PowerPoint file. The only importer of python-pptx.

Belongs here: slide markup, measuring and placing text, native tables, charts and shapes, the package.
Does not belong here: any figure that is not in the model, and any format of a figure.
"""

from __future__ import annotations

from pmo_reports.render.deck.deck import deck
from pmo_reports.render.deck.linter import deck_problems

__all__ = ["deck", "deck_problems"]
