"""Presets for public portfolios, each on a small file in the shape of the real ones."""

from __future__ import annotations

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest

from pmo_reports.model.tables import Portfolio
from tests.normalise.preset_fixture import portfolio_of

RAG_2014 = (
    "MPA RAG rating\n(A Delivery Confidence Assessment of the project at a fixed point in time, using a "
    "five-point scale, Red – Amber/Red – Amber – Amber/Green – Green; definitions in the MPA Annual Report)"
)
COST_2014 = "Total budgeted whole life costs (£million)\n(including non-government costs)"
COLUMNS_2014 = [
    ["Project name", "Harbour Lights", "Northern Ferries", "Archive Move", "Secret Works", ""],
    ["Department", "DfT", "DfT", "CO", "DFT", ""],
    [RAG_2014, "Amber/ Red", "Green ", "Reset", "Exempt under Section 24 of the Act", ""],
    ["Description / Aims \n", "Lamps", "Ships", "Shelves", "Exempt", ""],
    [
        "Project - Start Date\n(Latest approved start date)",
        "01/04/2011",
        "31/05/2010",
        "#N/A",
        "01/02/2012",
        "",
    ],
    ["2013/2014 Budget (£million)", "1,250.5", "0", "TBC", "Exempt under section 43 of the Act", ""],
    ["2013/2014 Forecast (£million)", "(0.25)", "80.125", "", "Exempt under section 43 of the Act", ""],
    ["2013/2014 Variance (£million)", "9", "9", "9", "9", ""],
    [COST_2014, "1,250.5", "£80", "TBC", "Exempt under section 43 of the Act", ""],
    ["", "", "", "", "", ""],
]
COLUMNS_2022 = [
    ["GMPP ID Number", "DFT_0101_2021-Q1", "DFT_0102_2021-Q2", "CO_0103_2122-Q1"],
    ["Project Name", "Harbour Lights", "Northern Ferries", "Archive Move"],
    ["Department", "DFT", "DFT", "CO"],
    ["Annual Report Category", "Infrastructure and Construction", "ICT", "ICT"],
    ["IPA Delivery Confidence Assessment ", "Amber", "", ""],
    ["SRO Delivery Confidence Assessment ", "", "Green", "Red"],
    ["Project - End Date ", "2027-03-31", "2028-01-31", "30/06/2026"],
    ["Financial Year Baseline (£m) (including Non-Government Costs)", "1.5", "2", ""],
    ["Financial Year Forecast (£m) (including Non-Government Costs)", "-0.5", "0", "3"],
    ["Financial Year Variance (%)", "7", "7", "7"],
    ["TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)", "10.5", "20", ""],
]
ROWS_2023 = [
    ["year", "project_number", "project_name", "department", "colour_rating", "colour_rating", "end_date"],
    ["2023", "DFT_0101", "Harbour Lights", "DFT", "Red", "", "31.03.2027"],
    ["2023", "DFT_0102", "Northern Ferries", "DFT", "", "Amber", "30.09.2025"],
    ["2023", "CO_0103", "Archive Move", "CO", "", "Green", "30.06.2026"],
    ["2023", "CO_0104", "Paper Works", "CO", "", "Amber", "01.01.2026"],
]
CITY_HEADS = (
    "Date Reported As Of,PID,Project Name,Category,Managing Agency,Client Agency,Current Phase,Design Start,"
    "Budget Forecast,Total Budget Changes,Forecast Completion"
)
CITY = [
    CITY_HEADS,
    "09/01/2019 12:00:00 AM,7,Ferry Slip,Docks,DOT,DOT,Construction,09/23/2013,120,20,07/19/2021",
    "01/01/2018 12:00:00 AM,7,Ferry Slip,Docks,DOT,DOT,Design,09/23/2013,100,20,01/14/2020",
    "09/01/2019 12:00:00 AM,9,Reservoir,Water,DEP,DEP,,,,5,",
]
GATES = [
    "ID,FFC,Delivery Program,Tender Closed,Owner Group,BNI,BCA,PBC,EPT,Approval body,Stage1,Stage2,Stage3",
    "W1,2359.62,Framework,,Assets,5/02/2026 5:00:00 PM,2026-05-25 17:00:00,30/03/2026,2 Gate,MD,,,2028-02-16",
    "W2,10,Framework,2026-03-04 09:00:00,Assets,,,,2 Gate,MD,,,",
]
TASK_HEADS = (
    "Project,Project Status,Start Date,End Date,Budget,Actual Spend,"
    "Task Name,Task Status,Priority,Assignee,Sprint"
)
TASKS = [
    TASK_HEADS,
    "Alpha,On Hold,2026-01-06,2026-06-30,450000,210000,Draw plan,Done,High,Role A,Sprint 5",
    "Alpha,On Hold,2026-01-06,2026-06-30,450000,210000,Lay pipe,To Do,Low,Role B,",
    "Beta,At Risk,2026-02-01,2026-07-31,90000,10,Draw plan,To Do,High,Role A,Sprint 5",
]


