"""Public portfolios, from the published files to canonical tables, against facts that others counted."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from pmo_reports.model.lineage import letters
from pmo_reports.model.tables import Portfolio
from tests.normalise.preset_fixture import CORPUS, portfolio_of

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside the project"
)
PRESETS = {
    "p01": ("uk-gmpp-columns", "2014-03"),
    "p02": ("uk-gmpp", "2018-03"),
    "p03": ("uk-gmpp", "2021-03"),
    "p04": ("nyc-capital-projects", "2019-09"),
    "p05": ("melbourne-water-gates", "2020-06"),
    "p08": ("portfolio-task-export", "2026-02"),
}
GMPP = ("p01", "p02", "p03")
Facts = dict[str, Any]


@cache
def facts(key: str) -> Facts:
    return json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8"))[key]  # type: ignore[no-any-return]


def lines(key: str) -> list[tuple[int, list[str]]]:
    """The records of a file by Python's own reader, each with the line that it starts on."""
    with (CORPUS / facts(key)["file"]).open(encoding="cp1252", newline="") as file:
        rows, start, told = csv.reader(file), 1, []
        for row in rows:
            told.append((start, row))
            start = rows.line_num + 1
    return told


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Portfolio]:
    """Each file read by its preset."""
    return {
        key: portfolio_of(
            tmp_path_factory.mktemp(key) / "w", preset, period, {f"{key}.csv": CORPUS / facts(key)["file"]}
        )
        for key, (preset, period) in PRESETS.items()
    }


def projects(portfolio: Portfolio) -> Any:  # noqa: ANN401 - a frame, or a column of it
    table = portfolio["projects"]
    return table[table["level"] == "project"]


@pytest.mark.parametrize("key", sorted(PRESETS))
def test_every_row_is_accounted_for(found: dict[str, Portfolio], key: str) -> None:
    assert all(tally.holds and tally.quarantined == 0 for tally in found[key].tallies)


@pytest.mark.parametrize("key", GMPP)
def test_ratings_of_major_projects(found: dict[str, Portfolio], key: str) -> None:
    ratings = found[key]["status_reports"]["delivery_confidence"].dropna()
    published = facts(key).get("rag1_case_insensitive") or facts(key)["rag"]
    expected: Counter[str] = Counter()
    for name, count in published.items():
        expected[name.replace(" ", "").casefold()] += count
    assert Counter(ratings.str.replace(" ", "").str.casefold()) == expected


@pytest.mark.parametrize("key", GMPP)
def test_explanations_in_place_of_ratings_are_kept(found: dict[str, Portfolio], key: str) -> None:
    reports = found[key]["status_reports"]
    unrated = reports[reports["delivery_confidence"].isna()]
    assert len(unrated) == facts(key).get("rag1_other_text", facts(key).get("rag_exempt_or_text"))
    assert unrated["note"].str.split().str.len().ge(3).all()


@pytest.mark.parametrize("key", GMPP)
def test_whole_life_costs_of_major_projects(found: dict[str, Portfolio], key: str) -> None:
    costs = projects(found[key])["whole_life_cost"]
    assert (costs.notna().sum(), len(costs)) == (facts(key)["wlc_numeric"], facts(key)["projects"])
    assert round(sum(costs.dropna()), -4) == Decimal(str(facts(key)["wlc_sum_gbp_m"])) * 1_000_000


@pytest.mark.parametrize(("field", "line"), [("budget_current", 8), ("forecast", 9)])
def test_the_years_money_where_projects_are_columns(
    found: dict[str, Portfolio], field: str, line: int
) -> None:
    written = [cell.strip(" £").replace(",", "") for cell in lines("p01")[line][1][1:]]
    amounts = [Decimal(cell) for cell in written if re.fullmatch(r"-?[0-9.]+", cell)]
    costs = found["p01"]["costs"][field].dropna()
    assert len(amounts) > 150
    assert (len(costs), sum(costs)) == (len(amounts), sum(amounts) * 1_000_000)


def test_a_reset_project_has_no_state(found: dict[str, Portfolio]) -> None:
    reports = found["p01"]["status_reports"].set_index("delivery_confidence")["overall"]
    assert reports[["Reset", "No DCA"]].isna().all()
    assert reports["Amber/Red"].eq("A").all()


