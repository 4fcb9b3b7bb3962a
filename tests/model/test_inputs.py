from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.inputs import AsOf, Input, Inputs, raw, rows_of
from pmo_reports.model.lineage import Lineage, Origin
from pmo_reports.model.tracing import Rows
from tests.render.assessed_fixture import LEDGER, assessed, frame, origin

A = Rows(projects=frozenset("A"))
FORM = "status/A.xlsx"
PLAN = "plans/A.xml"


def known(table: str, file: str, columns: dict[str, str], **values: list[object]) -> Assessed:
    """The small period with a table of its own in `file`."""
    now = assessed()
    portfolio = now.portfolio
    given: Origin = origin(table, file, **columns)
    lineage = Lineage({**portfolio.lineage.origins, given.key: given})
    tables = {**portfolio.tables, table: frame(table, file, **values)}
    return replace(now, portfolio=replace(portfolio, tables=tables, lineage=lineage))


def of(now: Assessed, *fields: str, rows: Rows = A, most: int = 0) -> tuple[Input, ...]:
    return Inputs(now).of(dict.fromkeys(fields, rows), most)[0]


def test_an_input_is_value_row_cell_and_day() -> None:
    first, second = of(assessed(), "costs.actual")
    assert (first.value, first.item, str(first.cell)) == (
        Decimal("10.2500"),
        "A/2026-09-01",
        f"{LEDGER} › F2",
    )
    assert (second.value, str(second.cell)) == (Decimal("5.1000"), f"{LEDGER} › F3")
    assert first.as_of == AsOf(day=date(2026, 10, 31), by="ledger")


def test_a_ledger_is_as_old_as_its_last_booking_of_the_project() -> None:
    """B has nothing booked after September; C nothing at all: its folder alone says something."""
    assert {str(one.as_of) for one in of(assessed(), "costs.month", rows=Rows(projects=frozenset("B")))} == {
        "as of 2026-09-30 (ledger)"
    }
    now = assessed()
    unbooked = now.portfolio["costs"].assign(actual=None)
    now = replace(now, portfolio=replace(now.portfolio, tables={**now.portfolio.tables, "costs": unbooked}))
    assert {str(one.as_of) for one in of(now, "costs.month")} == {"as of 2026-10-31 (period)"}


def test_each_field_may_have_rows_of_its_own_and_is_counted_whole() -> None:
    fields = rows_of({"costs.actual": "AB", "risks.probability": "A"})
    shown, number = Inputs(assessed()).of(fields, 1)
    assert [one.field for one in shown] == ["costs.actual", "risks.probability"]
    assert number == 4


def test_a_file_that_no_period_is_named_in_proves_no_day() -> None:
    (one,) = of(assessed(), "risks.probability")
    assert one.as_of == AsOf()
    assert str(one.as_of) == "no date known"


def test_what_stands_in_a_report_is_as_old_as_the_report() -> None:
    now = known(
        "status_reports",
        FORM,
        {"schedule": "C", "status_date": "G"},
        project_id=["A"],
        schedule=["G"],
        status_date=["2026-08-31"],
    )
    (one,) = of(now, "status_reports.schedule")
    assert str(one.as_of) == "as of 2026-08-31 (report)"


def test_a_report_that_does_not_say_its_day_is_not_dated_by_its_folder() -> None:
    now = known(
        "status_reports",
        f"inputs/2026-10/{FORM}",
        {"schedule": "C"},
        project_id=["A"],
        schedule=["G"],
        status_date=[None],
    )
    (one,) = of(now, "status_reports.schedule")
    assert str(one.as_of) == "no date: the report does not say one"


def test_activities_are_as_old_as_the_schedule_they_stand_in() -> None:
    now = known("tasks", PLAN, {"name": "Task[{row}].Name"}, project_id=["A"], task_id=["1"], name=["Dig"])
    tables = now.portfolio.tables
    plan = frame("schedules", PLAN, project_id=["A"], status_date=["2026-07-31 17:00"])
    now = replace(now, portfolio=replace(now.portfolio, tables={**tables, "schedules": plan}))
    (one,) = of(now, "tasks.name")
    assert (one.cell.cell, one.as_of) == ("Task[2].Name", AsOf(day=date(2026, 7, 31), by="schedule"))


def test_the_schedule_of_another_project_dates_nothing() -> None:
    now = known("tasks", PLAN, {"name": "B"}, project_id=["A"], task_id=["1"], name=["Dig"])
    other = frame("schedules", PLAN, project_id=["B"], status_date=["2026-07-31"])
    tables = {**now.portfolio.tables, "schedules": other}
    (one,) = of(replace(now, portfolio=replace(now.portfolio, tables=tables)), "tasks.name")
    assert one.as_of == AsOf()


def test_an_override_is_as_of_the_day_it_begins() -> None:
    now = known(
        "overrides",
        "overrides.csv",
        {"to": "C"},
        project_id=["A"],
        dimension=["cost"],
        to=["G"],
        valid_from=["2026-10-05"],
    )
    (one,) = of(now, "overrides.to")
    assert (one.item, one.as_of) == ("A/cost/2026-10-05", AsOf(day=date(2026, 10, 5), by="entry"))


def converted(*rates: tuple[str, str, float]) -> Assessed:
    """Costs of A in pounds at 1.2, with entries of rates: currency, since when, rate."""
    now = known(
        "fx_rates",
        "fx.csv",
        {"rate": "D"},
        currency=[rate[0] for rate in rates],
        kind=["plan"] * len(rates),
        valid_from=[rate[1] for rate in rates],
        rate=[rate[2] for rate in rates],
    )
    costs = now.portfolio["costs"].assign(currency="GBP", fx_rate=1.2)
    return replace(now, portfolio=replace(now.portfolio, tables={**now.portfolio.tables, "costs": costs}))


def test_the_rate_that_amounts_were_converted_by_is_an_input() -> None:
    now = converted(("GBP", "2025-01-01", 1.1), ("GBP", "2026-01-01", 1.2), ("GBP", "2027-01-01", 1.2))
    *amounts, rate = of(now, "costs.actual")
    assert [one.currency for one in amounts] == ["GBP", "GBP"]
    assert (rate.field, rate.value, rate.cell.cell) == ("fx_rates.rate", 1.2, "D3")
    assert rate.as_of.day == date(2026, 1, 1)


def test_no_rate_is_an_input_of_what_has_none_or_needs_none() -> None:
    assert [one.field for one in of(converted(("USD", "2026-01-01", 1.2)), "costs.actual")] == [
        "costs.actual",
        "costs.actual",
    ]
    assert {one.field for one in of(converted(("GBP", "2026-01-01", 1.2)), "costs.month")} == {"costs.month"}


@pytest.mark.parametrize("name", ["costs.fx_rate", "costs.nothing", "nowhere.actual", ""])
def test_what_has_no_cell_is_no_input(name: str) -> None:
    assert of(assessed(), name) == ()


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (pd.NaT, None),
        (None, None),
        (float("nan"), None),
        (pd.Timestamp("2026-10-31"), date(2026, 10, 31)),
        (pd.Timestamp("2026-10-31 17:00"), datetime(2026, 10, 31, 17)),  # noqa: DTZ001 - schedules have no zones
        ("=1+1", "=1+1"),
        (True, True),
    ],
)
def test_values_are_plain(value: object, plain: object) -> None:
    assert raw(value) == plain
