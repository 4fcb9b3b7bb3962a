"""Real workbooks turned into canonical tables, held against facts that other tools computed."""

from collections import Counter
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pmo_reports.model.tables import Portfolio
from tests.corpus_table import Facts
from tests.normalise.workbook_fixture import own_table, portfolio, rules, source, with_project
from tests.readers.reading_fixture import CORPUS, Desk

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real files is not beside the repository"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(CORPUS, tmp_path / "store")


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    return Facts(request.node)


def register(desk: Desk, key: str, preset: str = "risk-register", **part: Any) -> Portfolio:  # noqa: ANN401
    """A register of P-1, by a preset."""
    table = preset.split("-", maxsplit=1)[0] + "s"
    given = source(f"workbook/{key}_*", with_project({table: part}), preset)
    found = portfolio(desk, given)
    assert all(tally.holds for tally in found.tallies)
    return found


def read_rows(found: Portfolio) -> int:
    return sum(tally.read for tally in found.tallies if tally.source == "given")


def test_w01_pre_numbered_rows_are_no_risks_and_ranges_count_where_settled(
    desk: Desk, expected: dict[str, Any]
) -> None:
    found = register(desk, "w01", columns={"probability_percent": {"interval": "middle"}})
    risks, facts = found["risks"], expected["w01"]
    assert (len(risks), read_rows(found)) == (facts["real_entries"], facts["real_entries"])
    assert list(risks["state"]) == ["open"] * facts["status"]["Active"]
    assert list(risks["probability_percent"]) == [0.875, 0.625, 0.625]
    assert list(map(int, risks["impact_cost"])) == [15000, 20000, 15000]


def test_w01_a_range_that_nobody_settled_is_a_finding_with_its_cell(desk: Desk) -> None:
    found = register(desk, "w01")
    told = [(f.sheet, f.cell, f.value) for f in found.findings if f.rule == "range-not-number"]
    assert told[0] == ("Issue Register", "N2", "75% to 100%")
    assert len(told) == 3
    assert found["risks"]["probability_percent"].isna().all()


def test_w02_issues(desk: Desk, expected: dict[str, Any]) -> None:
    issues, facts = register(desk, "w02", "issue-register")["issues"], expected["w02"]
    assert len(issues) == facts["real_entries"]
    assert Counter(issues["state"]) == {state.lower(): count for state, count in facts["status"].items()}
    assert Counter(issues["severity"]) == {"Minor": 3, "Critical": 1, "Major": 1}


W03 = {
    "header_rows": 2,
    "columns": {
        "probability_percent": {"occurrence": 1},
        "impact": {"occurrence": 1},
        "target_impact": {"aliases": ["Impact Score"], "group": "Residual Risk", "type": "integer"},
        "category": {"aliases": ["Risk Level"], "occurrence": 1},
    },
}


def test_w03_ratings_before_and_after_the_treatment(desk: Desk, expected: dict[str, Any]) -> None:
    risks, facts = register(desk, "w03", **W03)["risks"], expected["w03"]
    assert len(risks) == facts["risks"]
    assert Counter(risks["category"]) == facts["level_before"]
    assert sum(risks["impact_cost"]) == Decimal(str(facts["cost_sum"]))
    rating = sum(p * i for p, i in zip(risks["probability_percent"], risks["impact"], strict=True))
    assert round(rating, 2) == facts["rating_sum"]
    assert list(risks["target_impact"]) == [4, 4, 5, 4, 5]


def test_w04_blocks_of_categories(desk: Desk, expected: dict[str, Any]) -> None:
    found = register(desk, "w04", columns={"category": {"fill_down": True}})
    risks, facts = found["risks"], expected["w04"]
    assert len(risks) == facts["risks"]
    scores = (risks["probability"] * risks["impact"]).dropna()
    assert (len(scores), scores.max()) == (facts["scored"], facts["max_pxi"])
    assert list(dict.fromkeys(risks["category"])) == facts["categories"]
    third = risks.iloc[2].to_dict()
    assert str(found.lineage.cell("risks", third, "category")).endswith("Sheet1!A6")
    assert str(found.lineage.cell("risks", third, "risk_id")).endswith("Sheet1!C8")


def test_w05_words_of_a_register(desk: Desk, expected: dict[str, Any]) -> None:
    found = register(desk, "w05")
    risks, facts = found["risks"], expected["w05"]
    assert len(risks) == facts["risks"]
    closed = facts["status"]["eliminated"]
    assert Counter(risks["state"]) == {"open": facts["risks"] - closed, "closed": closed}
    assert Counter(found.extras["risks"]["Rank"]) == facts["rank"]
    assert list(risks["probability_percent"]) == [0.45, 0.35, 0.25, 0.25, 0.2, 0.1]


