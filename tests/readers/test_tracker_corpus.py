"""Real exports of trackers and JSON portfolios, held against facts that other tools computed."""

from __future__ import annotations

import csv
import statistics
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pmo_reports import metrics, normalise, readers
from pmo_reports.config.document import document
from pmo_reports.config.sources import Source
from pmo_reports.model.period import Period
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio
from tests.readers.reading_fixture import CORPUS, Desk, part
from tests.strategies import settings

PRESETS = Path(__file__).parents[2] / "config" / "presets"
OCTOBER = Period(2026, 10)
COUNTS = {
    "t03": ("Status", "Priority", "Issue Type", "Status Category"),
    "t04": ("Status", "Priority", "Issue Type"),
    "t05": ("Issue Type",),
}
TABLES = {
    "t03": ("Summary", "Issue key"),
    "t04": ("Summary", "Issue key"),
    "t05": ("Summary", "Label"),
    "t11": ("nam", "listid"),
    "t13": ("subject", "tracker"),
    "t14": ("column A", "column B"),
    "t15": ("subject", "parent"),
    "t17": ("task", "cycle_time_days"),
}
REGISTER = {
    "table": "projects",
    "distinct": True,
    "columns": {"project_id": {}, "name": {"aliases": ["project_id"]}, "level": {"constant": "project"}},
}
Expected = dict[str, Any]


def read(desk: Desk, files: str, *names: str, **settings: Any) -> RawTable:  # noqa: ANN401
    kind = {"csv": "csv", "lsx": "workbook"}.get(files[-3:], files[-4:].lstrip("."))
    desk.source(files, part(*names, table="work_items", **settings), reader=kind)
    [table] = desk.reading().tables
    return table


def column(table: RawTable, head: str) -> list[object]:
    return table.frame[table.header.index(head)].tolist()


def normalised(desk: Desk, preset: str, files: str, **changes: Any) -> Portfolio:  # noqa: ANN401
    """What a preset makes of a file of the corpus; `projects` adds the projects that it is about."""
    content = dict(document(PRESETS / f"{preset}.yaml", preset).content)
    parts = {**content["parts"], **changes.pop("parts", {})}
    whole = {**content, "files": files, **changes, "parts": parts}
    desk.sources["given"] = Source.model_validate({"name": "given", **whole})
    settled = settings().model_copy(update={"workspace": desk.workspace, "sources": desk.sources})
    return normalise.portfolio(readers.read(desk.collected(), settled, desk.store), settled, OCTOBER)


def projects_of(items: Expected) -> dict[str, Any]:
    """A part that makes a project of each code that the items name."""
    code = items["columns"]["project_id"]
    return {**REGISTER, "columns": {**REGISTER["columns"], "project_id": code, "name": code}} | {
        key: items[key] for key in ("rows",) if key in items
    }


def tracker(desk: Desk, preset: str, files: str, **changes: Any) -> Portfolio:  # noqa: ANN401
    items = document(PRESETS / f"{preset}.yaml", preset).content["parts"]["work_items"]
    return normalised(desk, preset, files, parts={"projects": projects_of(items)}, **changes)


@pytest.mark.parametrize("key", sorted(TABLES))
def test_every_row_and_column_is_read(corpus: Desk, expected: Expected, key: str) -> None:
    facts = expected[key]
    table = read(corpus, facts["file"], *TABLES[key], header=1)
    assert (len(table.rows), len(table.header)) == (facts["non_empty_rows"], facts["columns"])
    repeated = {head: count for head, count in Counter(table.header).items() if count > 1}
    assert repeated == facts["duplicate_headers"]


@pytest.mark.parametrize(("key", "head"), [(key, head) for key, heads in COUNTS.items() for head in heads])
def test_values_are_counted(corpus: Desk, expected: Expected, key: str, head: str) -> None:
    facts = expected[key]
    table = read(corpus, facts["file"], *TABLES[key], header=1)
    counted = {value: n for value, n in facts[f"count[{head}]"].items() if value}
    assert Counter(column(table, head)) == counted
    assert facts["data_rows"] - len(table.rows) == facts[f"count[{head}]"].get("", 0)


