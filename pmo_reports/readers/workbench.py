"""The workbench: what reading needs beyond the file itself, held once for a whole run."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from pmo_reports.jvm import LIMITS, Limits, Worker


class Workbench:
    """A context manager over the process that reads schedules: all periods of a run share one JVM.

    Nothing is started before a schedule must really be read.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.worker = Worker(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.worker.close()
