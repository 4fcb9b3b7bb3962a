"""Trees of RAG cells: what was computed, declared and overridden, and the rules or parts behind it."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.explanation.declarations import Declarations
from pmo_reports.explanation.measures import Measures
from pmo_reports.explanation.rules import RuleBook, register
from pmo_reports.explanation.tree import Branch, Detail, Explanation
from pmo_reports.explanation.wholes import Wholes
from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.rag import SEVERITY, Assessment, Rag
from pmo_reports.pipeline import Month
from pmo_reports.render.formats import sentence_text

_OUT = frozenset({Rag.COMPLETE, Rag.ON_HOLD})
"""A project that is out of play is judged by no rule."""


class States:
    """The trees of the RAG cells of one period."""

    def __init__(self, month: Month, measures: Measures) -> None:
        self._month, self._measures = month, measures
        rows = register(month.assessed)
        self._rules = RuleBook(month, measures, rows)
        self._words = Declarations(month.settings.rag, measures)
        self._wholes = Wholes(month, measures, rows)

    def tree(self, cell: Assessment) -> Explanation:
        """The tree of a cell."""
        above = self._wholes.above_projects(cell.entity)
        told = [f"computed {cell.computed.word}"]
        told += [f"declared {cell.declared.word}"] if cell.declared else []
        if cell.override:
            told.append(f"overridden by {cell.override.approver} until {cell.override.expires_on}")
        return Explanation(
            branch=Branch.STATE,
            key=cell.dimension,
            label=f"{cell.entity} {cell.dimension}",
            value=f"{cell.effective.word} ({', '.join(told)})",
            raw=cell.effective.word,
            because=sentence_text(cell.reason, self._measures.locale),
            details=(*_history(cell), *(self._wholes.details(cell) if above else self._combined(cell))),
            parts=(*self._words.branches(cell), *self._behind(cell, above=above)),
        )

    def _behind(self, cell: Assessment, *, above: bool) -> tuple[Explanation, ...]:
        if above:
            return self._wholes.members(cell)
        if cell.computed in _OUT:
            return ()
        return self._dimensions(cell) if cell.dimension == OVERALL else self._rules.branches(cell)

    def _combined(self, cell: Assessment) -> tuple[Detail, ...]:
        """How the parts of a project's cell give its state, and where that is written."""
        rules = self._month.settings.rag
        dimension = rules.dimensions.get(cell.dimension)
        if cell.dimension == OVERALL:
            told = {"policy": rules.overall, "stands in": rules.at("overall")}
        elif dimension is not None:
            keys = ("dimensions", cell.dimension, "combine")
            told = {"policy": dimension.combine.policy, "stands in": rules.at(*keys)}
        else:
            return ()
        return tuple(Detail(name=name, value=text, text=text) for name, text in told.items())

    def _dimensions(self, cell: Assessment) -> tuple[Explanation, ...]:
        """The dimensions, worst first; the lines leave those that are not the worst to themselves."""
        now, rules = self._month.assessed, self._month.settings.rag
        cells = [
            now.assessments[cell.entity, d] for d in rules.dimensions if (cell.entity, d) in now.assessments
        ]
        ordered = sorted(cells, key=lambda each: -SEVERITY.get(each.effective, -1))
        worst = SEVERITY.get(ordered[0].effective, -1) if ordered else -1
        return tuple(self._dimension(each, deciding=worst) for each in ordered)

    def _dimension(self, cell: Assessment, *, deciding: int) -> Explanation:
        dimension = self._month.settings.rag.dimensions[cell.dimension]
        weight = Detail(name="weight", value=dimension.weight, text=f"{dimension.weight:g}")
        must = Detail(
            name="mandatory", value=dimension.mandatory, text="yes" if dimension.mandatory else "no"
        )
        made = self.tree(cell)
        good = SEVERITY.get(cell.effective, -1) < max(deciding, 1)
        return replace(
            made,
            details=(weight, must, *made.details),
            brief=good,
            more=f"pmo-reports explain {cell.entity} {cell.dimension}" if good else "",
        )


def _history(cell: Assessment) -> tuple[Detail, ...]:
    """The states one by one, which the value says already; trend, months, and whether the state is sure."""
    words = {
        "computed": cell.computed.word,
        "declared": cell.declared.word if cell.declared else None,
        "effective": cell.effective.word,
        "without hysteresis": cell.raw.word if cell.raw else None,
    }
    found = tuple(Detail(name=name, value=word) for name, word in words.items())
    trend = Detail(name="trend", value=cell.trend.value, text=cell.trend.value)
    months = Detail(name="periods in this state", value=cell.months, text=str(cell.months))
    sure = "" if cell.sure else "no: what is not known could make it worse"
    return (*found, trend, months, Detail(name="sure", value=cell.sure, text=sure))
