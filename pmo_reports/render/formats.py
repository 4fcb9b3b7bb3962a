"""How figures are written: one function for every output, so that the same number reads the same.

Numbers follow the locale (Babel, CLDR), and units the language it is of (`units`). Nulls print as "n/a", the
minus sign is U+2212, a value that rounds to zero has no sign.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal, get_currency_symbol

from pmo_reports.model.charts import Waterfall
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.units import NO_BREAK, Units, units
from pmo_reports.model.wording import label

MINUS = "\N{MINUS SIGN}"
SIGNIFICANT = 3
SMALL_PERCENT = 10
_DECIMALS = {Unit.INDEX: 2, Unit.DAYS: 0, Unit.MONTHS: 1, Unit.COUNT: 0, Unit.SCORE: 0, Unit.FTE: 1}


def figure_text(figure: Figure, locale: str) -> str:
    """The figure as it is printed, with unit unless its style is bare."""
    if figure.value is None:
        return missing(locale)
    if isinstance(figure.value, date):
        return day_text(figure.value, locale)
    shown = _shown(figure)
    digits = _number(abs(shown), locale)
    sign = MINUS if shown < 0 else "+" if figure.style.signed and shown > 0 else ""
    return sign + (digits if figure.style.bare else _with_unit(figure, digits, locale))


def missing(locale: str) -> str:
    """What is printed for what is not there: "n/a"."""
    return _units(locale).missing


def day_text(day: date, locale: str) -> str:
    """A day with the month's short name: "31 Oct 2026", "31. Okt. 2026", "1er oct. 2026"."""
    told = str(format_skeleton("yMMMd", day, locale=_locale(locale)))
    return told.replace("1", "1er", 1) if day.day == 1 and _locale(locale).language == "fr" else told


def sentence_text(sentence: Sentence, locale: str) -> str:
    """The sentence with its figures written out."""
    return "".join(part if isinstance(part, str) else figure_text(part, locale) for part in sentence.parts)


def disclosed_text(figure: Figure, locale: str) -> str:
    """How many of how many disclose the figure ("191 of 235"); empty where all do."""
    if figure.n is None or figure.n == figure.of:
        return ""
    return _units(locale).part.format(part=figure.n, whole=figure.of)


def waterfall_text(chart: Waterfall, locale: str, word: Callable[[str], str] = str) -> str:
    """A waterfall in words, for those who cannot see it: what it shows, and each of its amounts.

    `word` tells fixed words in the pack's language.
    """
    amounts = "; ".join(f"{step.name} {figure_text(step.figure, locale)}" for step in chart.steps)
    if not chart.axis.label:
        return f"{chart.alt} {amounts}."
    return f"{chart.alt} {word(label('In {unit}: {amounts}.', unit=chart.axis.label, amounts=amounts))}"


def unit_text(unit: Unit, currency: str, scale: int, locale: str) -> str:
    """The unit as a column head says it once: "€ m", "%", "days"."""
    words = _units(locale)
    if unit is Unit.MONEY:
        return words.money_head(currency_symbol(currency, locale), scale)
    return words.head(unit)


@lru_cache(maxsize=256)
def currency_symbol(currency: str, locale: str) -> str:
    """The currency's sign in the locale, or its code."""
    return get_currency_symbol(currency, locale=_locale(locale)) if currency else ""


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def _shown(figure: Figure) -> Decimal:
    """The value in the unit that is printed, rounded half up to the digits that are printed."""
    assert not isinstance(figure.value, date)  # noqa: S101 - narrowed by the caller
    value = Decimal(str(figure.value)) / figure.style.scale
    if figure.unit is Unit.PERCENT:
        value *= 100
    exponent = Decimal(1).scaleb(-_decimals(figure, value))
    return value.quantize(exponent, rounding=ROUND_HALF_UP) + 0


def _decimals(figure: Figure, value: Decimal) -> int:
    if figure.style.decimals is not None:
        return figure.style.decimals
    if figure.unit is Unit.PERCENT:
        return 1 if 0 < abs(value) < SMALL_PERCENT else 0
    if figure.unit is Unit.MONEY:
        return _three_digits(value) if figure.style.scale > 1 else 0
    return _DECIMALS.get(figure.unit, 0)


def _three_digits(value: Decimal) -> int:
    """Decimals that leave three significant figures, two at most."""
    if not value:
        return 0
    return min(2, max(0, SIGNIFICANT - 1 - value.adjusted()))


def _number(value: Decimal, locale: str) -> str:
    places = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(value, format=pattern, locale=_locale(locale)))


def _with_unit(figure: Figure, digits: str, locale: str) -> str:
    words = _units(locale)
    if figure.unit is Unit.MONEY:
        return words.money(digits, currency_symbol(figure.currency, locale), figure.style.scale)
    if figure.unit is Unit.PERCENT:
        return digits + words.percent
    if figure.unit in words.words:
        form = _locale(locale).plural_form(abs(_shown(figure))) != "one"
        return digits + NO_BREAK + words.words[figure.unit][form]
    return digits


def _units(locale: str) -> Units:
    return units(_locale(locale).language)
