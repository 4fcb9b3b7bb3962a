"""The words that canonical fields may hold, and how else people write them."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.config.sources import Column

_RAG = {"R": "R", "A": "A", "G": "G", "red": "R", "amber": "A", "green": "G"}
_OPEN = {"open": "open", "closed": "closed"}
_REPORT = ("schedule", "cost", "scope", "risk", "benefits", "resources", "quality", "dependencies", "overall")
_CONFIDENCE = ("Green", "Amber/Green", "Amber", "Amber/Red", "Red")

WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    **{("status_reports", name): _RAG for name in _REPORT},
    ("status_reports", "delivery_confidence"): {name: name for name in _CONFIDENCE},
    ("overrides", "to"): _RAG,
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
    ("costs", "kind"): {"capex": "capex", "opex": "opex"},
    ("fx_rates", "kind"): {name: name for name in ("plan", "average", "closing")},
}


def worded(column: Column, table: str, field: str) -> Column:
    """`column` with the field's own words as choices, where it has such words."""
    words = WORDS.get((table, field))
    if words is None or column.type not in ("text", "choice"):
        return column
    return column.model_copy(update={"type": "choice", "values": {**column.values, **words}})
