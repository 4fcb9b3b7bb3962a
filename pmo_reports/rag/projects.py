"""The cells of projects: each dimension by its rules and what is declared, overall from the dimensions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmo_reports.config.rag import Rollup
from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag, worst
from pmo_reports.rag import reasons
from pmo_reports.rag.bench import Bench, Cells, word
from pmo_reports.rag.dimensions import Subject, verdict
from pmo_reports.rag.rollup import whole
from pmo_reports.rag.verdict import GREY, WORD_ALONE, Verdict
from pmo_reports.rag.word import Cell, Word, settled


def project_cells(bench: Bench, project: str) -> Cells:
    """The cells of a project: its dimensions, then overall from them."""
    idle = _idle(bench, project)
    if idle:
        names = (*bench.rules.dimensions, OVERALL)
        return {(project, name): settled(project, name, idle, Word()) for name in names}
    cells = {name: _dimension(bench, project, name) for name in bench.rules.dimensions}
    cells[OVERALL] = _overall(bench, project, cells)
    return {(project, name): cell for name, cell in cells.items()}


def _idle(bench: Bench, project: str) -> Verdict | None:
    """The one verdict on a project that is closed, on hold or not begun, else None."""
    row = bench.projects[project]
    letter = bench.rules.states.get(str(row["state"]))
    if letter:
        return Verdict(state=Rag(letter), reason=Sentence.of(f"The project is {Rag(letter).word}."))
    starts = pd.Timestamp(row["baseline_start"])  # type: ignore[arg-type] # a date or NaT
    ahead = starts > pd.Timestamp(bench.basis.status_date) and row["actual_start"] is pd.NaT
    if ahead and project not in bench.reports:
        return Verdict(state=Rag.NOT_APPLICABLE, reason=Sentence.of("The project has not begun."))
    return None


def _dimension(bench: Bench, project: str, name: str) -> Cell:
    dimension = bench.rules.dimensions[name]
    subject = Subject(
        entity=project,
        project=bench.projects[project],
        measurements=bench.measurements,
        gaps=bench.gaps,
        second=bench.second,
    )
    expected = dimension.reported or dimension.declared_only
    return settled(
        project, name, verdict(name, dimension, subject), word(bench, project, name, expected=expected)
    )


def _overall(bench: Bench, project: str, cells: Mapping[str, Cell]) -> Cell:
    """Overall from the dimensions that weigh something; never green while a mandatory one is unknown."""
    rules = bench.rules
    said = word(bench, project, OVERALL, expected=bool(rules.overall_declared))
    if rules.overall == "declared":
        return settled(project, OVERALL, WORD_ALONE, said)
    weighing = {name: cells[name] for name, each in rules.dimensions.items() if each.weight > 0}
    parts = [cell.part(rules.dimensions[name].weight) for name, cell in weighing.items()]
    found = whole(parts, Rollup(policy=rules.overall))
    grey = [cells[n].assessment.effective for n, each in rules.dimensions.items() if each.mandatory]
    state = worst((found.state, *(each for each in grey if each in GREY)))
    states = {rules.dimensions[name].label: cell.assessment.effective for name, cell in weighing.items()}
    sure = found.sure and state is found.state
    reason = reasons.overall(states, rules.overall, sure=sure)
    computed = Verdict(state=state, sure=sure, reason=reason)
    return settled(project, OVERALL, computed, said)
