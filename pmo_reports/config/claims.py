"""What must agree in a part's aliases: a field whose name another one claims needs a head of its own."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.config.document import Keys
from pmo_reports.config.mistake import Mistake
from pmo_reports.config.sources import Column, Part
from pmo_reports.model.heads import plain


def claim_mistakes(keys: Keys, part: Part) -> Iterator[Mistake]:
    """The fields of a part that could never be filled, since their name is another's alias.

    Args:
        keys: where the part's columns stand.
        part: whose aliases are compared as heads are: without case, punctuation and blanks.
    """
    claimed = {
        plain(alias): (name, alias) for name, column in part.columns.items() for alias in column.aliases
    }
    for field, column in part.columns.items():
        if column.aliases_only and not column.aliases:
            message = f"{field} would get nothing: only its aliases count, and it has none"
            yield Mistake((*keys, field, "aliases_only"), message, "add aliases, or leave this key out")
        if _by_its_name(column) and plain(field) in claimed:
            claimant, alias = claimed[plain(field)]
            message = (
                f"{field} would get nothing: it has no aliases, and {claimant} lists {alias!r} as its own"
            )
            yield Mistake(
                (*keys, field), message, f"add `aliases: [{alias}]` to {field}, or take it from {claimant}"
            )


def _by_its_name(column: Column) -> bool:
    """Whether the field's own name is its only way to a value."""
    others = (column.aliases, column.template, column.filename)
    return column.constant is None and not any(others)