W06 = {
    "until": [""],
    "skip_rows": {"#": ["total*"]},
    "columns": {
        "probability": {"aliases": ["Probability risk rating"]},
        "impact": {"aliases": ["Impact risk rating"]},
    },
}


def test_w06_opportunities_have_negative_scores(desk: Desk, expected: dict[str, Any]) -> None:
    found = register(desk, "w06", **W06)
    extras, facts = found.extras["risks"], expected["w06"]
    assert [float(score) for score in extras["Risk score"]] == facts["scores"]
    assert Counter(found["risks"]["category"]) == {"T": facts["threats"], "O": facts["opportunities"]}
    assert [f.cell for f in found.findings if f.rule == "skipped-rows"] == ["A10"]


W07 = {"columns": {"month": {"constant": "2026-10"}, "currency": {"constant": "EUR"}}}


def test_w07_totals_and_contingency_are_no_lines(desk: Desk, expected: dict[str, Any]) -> None:
    given = source("workbook/w07_*", with_project({"costs": W07}), "budget-wbs")
    found = portfolio(desk, given)
    costs = found["costs"]
    assert sum(costs["budget_current"]) == expected["w07"]["sum_of_leaf_rows"]
    [skipped] = [finding for finding in found.findings if finding.rule == "skipped-rows"]
    assert (len(costs), skipped.cell) == (29, "A32")
    assert skipped.problem.endswith("there are 2: A32, A33.")
    assert len(costs) + 2 + 4 == expected["w07"]["wbs_rows"]  # the 4: title, heads, entry, total of the next


def test_w07_the_small_table_below(desk: Desk) -> None:
    columns = {
        "role": {"aliases": ["Name"]},
        "month": {"constant": "2026-10", "type": "month"},
        "demand": {"aliases": ["Hours"]},
    }
    part = {"below": "Personnel cost requirements", "until": ["TOTAL"], "skip_blank": "role"}
    found = portfolio(desk, source("workbook/w07_*", own_table("resources", columns, **part)))
    assert list(found["resources"]["demand"]) == [20]
    assert str(found.lineage.cell("resources", found["resources"].iloc[0].to_dict(), "demand")).endswith(
        "!C38"
    )


def options(kind: str, rows: list[str]) -> dict[str, Any]:
    """The four options of w08 that stand side by side, as costs of a project each."""
    columns = {
        "project_id": {"aliases": ["option"], "slug": True},
        "month": {"constant": "2016-07", "type": "month"},
        "category": {"aliases": ["column A"], "required": True},
        "currency": {"aliases": ["option"], "type": "choice", "values": {"Option 4 CIRM (EUROS)": "EUR"}},
        kind: {"aliases": ["Total"], "type": "money"},
    }
    for name in (
        "Option 1 Leukerbad Clinic",
        "Option 2 Bristol (conf. Room)",
        "Option 3 Bristol (everything)",
    ):
        columns["currency"]["values"][name] = "CHF"  # type: ignore[index]
    turned = {"name": "option", "across": "groups", "texts": ["Option*"]}
    return own_table(
        "costs",
        columns,
        header=15,
        header_rows=2,
        unpivot=turned,
        until=rows,
        skip_rows={"column A": ["total*"]},
    )


def test_w08_options_side_by_side(desk: Desk, expected: dict[str, Any]) -> None:
    facts = expected["w08"]
    given = source("workbook/w08_*", options("budget_current", ["Total expenses"]))
    ids = ("option-1-leukerbad-clinic", "option-2-bristol-conf-room", "option-3-bristol-everything")
    costs = portfolio(desk, given, (*ids, "option-4-cirm-euros"))["costs"]
    sums = costs.groupby("project_id", sort=True)["budget_current"].sum()
    assert [str(float(each)) for each in sums] == facts["totals"][2][1:]
    assert list(costs.groupby("project_id", sort=True)["currency"].first()) == ["CHF", "CHF", "CHF", "EUR"]


def test_w08_the_cell_of_each_option_is_named(desk: Desk) -> None:
    given = source("workbook/w08_*", options("forecast", ["Total expenses"]))
    found = portfolio(desk, given, ("option-2-bristol-conf-room",))
    row = found["costs"].iloc[0].to_dict()
    cells = [str(found.lineage.cell("costs", row, name)) for name in ("project_id", "category", "forecast")]
    assert [cell.rpartition("!")[2] for cell in cells] == ["F14", "A16", "H16"]


