"""The RAID log of the portfolio as of a period: entries appear when raised and end when closed."""

from __future__ import annotations

from datetime import date

from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import PERIODS, log

SHEETS = ("Risks", "Issues", "Dependencies", "Decisions", "Changes")
TURN = 4
"""Index of the period from which a moved value holds; before it, what stands under `Was`."""
MOVED = {"Risks": "Probability", "Dependencies": "Promised by"}
LIKELIHOOD = {1: 0.05, 2: 0.2, 3: 0.4, 4: 0.6, 5: 0.8}
HIDDEN = {"Was", "Closed", "Verdict"}
DAY = "dd mmm yyyy"
DATES = ("Raised", "Due", "Decided", "Needed by", "Promised by", "Decision needed by")
MONEY = ("Impact cost", "Cost of delay", "Cost")
TEXTS = ("Risk", "Issue", "Change", "Response", "Action", "Deliverable", "Question", "Options", "If delayed")
TEXTS_OF_DECISIONS = ("Recommendation", "Outcome")
Entry = dict[str, Cell]


def raid_log(index: int) -> tuple[Sheet, ...]:
    """The five sheets of the log."""
    return tuple(_sheet(name, index) for name in SHEETS)


def _sheet(name: str, index: int) -> Sheet:
    entries = [_as_of(name, entry, index) for entry in _entries(name) if _by(entry["Raised"], index)]
    heads = tuple(entries[0])
    return Sheet(
        name=name,
        title=(
            f"{name} · Talmark Transformation Portfolio",
            f"As of {PERIODS[index].end:%d %B %Y} · kept by the PMO",
        ),
        heads=heads,
        rows=tuple(tuple(entry[head] for head in heads) for entry in entries),
        formats={**dict.fromkeys(DATES, DAY), **dict.fromkeys(MONEY, "#,##0"), "Probability %": "0%"},
        widths=dict.fromkeys(TEXTS + TEXTS_OF_DECISIONS, 46),
    )


def _entries(name: str) -> list[Entry]:
    listed = log("raid", name.lower())
    return [dict(zip(listed.heads, row, strict=True)) for row in listed.rows]


def _as_of(name: str, entry: Entry, index: int) -> Entry:
    told = entry | _earlier(name, entry, index)
    shown = {head: value for head, value in told.items() if head not in HIDDEN}
    return shown | _derived(name, told) | {"State": _state(name, entry, index)}


def _earlier(name: str, entry: Entry, index: int) -> Entry:
    """What stood there before: the value that has moved since, nothing yet of what was decided."""
    moved = {MOVED[name]: entry["Was"]} if index < TURN and entry.get("Was") is not None else {}
    undecided = (
        {} if _by(entry.get("Decided"), index) else {h: None for h in ("Decided", "Outcome") if h in entry}
    )
    return moved | undecided


def _derived(name: str, told: Entry) -> Entry:
    if name != "Risks":
        return {}
    return {"Probability %": LIKELIHOOD[int(str(told["Probability"]))], "Currency": "EUR"}


def _state(name: str, entry: Entry, index: int) -> str:
    if name == "Changes":
        return str(entry["Verdict"]) if _by(entry["Decided"], index) else "Pending"
    if name == "Decisions":
        return "Decided" if _by(entry["Decided"], index) else "Open"
    return "Closed" if _by(entry["Closed"], index) else "Open"


def _by(on: Cell, index: int) -> bool:
    """Whether a date has come by the end of the period."""
    return isinstance(on, date) and on <= PERIODS[index].end
