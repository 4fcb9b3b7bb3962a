"""`reader: protrack`: the project files of ProTrack (.p2x), one table for each kind of record.

A part's `rows` names the kind: schedules, tasks, task_links, schedule_resources, assignments, calendars,
calendar_exceptions or task_progress. Each value leads back to its element in the XML; what is worked out
from several (finishes, costs) leads to the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.config.sources import Part
from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import InputFile, RawTable
from pmo_reports.readers.guard import Limits, inspect_document, inspect_elements, limits
from pmo_reports.readers.protrack_plan import Plan, plan
from pmo_reports.readers.protrack_records import KINDS
from pmo_reports.readers.protrack_sheet import Sheet
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.sniffing import Format
from pmo_reports.readers.submission import Spot, Submission
from pmo_reports.readers.tabulation import frame

Found = Iterator[RawTable | Finding]


def tables(submission: Submission) -> Found:
    """The tables of each part, with findings on what the plan lacks.

    Raises:
        RefusedError: the file is no ProTrack project, damaged, hostile, or has no activities.
    """
    project = _opened(submission.content, limits(submission.source))
    for name, part in submission.source.parts.items():
        try:
            sheets = list(KINDS[_kind(part)](project))
        except KeyError:
            yield submission.refusal(_unknown(part), part.table)
            continue
        yield from (_raw(submission.file, name, sheet) for sheet in sheets if sheet.records)
    yield from _lacking(submission, project)


def _kind(part: Part) -> str:
    return part.rows or part.table


def _opened(content: bytes, most: Limits) -> Plan:
    kind = inspect_document(content, most)
    if kind not in {Format.XML, Format.TEXT}:
        raise RefusedError(
            "mislabelled-file",
            f"The file is {kind.value}, not a ProTrack project, whatever its name says.",
            remedy="Save the project in ProTrack as .p2x, or set the right `reader` for its source.",
        )
    inspect_elements(content, most)
    project = plan(content)
    if not project.activities:
        raise RefusedError(
            "no-activities",
            "The ProTrack project has no activities, so there is nothing to report.",
            remedy="Open it in ProTrack, check that it is the right project, and save it again.",
        )
    return project


def _raw(file: InputFile, part: str, sheet: Sheet) -> RawTable:
    return RawTable(
        file=file,
        part=part,
        sheet=sheet.name,
        header=tuple(sheet.heads),
        addresses=tuple(sheet.heads.values()),
        frame=frame([values for _, values in sheet.records], len(sheet.heads)),
        rows=tuple(row for row, _ in sheet.records),
    )


def _unknown(part: Part) -> RefusedError:
    return RefusedError(
        "unknown-rows",
        f"A ProTrack project has no records of the kind {_kind(part)!r}.",
        remedy=f"Set `rows` of the part to one of: {', '.join(KINDS)}.",
    )


def _lacking(submission: Submission, project: Plan) -> Iterator[Finding]:
    """What measures will miss: said once, so that an empty figure is no surprise."""
    if not project.has_costs:
        yield submission.finding(
            "no-costs",
            "No activity, resource or tracking period has a cost, so all costs are left empty.",
            "Enter the costs in ProTrack, if earned value is to be reported.",
            Spot(sheet="Activities"),
        )
    if not project.periods:
        yield submission.finding(
            "no-tracking",
            "The project has no tracking period, so nothing is known of its progress.",
            "Enter a tracking period in ProTrack for each status date.",
            Spot(sheet="TrackingList"),
        )
    uses = sum(activity.uses for activity in project.activities)
    if uses:
        yield submission.finding(
            "cost-per-use",
            "Resources cost something by their use; that is in the cost of their assignments, "
            "not in the cost of the activities.",
            "Check which of the two the budget means; the head `Cost With Uses` gives the other.",
            Spot(sheet="Resources", value=f"{uses:.2f}"),
        )