def test_w08_two_tables_side_by_side_below(desk: Desk, expected: dict[str, Any]) -> None:
    def table(span: str, label: str) -> Portfolio:
        columns = {
            "month": {"constant": "2016-07", "type": "month"},
            "category": {"aliases": [label]},
            "currency": {"constant": "CHF"},
            "actual": {"aliases": ["Total"], "type": "money"},
        }
        part = {"header": 45, "span": [span], "until": ["total*"]}
        return portfolio(desk, source("workbook/w08_*", own_table("costs", columns, **part)))

    left, right = table("A:D", "column A")["costs"], table("F:I", "column F")["costs"]
    assert sum(left["actual"]) == Decimal(expected["w08"]["totals"][5][1])
    assert list(right["category"]) == ["Registration fees", "CIRM Support", "External support"]


def raid_log() -> dict[str, Any]:
    kinds = ("risks", "assumptions", "issues", "actions")
    project = {"constant": "P-1"}
    parts: dict[str, Any] = {kind: {"columns": {"project_id": project}} for kind in kinds}
    parts["dependencies"] = {"columns": {"giver_id": project, "receiver_id": project}}
    return {"parts": parts}


def test_w10_a_log_with_all_kinds_on_one_sheet(desk: Desk, expected: dict[str, Any]) -> None:
    found = portfolio(desk, source("workbook/w10_*", raid_log(), "raid-log"))
    facts = expected["w10"]
    kinds = {"Risk": "risks", "Assumption": "assumptions", "Issue": "issues", "Dependency": "dependencies"}
    assert {kind: len(found[table]) for kind, table in kinds.items()} == facts["category"]
    states = Counter(state for table in kinds.values() for state in found[table]["state"])
    assert states == {state.lower(): count for state, count in facts["status"].items()}
    assert read_rows(found) == facts["entries"]
    assert rules(found) == []


def test_w10_rows_that_no_part_takes_are_told_and_counted(desk: Desk) -> None:
    given = source("workbook/w10_*", raid_log(), "raid-log")
    parts = {name: part for name, part in given.parts.items() if name in ("risks", "issues")}
    found = portfolio(desk, given.model_copy(update={"parts": parts}))
    told = [(f.value, f.cell) for f in found.findings if f.rule == "unclaimed-rows"]
    assert told == [("Assumption", "B11"), ("Dependency", "B15")]
    assert [(t.part, t.read, t.quarantined) for t in found.tallies if t.part == "(no part)"] == [
        ("(no part)", 3, 3)
    ]


def test_w11_a_plan_with_captions(desk: Desk) -> None:
    columns = {
        "task_id": {"template": "{name}", "slug": True},
        "name": {"aliases": ["Tasks"], "required": True},
        "wbs": {"aliases": ["column A"], "fill_down": True},
        "owner": {"aliases": ["Responsible"]},
        "forecast_start": {"aliases": ["Start"], "type": "moment"},
        "forecast_finish": {"aliases": ["End"], "type": "moment"},
    }
    tasks = portfolio(desk, source("workbook/w11_*", own_table("tasks", columns, skip_blank="name")))["tasks"]
    assert (len(tasks), tasks["owner"].notna().sum()) == (13, 12)
    assert Counter(tasks["wbs"])["Customer Service Team"] == 2
    assert tasks["forecast_start"].min() == datetime(2015, 5, 10)  # noqa: DTZ001 - a day on paper


def test_w12_stacked_blocks(desk: Desk) -> None:
    columns = {
        "item_id": {"template": "{sprint}-{summary}", "slug": True},
        "summary": {"aliases": ["Task"], "required": True},
        "sprint": {"aliases": ["column A"], "fill_down": True},
        "assignee": {"aliases": ["Developer"]},
        "due_on": {"aliases": ["Deadline"], "type": "date"},
    }
    given = {**own_table("work_items", columns, skip_blank="summary"), "values": {"dates": ["%m/%d/%Y"]}}
    items = portfolio(desk, source("workbook/w12_*", given))["work_items"]
    assert list(items["assignee"]) == ["Mike", "Mike", "John"]
    assert list(items["sprint"]) == ["Session 1"] * 3
    assert [f"{day:%Y-%m-%d}" for day in items["due_on"]] == ["2021-01-12", "2022-04-01", "2022-01-15"]


