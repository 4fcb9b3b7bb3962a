"""What drives the finish: the open activities that lay on the longest path in most of the draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import say
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.outlook_tables import doubtful
from pmo_reports.pack.quantities import count, on, share
from pmo_reports.pack.records import Record, day, records, text
from pmo_reports.pack.view import View

MOST, EACH = 12, 3  # rows in all, and of one project
_POINT = "milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Driver:
    """An open activity and in which share of the draws it drove its project's finish."""

    entity: str
    item: str
    name: str
    row: Record
    criticality: Figure

    def finish(self) -> Figure:
        """Its expected finish as a fact."""
        return on(self.entity, "tasks.forecast_finish", day(self.row, "forecast_finish"), self.item)


def drivers_table(view: View) -> TableBlock | None:
    """Of each network the activities that drive its finish most, the next first; null without a network."""
    every = [_drivers(view, entity, _tasks(view, entity)) for entity in doubtful(view, "finish")]
    driven = [drivers for drivers in every if drivers]
    if not driven:
        return None
    each = max(1, min(EACH, MOST // len(driven)))
    shown = [driver for drivers in driven[:MOST] for driver in drivers[:each]]
    fields: tuple[Field[_Driver], ...] = (
        Field("project", "Project", lambda d: view.link(d.entity), 2.0),
        Field("activity", "Activity", lambda d: d.name, 3.4),
        Field("finish", "Finish", lambda d: d.finish(), 0.9),
        Field("criticality", "Drives the finish in", lambda d: d.criticality, 0.9),
    )
    rest = count(view.entity, "outlook.drivers_not_shown", len(driven) - MOST)
    words = Words(
        alt="Activities that drive the finish, by project, with their share of the draws",
        caption="What drives the finish",
        more=say("+{n} more projects with a network", n=rest) if len(driven) > MOST else Sentence(),
    )
    return grid(fields, shown, words, locale=view.locale)


def _tasks(view: View, entity: str) -> Mapping[str, Record]:
    return {text(row, "task_id"): row for row in view.book.rows("tasks", entity)}


def _drivers(view: View, entity: str, tasks: Mapping[str, Record]) -> list[_Driver]:
    """The drivers of a project but for its milestones, the greatest share first, then the earliest finish."""
    drivers = view.now.drawn.drivers
    rows = records(drivers[drivers["project_id"] == entity])
    made = [_driver(entity, row, tasks.get(text(row, "task_id"), {})) for row in rows]
    real = [each for each in made if each.row and text(each.row, "kind") != _POINT and each.criticality.value]
    return sorted(real, key=lambda d: (-float(d.criticality.value or 0), str(d.finish().value), d.item))  # type: ignore[arg-type]


def _driver(entity: str, row: Record, task: Record) -> _Driver:
    item = text(row, "task_id")
    return _Driver(
        entity=entity,
        item=item,
        name=text(task, "name"),
        row=task,
        criticality=share(entity, "tasks.criticality", row.get("criticality"), item),
    )
