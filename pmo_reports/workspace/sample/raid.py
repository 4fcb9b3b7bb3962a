"""The RAID log of the portfolio as of a period: entries appear when raised and end when closed."""

from __future__ import annotations

from datetime import date

from pmo_reports.workspace.sample.gates import gates
from pmo_reports.workspace.sample.risk_stages import likelihood, stages
from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import PERIODS, log

SHEETS = ("Risks", "Issues", "Dependencies", "Decisions", "Changes", "Actions", "Assumptions")
TURN = 4
"""Index of the period from which a moved value holds; before it, what stands under `Was`."""
MOVED = {"Risks": "Probability", "Dependencies": "Promised by"}
HIDDEN = {"Was", "Closed", "Verdict"}
DAY = "dd mmm yyyy"
DATES = (
    *("Raised", "Due", "Decided", "Needed by", "Promised by", "Decision needed by", "Expected on", "Done"),
    *("Validate by", "Planned", "Forecast", "Held on", "Conditions due", "Conditions met"),
)
MONEY = ("Impact cost", "Inherent impact cost", "Target impact cost", "Cost of delay", "Cost")
SHARES = ("Probability %", "Inherent probability %", "Target probability %")
TEXTS = ("Risk", "Issue", "Change", "Response", "Action", "Deliverable", "Question", "Options", "If delayed")
OTHER_TEXTS = ("Recommendation", "Outcome", "Assumption", "Validation", "Conditions", "Gate name")
Entry = dict[str, Cell]


def raid_log(index: int) -> tuple[Sheet, ...]:
    """The sheets of the log; a list without entries yet has none."""
    lists = {
        name: [_as_of(name, entry, index) for entry in _entries(name) if _by(entry["Raised"], index)]
        for name in SHEETS
    }
    lists["Gates"] = gates(index)
    return tuple(_sheet(name, entries, index) for name, entries in lists.items() if entries)


def _sheet(name: str, entries: list[Entry], index: int) -> Sheet:
    heads = tuple(entries[0])
    return Sheet(
        name=name,
        title=(
            f"{name} · Talmark Transformation Portfolio",
            f"As of {PERIODS[index].end:%d %B %Y} · kept by the PMO",
        ),
        heads=heads,
        rows=tuple(tuple(entry[head] for head in heads) for entry in entries),
        formats={
            **dict.fromkeys(DATES, DAY),
            **dict.fromkeys(MONEY, "#,##0"),
            **dict.fromkeys(SHARES, "0%"),
        },
        widths=dict.fromkeys(TEXTS + OTHER_TEXTS, 46),
    )


def _entries(name: str) -> list[Entry]:
    listed = log("raid", name.lower())
    return [dict(zip(listed.heads, row, strict=True)) for row in listed.rows]


def _as_of(name: str, entry: Entry, index: int) -> Entry:
    told = entry | _earlier(name, entry, index)
    shown = {head: value for head, value in told.items() if head not in HIDDEN}
    derived = likelihood(told) if name == "Risks" else {}
    staged = stages(told, entry) if name == "Risks" else {}
    return shown | derived | {"State": _state(name, entry, index)} | staged


def _earlier(name: str, entry: Entry, index: int) -> Entry:
    """What stood there before: the value that has moved since, nothing yet of what was decided."""
    moved = {MOVED[name]: entry["Was"]} if index < TURN and entry.get("Was") is not None else {}
    undecided = (
        {} if _by(entry.get("Decided"), index) else {h: None for h in ("Decided", "Outcome") if h in entry}
    )
    undone = {"Done": None} if "Done" in entry and not _by(entry["Done"], index) else {}
    return moved | undecided | undone


def _state(name: str, entry: Entry, index: int) -> str:
    if name == "Changes":
        return str(entry["Verdict"]) if _by(entry["Decided"], index) else "Pending"
    if name == "Decisions":
        return "Decided" if _by(entry["Decided"], index) else "Open"
    return "Closed" if _by(entry.get("Closed") or entry.get("Done"), index) else "Open"


def _by(on: Cell, index: int) -> bool:
    """Whether a date has come by the end of the period."""
    return isinstance(on, date) and on <= PERIODS[index].end