V07 = {
    "status_date": {"aliases": ["Status date"], "type": "moment", "group": "General"},
    "tracking_period": {"aliases": ["Name"]},
    "currency": {"constant": "EUR"},
    "planned_value": {"aliases": ["Planned Value (PV)"], "type": "money", "group": "EVM key parameters"},
    "earned_value": {"aliases": ["Earned Value (EV)"], "type": "money"},
    "actual_cost": {"aliases": ["Actual Cost (AC)"], "type": "money"},
    "earned_schedule": {"aliases": ["Earned Schedule (ES)"], "type": "moment"},
}


def test_v07_earned_value_as_the_tool_states_it(desk: Desk, expected: dict[str, Any]) -> None:
    given = source("evm/v07_*", own_table("earned_value", V07, header_rows=2))
    stated = portfolio(desk, given)["earned_value"]
    facts = expected["v07"]["evm"]
    assert [str(each) for each in stated["status_date"]] == [each["status_date"] for each in facts]
    assert [str(each) for each in stated["earned_schedule"]] == [each["ES"] for each in facts]
    assert list(stated["tracking_period"]) == [each["name"] for each in facts]
    for name, key in (("planned_value", "PV"), ("earned_value", "EV"), ("actual_cost", "AC")):
        assert list(stated[name]) == [Decimal(str(each[key])) for each in facts]


V08 = {
    "task_id": {"aliases": ["ID"]},
    "name": {"aliases": ["Name"], "group": "General"},
    "wbs": {"aliases": ["WBS"]},
    "currency": {"constant": "EUR"},
    "baseline_start": {"aliases": ["Baseline Start"], "type": "moment", "group": "Baseline"},
    "baseline_finish": {"aliases": ["Baseline End"], "type": "moment", "group": "Baseline"},
    "baseline_cost": {"aliases": ["Total Cost"], "type": "money", "group": "Baseline Costs"},
}


def test_v08_a_baseline_with_two_rows_of_heads(desk: Desk, expected: dict[str, Any]) -> None:
    given = source("evm/v08_*", own_table("tasks", V08, header_rows=2, sheet="Baseline Schedule"))
    tasks, facts = portfolio(desk, given)["tasks"], expected["v08"]
    assert len(tasks) == facts["rows"]
    top = tasks.iloc[0]
    assert top["baseline_cost"] == Decimal(str(facts["BAC"]))
    assert (str(top["baseline_start"]), str(top["baseline_finish"])) == (facts["start"], facts["finish"])
    assert str(tasks["baseline_finish"].max()) == facts["finish"]


def test_v09_values_beside_their_labels(desk: Desk, expected: dict[str, Any]) -> None:
    labels = {"planned_value": "Project PV as of May 31", "earned_value": "Project EV as of May 31"}
    labels["actual_cost"] = "Project AC as of May 31"
    columns = {name: {"aliases": [label], "type": "money"} for name, label in labels.items()}
    columns |= {"status_date": {"constant": "2021-05-31"}, "currency": {"constant": "EUR"}}
    given = {**own_table("earned_value", columns, labels=True), "reader": "form"}
    found = portfolio(desk, source("evm/v09_*", given))
    [row] = found["earned_value"].to_dict("records")
    facts = expected["v09"]
    told = {name: float(row[name]) for name in labels}
    assert told == {
        "planned_value": facts["Project PV"],
        "earned_value": round(facts["Project EV"], 4),
        "actual_cost": facts["Project AC"],
    }
    assert told["earned_value"] / told["actual_cost"] == pytest.approx(facts["CPI="])
    assert str(found.lineage.cell("earned_value", row, "planned_value")).endswith("EV data!B23")


def test_v09_months_as_columns(desk: Desk) -> None:
    columns = {
        "task_id": {"aliases": ["Activity"], "slug": True},
        "month": {"type": "month"},
        "currency": {"constant": "EUR"},
        "baseline_cost": {"aliases": ["value"], "type": "money"},
    }
    turned = {"months": ["%b"], "year": 2021}
    part = {"unpivot": turned, "until": ["Monthly Planned Value*"], "skip_blank": "task_id"}
    found = portfolio(desk, source("evm/v09_*", own_table("task_months", columns, **part)))
    months = found["task_months"]
    assert sum(months["baseline_cost"]) == 100_000
    assert months.groupby("month")["baseline_cost"].sum().astype(int).tolist()[:6] == [
        4000, 10000, 10000, 10000, 12000, 16000,
    ]  # fmt: skip
    last = months.query("task_id == 'train-users'").iloc[0].to_dict()
    cells = [str(found.lineage.cell("task_months", last, name)) for name in ("month", "baseline_cost")]
    assert [cell.rpartition("!")[2] for cell in cells] == ["M4", "M15"]
