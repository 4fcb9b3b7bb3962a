"""Schedule quality: DCMA's fourteen checks of every schedule, and how many each one fails."""

from __future__ import annotations

from pmo_reports.model.dcma import Verdict
from pmo_reports.model.figures import Sentence
from pmo_reports.pack.quality_checks import failures, judged, scheduled
from pmo_reports.pack.quality_grid import checks_table, counts_table, matrix_table
from pmo_reports.pack.quantities import count
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import counted, part_of, verb


@section("schedule_quality", "Schedule quality")
def schedule_quality(view: View) -> Content | None:
    """How sound the schedules are, the worst first; none where no project keeps one."""
    schedules = scheduled(view)
    if not schedules:
        return None
    return Content(
        title=_title(view, schedules),
        lead=_lead(view, schedules),
        blocks={
            "matrix": matrix_table(view, schedules),
            "checks": checks_table(view, schedules),
            "counts": counts_table(view, schedules),
        },
        source=view.source("schedules", "tasks", "task_links", "assignments"),
    )


def _title(view: View, schedules: tuple[str, ...]) -> Sentence:
    """How many schedules fail a check, and which one fails most."""
    failing = [entity for entity in schedules if failures(view, entity)]
    some = count(view.entity, "schedule_quality.failing", len(failing))
    of = count(view.entity, "schedule_quality.schedules", len(schedules))
    head = part_of(some, of, "schedules", "fails a check", "fail a check")
    if not failing:
        return head
    most = count(schedules[0], "schedule_quality.failed", failures(view, schedules[0]))
    return head + Sentence.of(f"; {view.name(schedules[0])} fails ") + counted(most, "check")


def _lead(view: View, schedules: tuple[str, ...]) -> Sentence:
    """The check that most schedules fail, and who keeps no schedule."""
    without = count(view.entity, "schedule_quality.without", len(set(view.active) - set(schedules)))
    whole = [each for each in judged(view, view.entity) if each.verdict is Verdict.FAILED]
    names = ", ".join(each.check.name.lower() for each in whole)
    said = Sentence.of(f"All schedules together fail: {names}. ") if whole else Sentence()
    if not without.value:
        return said
    return (
        said
        + counted(without, "active project")
        + Sentence.of(f" {verb(without, 'has', 'have')} no schedule that could be read.")
    )
