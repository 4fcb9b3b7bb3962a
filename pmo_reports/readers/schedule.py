"""`reader: schedule`: whatever planning tools write, through MPXJ in a process of its own.

A part's `rows` names the kind of record. What counts: rows are tasks, without blank rows and without the
row that stands for the project itself; a summary is a task with others below it; the others are leaves. A
schedule starts with its first leaf and finishes with its last. Amounts that a tool writes as 0 because
nobody entered any are nothing, not nought (`schedule_amounts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pmo_reports.jvm import TroubleError
from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import RawTable
from pmo_reports.readers import nesting, schedule_doubts
from pmo_reports.readers.guard import limits
from pmo_reports.readers.schedule_amounts import stated
from pmo_reports.readers.schedule_dates import done
from pmo_reports.readers.schedule_guard import inspected
from pmo_reports.readers.schedule_refusal import empty, refused
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.tabulation import frame

Record = Mapping[str, Any]
Records = Mapping[str, Sequence[Record]]
ROW = "Row"


def tables(submission: Submission) -> Iterator[RawTable | Finding]:
    """The table of each part whose kind of record the file has, with findings on what is not as it seems.

    Raises:
        RefusedError: nothing can be read from it, and why.
    """
    most = limits(submission.source)
    size = inspected(submission.content, most)
    try:
        found = submission.workbench.worker.read(submission.content, size, most.heap)
    except TroubleError as error:
        nesting.inspect(submission.content)
        raise refused(error) from error
    if not found["records"]["tasks"]:
        nesting.inspect(submission.content)
        raise empty()
    records = stated(found["records"])
    lost = schedule_doubts.lost(records)
    yield from schedule_doubts.findings(submission, records, found["notes"], lost)
    records = with_milestones({**records, "tasks": done(records["tasks"])})
    told = {**records, "schedules": [{**each, "Lost": lost or None} for each in records["schedules"]]}
    for name, part in submission.source.parts.items():
        if told.get(part.rows):
            yield _table(submission, name, part.rows, told[part.rows])


def with_milestones(records: Records) -> Records:
    """The records with the milestones among the tasks as a kind of their own."""
    return {**records, "milestones": [task for task in records["tasks"] if task["Kind"] == "milestone"]}


def _table(submission: Submission, part: str, kind: str, records: Sequence[Record]) -> RawTable:
    heads = [head for head in records[0] if head != ROW]
    place = "".join(word.title() for word in _KINDS.get(kind, kind).split("_"))
    return RawTable(
        file=submission.file,
        part=part,
        sheet="",
        header=tuple(heads),
        addresses=tuple(f"{place}[{{row}}].{head.replace(' ', '')}" for head in heads),
        frame=frame([[record[head] for head in heads] for record in records], len(heads)),
        rows=tuple(record[ROW] for record in records),
    )


_KINDS = {"schedules": "project", "milestones": "tasks", "schedule_resources": "resources"}
