"""The cells of programmes and the portfolio, each from its member projects at any depth.

A dimension rolls up the same dimension of the projects, overall their overall states.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmo_reports.config.rag import Rollup
from pmo_reports.model.assessed import OVERALL
from pmo_reports.rag import reasons
from pmo_reports.rag.bench import Bench, Cells, word
from pmo_reports.rag.rollup import whole
from pmo_reports.rag.verdict import WORD_ALONE, Verdict
from pmo_reports.rag.word import Cell, settled


def programme_cells(bench: Bench, projects: Cells) -> Cells:
    """The cells of programmes and the portfolio, from those of their projects."""
    members = bench.basis.members.groupby("entity_id", sort=False)["project_id"].agg(list)
    own = set(bench.basis.members["project_id"])
    above = [str(entity) for entity in bench.measurements.members.index if entity not in own]
    return {
        (entity, name): _rolled(bench, entity, name, {p: projects[p, name] for p in members.get(entity, [])})
        for entity in above
        for name in (*bench.rules.dimensions, OVERALL)
    }


def _rolled(bench: Bench, entity: str, name: str, cells: Mapping[str, Cell]) -> Cell:
    programme = bench.projects.get(entity, {}).get("level") == "programme"
    policy = bench.rules.programme if programme else bench.rules.portfolio
    declared = policy.policy == "declared"
    said = word(bench, entity, name, expected=declared)
    if declared:
        return settled(entity, name, WORD_ALONE, said)
    parts = [cell.part(_weight(bench, project, policy)) for project, cell in cells.items()]
    found = whole(parts, policy)
    measure = bench.measurements.declared.get(policy.weight)
    place = reasons.Place(
        entity, name, _lowered(measure.label) if measure else policy.weight.replace("_", " ")
    )
    reason = reasons.rolled(place, parts, found, policy)
    computed = Verdict(state=found.state, sure=found.sure, reason=reason, rule=policy.policy)
    return settled(entity, name, computed, said)


def _lowered(label: str) -> str:
    """A label inside a sentence: "Budget ..." loses its capital, "EAC" does not."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _weight(bench: Bench, project: str, policy: Rollup) -> float | None:
    """What a project weighs: a measure of it, or a number in its row; null where that is not known."""
    if not policy.weight:
        return 1.0
    measured = policy.weight in bench.measurements.declared
    stated = bench.projects[project].get(policy.weight)
    found = bench.measurements.value(project, policy.weight) if measured else stated
    weight = pd.to_numeric(found, errors="coerce")  # type: ignore[call-overload]
    return None if pd.isna(weight) else float(weight)
