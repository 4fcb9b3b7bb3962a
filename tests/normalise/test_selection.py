"""Logs with all kinds on one sheet, categories in blocks, and ranges where a number should be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from pmo_reports.config.sources import Values
from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import Portfolio
from pmo_reports.normalise.ranges import chosen

HEADS = ["Kind", "Id", "Title"]
Rows = Sequence[Sequence[object]]
Normalised = Callable[..., Portfolio]


def log(normalised: Normalised, raw: Callable[..., RawTable], rows: Rows, **more: Any) -> Portfolio:  # noqa: ANN401
    """A log of risks and issues of the root portfolio."""
    project = {"constant": "ROOT"}
    parts = {
        table: {
            "table": table,
            "where": {"kind": [word]},
            "columns": {
                "project_id": project,
                f"{word.rstrip('*')}_id": {"aliases": ["Id"]},
                "title": {},
                **more,
            },
        }
        for table, word in (("risks", "risk"), ("issues", "issue*"))
    }
    register = {"parts": {"projects": {"table": "projects", "columns": {"project_id": {}}}}}
    tables = [raw("given", table, HEADS, rows) for table in parts]
    known = raw("a_register", "projects", ["project_id"], [["P-1"]])
    return normalised({"a_register": register, "given": {"parts": parts}}, [known, *tables])


def test_each_part_takes_its_own_rows(normalised: Normalised, raw: Callable[..., RawTable]) -> None:
    found = log(normalised, raw, [["Risk", "1", "Frost"], ["ISSUES", "2", "Leak"], ["risk ", "3", "Flood"]])
    assert (list(found["risks"]["risk_id"]), list(found["issues"]["issue_id"])) == (["1", "3"], ["2"])
    assert not any(finding.rule == "unclaimed-rows" for finding in found.findings)


def test_rows_of_no_part_are_told_with_their_cells_and_counted(
    normalised: Normalised, raw: Callable[..., RawTable]
) -> None:
    rows = [["Risk", "1", "Frost"], ["Lesson", "2", "Ask"], ["Lesson", "3", "Look"], [None, "4", "Lost"]]
    found = log(normalised, raw, rows)
    told = [(f.cell, f.value, f.severity) for f in found.findings if f.rule == "unclaimed-rows"]
    assert told == [("A3", "Lesson", Severity.WARNING), ("A5", "", Severity.WARNING)]
    assert any("there are 2: A3, A4" in f.problem for f in found.findings)
    assert sum(tally.read for tally in found.tallies if tally.source == "given") == len(rows)
    assert all(tally.holds for tally in found.tallies)


def test_without_the_column_that_tells_kinds_apart_nothing_is_published(given: Normalised) -> None:
    columns = {"project_id": {"aliases": ["Project"]}, "risk_id": {"aliases": ["Id"]}}
    part = {"parts": {"risks": {"table": "risks", "where": {"Kind": ["risk"]}, "columns": columns}}}
    found = given(part, ["Project", "Id"], [["P-1", "1"]])
    assert [f.severity for f in found.findings if f.rule == "missing-column"] == [Severity.BLOCK]


def test_a_blank_cell_means_the_one_above_and_leads_back_to_it(
    given: Normalised, part: Callable[..., dict[str, object]]
) -> None:
    columns = {"project_id": {}, "risk_id": {}, "category": {"fill_down": True}}
    rows = [["P-1", "1", "Money"], ["P-1", "2", None], ["P-1", "3", ""], ["P-1", "4", "People"]]
    found = given(part("risks", columns), ["project_id", "risk_id", "category"], rows)
    assert list(found["risks"]["category"]) == ["Money", "Money", "Money", "People"]
    cells = [found.lineage.cell("risks", row, "category") for row in found["risks"].to_dict("records")]
    assert [cell.cell for cell in cells if cell] == ["C2", "C2", "C2", "C5"]


def test_a_bad_value_that_is_filled_down_is_found_where_it_stands(
    given: Normalised, part: Callable[..., dict[str, object]]
) -> None:
    columns = {"project_id": {}, "risk_id": {}, "raised_on": {"type": "date", "fill_down": True}}
    rows = [["P-1", "1", "soon"], ["P-1", "2", None]]
    found = given(part("risks", columns), ["project_id", "risk_id", "raised_on"], rows)
    assert [(f.cell, f.value) for f in found.findings] == [("C2", "soon")]


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        ("75% to 100%", ("75%", "87.5%", "100%")),
        ("60-79.99%", ("60%", "69.995%", "79.99%")),
        ("10 – 20", ("10", "15", "20")),
        ("1,000 to 3,000", ("1,000", "2000", "3,000")),
    ],
)
def test_a_range_stands_for_what_is_settled(cell: str, ends: tuple[str, str, str]) -> None:
    found = tuple(chosen(cell, way, Values()) for way in ("lower", "middle", "upper"))
    assert found == ends


@pytest.mark.parametrize("cell", ["-5", "2026-10-31", "see note", "5", "-", "3e-5", "10-"])
def test_what_is_no_range_is_left_alone(cell: str) -> None:
    assert chosen(cell, "", Values()) == cell


@pytest.mark.parametrize("code", ["TBC", "see note", "n.a. yet"])
def test_codes_among_money_are_told_with_their_cell(
    normalised: Normalised, raw: Callable[..., RawTable], code: str
) -> None:
    columns = {"project_id": {"constant": "P-1"}, "risk_id": {}, "impact_cost": {"type": "money"}}
    source = {
        "values": {"nulls": ["", "-"]},
        "parts": {"risks": {"table": "risks", "columns": {**columns, "currency": {"constant": "EUR"}}}},
    }
    register = {"parts": {"projects": {"table": "projects", "columns": {"project_id": {}}}}}
    known = raw("a_register", "projects", ["project_id"], [["P-1"]])
    given = raw("given", "risks", ["risk_id", "impact_cost"], [["1", 5], ["2", code]])
    found = normalised({"a_register": register, "given": source}, [known, given])
    assert [(f.cell, f.value, f.severity) for f in found.findings] == [("B3", code, Severity.FIELD)]
    assert list(found["risks"]["impact_cost"].isna()) == [False, True]
    assert found["risks"]["impact_cost"].iloc[0] == Decimal(5)


def test_rows_that_are_none_of_the_table_are_left_out_with_a_note(
    normalised: Normalised, raw: Callable[..., RawTable]
) -> None:
    columns = {"project_id": {"constant": "ROOT"}, "risk_id": {"aliases": ["Id"]}, "title": {}}
    part = {"table": "risks", "without": {"Link": ["*"], "Nowhere": ["x"]}, "columns": columns}
    register = {"parts": {"projects": {"table": "projects", "columns": {"project_id": {}}}}}
    rows = [["1", "Frost", None], ["2", "Merge", "a"], ["3", "Flood", ""], ["4", "Merge", "b"]]
    tables = [
        raw("a_register", "projects", ["project_id"], [["P-1"]]),
        raw("given", "risks", ["Id", "Title", "Link"], rows),
    ]
    found = normalised({"a_register": register, "given": {"parts": {"risks": part}}}, tables)
    assert found["risks"]["risk_id"].tolist() == ["1", "3"]
    [told] = [finding for finding in found.findings if finding.rule == "rows-left-out"]
    assert (told.severity, told.problem) == (
        Severity.NOTE,
        "2 rows are left out for what stands in Link, Nowhere: C3, C5.",
    )
    [tally] = [each for each in found.tallies if each.source == "given"]
    assert (tally.read, tally.accepted, tally.deduplicated) == (4, 2, 2)