@pytest.mark.parametrize("key", sorted(TABLES))
def test_only_another_encoding_than_utf_8_is_told(corpus: Desk, expected: Expected, key: str) -> None:
    """cp1252 stands second here, so that it is told."""
    settled = part(*TABLES[key], table="work_items", header=1)
    corpus.source(expected[key]["file"], settled, encodings=("utf-8", "ascii", "cp1252"))
    told = {finding.rule for finding in corpus.reading().findings}
    assert ("fallback-encoding" in told) is (expected[key]["encoding"] == "cp1252")


def test_ragged_lines_are_told(corpus: Desk, expected: Expected) -> None:
    corpus.source(expected["t11"]["file"], part(*TABLES["t11"], table="work_items", header=1))
    lines = [finding for finding in corpus.reading().findings if finding.rule == "extra-cells"]
    wide = sum(count for width, count in expected["t11"]["ragged"] if width > expected["t11"]["columns"])
    assert 0 < len(lines) <= wide


def test_labels_of_a_key_and_a_value_stay_apart(corpus: Desk, expected: Expected) -> None:
    table = read(corpus, expected["t05"]["file"], *TABLES["t05"])
    labels = [str(table.frame.iloc[0, at]) for at, head in enumerate(table.header) if head == "Label"]
    assert len(labels) == expected["t05"]["duplicate_headers"]["Label"]
    assert dict(label.split(":") for label in labels)["Environment"] == "DEV"


def test_jira_csv_becomes_items(corpus: Desk, expected: Expected) -> None:
    items = tracker(corpus, "jira-csv", expected["t03"]["file"])["work_items"]
    words = {"Done": "done", "To Do": "to_do", "In Progress": "in_progress"}
    wanted = {words[name]: n for name, n in expected["t03"]["count[Status Category]"].items()}
    assert Counter(items["progress"]) == wanted
    assert len(items) == expected["t03"]["data_rows"]
    assert items["resolved_on"].notna().sum() == wanted["done"]


def test_rows_that_excel_left_blank_are_no_items(corpus: Desk, expected: Expected) -> None:
    us = {"dates": ["%m/%d/%Y %H:%M"]}
    found = tracker(corpus, "jira-csv", expected["t04"]["file"], values=us)
    items = found["work_items"]
    assert (len(items), set(items["progress"])) == (expected["t04"]["count[Status]"]["Done"], {"done"})
    assert items["created_on"].notna().all()
    assert [finding for finding in found.findings if finding.rule == "not-a-date"] == []


def test_jira_xml_becomes_items(corpus: Desk, expected: Expected) -> None:
    found = tracker(corpus, "jira-xml", expected["t06"]["file"])
    items = found["work_items"][["item_id", "kind", "status"]].to_numpy().tolist()
    assert sorted(items) == sorted(expected["t06"]["items"])
    assert found["work_items"]["due_on"].dropna().dt.strftime("%Y-%m-%d").tolist() == ["2021-11-12"]
    assert "missing-page" not in {finding.rule for finding in found.findings}


def test_a_page_of_a_jira_search_says_what_is_missing(corpus: Desk, expected: Expected) -> None:
    facts = expected["t07"]
    found = tracker(corpus, "jira-json", facts["file"])
    assert Counter(found["work_items"]["status"]) == facts["status"]
    [told] = [finding for finding in found.findings if finding.rule == "missing-page"]
    assert f"found {facts['total']} records and {facts['in_page']} are here" in told.problem


