"""What slide markup is read against, and how its mistakes are told: template, line, valid names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_reports.errors import Problem, TemplateError
from pmo_reports.model.pack import Section
from pmo_reports.render.deck.brand import Layout
from pmo_reports.render.deck.canvas import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where markup comes from: the template's name and its text, to say where a mistake is."""

    name: str
    text: str

    def mistake(self, needle: str, message: str, valid: object = ()) -> TemplateError:
        """The error for `needle`, a literal of the template, with its line."""
        lines = self.text.splitlines()
        line = next((i for i, text in enumerate(lines, 1) if needle in text), 1)
        names = (
            ", ".join(sorted(map(str, valid))) if isinstance(valid, (set, dict, tuple, list)) else str(valid)
        )
        return TemplateError((Problem(f"{self.name}:{line}", message, f"valid: {names}" if names else ""),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What markup is read against: its source, the section, the layouts, the house.

    The higher `tight`, the less of the blocks is shown: it counts along their `rows`.
    """

    source: Source
    section: Section
    layouts: Mapping[str, Layout]
    house: House
    tight: int = 0
