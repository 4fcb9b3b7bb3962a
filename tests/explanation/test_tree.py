from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from pmo_reports.explanation.tree import Branch, Detail, Explanation, row_text
from pmo_reports.model.figures import Raw
from pmo_reports.model.inputs import AsOf, Input
from pmo_reports.model.lineage import CellRef
from pmo_reports.model.tables import Kind


def an_input(field: str = "costs.actual", row: int = 2, value: Raw = Decimal("10.50")) -> Input:
    return Input(
        field=field,
        item=f"A/{row}",
        value=value,
        kind=Kind.MONEY,
        cell=CellRef("ledger.csv", "", f"F{row}"),
        as_of=AsOf(day=date(2026, 10, 31), by="period"),
        currency="EUR" if isinstance(value, Decimal) else "",
    )


def branch(
    label: str = "AC", *parts: Explanation, inputs: tuple[Input, ...] = (), kind: Branch = Branch.MEASURE
) -> Explanation:
    return Explanation(
        branch=kind,
        key="ac",
        label=label,
        value="€10",
        raw=Decimal("10.50"),
        because="sum [house]",
        inputs=inputs,
        parts=parts,
    )


def test_a_row_is_one_line_with_each_value_its_cell_and_the_day() -> None:
    cells = (an_input(), an_input("costs.month", value=date(2026, 9, 1)))
    assert row_text(list(cells)) == (
        "costs [A/2]: actual = 10.5 EUR (F2), month = 2026-09-01 (F2); ledger.csv; as of 2026-10-31 (period)"
    )
    assert branch(inputs=cells).as_text().splitlines() == [
        "AC = €10",
        "  sum [house]",
        f"  from {row_text(list(cells))}",
    ]


def test_lines_are_bounded_and_say_so() -> None:
    told = branch(inputs=tuple(an_input(row=row) for row in range(2, 22)))
    *_, last = told.as_text().splitlines()
    assert last == "  from +8 more rows of costs (--json lists them all)"
    assert len(told.as_text(complete=True).splitlines()) == 2 + 20


def test_of_a_whole_the_projects_are_told_and_the_rows_counted() -> None:
    projects = [branch(f"P{at}", kind=Branch.MEMBER) for at in range(12)]
    lines = branch("AC", *projects, inputs=(an_input(), an_input(row=3))).as_text().splitlines()
    assert lines[2] == "  from 2 rows of costs (--json lists them all)"
    assert lines[-1].strip() == "+2 more projects (--json lists them all)"


def test_what_was_told_is_not_told_again() -> None:
    bac = branch("BAC", inputs=(an_input(),))
    lines = branch("EAC", branch("CPI", bac), bac).as_text().splitlines()
    assert lines[-2:] == ["    BAC = €10", "      as above"]


def test_what_is_brief_names_the_command_that_says_more() -> None:
    told = replace(branch("A cost", branch("CPI")), brief=True, more="pmo-reports explain A cost")
    assert told.as_text().splitlines()[-1] == "  more: pmo-reports explain A cost"
    assert "CPI" in told.as_text(complete=True)


def test_a_detail_that_the_lines_say_already_is_for_machines_alone() -> None:
    details = (Detail(name="value", value=0.95), Detail(name="trend", value="same", text="same"))
    told = replace(branch(), details=details)
    assert told.as_text().splitlines()[2:] == ["  trend: same"]
    assert told.as_json()["details"] == {"value": 0.95, "trend": "same"}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("2200000.0000"), 2200000),
        (Decimal("10.5000"), 10.5),
        (0.738, 0.738),
        (True, True),
        (None, None),
        (date(2026, 10, 31), "2026-10-31"),
        (datetime(2026, 10, 31, 17), "2026-10-31T17:00:00"),  # noqa: DTZ001 - schedules have no zones
        ("=1+1", "=1+1"),
    ],
)
def test_json_has_numbers_as_numbers_and_dates_as_iso(value: Raw, plain: object) -> None:
    told = branch(inputs=(an_input(value=value),)).as_json()
    (one,) = json.loads(json.dumps(told, allow_nan=False))["inputs"]
    assert one["value"] == plain
    assert (one["file"], one["cell"], one["as_of"], one["dated_by"]) == (
        "ledger.csv",
        "F2",
        "2026-10-31",
        "period",
    )


def test_people_s_line_breaks_do_not_break_the_lines() -> None:
    told = branch(inputs=(an_input(value="two\nlines"),)).as_text()
    assert "actual = two lines (F2)" in told
