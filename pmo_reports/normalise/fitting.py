"""What was read held against the kind of its field: money to four decimals, whole numbers, dates."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from pmo_reports.model.tables import Kind
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.wording import shortened

Outcome = object
"""A value of the field's kind, None, or a `Fault`."""

_CENTS = Decimal("0.0001")  # the scale of the tables' money
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_MONEY_END = Decimal(10) ** 20
_INTEGER_END = 2**63


def fitted(read: Outcome, kind: Kind, unit: Decimal) -> Outcome:
    """`read` as a value of `kind`, numbers times `unit`; a fault where it is none."""
    return _FITS[kind](_EXACT.multiply(read, unit) if isinstance(read, Decimal) else read)


def fit(kind: Kind, unit: Decimal) -> Callable[[Decimal], Outcome]:
    """What `fitted` does to a number of a column, the kind and the unit looked at once."""
    fits = _FITS[kind]
    return fits if unit == 1 else lambda read: fits(_EXACT.multiply(read, unit))


def _money(read: Outcome) -> Outcome:
    if not isinstance(read, Decimal) or abs(read) >= _MONEY_END:
        return _unfit(read, "an amount of money")
    return read.quantize(_CENTS, context=_EXACT)


def _number(read: Outcome) -> Outcome:
    number = float(read) if isinstance(read, Decimal) else math.nan
    return number if math.isfinite(number) else _unfit(read, "a number")


def _integer(read: Outcome) -> Outcome:
    whole = isinstance(read, Decimal) and abs(read) < _INTEGER_END and read == read.to_integral_value()
    return int(read) if isinstance(read, Decimal) and whole else _unfit(read, "a whole number")


def _date(read: Outcome) -> Outcome:
    return read if isinstance(read, date) else _unfit(read, "a date")


def _truth(read: Outcome) -> Outcome:
    return read if isinstance(read, bool) else _unfit(read, "yes or no")


_FITS: Mapping[Kind, Callable[[Outcome], Outcome]] = {
    Kind.DATE: _date,
    Kind.MOMENT: _date,
    Kind.MONEY: _money,
    Kind.NUMBER: _number,
    Kind.RATIO: _number,
    Kind.INTEGER: _integer,
    Kind.FLAG: _truth,
}


def _unfit(read: Outcome, wanted: str) -> Fault:
    return Fault(
        rule="not-a-number" if "number" in wanted or "money" in wanted else "wrong-type",
        problem=f"{shortened(str(read))!r} is not {wanted} that can be kept",
        remedy=f"write {wanted}, or leave the cell empty",
    )
