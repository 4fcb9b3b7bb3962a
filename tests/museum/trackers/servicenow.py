"""ServiceNow: a list of project tasks as CSV, and answers of its interface with what is shown and without."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.museum.trackers.items import Files, Form, Row, Say
from tests.museum.trackers.writing import Columns, day, dumped, entries, of, separated, times

MOMENT = "%d-%m-%Y 09:12:00"
STORED = "%Y-%m-%d 07:12:00"
STATES = {
    "to_do": ("Pending", "Open", "Draft", "Ready"),
    "in_progress": ("Work in Progress", "On Hold", "Testing"),
    "done": ("Closed Complete", "Closed Incomplete", "Closed Skipped", "Complete"),
}
NUMBERS = {"to_do": ("-5", "1", "-6"), "in_progress": ("2", "-7", "-8"), "done": ("3", "4", "7")}
SHOWN_DAYS = ("started_on", "due_on", "resolved_on", "created_on", "updated_on")


def in_words(name: str) -> Say:
    """A duration as it is shown, where a day has 24 hours."""

    def words(row: Row) -> str | None:
        if row[name] is None:
            return None
        minutes = round(row[name] * 480)
        days, hours = divmod(minutes // 60, 24)
        return " ".join(
            f"{count} {unit}{'s' if count != 1 else ''}"
            for count, unit in ((days, "Day"), (hours, "Hour"), (minutes % 60, "Minute"))
            if count or (unit == "Minute" and not minutes)
        )

    return words


def since_1970(name: str) -> Say:
    """A duration as it is stored: the moment so long after the beginning of 1970."""

    def moment(row: Row) -> str | None:
        if row[name] is None:
            return None
        minutes = round(row[name] * 480)
        return f"1970-01-{minutes // 1440 + 1:02d} {minutes // 60 % 24:02d}:{minutes % 60:02d}:00"

    return moment


LIST: Columns = (
    ("Number", of("item_id")),
    ("Task type", of("kind")),
    ("Short description", of("summary")),
    ("State", of("status")),
    ("Assigned to", of("assignee")),
    ("Priority", of("priority")),
    ("Top task", of("code")),
    ("Parent", of("parent_id")),
    ("Created", day("created_on", MOMENT)),
    ("Updated", day("updated_on", MOMENT)),
    ("Actual start date", day("started_on", MOMENT)),
    ("Planned end date", day("due_on", MOMENT)),
    ("Actual end date", day("resolved_on", MOMENT)),
    ("Planned effort", times("estimate_days", 28_800)),
    ("Actual effort", in_words("spent_days")),
    ("Points", of("points")),
    ("Sprint", of("sprint")),
    ("Release", of("release")),
    ("Tags", lambda row: ", ".join(entries(row["labels"]))),
)
FIELDS: Columns = (
    ("number", of("item_id")),
    ("sys_class_name", of("kind")),
    ("short_description", of("summary")),
    ("state", of("status")),
    ("assigned_to", of("assignee")),
    ("priority", of("priority")),
    ("top_task", of("code")),
    ("parent", of("parent_id")),
    ("sys_created_on", day("created_on", STORED)),
    ("sys_updated_on", day("updated_on", STORED)),
    ("work_start", day("started_on", STORED)),
    ("end_date", day("due_on", STORED)),
    ("work_end", day("resolved_on", STORED)),
    ("story_points", of("points")),
    ("sprint", of("sprint")),
    ("sys_tags", lambda row: ",".join(entries(row["labels"]))),
)
REFERENCES = ("assigned_to", "top_task", "parent", "sprint")


def exported(rows: Sequence[Row]) -> Files:
    return {"servicenow.csv": separated(rows, LIST, quoted=True)}


def answer(write: Callable[[Row], Mapping[str, object]]) -> Callable[[Sequence[Row]], Files]:
    return lambda rows: {"servicenow.json": dumped({"result": [write(row) for row in rows]})}


def whole(row: Row) -> Mapping[str, object]:
    """Every field as its value and as what is shown of it, days as each person likes them."""
    efforts = {"effort": "estimate_days", "work_effort": "spent_days"}
    shown = {name: in_words(field)(row) for name, field in efforts.items()}
    found = {name: {"display_value": text(say(row)), "value": text(say(row))} for name, say in FIELDS}
    for name in ("sys_created_on", "work_start"):
        found[name]["display_value"] = "whenever"
    for name in REFERENCES:
        found[name]["value"] = sys_id(found[name]["display_value"])
    stored = {name: text(since_1970(field)(row)) for name, field in efforts.items()}
    return found | {name: {"display_value": text(shown[name]), "value": stored[name]} for name in efforts}


def stored(row: Row) -> Mapping[str, object]:
    """Without what is shown: references are links with ids, states numbers, durations moments."""
    found: dict[str, object] = {name: text(say(row)) for name, say in FIELDS}
    known = {name: found[name] for name in REFERENCES if found[name]}
    found |= {
        name: {"link": f"https://x.example.org/{name}", "value": sys_id(value)}
        for name, value in known.items()
    }
    found["top_task"] = {"link": "https://x.example.org/top", "value": row["code"]}
    efforts = {"effort": since_1970("estimate_days")(row), "work_effort": since_1970("spent_days")(row)}
    return {
        "sys_id": sys_id(row["item_id"]),
        **found,
        **{name: text(value) for name, value in efforts.items()},
    }


def text(value: object) -> str:
    return "" if value is None else str(value)


def sys_id(name: object) -> str:
    return f"{name}".encode().hex().ljust(32, "0")[:32] if name else ""


FORMS: Mapping[str, Form] = {
    "servicenow-csv": Form(preset="servicenow-csv", write=exported, lacks="remaining_days", statuses=STATES),
    "servicenow-json": Form(
        preset="servicenow-json", write=answer(whole), lacks="remaining_days release", statuses=STATES
    ),
    "servicenow-json-stored": Form(
        preset="servicenow-json",
        write=answer(stored),
        lacks="remaining_days release assignee sprint",
        statuses=NUMBERS,
        dropped=frozenset({"4", "7"}),
    ),
}
