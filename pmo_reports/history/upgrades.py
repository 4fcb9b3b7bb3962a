"""Snapshots of older formats in the form of today's: one step for each format, each a pure function.

A column or a table that is new needs no step: it is filled with nulls, or has no rows. A step is for what was
renamed, moved or told in other words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True)
class Stored:
    """A snapshot as it was written: what its manifest tells, and its tables and extras by file."""

    told: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]


Upgrader = Callable[[Stored], Stored]


def _with_ingredients(stored: Stored) -> Stored:
    """Format 1 named only the files that were read, not what else the snapshot was made of."""
    made = {"inputs": stored.told["inputs"], "own": [], "settings": "", "code": ""}
    return replace(stored, told={**stored.told, "made_of": made})


UPGRADERS: Mapping[int, Upgrader] = {1: _with_ingredients}
"""By the format that a step begins with; it ends with the next."""


def upgraded(stored: Stored, to: int, steps: Mapping[int, Upgrader] = UPGRADERS) -> Stored:
    """`stored` in format `to`.

    Raises:
        ValueError: there is no step from one of the formats between.
    """
    for number in range(int(stored.told["format"]), to):
        if number not in steps:
            raise ValueError(f"nothing leads on from format {number}")
        done = steps[number](stored)
        stored = replace(done, told={**done.told, "format": number + 1})
    return stored