def read(folder: Path, preset: str, rows: list[list[str]] | list[str], **form: str) -> Portfolio:
    out = StringIO()
    lines = [row.split(",") if isinstance(row, str) else row for row in rows]
    csv.writer(out, delimiter=form.get("delimiter", ",")).writerows(lines)
    content = {"export.csv": out.getvalue().encode(form.get("encoding", "utf-8-sig"))}
    return portfolio_of(folder / "w", preset, "2026-03", content)


def by_name(found: Portfolio, field: str) -> dict[str, object]:
    table = found["projects"].query("level == 'project'").dropna(subset=[field])
    return dict(zip(table["name"], table[field], strict=True))


def test_projects_as_columns_with_heads_of_several_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "uk-gmpp-columns", COLUMNS_2014, encoding="cp1252")
    assert by_name(found, "whole_life_cost") == {
        "Harbour Lights": 1_250_500_000,
        "Northern Ferries": 80_000_000,
    }
    ratings = found["status_reports"][["delivery_confidence", "overall"]].astype(object)
    assert ratings.where(ratings.notna(), None).to_numpy().tolist() == [
        ["Amber/Red", "A"],
        ["Green", "G"],
        ["Reset", None],
        [None, None],
    ]
    assert found["status_reports"]["note"].dropna().tolist() == ["Exempt under Section 24 of the Act"]


def test_faults_and_lineage_lead_to_the_column_of_the_project(tmp_path: Path) -> None:
    found = read(tmp_path, "uk-gmpp-columns", COLUMNS_2014, encoding="cp1252")
    faults = {(finding.rule, finding.cell) for finding in found.findings}
    # Heads of two lines: the start stands on line 7, the cost on line 12.
    assert {("not-a-date", "D7"), ("explained-not-given", "E12"), ("explained-not-given", "E3")} <= faults
    [ferries] = found["projects"].query("name == 'Northern Ferries'").to_dict("records")
    assert str(found.lineage.cell("projects", ferries, "whole_life_cost")).endswith("export.csv › C12")


Amount = int | None


@pytest.mark.parametrize(
    ("rows", "form", "expected"),
    [
        (
            COLUMNS_2014,
            {"encoding": "cp1252"},
            [(1_250_500_000, -250_000), (0, 80_125_000), (None, None), (None, None)],
        ),
        (COLUMNS_2022, {"delimiter": ";"}, [(1_500_000, -500_000), (2_000_000, 0), (None, 3_000_000)]),
    ],
)
def test_the_years_budget_and_forecast_of_projects_as_columns(
    tmp_path: Path, rows: list[list[str]], form: dict[str, str], expected: list[tuple[Amount, Amount]]
) -> None:
    costs = read(tmp_path, "uk-gmpp-columns", rows, **form)["costs"]
    amounts = costs[["budget_current", "forecast"]].astype(object)
    assert list(map(tuple, amounts.where(amounts.notna(), None).to_numpy().tolist())) == expected
    assert {f"{month:%Y-%m}" for month in costs["month"]} == {"2026-03"}  # the folder that the file lies in


def test_departments_are_one_whatever_their_case(tmp_path: Path) -> None:
    found = read(tmp_path, "uk-gmpp-columns", COLUMNS_2014, encoding="cp1252")
    assert found["projects"].query("level == 'programme'")["name"].tolist() == ["DfT", "CO"]
    assert all(tally.holds and tally.quarantined == 0 for tally in found.tallies)


@pytest.mark.parametrize(
    ("preset", "rows", "at", "expected"),
    [
        ("uk-gmpp-columns", COLUMNS_2022, (4, 5), {"Amber": 1, "Green": 1, "Red": 1}),
        ("uk-gmpp", ROWS_2023, None, {"Amber": 2, "Green": 1, "Red": 1}),
    ],
)
def test_two_half_filled_ratings_are_one(
    tmp_path: Path, preset: str, rows: list[list[str]], at: tuple[int, int] | None, expected: dict[str, int]
) -> None:
    found = read(tmp_path, preset, rows, delimiter=";")
    assert found["status_reports"]["delivery_confidence"].value_counts().to_dict() == expected
    each = [rows[line][1:] for line in at] if at else [[row[column] for row in rows[1:]] for column in (4, 5)]
    for alone in each:  # either column by itself miscounts
        assert Counter(filter(None, alone)) != expected


