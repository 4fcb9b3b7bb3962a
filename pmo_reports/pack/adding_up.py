"""Units in which amounts add up as they are printed, so that a reader can check a sum by eye."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pmo_reports.model.figures import Number

UNITS = ((1_000_000, 0), (1_000_000, 1), (1_000_000, 2), (1_000, 0), (1_000, 1), (1, 0), (1, 2))
"""Scales with decimals, the coarsest first; money is exact in the last."""

_CLEAR, _SLIGHT = Decimal("0.05"), Decimal("0.001")
Sum = tuple[Sequence[Number | None], Number | None]
"""Parts, and what they come to."""


def exact_unit(amounts: Iterable[Number | None]) -> tuple[int, int]:
    """The coarsest unit that rounds none of the amounts beyond the cent."""
    known = [_decimal(each) for each in amounts]
    return next((unit for unit in UNITS[:-1] if all(_exact(each, *unit) for each in known)), UNITS[-1])


def adding_unit(sums: Iterable[Sum]) -> tuple[int, int]:
    """The coarsest unit in which every sum adds up as printed and each amount can still be read.

    It can where rounding moves it by no more than a twentieth; an amount that is slight beside the greatest
    change may be rounded away.
    """
    listed = [([_decimal(each) for each in parts], _decimal(whole)) for parts, whole in sums]
    return next((unit for unit in UNITS[:-1] if all(_adds_up(*one, unit) for one in listed)), UNITS[-1])


def printed(amount: Number | None, unit: tuple[int, int]) -> Decimal:
    """An amount as it is printed in a unit, half away from zero; one that is not known counts as nought."""
    scale, decimals = unit
    return (_decimal(amount) / scale).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _adds_up(parts: Sequence[Decimal], whole: Decimal, unit: tuple[int, int]) -> bool:
    if sum(printed(part, unit) for part in parts) != printed(whole, unit):
        return False
    greatest = max(map(abs, parts[1:]), default=Decimal(0))
    return all(_readable(part, unit) for part in parts if abs(part) > greatest * _SLIGHT)


def _readable(amount: Decimal, unit: tuple[int, int]) -> bool:
    return abs(printed(amount, unit) * unit[0] - amount) <= abs(amount) * _CLEAR


def _exact(amount: Decimal, scale: int, decimals: int) -> bool:
    """Whether nothing is lost, but for what is less than half a cent: sums of floats are not exact."""
    return abs(printed(amount, (scale, decimals)) * scale - amount) < Decimal("0.005")


def _decimal(amount: Number | None) -> Decimal:
    return Decimal(0) if amount is None else Decimal(str(amount))
