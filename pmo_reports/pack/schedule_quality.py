"""Schedule quality: DCMA's fourteen checks of every schedule, and how many each one fails."""

from __future__ import annotations

from pmo_reports.model.dcma import Verdict
from pmo_reports.model.figures import Sentence
from pmo_reports.model.wording import in_line, say, say_many, term
from pmo_reports.pack.quality_checks import failures, judged, scheduled
from pmo_reports.pack.quality_grid import checks_table, counts_table, matrix_table
from pmo_reports.pack.quantities import count
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, part_of


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
    worst = say_many("{name} fails {n} check", "{name} fails {n} checks", most, name=view.name(schedules[0]))
    return joined((head, worst))


def _lead(view: View, schedules: tuple[str, ...]) -> Sentence:
    """The check that most schedules fail, and who keeps no schedule."""
    without = count(view.entity, "schedule_quality.without", len(set(view.active) - set(schedules)))
    whole = [each for each in judged(view, view.entity) if each.verdict is Verdict.FAILED]
    names = in_line(term(each.check.name.lower()) for each in whole)
    said = say("All schedules together fail: {checks}.", checks=names) if whole else Sentence()
    none = say_many(
        "{n} active project has no schedule that could be read.",
        "{n} active projects have no schedule that could be read.",
        without,
    )
    return joined((said, none if without.value else Sentence()), " ")
