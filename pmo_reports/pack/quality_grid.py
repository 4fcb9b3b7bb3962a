"""The tables of schedule quality: schedule by check, check by check, and the counts behind them."""

from __future__ import annotations

from collections.abc import Callable

from pmo_reports.model.dcma import CHECKS, Check, Verdict
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, Chip, TableBlock
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label, say
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quality_checks import Judged, failures, judged
from pmo_reports.pack.quantities import count
from pmo_reports.pack.view import View

MARKS = {
    Verdict.PASSED: Rag.GREEN,
    Verdict.FAILED: Rag.RED,
    Verdict.REPORTED: Rag.NOT_APPLICABLE,
    Verdict.UNKNOWN: Rag.UNKNOWN,
}
"""How a verdict is marked: letter, shape and colour of the state that it comes to."""

_COUNTS = (
    ("activities", label("Activities")),
    ("incomplete_activities", label("Open")),
    ("missing_logic", label("Missing logic")),
    ("negative_float", label("Negative float")),
    ("high_float", label("High float")),
    ("hard_constraints", label("Hard constraints")),
    ("invalid_dates", label("Invalid dates")),
    ("missed_activities", label("Missed")),
    ("cpli", label("CPLI")),
    ("bei", label("BEI")),
)


def matrix_table(view: View, schedules: tuple[str, ...]) -> TableBlock:
    """A row for each schedule with a mark for each check, those that fail most first."""
    found = {entity: judged(view, entity) for entity in schedules}
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.6),
        *(_mark(found, at, check) for at, check in enumerate(CHECKS)),
        Field("failed", "Failed", lambda e: count(e, "schedule_quality.failed", failures(view, e)), 0.7),
    )
    words = Words(
        alt="Verdict of each check by schedule, those that fail most first: G passed, R failed",
        caption="Checks by schedule: G passed, R failed, n/a no bound is set",
    )
    return grid(fields, schedules, words, locale=view.locale)


def checks_table(view: View, schedules: tuple[str, ...]) -> TableBlock:
    """Each check over all schedules: counted, out of, share, bound, verdict, and by how many it is failed."""
    mine = [judged(view, entity) for entity in schedules]
    of = count(view.entity, "schedule_quality.schedules", len(schedules))

    def failing(each: Judged) -> Sentence:
        fails = sum(other[each.check.number - 1].verdict is Verdict.FAILED for other in mine)
        return Sentence.of(
            count(view.entity, "schedule_quality.fail_it", fails, str(each.check.number)), " of ", of
        )

    fields: tuple[Field[Judged], ...] = (
        Field(
            "check",
            "Check",
            lambda j: label("{number} {check}", number=str(j.check.number), check=label(j.check.name)),
            2.4,
        ),
        Field("numerator", "Found", lambda j: j.numerator, 0.8),
        Field("denominator", "Out of", lambda j: j.denominator, 0.8),
        Field("share", "Share or index", lambda j: j.figure, 0.9),
        Field("bound", "Bound", _bound, 1.0),
        Field("verdict", "All together", lambda j: Chip(rag=MARKS[j.verdict]), 0.8),
        Field("disclosed", "Schedules that fail it", failing, 1.0),
    )
    words = Words(
        alt="The fourteen checks over all schedules with their bounds and verdicts",
        caption="Checks over all schedules (DCMA-EA PAM 200.1)",
    )
    return grid(fields, judged(view, view.entity), words, locale=view.locale)


def counts_table(view: View, schedules: tuple[str, ...]) -> TableBlock:
    """What was counted in each schedule."""
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.4),
        *(Field(key, head, _measure(view, key), 0.8, optional=True) for key, head in _COUNTS),
    )
    words = Words(alt="Counts of each schedule", caption="What was counted")
    return grid(fields, schedules, words, locale=view.locale)


def _mark(found: dict[str, tuple[Judged, ...]], at: int, check: Check) -> Field[str]:
    return Field(f"check_{check.number}", str(check.number), lambda e: _chip(found[e][at]), 0.5)


def _chip(each: Judged) -> Chip:
    """The verdict as a mark; what it was made of is its note."""
    note = Sentence.of(
        f"{each.check.name} {each.verdict.value}: ",
        each.figure,
        " (",
        each.numerator,
        " of ",
        each.denominator,
        ")",
    )
    return Chip(rag=MARKS[each.verdict], note=note)


def _bound(each: Judged) -> Cell:
    if each.bound.value is None:
        return label("none set")
    if each.check.at_least:
        return say("at least {bound}", bound=each.bound)
    return say("at most {bound}", bound=each.bound)


def _measure(view: View, key: str) -> Callable[[str], Figure]:
    return lambda entity: view.figure(entity, key)
