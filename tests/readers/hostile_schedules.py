"""Schedules that ask for more than they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tests.readers.hostile_trees import LAUGHS, OUTSIDE

_MS = "http://schemas.microsoft.com/project"
_HEAD = f'<Project xmlns="{_MS}">'
_MSPDI = _HEAD + "<Name>{name}</Name><Tasks>{tasks}</Tasks></Project>"
_P6 = "http://xmlns.oracle.com/Primavera/P6/V8.3/API/BusinessObjects"
_OTHERS = {
    "gan": '<project name="{name}" version="3.2"><tasks><task id="1" name="A"/></tasks></project>',
    "planner": '<project name="{name}" mrproject-version="2"><tasks><task id="1"/></tasks></project>',
    "xml": f'<APIBusinessObjects xmlns="{_P6}"><Project><Name>{{name}}</Name></Project></APIBusinessObjects>',
}
"""By ending: GanttProject, Planner, Primavera."""


def mspdi(tasks: Iterable[str], before: str = "", name: str = "") -> bytes:
    """Project XML of these tasks."""
    return ('<?xml version="1.0"?>' + before + _MSPDI.format(name=name, tasks="".join(tasks))).encode()


def task(uid: int, name: str = "Dig", start: str = "2026-01-05", finish: str = "2026-01-09") -> str:
    """A task as Project writes it."""
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>1</OutlineLevel>"
        f"<Start>{start}T08:00:00</Start><Finish>{finish}T17:00:00</Finish><Duration>PT40H0M0S</Duration>"
        "<Work>PT40H0M0S</Work><Cost>100000</Cost></Task>"
    )


def _centuries(count: int) -> bytes:
    return mspdi(task(uid, start="1990-01-01", finish="2039-12-31") for uid in range(1, count))


def _other(form: str, before: str, entity: str) -> bytes:
    return ('<?xml version="1.0"?>' + before + _OTHERS[form].format(name=entity)).encode()


FILES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "Project of entities": ("x.xml", lambda: mspdi([task(1)], LAUGHS, "&d;"), "unsafe-file"),
    "Project from outside": ("x.xml", lambda: mspdi([task(1)], OUTSIDE, "&x;"), "unsafe-file"),
    **{
        f"a .{form} {what}": (f"x.{form}", lambda f=form, b=before, e=entity: _other(f, b, e), "unsafe-file")  # type: ignore[misc]
        for form in _OTHERS
        for what, before, entity in (("of entities", LAUGHS, "&d;"), ("from outside", OUTSIDE, "&x;"))
    },
    "Project of a task": ("x.xml", lambda: mspdi([task(1), task(2)]), "read"),
    "Project nested deep": (
        "x.xml",
        lambda: mspdi(["<a>" * 200_000 + "</a>" * 200_000]),
        "unsafe-file",
    ),
    "Project of fifty thousand tiny tasks": (
        "x.xml",
        lambda: mspdi(f"<Task><UID>{n}</UID></Task>" for n in range(1, 50_000)),
        "too-large",
    ),
    "Project of one long name": ("x.xml", lambda: mspdi([task(1, "x" * 1_900_000)]), "read"),
    "Project of as many tasks as may be": ("x.xml", lambda: mspdi(map(task, range(1, 4_200))), "read"),
    "Project of as many months as may be": ("x.xml", lambda: _centuries(62), "read"),
    "Project of centuries": ("x.xml", lambda: _centuries(3_000), "too-large"),
}
"""What it is -> name, bytes, and the rule of the finding that it becomes, or "read"."""
