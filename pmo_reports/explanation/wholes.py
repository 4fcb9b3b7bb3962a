"""Programmes and the portfolio: the policy that rolls them up, its weights and counts, and their projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pmo_reports.config.rag import Rollup
from pmo_reports.explanation.measures import Measures
from pmo_reports.explanation.tree import Branch, Detail, Explanation
from pmo_reports.model.figures import Figure
from pmo_reports.model.rag import SEVERITY, Assessment, Rag
from pmo_reports.model.tracing import members
from pmo_reports.pipeline import Month
from pmo_reports.render.formats import figure_text, sentence_text

LEVELS = ("programme", "portfolio")
_BOUNDS = {
    "weighted": ("weight", "red_below", "green_from", "veto"),
    "proportion": ("green_share", "amber_share"),
}
"""What of a policy counts for it."""


@dataclass(frozen=True, slots=True)
class Wholes:
    """The cells above projects; `rows` are those of the register."""

    month: Month
    measures: Measures
    rows: Mapping[str, Mapping[str, object]]

    def above_projects(self, entity: str) -> bool:
        """Whether `entity` is made of projects, even if it has none."""
        return self.rows.get(entity, {}).get("level") in LEVELS

    def details(self, cell: Assessment) -> tuple[Detail, ...]:
        """Policy, where it stands, its bounds, its score, and how many projects are in which state."""
        level, policy = self._policy(cell.entity)
        where = self.month.settings.rag.at(level)
        named = {"policy": policy.policy, "stands in": where}
        bounds = {name: getattr(policy, name) for name in _BOUNDS.get(policy.policy, ())}
        return (
            *(
                Detail(name=name.replace("_", " "), value=value, text=str(value) or "each the same")
                for name, value in (named | bounds).items()
            ),
            *self._scores(cell),
            *self._counts(cell),
        )

    def members(self, cell: Assessment) -> tuple[Explanation, ...]:
        """The projects, worst first and of those the heaviest first; those that do not count come last."""
        _, policy = self._policy(cell.entity)
        cells = self._cells(cell)
        weights = {each.entity: self._weight(each.entity, policy) for each in cells}
        total = sum(weights[each.entity] or 0.0 for each in cells if each.effective in SEVERITY)
        ordered = sorted(
            cells,
            key=lambda each: (-SEVERITY.get(each.effective, -1), -(weights[each.entity] or 0.0), each.entity),
        )
        return tuple(self._member(each, weights[each.entity], total) for each in ordered)

    def _policy(self, entity: str) -> tuple[str, Rollup]:
        rules = self.month.settings.rag
        if self.rows.get(entity, {}).get("level") == "programme":
            return "programme", rules.programme
        return "portfolio", rules.portfolio

    def _cells(self, cell: Assessment) -> list[Assessment]:
        now = self.month.assessed
        whose = sorted(members(now.portfolio, cell.entity) - {cell.entity})
        found = (now.assessments.get((project, cell.dimension)) for project in whose)
        return [each for each in found if each is not None]

    def _weight(self, project: str, policy: Rollup) -> float | None:
        """What a project weighs: a measure of it, or a number of the register; null where not known."""
        if not policy.weight:
            return 1.0
        now = self.month.assessed
        measured = policy.weight in now.measurements.declared
        stated = self.rows.get(project, {}).get(policy.weight)
        found = now.measurements.value(project, policy.weight) if measured else stated
        number = pd.to_numeric(found, errors="coerce")  # type: ignore[call-overload]
        return None if pd.isna(number) else float(number)

    def _member(self, cell: Assessment, weight: float | None, total: float) -> Explanation:
        name = self.rows.get(cell.entity, {}).get("name")
        counted = cell.effective in SEVERITY
        share = weight / total if counted and weight is not None and total else None
        shown = "not known" if weight is None else f"{weight:,.2f}"
        weighs = Detail(name="weight", value=weight, text=shown)
        part = Detail(
            name="share of the weight", value=share, text="none" if share is None else f"{share:.1%}"
        )
        return Explanation(
            branch=Branch.MEMBER,
            key=cell.entity,
            label=f"{cell.entity} {name}",
            value=cell.effective.word if counted else f"{cell.effective.word}, does not count",
            raw=cell.effective.word,
            because=sentence_text(cell.reason, self.measures.locale),
            details=(weighs, part),
        )

    def _scores(self, cell: Assessment) -> Iterator[Detail]:
        """The score of a weighted whole, as its reason has it: red 0, amber 1, green 2."""
        for figure in self._figures(cell, "rag.score"):
            name = f"score, {figure.item.rpartition('.')[2]} (red 0, green 2)"
            yield Detail(name=name, value=figure.value, text=figure_text(figure, self.measures.locale))

    def _counts(self, cell: Assessment) -> Iterator[Detail]:
        states = Counter(each.effective for each in self._cells(cell))
        for state in (state for state in Rag if states[state]):
            yield Detail(name=f"{state.word} projects", value=states[state], text=str(states[state]))

    @staticmethod
    def _figures(cell: Assessment, key: str) -> list[Figure]:
        return [part for part in cell.reason.parts if isinstance(part, Figure) and part.key == key]
