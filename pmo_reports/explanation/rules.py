"""The rules of a dimension: bounds with their sides, where each stands, and what it gives for a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pmo_reports.config.rag import Rule
from pmo_reports.explanation.measures import Measures
from pmo_reports.explanation.tree import Branch, Detail, Explanation
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure
from pmo_reports.model.rag import Assessment
from pmo_reports.model.tracing import Rows
from pmo_reports.pipeline import Month
from pmo_reports.rag import Outcome, outcomes_of
from pmo_reports.render.formats import figure_text

PROJECTS = "projects"
_DOUBTS = {
    "missing": "it cannot be judged, for data is missing",
    "undefined": "it cannot be judged, for its measure is not defined here",
}


def register(now: Assessed) -> Mapping[str, Mapping[str, object]]:
    """The rows of the register by id."""
    records = now.portfolio[PROJECTS].to_dict("records")
    rows = ({str(name): value for name, value in record.items()} for record in records)
    return {str(row["project_id"]): row for row in rows}


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules that judge projects; `rows` are those of the register."""

    month: Month
    measures: Measures
    rows: Mapping[str, Mapping[str, object]]

    def branches(self, cell: Assessment) -> tuple[Explanation, ...]:
        """Every rule of the cell's dimension, those that do not decide too."""
        dimension = self.month.settings.rag.dimensions.get(cell.dimension)
        if dimension is None:
            return ()
        found = {
            each.rule.key: each for each in outcomes_of(self.month.assessed, cell.entity, cell.dimension)
        }
        return tuple(
            self._held(cell, found[rule.key], self._place(cell.dimension, at))
            if rule.key in found
            else self._idle(cell, rule, self._place(cell.dimension, at))
            for at, rule in enumerate(dimension.rules)
        )

    def _place(self, dimension: str, at: int) -> Detail:
        where = self.month.settings.rag.at("dimensions", dimension, "rules", at)
        return Detail(name="stands in", value=where, text=where)

    def _held(self, cell: Assessment, outcome: Outcome, place: Detail) -> Explanation:
        """A rule with a measure held against its bounds."""
        decides = " (decides)" if outcome.rule.key == cell.rule else ""
        side = "below" if outcome.rule.higher_is_better else "above"
        rows = Rows(projects=frozenset((cell.entity,)))
        own = {f"{PROJECTS}.{outcome.rule.tolerance}": rows} if outcome.rule.tolerance else {}
        return Explanation(
            branch=Branch.RULE,
            key=outcome.rule.key,
            label=f"rule {outcome.rule.key}{decides}",
            value=outcome.state.word,
            raw=outcome.state.word,
            because=self._sentence(outcome, side),
            details=(place, *_message(outcome.rule), *self._numbers(outcome, side)),
            inputs=self.measures.inputs.of(own)[0],
            parts=(self.measures.tree(cell.entity, outcome.rule.measure),),
        )

    def _sentence(self, outcome: Outcome, side: str) -> str:
        value, green, amber = (self._text(each) for each in (outcome.value, outcome.green, outcome.amber))
        bounds = f"green to {green}, amber to {amber}, red {side} that"
        words = _DOUBTS.get(outcome.doubt, f"{outcome.rule.message} {value}")
        return f"{words[:1].upper()}{words[1:]}; {bounds}."

    def _numbers(self, outcome: Outcome, side: str) -> Iterator[Detail]:
        """Value, bounds and side, which the sentence says already; then distance and doubt."""
        named = {"value": outcome.value, "green bound": outcome.green, "amber bound": outcome.amber}
        yield from (Detail(name=name, value=figure.value) for name, figure in named.items())
        yield Detail(name="worse is", value=side)
        if outcome.distance:
            text = f"{self._text(outcome.distance)} (above zero is the good side of the bound)"
            yield Detail(name="distance", value=outcome.distance.value, text=text)
        if outcome.back:
            text = f"{outcome.state.word} as in the last period until {self._text(outcome.back)} is reached"
            yield Detail(name="held", value=outcome.back.value, text=text)
        if outcome.doubt:
            yield Detail(name="doubt", value=outcome.doubt, text=outcome.doubt)

    def _idle(self, cell: Assessment, rule: Rule, place: Detail) -> Explanation:
        """A rule that does not decide, and why."""
        return Explanation(
            branch=Branch.RULE,
            key=rule.key,
            label=f"rule {rule.key}",
            value="does not decide",
            raw=None,
            because=self._why_idle(cell.entity, rule),
            details=(place, *_message(rule), *_written(rule)),
            parts=(self.measures.tree(cell.entity, rule.measure),),
        )

    def _why_idle(self, entity: str, rule: Rule) -> str:
        row = self.rows[entity]
        for name, allowed in rule.applies_when.items():
            if not pd.isna(row[name]) and str(row[name]) not in allowed:  # type: ignore[call-overload]
                return f"It is for projects whose {name} is {' or '.join(allowed)}; here it is {row[name]}."
        for least in rule.needs:
            figure = self.month.assessed.measurements.figure(entity, least.measure)
            if isinstance(figure.value, int | float) and figure.value < least.at_least:
                return (
                    f"It needs {least.measure} of {least.at_least} at least; here it is {self._text(figure)}."
                )
        return "Its measure has no value, and it is set to be left out then (missing: skip)."

    def _text(self, figure: Figure) -> str:
        return figure_text(figure, self.measures.locale)


def _written(rule: Rule) -> tuple[Detail, ...]:
    """The bounds as they are written, of a rule that was not held against anything."""
    bounds = {"green bound": rule.green, "amber bound": rule.amber}
    return tuple(Detail(name=name, value=value, text=f"{value:g}") for name, value in bounds.items())


def _message(rule: Rule) -> Iterator[Detail]:
    """What the rule says and asks for."""
    yield Detail(name="message", value=rule.message)
    yield Detail(name="measure", value=rule.measure)
    yield Detail(name="weight", value=rule.weight, text="" if rule.weight == 1 else f"{rule.weight:g}")
    needs = ", ".join(f"{least.measure} of {least.at_least} at least" for least in rule.needs)
    if needs:
        yield Detail(name="needs", value=needs, text=needs)
