"""The budget: how many records a schedule may make in all, so that a small file cannot make millions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pmo_reports.jvm.trouble import Trouble, TroubleError

TASK = 8
"""A task has several times the fields of other records."""


class Budget:
    """What is left of the records that may be made."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most

    def counted(self, made: Iterable[Any], weight: int = 1) -> Iterator[Any]:
        """`made`, one after the other, as long as the budget lasts.

        Raises:
            TroubleError: it does not.
        """
        for each in made:
            self._left -= weight
            if self._left < 0:
                raise TroubleError(Trouble.TOO_LARGE, f"it makes more than {self._most:,} records")
            yield each
