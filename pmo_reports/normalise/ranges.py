"""Ranges where a number should be ("75% to 100%"): one end or the middle, if the settings say which."""

from __future__ import annotations

import re
from decimal import Decimal

from pmo_reports.config.sources import Values
from pmo_reports.normalise import numbers
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.wording import cleaned, shortened

KINDS = frozenset({"number", "money", "percent", "integer"})
_BETWEEN = re.compile(r"(?<=[\d%])\s*(?:to|-|–|—|bis|à)\s*(?=[\d.,$€£])", re.IGNORECASE)


def chosen(cell: str, interval: str, values: Values) -> str | Fault:
    """`cell`, or as text the number that a range stands for; a fault where nobody has settled which."""
    if not _BETWEEN.search(cell):
        return cell
    ends = _BETWEEN.split(cleaned(cell))
    if len(ends) != 2 or not all(_is_number(end, values) for end in ends):  # noqa: PLR2004 - a range has two ends
        return cell
    if not interval:
        return _unsettled(cell)
    lower, upper = _alike(*ends)
    if interval != "middle":
        return lower if interval == "lower" else upper
    return _middle(lower, upper, values)


def _is_number(text: str, values: Values) -> bool:
    return isinstance(numbers.percent(text, values), Decimal)


def _alike(lower: str, upper: str) -> tuple[str, str]:
    """Both ends in percent where one is: "60-79 %"."""
    return (f"{lower}%", upper) if upper.endswith("%") and not lower.endswith("%") else (lower, upper)


def _middle(lower: str, upper: str, values: Values) -> str:
    """The middle as text in the source's own marks, so that it is read like any other cell."""
    ends = [numbers.decimal(end.rstrip("% "), values) for end in (lower, upper)]
    known = [end for end in ends if isinstance(end, Decimal)]
    digits = f"{(sum(known, Decimal()) / 2).normalize():f}".replace(".", values.decimal)
    return f"{digits}%" if upper.endswith("%") else digits


def _unsettled(cell: str) -> Fault:
    return Fault(
        rule="range-not-number",
        problem=f"{shortened(cell)!r} is a range, not a number",
        remedy="write one number, or set `interval: lower`, `middle` or `upper` for the column",
    )
