"""What each form of schedule cannot hold, column by column, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Columns of a table that a form loses.

    Attributes:
        columns: their names.
        rows: a query of the rows in which it loses them; "" for all.
        other: another value stands there; else nothing does.
    """

    columns: str
    why: str
    rows: str = ""
    other: bool = False


Gaps = Mapping[str, tuple[Gap, ...]]
_TOOL = Gap(columns="tool", why="each tool names itself", other=True)
_CURRENCY = Gap(columns="currency", why="a sign at most, and MPXJ reads none: the register's counts")
_TIMES = "days without times"
_NAMES: Gaps = {"calendar_exceptions": (Gap(columns="name", why="days off have no names"),)}
_COST = Gap(columns="kind", why="no resource of the kind cost", rows="kind == 'cost'", other=True)
_GROUP = Gap(columns="role", why="resources have no group")
_OWNER = Gap(
    columns="owner", why="no contact: the first resource is named", rows="kind != 'milestone'", other=True
)
_NOBODY = Gap(columns="owner", why="no contact, and a milestone has no resource", rows="kind == 'milestone'")
_NO_CALENDAR = Gap(
    columns="calendar_id", why="an activity has no calendar", rows="calendar_id == '2'", other=True
)
_DEADLINE = Gap(columns="deadline", why="no deadlines")
PRIMAVERA: Gaps = {
    **_NAMES,
    "schedules": (_TOOL, _CURRENCY),
    "tasks": (
        Gap(columns="position", why="activities are not in the order of a list", other=True),
        _OWNER,
        _NOBODY,
        _DEADLINE,
        Gap(
            columns="baseline_start baseline_finish baseline_days actual_start actual_finish "
            "remaining_days percent_complete baseline_cost cost actual_cost remaining_cost baseline_hours "
            "hours actual_hours",
            why="summed up from what lies below; the plan says nothing of summaries",
            rows="kind == 'summary'",
            other=True,
        ),
    ),
    "assignments": (
        Gap(
            columns="hours remaining_hours",
            why="what is left of an assignment that has not begun is what was planned",
            rows="actual_hours == 0 and actual_cost == 0",
            other=True,
        ),
    ),
    "schedule_resources": (_COST, _GROUP),
    "milestones": (Gap(columns="owner", why="no contact"),),
}
XER: Gaps = {
    **PRIMAVERA,
    "tasks": (
        *PRIMAVERA["tasks"],
        Gap(
            columns="percent_complete",
            why="worked out: what is left of the planned duration",
            rows="0 < percent_complete < 1",
            other=True,
        ),
        Gap(columns="work_percent", why="worked out from hours; MSPDI has only what was entered", other=True),
    ),
}
MPX: Gaps = {
    **_NAMES,
    "schedules": (
        Gap(columns="status_date lost", why="no status date, and that is said", other=True),
        Gap(columns="currency", why="a sign alone, and $ is that of several", rows="currency == 'USD'"),
    ),
    "tasks": (
        _DEADLINE,
        _NO_CALENDAR,
    ),
    "task_months": (
        Gap(
            columns="actual_cost actual_hours",
            why="no status date: spent from the start to where the progress is",
            other=True,
        ),
    ),
    "schedule_resources": (_COST,),
}
_NO_COSTS = "baseline_cost cost actual_cost"
_NO_BASELINE = "baseline_start baseline_finish baseline_days"
_SIMPLE: Gaps = {
    **_NAMES,
    "schedules": (
        _TOOL,
        _CURRENCY,
        Gap(columns="status_date baseline_finish", why="neither status date nor baseline"),
        Gap(columns="lost", why="all that is said", other=True),
    ),
    "schedule_resources": (
        _COST,
        _GROUP,
        Gap(columns="max_units standard_rate", why="neither units nor rates", rows="kind == 'work'"),
    ),
}
_SIMPLE_TASKS = (
    _OWNER,
    _NOBODY,
    _DEADLINE,
    _NO_CALENDAR,
    Gap(columns=_NO_BASELINE, why="no baseline", rows="kind != 'summary'"),
    Gap(columns=f"{_NO_COSTS} remaining_cost baseline_hours", why="no costs", rows="kind == 'task'"),
    Gap(columns="total_float_days is_critical", why="no float", rows="total_float_days.notna()"),
    Gap(columns="remaining_days", why="no remaining duration", rows="kind != 'milestone'"),
)
PLANNER: Gaps = {
    **_SIMPLE,
    "tasks": (
        *_SIMPLE_TASKS,
        Gap(columns="actual_start", why="no actual dates", rows="actual_start.notna()"),
        Gap(columns="actual_finish", why="no actual dates", rows="actual_finish.notna()"),
        Gap(columns="constraint_kind constraint_date", why="no such constraint", rows="task_id == '5020'"),
        Gap(columns="percent_complete", why="MPXJ does not write it", other=True),
        Gap(columns="work_percent actual_hours", why="MPXJ makes 0 of it", rows="hours != 0", other=True),
        Gap(columns="hours", why="MPXJ adds up those of a summary", rows="kind == 'summary'", other=True),
    ),
    "task_links": (
        Gap(columns="lag_days", why="a lag runs on over days off", rows="lag_days != 0", other=True),
    ),
    "assignments": (
        Gap(columns=_NO_COSTS, why="no costs"),
        Gap(columns="hours actual_hours remaining_hours", why="worked out from units", other=True),
    ),
    "calendars": (
        Gap(
            columns="base_id monday tuesday wednesday thursday friday saturday sunday",
            why="a day is as in the base or off",
            rows="calendar_id == '2'",
            other=True,
        ),
    ),
    "calendar_exceptions": (
        *_NAMES["calendar_exceptions"],
        Gap(columns="hours", why="a day is off or not", rows="hours != 'non-working'", other=True),
    ),
    "task_months": (
        Gap(columns=f"{_NO_COSTS} baseline_hours", why="neither costs nor baseline"),
        Gap(columns="actual_hours", why="MPXJ makes 0 of it", other=True),
    ),
    "milestones": (
        Gap(columns="baseline_date owner", why="neither baseline nor contact"),
        Gap(columns="actual_date", why="no actual dates", rows="actual_date.notna()"),
    ),
}
GANTT_PROJECT: Gaps = {
    **_SIMPLE,
    "schedules": (
        *_SIMPLE["schedules"],
        Gap(columns="start finish", why=_TIMES, other=True),
    ),
    "tasks": (
        *_SIMPLE_TASKS,
        Gap(columns="wbs", why="MPXJ numbers the rows of each level", other=True),
        Gap(columns="hours actual_hours", why="no hours", rows="kind == 'task'"),
        Gap(columns="forecast_start", why=_TIMES, other=True),
        Gap(columns="forecast_finish", why=_TIMES, rows="kind == 'milestone'", other=True),
        Gap(columns="actual_start", why=_TIMES, rows="actual_start.notna()", other=True),
        Gap(
            columns="actual_finish",
            why=_TIMES,
            rows="actual_finish.notna() and kind == 'milestone'",
            other=True,
        ),
        Gap(columns="constraint_kind constraint_date", why="none", rows="constraint_kind.notna()"),
        Gap(
            columns="percent_complete",
            why="that of a summary is nought",
            rows="kind == 'summary'",
            other=True,
        ),
    ),
    "assignments": (
        Gap(columns=f"{_NO_COSTS} actual_hours remaining_hours", why="neither costs nor progress"),
        Gap(columns="start", why=_TIMES, other=True),
        Gap(columns="hours", why="worked out from the load", other=True),
    ),
    "calendars": (Gap(columns="name", why="the one calendar has none", other=True),),
    "calendar_exceptions": (
        *_NAMES["calendar_exceptions"],
        Gap(columns="hours", why="a day is off or not", rows="hours != 'non-working'", other=True),
    ),
    "milestones": (
        Gap(columns="baseline_date owner", why="neither baseline nor contact"),
        Gap(columns="forecast_date", why="one at the end of a day is at the start of the next", other=True),
        Gap(columns="actual_date", why="as the forecast", rows="actual_date.notna()", other=True),
    ),
}
GAPS: Mapping[str, Gaps] = {
    "mspdi": {},
    "xer": XER,
    "pmxml": PRIMAVERA,
    "mpx": MPX,
    "planner": PLANNER,
    "gan": GANTT_PROJECT,
}
_SOMEBODY = ("resource_id.notna()", "Project XML assigns finished milestones to nobody")
_OWN_CALENDAR = ("calendar_id == '1'", "days off of another calendar are those of its base")
ROWS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "xer": {"assignments": _SOMEBODY},
    "pmxml": {"assignments": _SOMEBODY},
    "mpx": {"assignments": _SOMEBODY},
    "planner": {
        "assignments": _SOMEBODY,
        "calendar_exceptions": _OWN_CALENDAR,
        "task_months": ("hours > 0", "months in which nothing but the baseline lies"),
    },
    "gan": {
        "assignments": _SOMEBODY,
        "calendars": ("calendar_id == '1'", "there is one calendar"),
        "calendar_exceptions": _OWN_CALENDAR,
        "task_links": ("lag_days.isna()", "MPXJ reads none that begins in a summary; told by a finding"),
        "task_months": ("month.isna()", "there is nothing to spread"),
    },
}
"""By form and table: a query of the rows that it can hold, and why no others."""
TOLD: Mapping[str, str] = {
    "mspdi": "",
    "xer": "",
    "pmxml": "",
    "mpx": "no status date",
    "planner": "no costs; no baseline; no status date; no total float; no progress",
    "gan": "no costs; no baseline; no status date; no links between activities; no total float",
}
"""What the finding on an incomplete schedule says that it lacks; "" for no such finding."""
