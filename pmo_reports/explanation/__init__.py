"""Where a number or a RAG comes from: formula, inputs, rule, and the value, cell and day of each input.

Belongs here: walking from what is printed down to what was read, and writing the way down. Does not belong
here: any computing; a tree tells what stages found.
"""

from __future__ import annotations

from difflib import get_close_matches

from pmo_reports.errors import UsageError
from pmo_reports.explanation.measures import Measures
from pmo_reports.explanation.states import States
from pmo_reports.explanation.tree import Branch, Detail, Explanation
from pmo_reports.model.assessed import Assessed
from pmo_reports.pipeline import Month

__all__ = ["Branch", "Detail", "Explanation", "explanation"]


def explanation(month: Month, entity: str, key: str) -> Explanation:
    """The tree of a measure or RAG dimension `key` of `entity`.

    Raises:
        UsageError: no such entity, or no such measure or dimension, with the nearest names.
    """
    now = month.assessed
    found = _entity(now, entity)
    measures = Measures(now, month.settings.organisation.locale, month.past)
    if (found, key) in now.assessments:
        return States(month, measures).tree(now.assessments[found, key])
    if key in now.measurements.declared:
        return measures.tree(found, key)
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
