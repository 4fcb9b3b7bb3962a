"""From assessed periods to a pack model: one decorated function, one section.

Belongs here: what a pack says, in which words and in which order. Does not belong here: how it looks
(`render`), and any measure or state that is not a plain count (`metrics`, `rag`).
"""

from __future__ import annotations

from pmo_reports.pack.compose import SECTIONS, compose, in_scope
from pmo_reports.pack.translation import translated

__all__ = ["SECTIONS", "compose", "in_scope", "translated"]
