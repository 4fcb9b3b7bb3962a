"""Discounted cash flow: present values, the internal rate of return and payback, of many flows at once.

A flow is a row of yearly amounts, costs below zero. Nothing here knows of projects or currencies.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from pmo_reports.metrics.exact import Flags

Flows = npt.NDArray[np.float64]
"""Rows of yearly amounts."""
Numbers = npt.NDArray[np.float64]

LOWEST_RATE, HIGHEST_RATE = -0.99, 1000.0
"""IRR is looked for between these, as fractions a year."""
HALVINGS = 80
"""Of the logarithm of the discount factor: enough for every digit of a float."""
SMALLEST = 6
"""Digits after the decimal mark at which an accumulated amount counts as nothing."""


class Irr(IntEnum):
    """Whether a flow has one internal rate of return, or why not."""

    UNIQUE = 0
    NO_INVESTMENT = 1  # nothing is paid first, or nothing ever comes back
    SEVERAL = 2  # signs change more than once, and the accumulated flow's do, too: several rates or none
    OUT_OF_RANGE = 3


def present(flows: Flows, times: Numbers, rate: float) -> Numbers:
    """The value of each row at time 0: the sum of `flow / (1 + rate) ** time`.

    Args:
        flows: rows of amounts.
        times: when each of them falls due, in years; same shape, or one row for all.
        rate: a year, as a fraction above -1.
    """
    total: Numbers = (flows * (1 + rate) ** -times).sum(axis=1)
    return total


def irr(flows: Flows) -> tuple[Numbers, npt.NDArray[np.int8]]:
    """The internal rate of return of each row, NaN where there is not just one, and an `Irr` that says why.

    One is certain where money is paid first and signs change once (Descartes), or where the accumulated
    flow changes its sign once (Norstrom; the rate is then above zero).
    """
    changes, gathered = _changes(flows), _changes(np.cumsum(flows, axis=1).round(SMALLEST))
    invested = _first_sign(flows) < 0
    once = changes == 1
    sure = invested & (once | ((gathered == 1) & (flows.sum(axis=1) > 0)))
    low = np.full(len(flows), np.log(1 / (1 + HIGHEST_RATE)))
    high = np.where(once, np.log(1 / (1 + LOWEST_RATE)), 0.0)
    inside = (_npv(flows, low) < 0) & (_npv(flows, high) > 0)
    found = np.where(sure & inside, 1 / np.exp(_root(flows, low, high)) - 1, np.nan)
    why = np.select(
        [sure & inside, sure, ~invested | (changes == 0)],
        [Irr.UNIQUE, Irr.OUT_OF_RANGE, Irr.NO_INVESTMENT],
        Irr.SEVERAL,
    )
    return found, why.astype("int8")


def payback(flows: Flows, times: Numbers) -> Numbers:
    """The years after which each row has paid back for good, its last year's flow coming evenly.

    NaN where it never does, and where nothing has to be paid back.

    Args:
        flows: rows of amounts; discounted ones give the discounted payback.
        times: when each of them falls due; same shape.
    """
    gathered = np.cumsum(flows, axis=1).round(SMALLEST)
    owing = gathered < 0
    last = flows.shape[1] - 1 - owing[:, ::-1].argmax(axis=1) if flows.shape[1] else np.zeros(len(flows), int)
    paid = owing.any(axis=1) & (last < flows.shape[1] - 1)
    rows, at = np.flatnonzero(paid), last[paid]
    found = np.full(len(flows), np.nan)
    found[rows] = times[rows, at] - gathered[rows, at] / (gathered[rows, at + 1] - gathered[rows, at])
    return found


def _npv(flows: Flows, logarithm: Numbers) -> Numbers:
    """The value of each row at its own discount factor (given as its logarithm), by Horner's rule."""
    factor, value = np.exp(logarithm), np.zeros(len(flows))
    for column in flows.T[::-1]:
        value = value * factor + column
    return value


def _root(flows: Flows, low: Numbers, high: Numbers) -> Numbers:
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = _npv(flows, middle) < 0
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2


def _changes(amounts: Flows) -> npt.NDArray[np.int64]:
    """How often the sign changes along each row; zeros have none."""
    signs = _filled(np.sign(amounts))
    changes: npt.NDArray[np.int64] = ((signs[:, 1:] * signs[:, :-1]) < 0).sum(axis=1)
    return changes


def _filled(signs: Flows) -> Flows:
    """Signs with each zero taking the one before it."""
    there: Flags = signs != 0
    at = np.maximum.accumulate(np.where(there, np.arange(signs.shape[1]), 0), axis=1)
    return np.take_along_axis(signs, at, axis=1)


def _first_sign(flows: Flows) -> Numbers:
    """The sign of the first amount of each row that is not nought."""
    if not flows.shape[1]:
        return np.zeros(len(flows))
    at = (flows != 0).argmax(axis=1)
    return np.sign(np.take_along_axis(flows, at[:, None], axis=1)[:, 0])
