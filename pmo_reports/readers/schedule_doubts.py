"""What to know about a schedule that was read: what it lacks, what was left out, what cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pmo_reports.model.finding import Finding, Severity
from pmo_reports.readers import schedule_dates
from pmo_reports.readers.submission import Spot, Submission
from pmo_reports.readers.xer_calendars import broken

Record = Mapping[str, Any]
Records = Mapping[str, Sequence[Record]]
_SHOWN = 3


def lost(records: Records) -> str:
    """What the schedule lacks that a report would show, in words: "no costs; no baseline"; "" if nothing."""
    tasks = records["tasks"]
    leaves = [task for task in tasks if task["Kind"] != "summary"]
    open_ = [task for task in leaves if not task["Actual Finish"]]
    lacks = (
        ("no costs", not _any(tasks, "Cost")),
        ("no milestones flagged", not any(task["Kind"] == "milestone" for task in tasks)),
        ("no baseline", not _any(leaves, "Baseline Finish")),
        ("no status date", not _any(records["schedules"], "Status Date")),
        ("no resources", not records["schedule_resources"]),
        ("no links between activities", not records["task_links"]),
        ("no total float", bool(open_) and not _any(open_, "Total Slack")),
        ("no progress", not any(task["Actual Start"] or task["Percentage Complete"] for task in leaves)),
    )
    return "; ".join(words for words, lacking in lacks if lacking and leaves)


def _any(records: Sequence[Record], name: str) -> bool:
    return any(record.get(name) is not None for record in records)


def findings(
    submission: Submission, records: Records, notes: Mapping[str, Any], lacking: str
) -> Iterator[Finding]:
    """The findings on a schedule that was read."""
    yield from _lost(submission, records["schedules"][0], lacking)
    yield from _substitutes(submission, records["schedules"][0], records["tasks"])
    yield from _left_out(submission, notes)
    yield from _links(submission, records)
    yield from _calendars(submission, records)
    yield from _floats(submission, records)


def _note(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.NOTE)


def _lost(submission: Submission, schedule: Record, lacking: str) -> Iterator[Finding]:
    form = schedule["File Type"]
    if lacking:
        instead = (
            "; an export as XML loses some of what the .mpp holds: hand that in" if form == "MSPDI" else ""
        )
        yield _note(
            submission.finding(
                "incomplete-schedule",
                f"The schedule ({form}) has {lacking}: what rests on them is not reported.",
                f"Add them in the planning tool if the plan should have them{instead}.",
            )
        )


def _substitutes(submission: Submission, schedule: Record, tasks: Sequence[Record]) -> Iterator[Finding]:
    """What stands for something that the file does not bring."""
    if schedule_dates.lacking(tasks):
        yield _note(
            submission.finding(
                "no-actual-dates",
                f"The schedule ({schedule['File Type']}) says how much of an activity is complete, but not "
                "when it was begun or finished: the dates that it gives stand for the actual ones.",
                "Check that these dates are those on which work was begun and finished.",
            )
        )
    if schedule["Baseline From"] == "plan" and schedule["Baseline Finish"]:
        yield _note(
            submission.finding(
                "plan-as-baseline",
                "The file brings no baseline project: the planned dates of its own activities stand for it.",
                "Export the project together with its baseline if there is one.",
            )
        )


def _left_out(submission: Submission, notes: Mapping[str, Any]) -> Iterator[Finding]:
    if notes["null_tasks"]:
        count = notes["null_tasks"]
        yield _note(
            submission.finding(
                "blank-tasks",
                f"{count} blank row{'s' if count > 1 else ''} between the activities "
                f"{'were' if count > 1 else 'was'} skipped.",
                "Nothing to do, or delete them in the plan.",
            )
        )
    if notes["inserted"]:
        yield submission.finding(
            "inserted-projects",
            f"Inserted projects are not in this file: {_few(notes['inserted'])}.",
            "Hand in their own files, or save the master plan with their activities inside.",
        )
    if notes["ignored"]:
        yield submission.finding(
            "damaged-parts",
            f"Parts of the file could not be read and were passed over: {_few(notes['ignored'])}.",
            "Check the schedule against its tool; save or export it again.",
        )
    if notes["projects"] > 1:
        yield submission.finding(
            "several-projects",
            f"The file holds {notes['projects']} projects.",
            "Export one file a project, or map each project's own code by the crosswalk.",
        )


def _links(submission: Submission, records: Records) -> Iterator[Finding]:
    """MPXJ reads the links of a GanttProject file's top row of activities only, not of those in summaries."""
    written, read = submission.content.count(b"<depend "), len(records["task_links"])
    if records["schedules"][0]["File Type"] == "GAN" and written > read:
        yield submission.finding(
            "missing-links",
            f"{written - read} of the {written} links of the file are missing: those that begin at an "
            "activity in a summary cannot be read from a GanttProject file.",
            "Export the plan from GanttProject as Microsoft Project XML and hand that in.",
        )


def _calendars(submission: Submission, records: Records) -> Iterator[Finding]:
    for name in broken(submission.content):
        yield submission.finding(
            "invalid-calendar",
            f"The working hours of calendar {name!r} are damaged; a usual week stands in for them.",
            "Mend the calendar in the planning tool; durations and float that rest on it may be wrong.",
            Spot(value=name),
        )
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    used = {task["Calendar ID"] for task in records["tasks"]}
    for calendar in records["calendars"]:
        if calendar["Calendar ID"] in used and all(calendar[day] == "non-working" for day in days):
            yield submission.finding(
                "invalid-calendar",
                f"Calendar {calendar['Name']!r} has no working day, and activities use it.",
                "Give it working hours in the planning tool; durations on it are not to be trusted.",
                Spot(cell=f"Calendars[{calendar['Row']}]"),
            )


def _floats(submission: Submission, records: Records) -> Iterator[Finding]:
    """Float longer than a plan can have: in some tools' files it is in another unit than they say."""
    longest = max((task["Total Slack"] or 0 for task in records["tasks"]), default=0)
    if longest > _LONGEST_FLOAT:
        row = next(task["Row"] for task in records["tasks"] if task["Total Slack"] == longest)
        yield submission.finding(
            "implausible-float",
            f"Total float of {longest:,.0f} working days was read: no plan has that much.",
            "Look at the float in the planning tool; recalculate the schedule and export it again.",
            Spot(cell=f"Tasks[{row}].TotalSlack", value=f"{longest:g}"),
        )


_LONGEST_FLOAT = 2600  # ten years


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
