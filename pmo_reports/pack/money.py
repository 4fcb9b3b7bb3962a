"""The scale of money: chosen once a column, axis or sentence, and said once in its head ("€ m")."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from statistics import median

from babel import Locale
from babel.numbers import get_currency_symbol

from pmo_reports.model.figures import Figure, Number, Unit
from pmo_reports.model.units import units

SCALES = (1, 1_000, 1_000_000, 1_000_000_000)
_DIGITS = 5  # in whole units, the most digits that are still read at a glance


def scale_of(values: Iterable[Number | date | None]) -> int:
    """The scale at which the middle one of `values` has one to three digits before its mark."""
    sizes = [abs(float(v)) for v in values if v is not None and not isinstance(v, date) and v]
    if not sizes or max(sizes) < 10 ** (_DIGITS - 1):
        return 1
    middle = median(sizes)
    return max((scale for scale in SCALES if middle >= scale), default=1)


def column_unit(figures: Iterable[Figure], scale: int, locale: str) -> str:
    """What the head of a column of `figures` says: "€ m", "%", "days", or "" for mixed ones."""
    measured = {(figure.unit, figure.currency) for figure in figures}
    if len(measured) != 1:
        return ""
    unit, currency = measured.pop()
    if unit is Unit.MONEY:
        return money_unit(currency, scale, locale)
    return "%" if unit is Unit.PERCENT else units(_locale(locale).language).several(unit)


def money_unit(currency: str, scale: int, locale: str) -> str:
    """Currency sign and scale, as the language of the locale writes them: "€ m", "M€", "Mio. €"."""
    sign = get_currency_symbol(currency, locale=_locale(locale)) if currency else ""
    return units(_locale(locale).language).money_head(sign, scale)


@lru_cache(maxsize=16)
def _locale(name: str) -> Locale:
    return Locale.parse(name)
