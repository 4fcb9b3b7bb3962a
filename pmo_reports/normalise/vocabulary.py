"""The words that canonical fields may hold, and how else people write them."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.config.sources import Column
from pmo_reports.model.rag import Rag

_RAG = {"R": "R", "A": "A", "G": "G", "red": "R", "amber": "A", "green": "G"}
_OPEN = {"open": "open", "closed": "closed"}
_REPORT = ("schedule", "cost", "scope", "risk", "benefits", "resources", "quality", "dependencies", "overall")
_PROGRESS = {
    "to_do": "to_do",
    "in_progress": "in_progress",
    "done": "done",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "to do": "to_do",
    "open": "to_do",
    "new": "to_do",
    "not started": "to_do",
    "in progress": "in_progress",
    "closed": "done",
    "complete": "done",
    "completed": "done",
}
_CONFIDENCE = ("Green", "Amber/Green", "Amber", "Amber/Red", "Red")

WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    **{("status_reports", name): _RAG for name in _REPORT},
    ("status_reports", "delivery_confidence"): {name: name for name in _CONFIDENCE},
    ("overrides", "to"): _RAG,
    ("told_states", "state"): {state.value: state.value for state in Rag} | {s.word: s.value for s in Rag},
    ("projects", "level"): {name: name for name in ("portfolio", "programme", "project")}
    | {"program": "programme"},
    ("projects", "state"): {
        "active": "active",
        "on_hold": "on_hold",
        "on hold": "on_hold",
        "closed": "closed",
    },
    ("risks", "state"): _OPEN,
    ("issues", "state"): _OPEN,
    ("decisions", "state"): {"open": "open", "decided": "decided"},
    ("changes", "state"): {name: name for name in ("pending", "approved", "rejected")},
    ("work_items", "progress"): _PROGRESS,
    ("costs", "kind"): {"capex": "capex", "opex": "opex"},
    ("benefits", "kind"): {name: name for name in ("cashable", "revenue", "non-cashable", "dis-benefit")},
    ("fx_rates", "kind"): {name: name for name in ("plan", "average", "closing")},
}


def worded(column: Column, table: str, field: str) -> Column:
    """`column` with the field's own words as choices, where it has such words."""
    words = WORDS.get((table, field))
    if words is None or column.type not in ("text", "choice"):
        return column
    meanings = {**column.values, **words, **column.values}  # what the settings say comes first, and wins
    return column.model_copy(update={"type": "choice", "values": meanings})