def test_the_years_own_heads_and_days_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "uk-gmpp-columns", COLUMNS_2022, delimiter=";")
    assert found["projects"]["project_id"].tolist()[1:4] == [
        "dft-0101-2021-q1",
        "dft-0102-2021-q2",
        "co-0103-2122-q1",
    ]
    assert {str(day)[:10] for day in by_name(found, "baseline_finish").values()} == {
        "2027-03-31",
        "2028-01-31",
        "2026-06-30",
    }


def test_the_latest_change_of_a_city_project_counts(tmp_path: Path) -> None:
    found = read(tmp_path, "nyc-capital-projects", CITY)
    assert by_name(found, "whole_life_cost") == {"Ferry Slip": 120}
    assert by_name(found, "stage") == {"Ferry Slip": "Construction"}
    assert found.findings == ()
    assert [(tally.accepted, tally.deduplicated) for tally in found.tallies] == [(2, 1), (2, 1)]


AGENCIES = [
    {"project_id": "0042", "project_description": 'Pier "A"', "managing_agency": "DOT", "combined_total": 5},
    {
        "project_id": "0042",
        "project_description": "=SUM(A1)",
        "managing_agency": "D.E.P.",
        "combined_total": 0,
    },
    {"project_id": "7", "project_description": "", "managing_agency": "DOT", "combined_total": -1.5},
]


def test_a_list_of_a_city_whose_ids_are_not_those_of_its_agencies(tmp_path: Path) -> None:
    found = portfolio_of(
        tmp_path / "w", "nyc-capital-projects-db", "2026-03", {"list.json": json.dumps(AGENCIES).encode()}
    )
    assert found.findings == ()
    assert found["projects"]["project_id"].tolist()[1:] == ["dot/0042", "d-e-p/0042", "dot/7", "dot", "d-e-p"]
    assert by_name(found, "whole_life_cost") == {'Pier "A"': 5000, "=SUM(A1)": 0, "7": -1500}


def test_gates_in_columns_with_two_forms_of_days_in_a_row(tmp_path: Path) -> None:
    found = read(tmp_path, "melbourne-water-gates", GATES)
    gates = found["gates"].sort_values(["project_id", "planned_date"])
    assert [
        (p, g, str(day)[:10]) for p, g, day in gates[["project_id", "gate_id", "planned_date"]].to_numpy()
    ] == [
        ("W1", "bni", "2026-02-05"),
        ("W1", "pbc", "2026-03-30"),
        ("W1", "bca", "2026-05-25"),
        ("W1", "stage-3", "2028-02-16"),
        ("W2", "tender-closed", "2026-03-04"),
    ]
    assert found.findings == ()


def test_project_fields_repeated_on_each_task_are_taken_once(tmp_path: Path) -> None:
    found = read(tmp_path, "portfolio-task-export", TASKS)
    assert by_name(found, "state") == {"Alpha": "on_hold", "Beta": "active"}
    assert by_name(found, "whole_life_cost") == {"Alpha": 450000, "Beta": 90000}
    assert found["work_items"]["item_id"].tolist() == ["draw-plan", "lay-pipe", "draw-plan"]
    assert found["work_items"]["progress"].tolist() == ["done", "to_do", "to_do"]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("status", "progress"),
    [
        ("IN PROGRESS", "in_progress"),
        ("Blocked", "in_progress"),
        ("On Hold", "in_progress"),
        ("Cancelled", "cancelled"),
    ],
)
def test_how_far_the_status_of_a_task_is(tmp_path: Path, status: str, progress: str) -> None:
    found = read(tmp_path, "portfolio-task-export", [TASK_HEADS, TASKS[1].replace("Done", status)])
    assert found["work_items"][["status", "progress"]].to_numpy().tolist() == [[status, progress]]
    assert found.findings == ()


def test_a_status_of_a_task_that_nobody_knows_is_kept_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, "portfolio-task-export", [TASK_HEADS, TASKS[1].replace("Done", "Paused-ish")])
    assert found["work_items"]["status"].tolist() == ["Paused-ish"]
    assert found["work_items"]["progress"].isna().all()
    assert [(told.rule, told.cell) for told in found.findings] == [("unknown-choice", "H2")]


def test_a_project_whose_rows_disagree_is_told(tmp_path: Path) -> None:
    other = TASKS[2].replace("450000", "460000")
    found = read(tmp_path, "portfolio-task-export", [*TASKS[:2], other])
    assert [finding.rule for finding in found.findings] == ["duplicate-id"]
