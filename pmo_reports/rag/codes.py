"""States as small whole numbers, so that whole columns of them are judged at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.model.rag import SEVERITY, WORST_FIRST, Rag

Codes = npt.NDArray[np.int8]
"""States by their codes: one of an entity in each place."""
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

STATES = tuple(Rag)
CODES: Mapping[Rag, np.int8] = {state: np.int8(at) for at, state in enumerate(STATES)}
NONE = np.int8(-1)
"""Where there is no state: nobody declared one, or the entity was not there."""
SEVERE = np.array([*(SEVERITY.get(state, -1) for state in STATES), -1], dtype=np.int8)
"""How bad a state is, by its code, and last by `NONE`; -1: it does not count."""
RANKS = np.array(
    [*(len(WORST_FIRST) - WORST_FIRST.index(s) if s in WORST_FIRST else 0 for s in STATES), -1], dtype=np.int8
)
"""The order of states in a worst-of, by their codes: no two that count are the same; 0: it does not count."""
BY_RANK = np.array([CODES[Rag.NOT_APPLICABLE], *(CODES[s] for s in reversed(WORST_FIRST))], dtype=np.int8)
"""The state of each rank."""
GREY_SEVERITY = np.int8(SEVERITY[Rag.UNKNOWN])
RED, AMBER, GREEN = (CODES[state] for state in (Rag.RED, Rag.AMBER, Rag.GREEN))
UNKNOWN, STALE, NOT_APPLICABLE = (CODES[state] for state in (Rag.UNKNOWN, Rag.STALE, Rag.NOT_APPLICABLE))


def state(code: np.int8 | int) -> Rag | None:
    """The state of a code, null for none."""
    return STATES[code] if code >= 0 else None


def known(code: np.int8 | int) -> Rag:
    """The state of a code that is one."""
    return STATES[code]


def columns_of(number: int, code: np.int8) -> Codes:
    """`number` times the same state."""
    return np.full(number, code, dtype=np.int8)


def counts(codes: Codes) -> Flags:
    """Where a state counts in a rollup."""
    found: Flags = SEVERE[codes] >= 0
    return found


def grey(codes: Codes) -> Flags:
    """Where it is unknown or stale."""
    found: Flags = SEVERE[codes] == GREY_SEVERITY
    return found


def worse(first: Codes, *others: Codes | np.int8) -> Codes:
    """The worst of several, place by place; the first where none counts."""
    found: Codes = first
    for each in others:
        found = np.where((RANKS[each] > RANKS[found]) & (SEVERE[each] >= 0), each, found).astype(
            np.int8, copy=False
        )
    return found


def read(stated: pd.Series, letters: Mapping[str, str]) -> Codes:
    """The codes of states as people write them, by the letter that each stands for; else `NONE`."""
    of, words = pd.factorize(stated)
    codes = [CODES[Rag(letters[word])] if word in letters else NONE for word in words]
    found: Codes = np.array([*codes, NONE], dtype=np.int8)[of]
    return found