def test_wrapped_rows_and_a_bare_list_read_the_same(corpus: Desk, expected: Expected, desk: Desk) -> None:
    facts = expected["t08"]
    table = read(corpus, facts["file"], "Task Name", rows="issues")
    text = (CORPUS / facts["file"]).read_text(encoding="utf-8")
    start, end = text.index("["), text.rindex("]") + 1
    desk.put("bare.json", text[start:end])
    bare = read(desk, "bare.json", "Task Name", rows="issues")
    assert len(table.rows) == facts["in_page"] == facts["total"]
    assert bare.frame.equals(table.frame)
    assert [finding.rule for finding in corpus.reading().findings] == []


def test_trello_becomes_items(corpus: Desk, expected: Expected) -> None:
    facts = expected["t10"]
    todo = document(PRESETS / "trello-json.yaml", "trello-json").content["parts"]["work_items"]
    table = read(corpus, facts["file"], **{key: todo[key] for key in ("rows", "joins", "pairs")})
    assert Counter(column(table, "idList.name")) == facts["open_by_list"]
    found = tracker(corpus, "trello-json", facts["file"])
    assert found["projects"]["name"].tolist().count(facts["board"]) == 1
    assert found["work_items"]["due_on"].notna().sum() == facts["with_due"]
    assert found["work_items"]["progress"].tolist() == ["to_do"]


@pytest.mark.parametrize(("way", "fact"), [("lists", "lists"), ("cards", "cards"), ("actions", "actions")])
def test_the_lists_of_a_board(corpus: Desk, expected: Expected, way: str, fact: str) -> None:
    table = read(corpus, expected["t10"]["file"], rows=way)
    assert len(table.rows) == expected["t10"][fact]
    closed = column(table, "closed") if "closed" in table.header else []
    assert sum(map(bool, closed)) == expected["t10"]["closed_lists"] == expected["t10"]["archived"]


def test_redmine_hierarchy(corpus: Desk, expected: Expected) -> None:
    table = read(corpus, expected["t15"]["file"], *TABLES["t15"])
    by_row = dict(zip(column(table, "row"), column(table, "subject"), strict=True))
    parents = [by_row.get(parent) for parent in column(table, "parent")]
    assert parents == ["Parent", "Parent", None, "Parent"]


def test_a_smartsheet_becomes_items(corpus: Desk, expected: Expected) -> None:
    facts = expected["t16"]
    register = {
        **REGISTER["columns"],
        "project_id": {"filename": "^t16_(.+)\\.\\w+$"},
        "name": {"aliases": ["Name"]},
    }
    named = {"filename": "^t16_(.+)\\.\\w+$"}
    items = document(PRESETS / "smartsheet.yaml", "smartsheet").content["parts"]["work_items"]
    own = {**items, "sheet": "rw test", "columns": {**items["columns"], "project_id": named}}
    parts = {"projects": {**REGISTER, "sheet": "rw test", "columns": register}, "work_items": own}
    found = normalised(corpus, "smartsheet", facts["file"], parts=parts)["work_items"]
    assert len(found) == facts["rows"]
    assert Counter(found["status"].fillna("")) == facts["status"]
    assert Counter(found["progress"].dropna()) == {"done": 2, "in_progress": 1, "to_do": 1}
    assert found["remaining_days"].sum() == facts["remaining_sum"] / 8  # hours, as the preset takes them


AGILE = {
    "reader": "csv",
    "files": "",
    "parts": {
        "projects": {
            **REGISTER,
            "columns": {
                "project_id": {"aliases": ["project"]},
                "name": {"aliases": ["project"]},
                "level": {"constant": "project"},
            },
        },
        "work_items": {
            "table": "work_items",
            "columns": {
                "project_id": {"aliases": ["project"]},
                "item_id": {"aliases": ["id"]},
                "created_on": {"aliases": ["created_date"], "type": "date"},
                "resolved_on": {"aliases": ["finished_date"], "type": "date"},
            },
        },
    },
}