def test_departments_with_two_spellings_are_one(found: dict[str, Portfolio]) -> None:
    # 22 spellings, two of which are "DOH" beside "DoH" and "MOJ" beside "MoJ".
    spelt = {cell for cell in lines("p01")[1][1][1:] if cell}
    named = found["p01"]["projects"].query("level == 'programme'")["name"].tolist()
    assert len(spelt) == facts("p01")["departments"]
    assert spelt - set(named) == {"DOH", "MOJ"}
    assert len(named) == len({each.casefold() for each in spelt})


@pytest.mark.parametrize("key", ["p02", "p03"])
def test_departments(found: dict[str, Portfolio], key: str) -> None:
    assert (found[key]["projects"]["level"] == "programme").sum() == facts(key)["departments"]


def test_a_cell_of_a_project_in_a_column_is_found_again(found: dict[str, Portfolio]) -> None:
    [crick] = projects(found["p01"]).query("name.str.contains('Crick')").to_dict("records")
    cell = found["p01"].lineage.cell("projects", crick, "parent_id")
    assert (crick["parent_id"], cell and cell.cell) == ("bis", "C2")


def test_faults_name_the_cell_of_a_project_in_a_column(found: dict[str, Portfolio]) -> None:
    [fault] = [f for f in found["p01"].findings if f.rule == "not-a-date" and f.value == "Reset"]
    line, cells = lines("p01")[6]
    assert fault.cell == f"{letters(cells.index('Reset') + 1)}{line}"


def test_the_latest_row_of_each_city_project_counts(found: dict[str, Portfolio]) -> None:
    expected, current = facts("p04"), projects(found["p04"])
    budget = current["whole_life_cost"].dropna()
    assert (len(current), len(budget)) == (expected["projects"], expected["latest_budget_numeric"])
    assert sum(budget) == Decimal(str(expected["latest_budget_sum"]))
    assert current["stage"].fillna("").value_counts().to_dict() == expected["phase_latest"]


def test_earlier_rows_are_counted_without_a_finding(found: dict[str, Portfolio]) -> None:
    expected = facts("p04")
    [tally] = [each for each in found["p04"].tallies if each.part == "projects"]
    assert (tally.read, tally.accepted) == (expected["data_rows"], expected["projects"])
    assert tally.deduplicated == expected["data_rows"] - expected["projects"]
    assert found["p04"].findings == ()


def test_gates_of_a_water_utility(found: dict[str, Portfolio]) -> None:
    current, expected, gates = projects(found["p05"]), facts("p05"), found["p05"]["gates"]
    cost = current["whole_life_cost"].dropna()
    assert (len(cost), current["project_id"].nunique()) == (expected["ffc_numeric"], expected["distinct_ids"])
    assert sum(cost) == Decimal(str(expected["ffc_sum"]))
    first = gates[gates["project_id"] == "Q05388"].set_index("gate_id")["planned_date"].astype(str).to_dict()
    assert first == {  # by eye: both forms of days stand in its row, and it has no tender
        "bni": "2016-02-05",
        "bca": "2016-05-25",
        "pbc": "2016-03-30",
        "stage-1": "2017-02-16",
        "stage-2": "2017-12-22",
        "stage-3": "2018-02-16",
    }


def test_gates_are_as_many_as_days_in_the_file(found: dict[str, Portfolio]) -> None:
    with (CORPUS / facts("p05")["file"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = {"tender-closed": "Tender Closed", "bni": "BNI", "bca": "BCA", "pbc": "PBC"}
    heads |= {f"stage-{number}": f"Stage{number}" for number in (1, 2, 3)}
    counted = {gate: sum(bool(row[head]) for row in rows) for gate, head in heads.items()}
    assert found["p05"]["gates"]["gate_id"].value_counts().to_dict() == counted
    assert found["p05"].findings == ()


def test_tasks_of_a_portfolio_tool(found: dict[str, Portfolio]) -> None:
    expected, items = facts("p08"), found["p08"]["work_items"]
    assert len(items) == expected["data_rows"]
    assert items["priority"].value_counts().to_dict() == expected["count[Priority]"]
    status = items["project_id"].map(projects(found["p08"]).set_index("project_id")["stage"])
    assert status.value_counts().to_dict() == expected["count[Project Status]"]
    assert items["progress"].value_counts().to_dict() == {"to_do": 30, "in_progress": 25, "done": 14}
    assert len(projects(found["p08"])) == 11
    assert found["p08"].findings == ()
