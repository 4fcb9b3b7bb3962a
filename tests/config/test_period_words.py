"""Periods in names and cells: explicit forms are read, and what could be two is two."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pmo_reports.config.fiscal import Fiscal, TablePeriod
from pmo_reports.config.period_words import PeriodWords

MONTHS = PeriodWords(Fiscal(), ("de_DE",))
WEEKS = PeriodWords(Fiscal(pattern="4-4-5"))
QUARTERS = PeriodWords(
    Fiscal(
        pattern="table",
        periods=tuple(
            TablePeriod(
                period=f"2024-P{n:02d}",
                start=date(2024, 3 * n - 2, 1),
                end=date(2024, 3 * n, 31 if n in (1, 4) else 30),
                label=f"Quarter {n}/24",
                quarter=n,
            )
            for n in range(1, 5)
        ),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-03", "2024_03", "2024.03", "202403", "03-2024", "03/2024", "20240331", "PMO_2024-03_v2"),
        *("Mar 2024", "March 2024", "march_2024", "März 2024", "MÄRZ-2024", "2024 March"),
        *("31 March 2024", "March 31, 2024", "1st March 2024", "Status report March 2024 final"),
        *("2024-03-31", "31.03.2024", "31-03-2024", "03-03-2024"),
    ],
)
def test_it_is_march_2024(text: str) -> None:
    assert str(MONTHS.named(text)) == "2024-03"


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "FY2023-24",
        "2024-13",
        "Mar 24",
        "24-03",
        "report 7",
        "2024-Q1",
        "NET-101",
        "2024-P03",
        "Mai",
        "12345678",
    ],
)
def test_it_names_no_month(text: str) -> None:
    assert MONTHS.readings(text) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("03-04-2024", "2024-03 2024-04"),
        ("5.6.2024", "2024-05 2024-06"),
        ("2024-03 to 2024-05", "2024-03 2024-05"),
    ],
)
def test_it_could_mean_several_and_none_is_chosen(text: str, meant: str) -> None:
    assert " ".join(map(str, sorted(MONTHS.meant(text)))) == meant
    assert MONTHS.named(text) is None


def test_months_of_languages_that_nobody_speaks_here_are_no_months() -> None:
    assert PeriodWords(Fiscal()).named("März 2024") is None


def test_quarters_are_periods_where_the_calendar_has_quarters() -> None:
    assert str(QUARTERS.named("2024-Q2")) == "2024-P02"
    assert str(QUARTERS.named("Q3 2024")) == "2024-P03"
    assert WEEKS.named("2024-Q2") is None
    assert QUARTERS.named("2025-Q1") is None


def test_fiscal_periods_are_named_by_number_and_days_lie_in_them() -> None:
    assert str(WEEKS.named("export 2024-P03")) == "2024-P03"
    assert WEEKS.named("2024-03") is None
    assert str(WEEKS.named("2024-03-15")) == str(WEEKS.of_day(date(2024, 3, 15)))
    assert str(QUARTERS.of_cell("Quarter 2/24")) == "2024-P02"


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 3, 5),
        datetime(2024, 3, 31, 17, tzinfo=UTC),
        "2024-03",
        202403,
        202403.0,
        " March  2024 ",
        "31.03.2024",
    ],
)
def test_cells_of_march(cell: object) -> None:
    assert str(MONTHS.of_cell(cell)) == "2024-03"


@pytest.mark.parametrize("cell", [None, "", "soon", 3, True, 45382.5, "03.04.2024"])
def test_cells_of_no_period(cell: object) -> None:
    assert MONTHS.of_cell(cell) is None


def test_the_sources_own_format_settles_what_is_day_and_what_is_month() -> None:
    assert str(PeriodWords(Fiscal(), formats=("%m/%d/%Y",)).of_cell("03/04/2024")) == "2024-03"
    assert str(PeriodWords(Fiscal(), formats=("%d/%m/%Y",)).of_cell("03/04/2024")) == "2024-04"
