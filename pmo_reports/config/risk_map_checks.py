"""The risk map of `organisation.yaml`: five rows of five letters, nowhere better where risks are worse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmo_reports.config.mistake import Mistake
from pmo_reports.model.risk_map import LETTERS, SCALE

KEYS = ("appetite", "bands")


def risk_map_mistakes(bands: Sequence[str]) -> Iterator[Mistake]:
    """Rows that are no rows; where all are, cells better than one of less impact or less probability."""
    broken = [at for at, row in enumerate(bands) if not re.fullmatch(rf"[{LETTERS}]{{{SCALE}}}", row)]
    for at in broken:
        message = f"{bands[at]!r} is no row of the risk map"
        yield Mistake((*KEYS, at), message, "write five of G, A and R, impact 1 first")
    for at in () if broken else range(len(bands)):
        yield from _better(bands, at)


def _better(bands: Sequence[str], row: int) -> Iterator[Mistake]:
    """The cells of a row that are better than their neighbour to the left or below."""
    for column in range(SCALE):
        for other_row, other_column in ((row, column - 1), (row + 1, column)):
            if other_column < 0 or other_row == len(bands):
                continue
            mine, other = bands[row][column], bands[other_row][other_column]
            if LETTERS.index(mine) < LETTERS.index(other):
                yield _mistake(_cell(row, column), mine, _cell(other_row, other_column), other)


def _cell(row: int, column: int) -> tuple[int, int]:
    """Probability and impact of a cell."""
    return SCALE - row, column + 1


def _mistake(cell: tuple[int, int], mine: str, other_cell: tuple[int, int], other: str) -> Mistake:
    place, neighbour = (f"probability {p}, impact {i}" for p, i in (cell, other_cell))
    return Mistake(
        (*KEYS, SCALE - cell[0]),
        f"the risk map is {mine} at {place}, but {other} at {neighbour}, where risks are smaller",
        f"write {other} or worse there: the map may only get worse to the right and upwards",
    )
