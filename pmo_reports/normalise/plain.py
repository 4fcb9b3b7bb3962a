"""Cells that are plainly written ("1.234,50", "Works"): the short way to their value, by one look at them.

Most cells of an export are such. All others go the long way of `values`, which gives the same for these.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from pmo_reports.config.sources import Column, Values
from pmo_reports.model.tables import Kind
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.fitting import Outcome, fit
from pmo_reports.normalise.wording import cleaned

Way = Callable[[object], Outcome]
_NUMBERS = frozenset({Kind.MONEY, Kind.NUMBER, Kind.INTEGER})
_NUMBERED = frozenset({"text", "money", "number", "integer"})
_GROUPING = (".", ",", "'", "\N{RIGHT SINGLE QUOTATION MARK}")
_MOST, _FINEST = 15, 9  # digits before and behind the mark: together fewer than arithmetic rounds to


def shortest(column: Column, kind: Kind, values: Values, long: Way) -> Way:
    """What gives the same as `long`, but sooner where the settings of the column allow for it.

    Plain numbers have nothing but a minus, the source's thousands and its decimal mark; plain texts are
    printable.
    """
    if column.split or column.pattern or column.slug:
        return long
    if kind is Kind.TEXT and column.type == "text":
        return _texts(values, long)
    return _numbers(column, kind, values, long) if kind in _NUMBERS and column.type in _NUMBERED else long


def _texts(values: Values, long: Way) -> Way:
    nulls = nothings(values.nulls)

    def told(cell: object) -> Outcome:
        if type(cell) is not str or not cell.isprintable():
            return long(cell)
        bare = cell.strip()
        return None if not bare or bare.casefold() in nulls else bare

    return told


def _numbers(column: Column, kind: Kind, values: Values, long: Way) -> Way:
    fits, nulls = fit(kind, column.unit), nothings(values.nulls)
    mark, thousands = values.decimal, _thousands(values)
    is_plain = _form(mark, thousands, signed=not values.suffixes).fullmatch

    def told(cell: object) -> Outcome:
        if type(cell) is str and is_plain(cell) and cell not in nulls:
            value = fits(Decimal(cell.replace(thousands, "").replace(mark, ".")))
            return long(cell) if isinstance(value, Fault) else value  # as it is told there
        if type(cell) is int or (type(cell) is float and math.isfinite(cell)):
            return fits(Decimal(str(cell)))
        return long(cell)

    return told


@lru_cache(maxsize=32)
def nothings(words: tuple[str, ...]) -> frozenset[str]:
    """The source's words for no value, without case and outer blanks."""
    return frozenset(cleaned(word).casefold() for word in words)


def _thousands(values: Values) -> str:
    """The mark between groups of three digits; a blank, which always is one, where no other is plain."""
    return values.thousands if values.thousands in _GROUPING and values.thousands != values.decimal else " "


@lru_cache(maxsize=32)
def _form(mark: str, thousands: str, *, signed: bool) -> re.Pattern[str]:
    """Digits, in groups of three or all in one, and a decimal part; a minus, unless letters may follow."""
    minus, between, point = "-?" if signed else "", re.escape(thousands), re.escape(mark)
    whole = rf"(?:[0-9]{{1,3}}(?:{between}[0-9]{{3}}){{1,4}}|[0-9]{{1,{_MOST}}})"
    return re.compile(rf"{minus}{whole}(?:{point}[0-9]{{1,{_FINEST}}})?")
