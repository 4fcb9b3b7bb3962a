"""A project as MPXJ read it: the tasks that count, what they are called, and what their days are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pmo_reports.jvm.values import Java, text

_PRIMAVERA = ("XER", "PMXML")


@dataclass(frozen=True, slots=True)
class Plan:
    """A project as MPXJ read it, with the tasks that count and what they are called.

    Attributes:
        tasks: neither blank rows nor the row that stands for the project itself (outline level 0).
        names: unique id -> the id that the planner sees and that survives a copy of the project (the
            activity id of Primavera and Asta), where each is used once; else the unique id.
    """

    file: Java
    properties: Java
    tasks: tuple[Java, ...]
    names: dict[int, str]

    def name(self, task: Java) -> str:
        """What a task is called."""
        return self.names.get(int(task.getUniqueID()), str(task.getUniqueID()))

    @property
    def is_primavera(self) -> bool:
        """Whether the file is one of Primavera's."""
        return str(self.properties.getFileType()) in _PRIMAVERA

    @property
    def planned_is_baseline(self) -> bool:
        """Whether Primavera's own plan stands for the baseline: the file brings no baseline project."""
        return self.is_primavera and not len(self.file.getBaselines())

    def calendar(self, task: Java) -> Java:
        """The calendar that a task is planned in, else what the project says of its days."""
        return task.getEffectiveCalendar() or self.properties


def plan(file: Java) -> Plan:
    """The project in a file of MPXJ's."""
    tasks = tuple(task for task in file.getTasks() if not task.getNull() and not is_whole(task))
    return Plan(file, file.getProjectProperties(), tasks, _names(tasks))


def is_whole(task: Java) -> bool:
    """Whether a task stands for the whole project."""
    level = task.getOutlineLevel()
    return level is not None and int(level) == 0


def _names(tasks: tuple[Java, ...]) -> dict[int, str]:
    known = {int(task.getUniqueID()): text(task.getActivityID()) for task in tasks}
    used = Counter(known.values())
    return {uid: name if name and used[name] == 1 else str(uid) for uid, name in known.items()}
