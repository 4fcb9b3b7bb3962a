"""The sample tells its story, the same each time."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from pmo_reports.workspace.sample import sample
from pmo_reports.workspace.sample.curves import curves
from pmo_reports.workspace.sample.milestones import standings
from pmo_reports.workspace.sample.story import PERIODS, Project, programmes, projects

OCTOBER = len(PERIODS) - 1
KEY, MONTH, ORIGINAL, CURRENT, ACTUAL, FORECAST = 0, 2, 6, 7, 9, 10


def project(code: str) -> Project:
    return next(each for each in projects() if each.id == code)


def amount(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".") or 0)


def summed(files: Mapping[str, bytes], period: str, column: int) -> dict[str, Decimal]:
    text = files[f"inputs/{period}/finance_export.csv"].decode("cp1252")
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in list(csv.reader(StringIO(text), delimiter=";"))[1:]:
        if "(" not in row[ACTUAL] and row[5] != "NOK":
            sums[row[KEY]] += amount(row[column])
    return sums


@pytest.mark.slow
def test_twice_the_same_bytes(files: Mapping[str, bytes]) -> None:
    again = sample()
    assert again == {name: files[name] for name in again}


def test_four_programmes_with_24_projects_in_three_currencies() -> None:
    assert len(programmes()) == 4
    assert len(projects()) == 24
    assert {each.currency for each in projects()} == {"EUR", "GBP", "USD"}


def test_every_budget_is_spread_over_the_months_to_the_cent(files: Mapping[str, bytes]) -> None:
    budgets = summed(files, "2026-09", CURRENT)
    assert budgets == {each.finance: Decimal(each.bac(4)) for each in projects()}


def test_the_replan_of_august_moves_budget_and_baseline(files: Mapping[str, bytes]) -> None:
    assert summed(files, "2026-07", CURRENT)["FIN-4025"] == 11_200_000
    assert summed(files, "2026-08", CURRENT)["FIN-4025"] == 11_900_000
    assert summed(files, "2026-08", ORIGINAL)["FIN-4025"] == 11_200_000
    baselines = [standings(project("GEN-205"), index)[-1].baseline.isoformat() for index in (2, 3)]
    assert baselines == ["2027-05-31", "2027-07-19"]


@pytest.mark.parametrize("code", ["NET-101", "GEN-205", "DIG-301", "CUS-406"])
def test_what_was_spent_stays_as_it_was_reported(code: str) -> None:
    early, late = curves(project(code), 1).spent, curves(project(code), OCTOBER).spent
    assert late[: len(early)] == early


@pytest.mark.parametrize("each", projects(), ids=lambda each: each.id)
def test_progress_and_cost_never_fall(each: Project) -> None:
    curve = curves(each, OCTOBER)
    for values in (curve.planned, curve.earned, curve.spent, curve.outlook):
        assert list(values) == sorted(values)
    assert curve.earned[-1] <= 1


def test_an_overrun_grows_by_the_month(files: Mapping[str, bytes]) -> None:
    forecasts = [summed(files, period.id, FORECAST)["FIN-4031"] for period in PERIODS]
    assert forecasts == sorted(forecasts)
    assert forecasts[-1] / 14_000_000 == pytest.approx(Decimal("1.13"), abs=Decimal("0.001"))


def test_the_flattering_project_slips_45_days() -> None:
    grid_test = standings(project("GEN-203"), OCTOBER)[3]
    assert (grid_test.key, grid_test.slip.days) == (True, 45)
    assert project("GEN-203").letter("overall", OCTOBER) == "G"


def test_the_recovery_of_heidefeld() -> None:
    late = [standings(project("GEN-202"), index)[-1].slip.days for index in range(6)]
    assert late == sorted(late, reverse=True)
    assert (late[0], late[-1]) == (42, 4)


def test_reports_are_missing_stale_or_no_longer_due(files: Mapping[str, bytes]) -> None:
    assert "inputs/2026-10/status/DIG-304 Data Platform.xlsx" not in files
    name = "status/CUS-406 Debt Collection.xlsx"
    assert files[f"inputs/2026-10/{name}"] == files[f"inputs/2026-08/{name}"]
    assert "inputs/2026-07/status/CUS-405 Water Quality.xlsx" in files
    assert "inputs/2026-08/status/CUS-405 Water Quality.xlsx" not in files


def test_texts_carry_the_dates_of_their_own_milestones(files: Mapping[str, bytes]) -> None:
    page = load_workbook(BytesIO(files["inputs/2026-10/status/DIG-301 ERP Core.xlsx"]))["Status"]
    assert "the project proposes 1 July 2027" in page["B16"].value
    assert "Forecast EUR 15.82 m, 13% over budget" in page["B16"].value


@pytest.mark.parametrize(
    "word", ["#REF!", "FIN-4999", "NOK", "parentheses", "R-041", "end of Q3", "2026-10/status/DIG-304"]
)
def test_every_planted_trouble_is_told_in_the_readme(files: Mapping[str, bytes], word: str) -> None:
    assert word in files["README.md"].decode().split("## Planted troubles")[1]


def test_the_readme_names_the_very_cells(files: Mapping[str, bytes]) -> None:
    rows = [line.split(" | ") for line in files["README.md"].decode().splitlines() if "`#REF!`" in line]
    sheet, _, cell = rows[0][2].partition("!")
    book = load_workbook(BytesIO(files["inputs/2026-10/benefits.xlsx"]))
    assert book[sheet][cell].value == "#REF!"
