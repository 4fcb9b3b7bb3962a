"""What a project's schedule says on its page: where its finish stands, what is late now, and what comes next.

An activity is late that should be done by its baseline and is not; it is overdue when even its own forecast
has passed. Both are told as of the schedule's own status date: an old file is said to be old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import count, days, later, on, signed
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.room import Room
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined
from pmo_reports.pack.workdays import slip

AHEAD = 42  # calendar days
_PARENTS = frozenset({"summary", "milestone"})
OVERDUE, LATE, NEXT = label("Overdue"), label("Late"), label("Next")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An activity that is not finished; `slip` in working days, null without a baseline."""

    entity: str
    item: str
    name: str
    state: str
    start: date | None
    finish: date | None
    slip: int | None

    def when(self) -> Figure:
        """Its expected finish as a fact."""
        return on(self.entity, "tasks.forecast_finish", self.finish, self.item)

    def slipped(self) -> Figure:
        """How late it is against its baseline as a fact."""
        return signed(days(self.entity, "tasks.slip", self.slip, self.item))


def schedule_line(view: View) -> Sentence | None:
    """Finish, critical activities and origin of the schedule; null where there is and was none."""
    rows = view.rows("schedules")
    if rows:
        return joined((joined((_finish(view, rows[0]), _critical(view))), _origin(view, rows[0])), ". ")
    last = view.at(view.before).rows("schedules") if view.before else []
    if not last:
        return None
    when = on(view.entity, "schedules.last_status_date", _day(last[0], "status_date"))
    return say("No schedule this period; the last one was as of {date}.", date=when)


def tasks_table(view: View, most: Room) -> TableBlock | None:
    """Activities that are late now, then those of the next weeks; null without a schedule.

    Args:
        view: what it is about.
        most: how many of each are shown.
    """
    if not view.rows("schedules"):
        return None
    found = tasks(view)
    late, ahead = ([t for t in found if (t.state == NEXT) is wanted] for wanted in (False, True))
    fields: tuple[Field[Task], ...] = (
        Field("state", "State", lambda t: t.state, 0.7),
        Field("task", "Activity", lambda t: t.name, 3.6),
        Field("finish", "Finish", lambda t: t.when(), 0.9),
        Field("slip", "Slip", lambda t: t.slipped(), 0.6),
    )
    words = Words(
        alt="Activities that are late now, then those of the next six weeks",
        empty="No activity is late or due in the next six weeks.",
        more=_more(view, len(late) - most.late, len(ahead) - most.ahead),
        caption="Schedule",
    )
    return grid(fields, [*late[: most.late], *ahead[: most.ahead]], words, locale=view.locale)


def tasks(view: View) -> tuple[Task, ...]:
    """Overdue and late activities by baseline, then those to come by start, within the next six weeks."""
    as_of = _as_of(view)
    open_ = [row for row in view.rows("tasks") if _open(row)]
    found = [task for row in open_ if (task := _task(view, row, as_of))]
    late = [task for task in found if task.state != NEXT]
    ahead = [task for task in found if task.state == NEXT]
    order: dict[str, int] = {OVERDUE: 0, LATE: 1}
    return (
        *sorted(late, key=lambda t: (order[t.state], -(t.slip or 0), t.item)),
        *sorted(ahead, key=lambda t: (t.start or date.max, t.finish or date.max, t.item)),
    )


def _as_of(view: View) -> date:
    """The day that the schedule speaks of."""
    told = [_day(row, "status_date") for row in view.rows("schedules")]
    return min([view.status_date, *(each for each in told if each)])


def _open(row: Record) -> bool:
    leaf = text(row, "kind") not in _PARENTS and row.get("is_active") is not False
    return leaf and row.get("actual_finish") is None and row.get("percent_complete") != 1


def _task(view: View, row: Record, as_of: date) -> Task | None:
    """The activity with its state; null where it is neither late nor of the next weeks."""
    start, finish, baseline = (
        _day(row, name) for name in ("forecast_start", "forecast_finish", "baseline_finish")
    )
    state = _state(start, finish, baseline, as_of)
    if not state:
        return None
    return Task(
        entity=view.entity,
        item=text(row, "task_id"),
        name=text(row, "name"),
        state=state,
        start=start,
        finish=finish,
        slip=slip(view, view.entity, baseline, max(finish, as_of) if finish else None),
    )


def _state(start: date | None, finish: date | None, baseline: date | None, as_of: date) -> str:
    if finish and finish < as_of:
        return OVERDUE
    if baseline and baseline <= as_of:
        return LATE
    soon = later(as_of, AHEAD)
    return NEXT if (start or finish) and min(filter(None, (start, finish))) <= soon else ""


def _more(view: View, late: int, ahead: int) -> Sentence:
    """How many of each kind are in the annex only."""
    missed = say("+{n} late", n=count(view.entity, "tasks.late_not_shown", late)) if late > 0 else Sentence()
    coming = (
        say("+{n} next", n=count(view.entity, "tasks.next_not_shown", ahead)) if ahead > 0 else Sentence()
    )
    told = joined((missed, coming), ", ")
    return say("{parts} in the annex workbook", parts=told) if told else told


def _finish(view: View, row: Record) -> Sentence:
    """The finish by the schedule, and its distance from the baseline."""
    finish, baseline = _day(row, "finish"), _day(row, "baseline_finish")
    when = on(view.entity, "schedules.finish", finish)
    late = slip(view, view.entity, baseline, finish)
    if late is None:
        return say("Finish by the schedule {date}", date=when)
    apart = signed(days(view.entity, "schedules.finish_slip", late))
    return say("Finish by the schedule {date}, {days} against its baseline", date=when, days=apart)


def _critical(view: View) -> Sentence:
    """How many of the open activities are critical; nothing where the file has no float."""
    open_ = [row for row in view.rows("tasks") if _open(row)]
    if not any(row.get("total_float_days") is not None for row in open_):
        return Sentence()
    critical = count(view.entity, "tasks.critical", sum(row.get("is_critical") is True for row in open_))
    whole = count(view.entity, "tasks.open", len(open_))
    return say_many(
        "{n} of {whole} open activities is critical",
        "{n} of {whole} open activities are critical",
        critical,
        whole=whole,
    )


def _origin(view: View, row: Record) -> Sentence:
    """The file, and as of when; how many periods old where it is older than the period."""
    told = _day(row, "status_date")
    name = text(row, "file").rsplit("/", 1)[-1]
    if told is None:
        return say("{file} has no status date.", file=name)
    when = on(view.entity, "schedules.status_date", told)
    age = (view.now.period.year - told.year) * 12 + view.now.period.month - told.month
    if age <= 0:
        return say("{file} as of {date}.", file=name, date=when)
    return say_many(
        "{file} as of {date}, {n} period old.",
        "{file} as of {date}, {n} periods old.",
        count(view.entity, "schedules.age", age),
        file=name,
        date=when,
    )


def _day(row: Record, name: str) -> date | None:
    found: date | None = row.get(name)
    return found
