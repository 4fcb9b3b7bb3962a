"""The risk map: 25 cells of probability and impact, each green, amber or red. A table, not a formula."""

from __future__ import annotations

SCALE = 5
"""Probability and impact are scored 1 to 5."""

LETTERS = "GAR"
"""The colours from best to worst."""

BANDS = ("GAARR", "GAARR", "GGAAR", "GGAAA", "GGGAA")
"""The house's map: a row for each probability, 5 first; in it a letter for each impact, 1 first."""
