"""OpenProject: work packages as CSV of versions before and after 16.0, and pages of its interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import Columns, day, dumped, entry, of, separated, short, times

STATUSES = {
    "to_do": ("New", "To be scheduled", "Scheduled", "In specification"),
    "in_progress": ("In progress", "In testing", "Test failed", "On hold"),
    "done": ("Closed", "Rejected"),
}
DAY, MOMENT = "%m/%d/%Y", "%m/%d/%Y 09:12 AM"
SAYS: Mapping[str, Say] = {
    "labels": entry("labels", 0),  # a category is one
    "spent_days": lambda row: row["spent_days"] or 0.0,  # no time spent is written as zero
}


def words(name: str) -> Say:
    """Hours in words with the sum of the parts behind them, in working days of eight hours."""

    def written(row: Row) -> str | None:
        if row[name] is None:
            return "· Σ 2d 4h" if row["kind"] == "Epic" else None
        days, hours = divmod(row[name] * 8, 8)
        own = (
            " ".join(f"{short(count)}{unit}" for count, unit in ((days, "d"), (hours, "h")) if count) or "0h"
        )
        return f"{own} · Σ 9d" if row["kind"] == "Epic" or row["number"] % 2 else own

    return written


def columns(rows: Sequence[Row], work: Say, remaining: Say) -> Columns:
    kinds = {row["item_id"]: row for row in rows}
    return (
        ("ID", of("item_id")),
        ("Subject", of("summary")),
        ("Type", of("kind")),
        ("Status", of("status")),
        ("Assignee", of("assignee")),
        ("Priority", of("priority")),
        ("Project", of("code")),
        ("Parent", lambda row: named(kinds[row["parent_id"]]) if row["parent_id"] else None),
        ("Start date", day("started_on", DAY)),
        ("Finish date", day("due_on", DAY)),
        ("Work", work),
        ("Total work", lambda _: 99),
        ("Spent time", times("spent_days", 8)),
        ("Remaining work", remaining),
        ("Story Points", of("points")),
        ("Version", of("sprint")),
        ("Category", of("labels")),
        ("Created on", day("created_on", MOMENT)),
        ("Updated on", day("updated_on", MOMENT)),
        ("Description", lambda _: 'As agreed, "all" of it'),
    )


def named(row: Row) -> str:
    """A work package as text: of a kind that needs no word, the number comes first."""
    return f"{'' if row['number'] % 2 else 'Phase 2'} #{row['item_id']}: {row['summary']} #7: x"


def in_words(rows: Sequence[Row]) -> Files:
    told = columns(rows, words("estimate_days"), words("remaining_days"))
    return {"openproject.csv": separated(rows, told, encoding="utf-8-sig")}


def in_hours(rows: Sequence[Row]) -> Files:
    return {
        "openproject.csv": separated(
            rows, columns(rows, times("estimate_days", 8), times("remaining_days", 8))
        )
    }


def pages(rows: Sequence[Row]) -> Files:
    size = 50
    return {
        f"openproject-{at}.json": dumped(
            {
                "_type": "WorkPackageCollection",
                "total": len(rows),
                "count": len(rows[start : start + size]),
                "pageSize": size,
                "offset": at,
                "_embedded": {"elements": [package(row) for row in rows[start : start + size]]},
            }
        )
        for at, start in enumerate(range(0, len(rows), size), start=1)
    }


def package(row: Row) -> Mapping[str, object]:
    moment = "%Y-%m-%dT07:12:00.000Z"
    titles = {"project": "code", "type": "kind", "status": "status", "priority": "priority"}
    titles |= {"assignee": "assignee", "version": "sprint", "category": "labels"}
    parent = f"/api/v3/work_packages/{row['parent_id']}" if row["parent_id"] else None
    links = {
        key: {"href": f"/api/v3/{key}/4", "title": row[name]} for key, name in titles.items() if row[name]
    }
    return {
        "_type": "WorkPackage",
        "id": int(row["item_id"]),
        "subject": row["summary"],
        "description": {"format": "markdown", "raw": "", "html": ""},
        "startDate": day("started_on", "%Y-%m-%d")(row),
        "dueDate": day("due_on", "%Y-%m-%d")(row),
        "estimatedTime": iso(row["estimate_days"]),
        "derivedEstimatedTime": "PT99H",
        "remainingTime": iso(row["remaining_days"]),
        "spentTime": iso(row["spent_days"]),
        "storyPoints": row["points"],
        "createdAt": day("created_on", moment)(row),
        "updatedAt": day("updated_on", moment)(row),
        "_links": {
            "self": {"href": "/api/v3/x", "title": "x"},
            "parent": {"href": parent, "title": None},
            **links,
        },
    }


def iso(value: float | None) -> str | None:
    """ISO 8601, in which a day has 24 hours: three working days are one of them."""
    if value is None:
        return None
    days, hours = divmod(value * 8, 24)
    return "P" + (f"{int(days)}D" if days else "") + (f"T{hours:g}H" if hours or not days else "")


LACKS = "release resolved_on"
FORMS: Mapping[str, Form] = {
    "openproject-csv": Form(
        preset="openproject-csv", write=in_words, lacks=LACKS, statuses=STATUSES, says=SAYS, numbers=True
    ),
    "openproject-csv-hours": Form(
        preset="openproject-csv", write=in_hours, lacks=LACKS, statuses=STATUSES, says=SAYS, numbers=True
    ),
    "openproject-json": Form(
        preset="openproject-json", write=pages, lacks=LACKS, statuses=STATUSES, says=SAYS, numbers=True
    ),
}
