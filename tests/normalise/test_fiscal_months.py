"""Ledgers in fiscal periods."""

from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from pmo_reports import metrics, normalise
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.fiscal import fiscal_calendar, reporting_period
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.metrics import profiles, project_money
from pmo_reports.model.period import Period
from pmo_reports.model.raw import RawTable, Reading
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import some

Make = Callable[..., RawTable]
WEEKS = {"pattern": "4-4-5", "month": 12}
TABLE = {
    "pattern": "table",
    "periods": [
        {"period": "2026-P01", "start": "2026-01-01", "end": "2026-02-10", "label": "Lent"},
        {"period": "2026-P02", "start": "2026-02-11", "end": "2026-05-31", "status_date": "2026-05-20"},
    ],
}


def ledger(
    raw: Make, settings: Callable[..., Settings], fiscal: Mapping[str, object], kind: str, *months: str
) -> tuple[Portfolio, Settings, Period]:
    columns: dict[str, dict[str, object]] = {"project_id": {}, "month": {"type": kind}, "category": {}}
    columns |= {"budget_current": {}, "actual": {}}
    usual = {"reader": "csv", "files": "inputs/*.csv"}
    register = {"projects": {"table": "projects", "columns": {"project_id": {}}}}
    sources = {
        "erp": {**usual, "parts": {"costs": {"table": "costs", "columns": columns}}},
        "register": {**usual, "parts": register},
    }
    calendar = Calendar.model_validate({"fiscal": fiscal})
    made = settings(sources).model_copy(update={"calendar": calendar})
    rows = [["P-1", month, "staff", "10", "7"] for month in months]
    tables = (
        raw("erp", "costs", list(columns), rows),
        raw("register", "projects", ["project_id"], [["P-1"]]),
    )
    number = Period(2026, 2, numbered=True)
    period = reporting_period(calendar.fiscal, number if calendar.fiscal.in_periods else Period(2026, 2))
    found = normalise.portfolio(Reading(files=tuple(t.file for t in tables), tables=tables), made, period)
    return found, made, period


@pytest.mark.parametrize(
    "written", ["P02/2026", "2026-P02", "002.2026", "FY26 P2", "p2 fy2026", "2026 P2", "02/2026"]
)
def test_labels_of_ledgers_lead_to_the_first_day(raw: Make, settings: Make, written: str) -> None:
    found, *_ = ledger(raw, settings, WEEKS, "period", written)
    assert found.findings == ()
    assert found["costs"]["month"].tolist() == [pd.Timestamp(2026, 1, 25)]


@pytest.mark.parametrize("written", ["P13/2026", "February 2026", "2026-02-01", "P2", "2"])
def test_what_is_no_period_is_a_finding_on_its_cell(raw: Make, settings: Make, written: str) -> None:
    found, *_ = ledger(raw, settings, WEEKS, "period", written)
    assert [(each.rule, each.cell, each.value) for each in found.findings] == [
        ("not-a-period", "B2", written)
    ]


def test_the_table_s_own_labels_count(raw: Make, settings: Make) -> None:
    found, _, period = ledger(raw, settings, TABLE, "period", "Lent", "P2/2026")
    assert found["costs"]["month"].dt.strftime("%m-%d").tolist() == ["01-01", "02-11"]
    assert (period.start.isoformat(), period.status_date.isoformat()) == ("2026-02-11", "2026-05-20")


def test_months_of_a_fiscal_year_from_april_are_calendar_months(raw: Make, settings: Make) -> None:
    def april(*arguments: object) -> Settings:
        made = settings(*arguments)
        return made.model_copy(
            update={"organisation": made.organisation.model_copy(update={"fiscal_year_start": 4})}
        )

    found, _, period = ledger(raw, april, {}, "period", "FY27 P3")
    assert found["costs"]["month"].tolist() == [pd.Timestamp(2026, 6, 1)]
    assert period.id == "2026-02"


def test_calendar_months_count_with_the_period_of_their_fifteenth(raw: Make, settings: Make) -> None:
    found, *_ = ledger(raw, settings, WEEKS, "month", "2026-01", "2026-02", "2026-03", "2026-12")
    starts = ["2025-12-28", "2026-01-25", "2026-02-22", "2026-11-22"]
    assert found["costs"]["month"].dt.strftime("%Y-%m-%d").tolist() == starts


def test_where_months_are_reported_they_stay(raw: Make, settings: Make) -> None:
    found, *_ = ledger(raw, settings, {**WEEKS, "report_by": "month"}, "month", "2026-02")
    assert found["costs"]["month"].tolist() == [pd.Timestamp(2026, 2, 1)]


def test_curves_and_sums_go_by_fiscal_periods(raw: Make, settings: Make) -> None:
    found, made, period = ledger(raw, settings, WEEKS, "period", "2026-P01", "2026-P02", "2026-P03")
    basis = metrics.basis(found, made, period)
    assert basis.status_date.isoformat() == "2026-02-21"
    assert [f"{day:%m-%d}" for day in project_money.months(basis)] == ["12-28", "01-25", "02-22"]
    curve = profiles.curves(basis).query("entity_id == 'P-1'")
    assert [float(value) for value in curve["pv"]] == [10.0, 20.0, 30.0]
    assert [float(value) for value in curve["ac"].dropna()] == [7.0, 14.0]
    assert float(some(basis, "pv").figure("P-1", "pv").value) == 20.0


def test_a_report_of_an_earlier_fiscal_period_is_stale(raw: Make, settings: Callable[..., Settings]) -> None:
    usual = {"reader": "csv", "files": "inputs/*.csv"}
    fields = ("project_id", "period", "summary")
    parts = {"report": {"table": "status_reports", "columns": {name: {} for name in fields}}}
    register = {"projects": {"table": "projects", "columns": {"project_id": {}}}}
    sources = {"register": {**usual, "parts": register}, "status": {**usual, "parts": parts}}
    calendar = Calendar.model_validate({"fiscal": WEEKS})
    made = settings(sources).model_copy(update={"calendar": calendar})
    tables = (
        raw("register", "projects", ["project_id"], [["P-1"], ["P-2"]]),
        raw("status", "report", fields, [["P-1", "2026-P01", "x"], ["P-2", "2026-P02", "x"]]),
    )
    period = reporting_period(calendar.fiscal, Period(2026, 2, numbered=True))
    found = normalise.portfolio(Reading(files=tuple(t.file for t in tables), tables=tables), made, period)
    assert [(each.rule, each.entity) for each in found.findings] == [
        ("other-period", "P-1"),
        ("stale-report", "P-1"),
    ]


def test_a_period_that_the_workspace_does_not_report_on_is_refused() -> None:
    weeks = Calendar.model_validate({"fiscal": WEEKS}).fiscal
    for setting, asked in ((weeks, "2026-10"), (Calendar().fiscal, "2026-P07"), (weeks, "2026-P13")):
        with pytest.raises(UsageError):
            reporting_period(setting, Period.parse(asked))
    assert len(fiscal_calendar(weeks).of_year(2026)) == 12
