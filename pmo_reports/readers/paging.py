"""Pages of one search: tools hand out long lists in pieces, and say in each how long the list is.

Jira has `startAt` and `total`, newer `nextPageToken` and `isLast`; Azure DevOps `count`; OpenProject
`offset` and `pageSize`; Asana, monday.com, ClickUp, GitHub and Microsoft Graph say whether there is more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pmo_reports.model.finding import Finding
from pmo_reports.readers.submission import Spot, Submission
from pmo_reports.readers.tree import Batch, Node

_TOTALS = (
    "total", "totalCount", "total_count", "totalRowCount", "@odata.count", "count", "issue.@total",
)  # fmt: skip
_STARTS = ("startAt", "issue.@start")
_NEXT = ("nextPageToken", "next_page", "cursor", "@odata.nextLink", "nextLink")
_LAST = ("isLast", "last_page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a file says of the list that its records are a piece of.

    Attributes:
        start: how many records come before, None where that is not said.
        total: how many there are in all, None where that is not said.
        more: whether another page follows, None where that is not said.
    """

    submission: Submission = field(repr=False, compare=False)
    place: str
    count: int
    start: int | None = None
    total: int | None = None
    more: bool | None = None

    @property
    def search(self) -> tuple[str, int]:
        """Pages that agree in it are pieces of one search."""
        return (self.submission.file.source, -1 if self.total is None else self.total)


def page(submission: Submission, batch: Batch) -> Page:
    """What the objects around the records say of their paging, the nearest first."""
    around = [mapping for mapping, _ in batch.enclosing]
    return Page(
        submission=submission,
        place=batch.place,
        count=len(batch.records),
        start=_start(around),
        total=next(filter(None, (_number(each, _TOTALS) for each in around)), None),
        more=next((said for said in map(_more, around) if said is not None), None),
    )


def incomplete(pages: Sequence[Page]) -> Iterator[Finding]:
    """A warning for each search of which records are missing, with how many and which page."""
    once = {(each.submission.file.path, each.place): each for each in pages}  # several parts may read one
    ordered = sorted(
        once.values(), key=lambda each: (each.search, each.start or 0, each.submission.file.path)
    )
    for _, together in groupby(ordered, key=lambda each: each.search):
        yield from _of_search(list(together))


def _of_search(pages: list[Page]) -> Iterator[Finding]:
    total = pages[0].total
    if total is not None:
        # Several first pages of one length are several searches that happen to be as long.
        searches = max(1, sum(each.start == 0 for each in pages))
        missing = total * searches - sum(each.count for each in pages)
        if missing > 0:
            yield _short(pages, missing, total * searches)
            return
    if any(each.more for each in pages) and not any(each.more is False for each in pages):
        yield _cut(pages[-1])


def _short(pages: list[Page], missing: int, total: int) -> Finding:
    first, gaps = pages[0], ", ".join(_gaps(pages))
    where = f": the page from record {gaps} on" if gaps else ""
    return first.submission.finding(
        "missing-page",
        f"The search found {total} records and {total - missing} are here, {missing} too few{where}.",
        "Export all pages of the search, and put each into a file of its own beside this one.",
        Spot(cell=first.place, value=str(total)),
    )


def _gaps(pages: list[Page]) -> Iterator[str]:
    """The numbers (from 0, as the tools count) of the first record of each page that is not there."""
    if any(each.start is None for each in pages) or sum(each.start == 0 for each in pages) > 1:
        return
    end = 0
    for each in pages:
        if (each.start or 0) > end:
            yield str(end)
        end = max(end, (each.start or 0) + each.count)
    if end < (pages[0].total or 0):
        yield str(end)


def _cut(last: Page) -> Finding:
    return last.submission.finding(
        "missing-page",
        "The file says that another page follows, and the last page is not there.",
        "Export the pages that follow, and put each into a file of its own beside this one.",
        Spot(cell=last.place),
    )


def _start(around: Sequence[Mapping[str, Node]]) -> int | None:
    for each in around:
        start = _number(each, _STARTS)
        if start is None and "pageSize" in each and "offset" in each:
            number, size = _number(each, ("offset",)), _number(each, ("pageSize",))
            start = None if number is None or size is None else (number - 1) * size
        if start is not None:
            return start
    return None


def _more(around: Mapping[str, Node]) -> bool | None:
    if any(around.get(key) for key in _NEXT):
        return True
    said = next((around[key] for key in _LAST if isinstance(around.get(key), bool)), None)
    if said is None:
        return False if any(key in around for key in _NEXT) else None
    return not said


def _number(around: Mapping[str, Node], keys: Sequence[str]) -> int | None:
    for key in keys:
        front, mark, inner = key.partition(".@")
        node = around.get(key)
        if mark:
            within = around.get(front)
            node = within.get(f"@{inner}") if isinstance(within, dict) else None
        if isinstance(node, int | str) and not isinstance(node, bool) and str(node).isdigit():
            return int(node)
    return None
