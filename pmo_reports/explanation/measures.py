"""Trees of measures: formula, standard, inputs, and the measures that each builds on."""

from __future__ import annotations

from pmo_reports.explanation.tree import Branch, Detail, Explanation
from pmo_reports.model.alternatives import Alternatives, Projects
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure
from pmo_reports.model.inputs import Inputs, rows_of
from pmo_reports.model.measures import Measure
from pmo_reports.model.tracing import members
from pmo_reports.render.formats import disclosed_text, figure_text


class Measures:
    """The trees of the measures of one period; what was made once is kept."""

    def __init__(self, now: Assessed, locale: str) -> None:
        self.now, self.locale = now, locale
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
            label=f"{measure.label} ({key}) of {entity}",
            value=figure_text(figure, self.locale),
            raw=figure.value,
            because=f"{_formula(measure, source)} [{source.standard}]",
            unit=figure.unit.value,
            currency=figure.currency,
            details=_disclosed(figure),
            inputs=found,
            parts=tuple(self._tree(entity, need, projects) for need, projects in parts),
        )


def _formula(measure: Measure, told: Measure) -> str:
    """The formula; of a figure that has two possible sources the one that was taken."""
    return measure.formula if told is measure else f"{told.label}: {told.formula}"


def _disclosed(figure: Figure) -> tuple[Detail, ...]:
    """How many projects of how many have the figure, where some have not."""
    told = disclosed_text(figure)
    return (Detail(name="projects that disclose it", value=told, text=told),) if told else ()
