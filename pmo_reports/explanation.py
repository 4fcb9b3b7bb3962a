"""Where a number or a RAG comes from: formula, inputs, rule, and file, sheet and cell of each input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pmo_reports.errors import UsageError
from pmo_reports.model.alternatives import Alternatives, Projects
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.measures import Measure
from pmo_reports.model.rag import Assessment
from pmo_reports.model.tracing import cells, members
from pmo_reports.pipeline import Month
from pmo_reports.render.formats import figure_text, sentence_text

MOST_CELLS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A figure (or state), what it is made of, and the cells at the bottom, as a tree."""

    label: str
    value: str
    because: str
    sources: tuple[str, ...] = ()
    parts: tuple[Explanation, ...] = ()

    def as_text(self, indent: str = "") -> str:
        """The tree as indented lines."""
        return "\n".join(self._lines(indent))

    def _lines(self, indent: str) -> Iterator[str]:
        yield f"{indent}{self.label} = {self.value}"
        yield f"{indent}  {self.because}"
        for source in self.sources[:MOST_CELLS]:
            yield f"{indent}  from {source}"
        if len(self.sources) > MOST_CELLS:
            yield f"{indent}  from +{len(self.sources) - MOST_CELLS} more places (facts.json lists them)"
        for part in self.parts:
            yield part.as_text(indent + "    ")

    def as_json(self) -> dict[str, object]:
        """The tree as JSON values."""
        return {
            "label": self.label,
            "value": self.value,
            "because": self.because,
            "sources": list(self.sources),
            "parts": [part.as_json() for part in self.parts],
        }


def explanation(month: Month, entity: str, key: str) -> Explanation:
    """The tree of a measure or RAG dimension `key` of `entity`.

    Raises:
        UsageError: no such entity, or no such measure or dimension, with the nearest names.
    """
    now, locale = month.assessed, month.settings.organisation.locale
    found = _entity(now, entity)
    if (found, key) in now.assessments:
        return _state(now, now.assessments[found, key], locale)
    if key in now.measurements.declared:
        return _tree(now, found, now.measurements.declared[key], locale)
    dimensions = sorted({dimension for _, dimension in now.assessments})
    raise _unknown("measure or dimension", key, [*dimensions, *now.measurements.declared])


def _entity(now: Assessed, asked: str) -> str:
    projects = now.portfolio["projects"]
    by_name = dict(zip(projects["name"].str.casefold(), projects["project_id"], strict=True))
    if (projects["project_id"] == asked).any():
        return asked
    if asked.casefold() in by_name:
        return str(by_name[asked.casefold()])
    raise _unknown("project", asked, [*projects["project_id"], *projects["name"].dropna()])


def _unknown(what: str, asked: str, known: list[str]) -> UsageError:
    near = get_close_matches(asked, known, n=3, cutoff=0.5) or known[:20]
    return UsageError(f"there is no {what} {asked!r}", remedy="nearest: " + ", ".join(near))


def _state(now: Assessed, assessment: Assessment, locale: str) -> Explanation:
    declared = now.measurements.declared.get(assessment.measure)
    told = [f"computed {assessment.computed.word}"]
    told += [f"declared {assessment.declared.word}"] if assessment.declared else []
    if assessment.override:
        told.append(f"overridden by {assessment.override.approver} until {assessment.override.expires_on}")
    return Explanation(
        label=f"{assessment.entity} {assessment.dimension}",
        value=f"{assessment.effective.word} ({', '.join(told)})",
        because=sentence_text(assessment.reason, locale),
        parts=(_tree(now, assessment.entity, declared, locale),) if declared else (),
    )


def _tree(now: Assessed, entity: str, measure: Measure, locale: str) -> Explanation:
    """The tree of a measure of all the projects of `entity`."""
    ways = Alternatives(now.measurements)
    return _measure(now, entity, (measure, members(now.portfolio, entity)), ways, locale)


def _measure(
    now: Assessed, entity: str, told: tuple[Measure, Projects], ways: Alternatives, locale: str
) -> Explanation:
    measure, whose = told
    declared = now.measurements.declared
    below = [(declared[need], projects) for need, projects in ways.below(measure.key, whose)]
    only = measure.either and len(below) == 1
    source, whose = below[0] if only else told
    places = cells(now.portfolio, whose, source.inputs)
    return Explanation(
        label=f"{measure.label} ({measure.key}) of {entity}",
        value=figure_text(now.measurements.figure(entity, measure.key), locale),
        because=f"{_formula(measure, source)} [{source.standard}]",
        sources=tuple(str(place) for place in places),
        parts=() if only else tuple(_measure(now, entity, each, ways, locale) for each in below),
    )


def _formula(measure: Measure, told: Measure) -> str:
    """The formula; of a figure that has two possible sources the one that was taken."""
    return measure.formula if told is measure else f"{told.label}: {told.formula}"
