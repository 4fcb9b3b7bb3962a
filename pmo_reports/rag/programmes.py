"""The cells of programmes and the portfolio, each from its member projects at any depth.

A dimension rolls up the same dimension of the projects, overall their overall states.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmo_reports.config.rag import Rollup
from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.measures import Measurements
from pmo_reports.rag import reasons
from pmo_reports.rag.bench import Bench, Cells, word
from pmo_reports.rag.rollup import whole
from pmo_reports.rag.verdict import WORD_ALONE, Verdict
from pmo_reports.rag.word import Cell, settled

Row = Mapping[str, object]


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
    parts = [
        cell.part(weight(bench.measurements, bench.projects[project], policy))
        for project, cell in cells.items()
    ]
    found = whole(parts, policy)
    place = reasons.Place(entity, name, weighed_by(bench.measurements, policy))
    reason = reasons.rolled(place, parts, found, policy)
    computed = Verdict(state=found.state, sure=found.sure, reason=reason, rule=policy.policy)
    return settled(entity, name, computed, said)


def weighed_by(measurements: Measurements, policy: Rollup) -> str:
    """By what a policy weighs, in words."""
    measure = measurements.declared.get(policy.weight)
    return _lowered(measure.label) if measure else policy.weight.replace("_", " ")


def _lowered(label: str) -> str:
    """A label inside a sentence: "Budget ..." loses its capital, "EAC" does not."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def weight(measurements: Measurements, row: Row, policy: Rollup) -> float | None:
    """What a project weighs: a measure of it, or a number in its row; null where that is not known."""
    if not policy.weight:
        return 1.0
    measured = policy.weight in measurements.declared
    stated = row.get(policy.weight)
    found = measurements.value(str(row["project_id"]), policy.weight) if measured else stated
    number = pd.to_numeric(found, errors="coerce")  # type: ignore[call-overload]
    return None if pd.isna(number) else float(number)