@pytest.fixture
def agile(corpus: Desk, expected: Expected) -> Portfolio:
    corpus.sources["given"] = Source.model_validate(
        {**AGILE, "name": "given", "files": expected["t17"]["file"]}
    )
    settled = settings().model_copy(update={"workspace": corpus.workspace, "sources": corpus.sources})
    return normalise.portfolio(readers.read(corpus.collected(), settled, corpus.store), settled, OCTOBER)


def test_cycle_times_of_real_projects(agile: Portfolio, expected: Expected) -> None:
    """The published median is over all rows; the measure's own leaves those that run backwards out."""
    facts = expected["t17"]
    items = agile["work_items"]
    days = (items["resolved_on"] - items["created_on"]).dt.days
    assert (len(items), items["project_id"].nunique()) == (facts["data_rows"], facts["projects"])
    assert (days.lt(0).sum(), days.median(), days.max()) == (facts["negative"], facts["median"], facts["max"])
    basis = metrics.basis(agile, settings(), OCTOBER)
    measures = metrics.measured(basis)
    assert measures.value("ROOT", "median_cycle_time") == _median_by_hand(facts["file"])
    told = [each.problem for each in metrics.doubts(basis, measures) if each.table == "work_items"]
    assert sum(int(problem.partition(" ")[0]) for problem in told) == facts["negative"]


def _median_by_hand(file: str) -> float:
    with (CORPUS / file).open(newline="", encoding="utf-8") as lines:
        days = [int(row["cycle_time_days"]) for row in csv.DictReader(lines)]
    return statistics.median(each for each in days if each >= 0)


def test_capital_projects_of_new_york(corpus: Desk, expected: Expected) -> None:
    facts = expected["p06"]
    found = normalised(corpus, "nyc-capital-projects-db", facts["file"])
    projects = found["projects"].query("level == 'project'")
    assert (len(projects), projects["parent_id"].nunique()) == (facts["projects"], facts["agencies"])
    assert sum(projects["whole_life_cost"]) == facts["sum_combined_total"] * 1000
    names = found["projects"].query("level == 'programme'").set_index("project_id")["name"]
    top = [list(pair) for pair in Counter(projects["parent_id"].map(names)).most_common(3)]
    assert top == facts["top"]
    assert [tally.quarantined for tally in found.tallies] == [0, 0]


def test_a_project_of_the_infrastructure_standard(corpus: Desk, expected: Expected) -> None:
    facts = expected["p07"]
    found = normalised(corpus, "oc4ids", facts["file"])
    [project] = found["projects"].query("level == 'project'").to_dict("records")
    assert project["stage"] == facts["status"]
    assert (project["whole_life_cost"], project["currency"]) == tuple(facts["budget"].values())
    dates = [f"{project[name]:%Y-%m-%d}" for name in ("baseline_start", "baseline_finish", "actual_finish")]
    period = facts["period"]
    assert dates == [each[:10] for each in (period["startDate"], period["endDate"], facts["completion_end"])]
    assert (project["baseline_finish"] - project["baseline_start"]).days == period["durationInDays"]
    assert len(found["milestones"]) == facts["milestones"]


def test_budget_and_final_value(corpus: Desk, expected: Expected) -> None:
    facts = expected["p07"]
    rates = {
        "currency": {"constant": facts["budget"]["currency"]},
        "kind": {"constant": "plan"},
        "rate": {"constant": "1.25"},
    }
    day = {"valid_from": {"constant": "2010-01-01", "type": "date"}}
    rates = {"table": "fx_rates", "rows": "", "columns": {**rates, **day}}
    costs = normalised(corpus, "oc4ids", facts["file"], parts={"rates": rates})["costs"].set_index("category")
    assert costs["budget_original"]["Budget"] == facts["budget"]["amount"]
    assert costs["actual"]["Final value"] == facts["final"]["amount"]
    assert f"{costs['month']['Final value']:%Y-%m}" == facts["completion_end"][:7]
