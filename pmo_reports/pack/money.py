"""The scale of money: chosen once a column, axis or sentence, and said once in its head ("€ m")."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median

from babel import Locale
from babel.numbers import get_currency_symbol

from pmo_reports.model.figures import Figure, Number, Unit
from pmo_reports.model.units import units

LETTERS = {1: "", 1_000: "k", 1_000_000: "m", 1_000_000_000: "bn"}
_DIGITS = 5  # in whole units, the most digits that are still read at a glance


def scale_of(values: Iterable[Number | date | None]) -> int:
    """The scale at which the middle one of `values` has one to three digits before its mark."""
    sizes = [abs(float(v)) for v in values if v is not None and not isinstance(v, date) and v]
    if not sizes or max(sizes) < 10 ** (_DIGITS - 1):
        return 1
    middle = median(sizes)
    return max((scale for scale in LETTERS if middle >= scale), default=1)


def column_unit(figures: Iterable[Figure], scale: int, locale: str) -> str:
    """What the head of a column of `figures` says: "€ m", "%", "days", or "" for mixed ones."""
    measured = {(figure.unit, figure.currency) for figure in figures}
    if len(measured) != 1:
        return ""
    unit, currency = measured.pop()
    if unit is Unit.MONEY:
        return money_unit(currency, scale, locale)
    return units(Locale.parse(locale).language).head(unit)


def money_unit(currency: str, scale: int, locale: str) -> str:
    """Currency sign and scale letter."""
    parsed = Locale.parse(locale)
    sign = get_currency_symbol(currency, locale=parsed) if currency else ""
    return units(parsed.language).money_head(sign, scale)
