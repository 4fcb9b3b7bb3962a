"""Cells as text and back, type by type: distinct cells are told once, a column is a list of their numbers.

What comes back is equal to what went in, and of the same type: 1, 1.0, True and "1" stay apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from pmo_reports.model.raw import CellError

_TEXT = "s"
_TOLD: Mapping[type, Callable[[object], str]] = MappingProxyType(
    {
        str: lambda cell: f"{_TEXT}{cell}",
        type(None): lambda _: "n",
        int: lambda cell: f"i{cell}",
        float: lambda cell: f"f{cell!r}",
        bool: lambda cell: f"b{cell:d}",
        Decimal: lambda cell: f"m{cell}",
        datetime: lambda cell: f"d{cell.isoformat()}",  # type: ignore[attr-defined]
        date: lambda cell: f"y{cell.isoformat()}",  # type: ignore[attr-defined]
        time: lambda cell: f"t{cell.isoformat()}",  # type: ignore[attr-defined]
        timedelta: lambda cell: f"p{cell.days} {cell.seconds} {cell.microseconds}",  # type: ignore[attr-defined]
        CellError: lambda cell: f"e{cell}",
    }
)
_HEARD: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "n": lambda _: None,
        "i": int,
        "f": float,
        "b": lambda text: text == "1",
        "m": Decimal,
        "d": datetime.fromisoformat,
        "y": date.fromisoformat,
        "t": time.fromisoformat,
        "p": lambda text: timedelta(*map(int, text.split())),
        "e": CellError,
    }
)
_ONE_FORM = frozenset({str, int, date, bool, CellError, type(None)})
"""Types whose equal values are written alike; 1.0 and 1.00, 0.0 and -0.0 are equal and yet differ."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column: the kinds and texts of its distinct cells, and for each row the number of its cell.

    Attributes:
        kinds: one letter for each distinct cell, or a single one where they are all alike.
    """

    kinds: str
    texts: list[str]
    numbers: npt.NDArray[np.unsignedinteger]


def coded(cells: Sequence[object]) -> Coded:
    """The column that `cells` make.

    Raises:
        KeyError: a cell is of a type that no reader hands out.
    """
    types = set(map(type, cells))
    alike = types <= _ONE_FORM and len(types - {type(None)}) <= 1
    keys = cells if alike else list(map(_told, cells))
    number = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    numbers = np.fromiter(map(number.__getitem__, keys), np.min_scalar_type(len(number)), len(keys))
    if types == {str}:
        return Coded(_TEXT, list(map(str, number)), numbers)
    told = list(map(_told, number)) if alike else list(map(str, number))
    kinds = "".join(text[0] for text in told)
    return Coded(kinds[:1] if len(set(kinds)) == 1 else kinds, [text[1:] for text in told], numbers)


def _told(cell: object) -> str:
    return _TOLD[type(cell)](cell)


def cells(column: Coded) -> npt.NDArray[np.object_]:
    """The cells of the column, row by row."""
    distinct = np.empty(len(column.texts), dtype=object)
    distinct[:] = _distinct(column)
    found: npt.NDArray[np.object_] = distinct[column.numbers]
    return found


def _distinct(column: Coded) -> list[object]:
    if column.kinds == _TEXT:
        return list(column.texts)
    kinds = column.kinds if len(column.kinds) == len(column.texts) else column.kinds * len(column.texts)
    return [
        text if kind == _TEXT else _HEARD[kind](text) for kind, text in zip(kinds, column.texts, strict=True)
    ]
