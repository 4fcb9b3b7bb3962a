"""How long work may take: triangular and PERT distributions between a shortest and a longest time.

PERT is the beta distribution with the mean (O + 4 M + P) / 6 (Malcolm et al. 1959); its published standard
deviation, (P − O) / 6, is an approximation: exactly, the variance is (mean − O)(P − mean) / 7.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Shape = Literal["pert", "triangular"]
LAMBDA = 4.0
"""The weight of the most likely time in PERT's mean."""
WIDEST, STEPS = 6.0, 2**13
"""Standard deviations that the table of quantiles reaches, to both sides, and its intervals."""
_FINE = 20_001


@dataclass(frozen=True, slots=True)
class Estimate:
    """A three-point estimate: optimistic, most likely and pessimistic (O, M, P)."""

    shortest: float
    likely: float
    longest: float

    @property
    def mean(self) -> float:
        """PERT's expected time."""
        return (self.shortest + LAMBDA * self.likely + self.longest) / (LAMBDA + 2)

    @property
    def deviation(self) -> float:
        """PERT's published standard deviation."""
        return (self.longest - self.shortest) / 6

    def quantiles(self, shape: Shape, shares: Numbers) -> Numbers:
        """The times that so large shares of all stay within."""
        if self.longest == self.shortest:
            return np.full(shares.shape, self.likely)
        return self._triangular(shares) if shape == "triangular" else self._pert(shares)

    def _triangular(self, shares: Numbers) -> Numbers:
        low, mode, high = self.shortest, self.likely, self.longest
        rise = low + np.sqrt(shares * (high - low) * (mode - low))
        fall = high - np.sqrt((1 - shares) * (high - low) * (high - mode))
        return np.where(shares < (mode - low) / (high - low), rise, fall)

    def _pert(self, shares: Numbers) -> Numbers:
        """By the integral of the beta density, whose two shapes are at least 1."""
        width = self.longest - self.shortest
        before = LAMBDA * (self.likely - self.shortest) / width
        after = LAMBDA * (self.longest - self.likely) / width
        at = (1 - np.cos(np.linspace(0, np.pi, _FINE))) / 2  # dense at both ends, where quantiles are steep
        density = at**before * (1 - at) ** after
        sums = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(at))])
        times: Numbers = self.shortest + width * np.interp(shares, sums / sums[-1], at)
        return times


@lru_cache(maxsize=64)
def factors(shape: Shape, shortest: float, longest: float) -> Numbers:
    """Multiples of the planned time by standard normal numbers, -`WIDEST` to `WIDEST` in `STEPS` steps."""
    normal = np.linspace(-WIDEST, WIDEST, STEPS + 1)
    shares = np.array([math.erfc(-number / math.sqrt(2)) / 2 for number in normal])
    return Estimate(shortest, 1.0, longest).quantiles(shape, shares)


def looked_up(table: Numbers, normal: Numbers) -> Numbers:
    """The values of a table of `factors` at standard normal numbers, which are spoilt."""
    normal += WIDEST
    normal *= STEPS / (2 * WIDEST)
    np.clip(normal, 0, STEPS - 1e-9, out=normal)
    at = normal.astype(np.int32)
    normal -= at
    normal *= np.diff(table)[at]
    normal += table[at]
    return normal
