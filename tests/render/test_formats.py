"""How the same figure is written in English, French and German."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_reports.model.figures import PLAIN, Figure, Number, Style, Unit
from pmo_reports.render.formats import day_text, disclosed_text, figure_text, unit_text

MILLIONS = Style(scale=1_000_000)
NB = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


def written(value: Number | date | None, unit: Unit, style: Style = PLAIN, currency: str = "") -> list[str]:
    figure = Figure(key="k", entity="E", value=value, unit=unit, style=style, currency=currency)
    return [figure_text(figure, locale) for locale in ("en_GB", "fr_FR", "de_DE")]


def test_one_day_is_singular_everywhere() -> None:
    assert written(1, Unit.DAYS) == [f"1{NB}day", f"1{NB}jour", f"1{NB}Tag"]


def test_nought_is_singular_in_french_alone() -> None:
    assert written(0, Unit.DAYS) == [f"0{NB}days", f"0{NB}jour", f"0{NB}Tage"]


def test_days_behind_have_a_minus_and_the_plural_of_their_size() -> None:
    assert written(-23, Unit.DAYS) == [f"−23{NB}days", f"−23{NB}jours", f"−23{NB}Tage"]
    assert written(-1, Unit.DAYS) == [f"−1{NB}day", f"−1{NB}jour", f"−1{NB}Tag"]


def test_part_of_a_month_is_singular_in_french() -> None:
    assert written(Decimal("1.5"), Unit.MONTHS) == [f"1.5{NB}months", f"1,5{NB}mois", f"1,5{NB}Monate"]


def test_full_time_staff_has_each_language_s_short_form() -> None:
    assert written(Decimal("2.5"), Unit.FTE) == [f"2.5{NB}FTE", f"2,5{NB}ETP", f"2,5{NB}VZÄ"]


def test_per_cent_has_a_space_that_does_not_break() -> None:
    assert written(Decimal("0.12"), Unit.PERCENT) == ["12%", f"12{NB}%", f"12{NB}%"]


def test_millions_stand_before_the_sign_of_the_euro() -> None:
    assert written(1_230_000, Unit.MONEY, MILLIONS, "EUR") == [
        f"€1.23{NB}m",
        f"1,23{NB}M€",
        f"1,23{NB}Mio.{NB}€",
    ]


def test_whole_amounts_are_grouped_as_the_language_does() -> None:
    assert written(1_234_567, Unit.MONEY, currency="EUR") == [
        "€1,234,567",
        f"1{NARROW}234{NARROW}567{NB}€",
        f"1.234.567{NB}€",
    ]


def test_a_currency_of_letters_keeps_its_distance() -> None:
    assert written(1_230_000, Unit.MONEY, MILLIONS, "CHF")[1:] == [
        f"1,23{NB}M{NB}CHF",
        f"1,23{NB}Mio.{NB}CHF",
    ]


def test_bare_figures_have_no_unit() -> None:
    assert written(Decimal("0.125"), Unit.PERCENT, Style(bare=True, decimals=1)) == ["12.5", "12,5", "12,5"]


def test_what_is_not_there_is_said() -> None:
    assert written(None, Unit.MONEY) == ["n/a", "n.d.", f"k.{NB}A."]


def test_dates_have_the_month_s_short_name() -> None:
    assert written(date(2026, 10, 31), Unit.DATE) == ["31 Oct 2026", "31 oct. 2026", "31. Okt. 2026"]


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert day_text(date(2026, 8, 1), "fr_FR") == "1er août 2026"
    assert day_text(date(2026, 8, 11), "fr_FR") == "11 août 2026"


def test_heads_of_columns_say_the_unit_once() -> None:
    heads = [unit_text(Unit.MONEY, "EUR", 1_000_000, each) for each in ("en_GB", "fr_FR", "de_DE")]
    assert heads == ["€ m", "M€", "Mio. €"]
    heads = [unit_text(Unit.DAYS, "", 1, each) for each in ("en_GB", "fr_FR", "de_DE")]
    assert heads == ["days", "jours", "Tage"]


def test_thousands_of_millions() -> None:
    heads = [unit_text(Unit.MONEY, "EUR", 1_000_000_000, each) for each in ("en_GB", "fr_FR", "de_DE")]
    assert heads == ["€ bn", "Md€", "Mrd. €"]


@pytest.mark.parametrize(
    ("locale", "text"), [("en_GB", "5 of 6"), ("fr_FR", "5 sur 6"), ("de_DE", "5 von 6")]
)
def test_who_discloses_is_said(locale: str, text: str) -> None:
    assert disclosed_text(Figure(key="k", entity="E", value=1, unit=Unit.COUNT, n=5, of=6), locale) == text


def test_english_with_the_numbers_of_germany() -> None:
    figure = Figure(key="k", entity="E", value=1_234_567, unit=Unit.MONEY, currency="EUR", style=MILLIONS)
    assert figure_text(figure, "en_DE") == f"€1,23{NB}m"
