"""The schedule, activities and tracking periods of a ProTrack project as records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element

from pmo_reports.readers.protrack_plan import Activity, Plan, Progress, groups, text
from pmo_reports.readers.protrack_sheet import AGENDA, Cell, Sheet, money, sheet_of, worked

_GROUP = "group-{}"  # groups and activities are numbered apart
_DONE = 1.0
_NOWHERE: Sequence[Cell] = (None, None, None, None)
_HEADS: Mapping[str, str] = {
    "Task ID": "UniqueID",
    "Name": "Name",
    "Kind": "IsMilestone",
    "Calendar ID": "",
    "Baseline Start": "BaseLineStart",
    "Baseline Finish": "BaseLineDuration",
    "Baseline Hours": "BaseLineDuration",
    "Baseline Days": "BaseLineDuration",
    "Fixed Cost": "FixedBaselineCost",
    "Cost": "BaselineCostByUnit",
    "Cost With Uses": "BaselineCostByUnit",
    **dict.fromkeys(("Parent ID", "WBS", "Outline Level", "Position"), ""),
    **dict.fromkeys(("Actual Start", "Actual Finish", "Percent Complete", "Actual Cost"), ""),
    **dict.fromkeys(("Remaining Days", "Remaining Cost"), ""),
}


def schedules(plan: Plan) -> Iterator[Sheet]:
    """The project as a whole: one record."""
    starts = [each.start for each in plan.activities if each.start]
    ends = [each for each in _finishes(plan).values() if each]
    status = max((each.end for each in plan.periods if each.end), default=None)
    heads = {
        "Name": "NAME",
        "Tool": "ProjectInfo/SavedWithMayorBuild",
        "Status Date": "TrackingList/TrackingPeriod[last()]/EndDate",
        "Baseline Start": "Activities/Activity/BaseLineStart",
        "Baseline Finish": "Activities/Activity/BaseLineDuration",
        "Currency": "Settings/CurrencySymbol",
        "Hours Per Day": "Agenda/NonWorkingHours",
        "Calendar ID": "Agenda",
        "Activities": "Activities",
    }
    tool = f"ProTrack {plan.version}".strip()
    span = [min(starts, default=None), max(ends, default=None)]
    rest = [plan.currency or None, plan.hours_per_day, AGENDA, len(plan.activities)]
    yield sheet_of(
        "Project", "Project", heads, iter([(1, [plan.name, plan.name, tool, status, *span, *rest])])
    )


def tasks(plan: Plan) -> Iterator[Sheet]:
    """The activities as they stand at the last status date, then the groups that they are in."""
    last = max(plan.periods, key=lambda period: period.end or datetime.min, default=None)  # noqa: DTZ901 - no zone
    now = {each.task: each for each in last.progress} if last else {}
    finishes, outline = _finishes(plan), _outline(plan)
    records = (
        (
            each.place,
            [
                plan.name,
                each.uid,
                each.name or None,
                "milestone" if each.is_milestone else "task",
                AGENDA,
                each.start,
                finishes[each.uid],
                each.hours,
                each.hours / plan.hours_per_day,
                *money(plan, each.fixed, each.cost, each.cost + each.uses),
                *outline.get(each.uid, _NOWHERE),
                *_state(plan, each, now.get(each.uid)),
            ],
        )
        for each in plan.activities
    )
    yield sheet_of("Activities", "Activity", _HEADS, records)
    yield _groups(plan, outline)


def _groups(plan: Plan, outline: Mapping[str, Sequence[Cell]]) -> Sheet:
    heads = {
        "Task ID": "UniqueID",
        "Name": "Name",
        **dict.fromkeys(("Kind", "Parent ID", "WBS", "Outline Level", "Position"), ""),
    }
    records = (
        (row, [plan.name, key, name or None, "summary", *outline.get(key, _NOWHERE)])
        for row, (key, name) in enumerate(
            ((_GROUP.format(uid), n) for uid, n in groups(plan.root).items()), 1
        )
    )
    return sheet_of("ActivityGroups", "ActivityGroup", heads, records)


def _state(plan: Plan, activity: Activity, now: Progress | None) -> list[Cell]:
    """Actual start and finish, share done, actual cost, remaining days and cost; nothing without tracking."""
    if now is None:
        return [None] * 6
    begun = now.start is not None
    spent = activity.fixed + activity.per_hour * now.hours + now.more_spent if begun else 0.0
    ahead = activity.per_hour * now.remaining if begun else activity.cost
    cost = money(plan, spent, ahead + now.more_to_spend)
    return [
        now.start,
        _finish(plan, now),
        now.share,
        cost[0] if begun else None,
        now.remaining / plan.hours_per_day,
        cost[1],
    ]


def task_progress(plan: Plan) -> Iterator[Sheet]:
    """A sheet for each tracking period, with the progress of each activity."""
    heads = {
        "Task ID": "UniqueID",
        "Tracking Period": "",
        "Status Date": "",
        "Actual Start": "ActualStart",
        "Actual Finish": "ActualDuration",
        "Percent Complete": "PercentageComplete",
        "Actual Cost": "ActualCostDev",
        "Actual Days": "ActualDuration",
        "Remaining Cost": "RemainingCostDev",
    }
    known = {each.uid: each for each in plan.activities}
    for place, period in enumerate(plan.periods, 1):
        records = (
            (
                each.place,
                [plan.name, each.task, period.name, period.end, *_tracked(plan, known[each.task], each)],
            )
            for each in period.progress
            if each.task in known
        )
        yield sheet_of(f"TrackingPeriod[{place}]", "TProTrackActivityTracking-1", heads, records)


def _tracked(plan: Plan, activity: Activity, each: Progress) -> list[Cell]:
    start, finish, share, spent, _, ahead = _state(plan, activity, each)
    days = None if start is None else each.hours / plan.hours_per_day
    return [start, finish, share, spent, days, ahead]


def _finish(plan: Plan, each: Progress) -> datetime | None:
    """When a finished activity ended: so many working hours after it started."""
    if each.start is None or each.share < _DONE:
        return None
    return worked(plan, [each.start], [each.hours])[0]


def _finishes(plan: Plan) -> Mapping[str, datetime | None]:
    """When each activity ends by the baseline."""
    ends = worked(plan, [each.start for each in plan.activities], [each.hours for each in plan.activities])
    return {each.uid: end for each, end in zip(plan.activities, ends, strict=True)}


def _outline(plan: Plan) -> Mapping[str, Sequence[Cell]]:
    """Parent, WBS number, level and position of each activity and group, in the order of the outline."""
    found: dict[str, Sequence[Cell]] = {}
    top = plan.root.find("OutlineList/List")
    if top is not None:
        _descend(top, "", (), found)
    return found


def _descend(branch: Element, parent: str, wbs: tuple[int, ...], found: dict[str, Sequence[Cell]]) -> None:
    for place, child in enumerate(branch.iterfind("Child"), 1):
        is_group = text(child, "Type") == "1"
        key = _GROUP.format(text(child, "Data")) if is_group else text(child, "Data")
        path = (*wbs, place)
        found[key] = (parent or None, ".".join(map(str, path)), len(path), len(found) + 1)
        inner = child.find("List")
        if is_group and inner is not None:
            _descend(inner, key, path, found)
