"""The board: the cells of all entities as columns of codes, and each as an assessment when it is asked for.

A portfolio of ten thousand projects has ninety thousand cells; few of them are ever looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Assessment, Assessments, Rag
from pmo_reports.rag.codes import CODES, NONE, Codes, columns_of, known
from pmo_reports.rag.outcomes import Outcome

Months = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The states of a period, by dimension (overall last) and entity in its place.

    Attributes:
        months: for how many periods each state has been what it is, this one included.
        held: the states of rules that have hysteresis, by rule.
    """

    entities: pd.Index
    computed: Mapping[str, Codes]
    declared: Mapping[str, Codes]
    effective: Mapping[str, Codes]
    sure: Mapping[str, npt.NDArray[np.bool_]]
    months: Mapping[str, Months]
    held: Mapping[str, Codes] = field(default_factory=dict)

    def at(self, entity: str) -> int:
        """The place of an entity.

        Raises:
            KeyError: it is not here.
        """
        return cast("int", self.entities.get_loc(entity))


class Board(Assessments):
    """The assessments of a period by entity and dimension; each is made when it is asked for first."""

    def __init__(
        self,
        states: States,
        make: Callable[[int, str], Assessment],
        outcomes: Callable[[int, str], tuple[Outcome, ...]],
    ) -> None:
        """A board of `states`; `make` and `outcomes` tell more of a place in a dimension."""
        self.states = states
        self.outcomes_at = outcomes
        self._make = make
        self._made: dict[tuple[str, str], Assessment] = {}

    def __getitem__(self, key: tuple[str, str]) -> Assessment:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(self._place(key), key[1])
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[1] in self.states.effective and key[0] in self.states.entities

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return product(map(str, self.states.entities), self.states.effective)

    def __len__(self) -> int:
        return len(self.states.entities) * len(self.states.effective)

    def effective(self, entity: str, dimension: str) -> Rag | None:
        """The state that is printed; null where nothing was assessed."""
        codes = self.states.effective.get(dimension)
        if codes is None or entity not in self.states.entities:
            return None
        return known(codes[self.states.at(entity)])

    def by_dimension(self) -> Mapping[str, Mapping[str, Rag]]:
        """The states that are printed, by dimension and entity."""
        entities = [str(entity) for entity in self.states.entities]
        return {
            name: dict(zip(entities, map(known, codes.tolist()), strict=True))
            for name, codes in self.states.effective.items()
        }

    def outcomes(self, entity: str, dimension: str) -> tuple[Outcome, ...]:
        """What each rule of a dimension gives for a project; none for programmes, and overall.

        Raises:
            KeyError: there is no such cell.
        """
        return self.outcomes_at(self._place((entity, dimension)), dimension)

    def _place(self, key: tuple[str, str]) -> int:
        entity, dimension = key
        if dimension not in self.states.effective:
            raise KeyError(key)
        return self.states.at(entity)


def outcomes_of(assessed: Assessed, entity: str, dimension: str) -> tuple[Outcome, ...]:
    """What each rule of a dimension gives for a project; none for programmes, and overall.

    Raises:
        KeyError: there is no such cell.
    """
    board = assessed.assessments
    return board.outcomes(entity, dimension) if isinstance(board, Board) else ()


def states(assessments: Mapping[tuple[str, str], Assessment]) -> States:
    """The states of assessments, be they a board or made one by one."""
    if isinstance(assessments, Board):
        return assessments.states
    entities = pd.Index(dict.fromkeys(entity for entity, _ in assessments), dtype="str")
    names = tuple(dict.fromkeys(dimension for _, dimension in assessments))
    place = {entity: at for at, entity in enumerate(entities)}
    number = len(entities)
    computed, declared, effective = ({name: columns_of(number, NONE) for name in names} for _ in range(3))
    sure = {name: np.ones(number, dtype=bool) for name in names}
    months = {name: np.ones(number, dtype=np.int16) for name in names}
    for (entity, name), cell in assessments.items():
        at = place[entity]
        computed[name][at], effective[name][at] = CODES[cell.computed], CODES[cell.effective]
        declared[name][at] = CODES[cell.declared] if cell.declared else NONE
        sure[name][at], months[name][at] = cell.sure, cell.months
    return States(
        entities=entities,
        computed=computed,
        declared=declared,
        effective=effective,
        sure=sure,
        months=months,
    )
