"""What was told: the states that a published pack printed stand in the place of those that are computed anew.

Inputs and rules change after a pack is out; what people were told does not. Trends are against what they
were told, and where today's inputs and rules give something else it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.model.wording import say
from pmo_reports.rag.board import Board, States, states
from pmo_reports.rag.codes import CODES, Codes, known
from pmo_reports.rag.reasons import said, word
from pmo_reports.rag.trend import before

Told = Mapping[tuple[str, str], Rag]


def imported(assessed: Assessed) -> Told:
    """The states that an imported pack printed of the period; none where there is no such pack."""
    printed = assessed.portfolio["told_states"]
    cells = zip(printed["project_id"], printed["dimension"], printed["state"], strict=True)
    return {(str(entity), str(name)): Rag(state) for entity, name, state in cells if isinstance(state, str)}


def as_told(assessed: Assessed, told: Told, past: tuple[Assessed, ...], *, ours: bool = True) -> Assessed:
    """The period as a pack told of it; cells that the pack did not have stay as they are computed.

    `ours` is whether this workspace published the pack; else it was imported, which is said.
    """
    board, standing = assessed.assessments, states(assessed.assessments)
    last = states(past[-1].assessments) if past else None
    effective = {name: _printed(codes, name, standing, told) for name, codes in standing.effective.items()}
    months = {}
    for name, codes in effective.items():
        earlier, held = before(last, standing.entities, name)
        months[name] = np.where(earlier == codes, held + 1, 1).astype(np.int16)

    def cell(place: int, name: str) -> Assessment:
        computed = board[str(standing.entities[place]), name]
        printed = known(effective[name][place])
        months_of_it = int(months[name][place])
        if printed is computed.effective:
            return replace(computed, months=months_of_it)
        how = say("Published as {state}.", state=word(printed))
        if not ours:
            how = say("Told by an imported pack as {state}.", state=word(printed))
        reason = said(how, computed.reason)
        return replace(computed, effective=printed, reason=reason, months=months_of_it)

    outcomes = board.outcomes_at if isinstance(board, Board) else (lambda _, __: ())
    retold = replace(standing, effective=effective, months=months)
    return replace(assessed, assessments=Board(retold, cell, outcomes))


def retold(assessed: Assessed, told: Told) -> tuple[Finding, ...]:
    """A note on each entity of which today's inputs and rules give other states than the pack printed."""
    standing = states(assessed.assessments)
    differing: dict[str, list[str]] = {}
    for name, codes in standing.effective.items():
        printed = _printed(codes, name, standing, told)
        for place in map(int, np.flatnonzero(printed != codes)):
            was, now = known(printed[place]).word, known(codes[place]).word
            entity = str(standing.entities[place])
            differing.setdefault(entity, []).append(f"{_called(name)} {was} (now {now})")
    return tuple(_finding(assessed, entity, cells) for entity, cells in differing.items())


def _printed(codes: Codes, name: str, standing: States, told: Told) -> Codes:
    """The codes of a dimension, where the pack printed a state that one."""
    printed = codes.copy()
    for place, entity in enumerate(standing.entities):
        state = told.get((str(entity), name))
        if state is not None:
            printed[place] = CODES[state]
    return printed


def _called(name: str) -> str:
    return "overall" if name == OVERALL else name.replace("_", " ")


def _finding(assessed: Assessed, entity: str, cells: list[str]) -> Finding:
    return Finding(
        severity=Severity.NOTE,
        rule="published-otherwise",
        entity=entity,
        problem=f"The pack of {assessed.period} said {', '.join(cells)}: inputs or rules have changed since.",
        remedy="Nothing if it was put right afterwards: trends are against what was published.",
    )
