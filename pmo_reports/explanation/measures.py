"""Trees of measures: formula, standard, inputs, and the measures that each builds on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from pmo_reports.explanation.tree import Branch, Detail, Explanation
from pmo_reports.model.alternatives import Alternatives, Projects
from pmo_reports.model.amounts import RATE
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure
from pmo_reports.model.inputs import Input, Inputs, rows_of
from pmo_reports.model.measures import Measure
from pmo_reports.model.tracing import members
from pmo_reports.render.formats import disclosed_text, figure_text


class Measures:
    """The trees of the measures of one period; what was made once is kept."""

    def __init__(self, now: Assessed, locale: str, past: tuple[Assessed, ...] = ()) -> None:
        self.now, self.locale = now, locale
        self._past = past
        self.inputs = Inputs(now)
        self._ways = Alternatives(now.measurements)
        self._made: dict[tuple[str, str, Projects], Explanation] = {}

    def tree(self, entity: str, key: str) -> Explanation:
        """The tree of a measure of all the projects of `entity`."""
        return self._tree(entity, key, members(self.now.portfolio, entity))

    def figure_detail(self, name: str, figure: Figure) -> Detail:
        """A figure as a particular."""
        return Detail(name=name, value=figure.value, text=figure_text(figure, self.locale))

    def _tree(self, entity: str, key: str, whose: Projects) -> Explanation:
        if (entity, key, whose) not in self._made:
            self._made[entity, key, whose] = self._new(entity, key, whose)
        return self._made[entity, key, whose]

    def _new(self, entity: str, key: str, whose: Projects) -> Explanation:
        declared = self.now.measurements.declared
        measure = declared[key]
        below = list(self._ways.below(key, whose))
        only = measure.either and len(below) == 1
        source, owners = (declared[below[0][0]], below[0][1]) if only else (measure, whose)
        parts = list(self._ways.below(source.key, owners)) if only else below
        figure = self.now.measurements.figure(entity, key)
        found, _ = self.inputs.of(rows_of(dict.fromkeys(source.inputs, owners)))
        return Explanation(
            branch=Branch.MEASURE,
            key=key,
            label=f"{measure.label} ({key}) of {entity}{self._part(entity, whose)}",
            value=figure_text(figure, self.locale),
            raw=figure.value,
            because=f"{_formula(measure, source)} [{source.standard}]",
            unit=figure.unit.value,
            currency=figure.currency,
            details=(*_disclosed(figure, self.locale), *_blank(source, found)),
            inputs=found,
            parts=(
                *(self._tree(entity, need, projects) for need, projects in parts),
                *(self._members(key, whose) if measure.of_projects and len(whose) > 1 else ()),
                *(self._earlier(entity, measure) if len(whose) == 1 else ()),
            ),
        )

    def _earlier(self, entity: str, measure: Measure) -> Iterator[Explanation]:
        """What earlier periods said, of a measure that looks back: each with the cells of its own inputs."""
        for then in self._past if measure.looks_back else ():
            if measure.looks_back in then.measurements.declared:
                told = Measures(then, self.locale).tree(entity, measure.looks_back)
                yield replace(told, label=f"{told.label}, as of {then.period}")

    def _part(self, entity: str, whose: Projects) -> str:
        """That only some of the projects of `entity` have it from there; nothing where all do."""
        every = members(self.now.portfolio, entity)
        return "" if whose == every else f", as {len(whose)} of its {len(every)} projects have it"

    def _members(self, key: str, whose: Projects) -> Iterator[Explanation]:
        """What each project brings to a whole, the greatest first; those that have no value come last."""
        figures = {project: self.now.measurements.figure(project, key) for project in sorted(whose)}
        rolled = self.now.measurements.declared[key].rolls_up.value
        for project in sorted(figures, key=lambda each: _size(figures[each])):
            figure = figures[project]
            yield Explanation(
                branch=Branch.MEMBER,
                key=project,
                label=f"{project} {self._names.get(project, '')}",
                value=figure_text(figure, self.locale),
                raw=figure.value,
                because="",
                unit=figure.unit.value,
                currency=figure.currency,
                details=(Detail(name="rolls up by", value=rolled),),
            )

    @cached_property
    def _names(self) -> Mapping[str, str]:
        projects = self.now.portfolio["projects"].dropna(subset=["name"])
        return dict(zip(projects["project_id"], projects["name"], strict=True))


def _formula(measure: Measure, told: Measure) -> str:
    """The formula; of a figure that has two possible sources the one that was taken."""
    return measure.formula if told is measure else f"{told.label}: {told.formula}"


def _size(figure: Figure) -> tuple[bool, float]:
    """What figures are put in order by: the greatest first, those without a value last."""
    value = figure.value
    return value is None, 0.0 if value is None or isinstance(value, date) else -abs(float(value))


def _blank(source: Measure, found: tuple[Input, ...]) -> tuple[Detail, ...]:
    """The fields that no cell was filled for; rates that rows were given have none of their own."""
    there = {each.field for each in found}
    missing = [name for name in source.inputs if name not in there and not name.endswith(f".{RATE}")]
    told = ", ".join(missing)
    return (Detail(name="no cell filled", value=told, text=told),) if told else ()


def _disclosed(figure: Figure, locale: str) -> tuple[Detail, ...]:
    """How many projects of how many have the figure, where some have not."""
    told = disclosed_text(figure, locale)
    return (Detail(name="disclosed by", value=told, text=f"{told} projects"),) if told else ()
