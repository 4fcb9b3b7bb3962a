"""Columns against those of the period before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.raw import RawTable, Reading
from pmo_reports.normalise.drift import drift
from pmo_reports.normalise.headers import headers

Cells = Sequence[Sequence[object]]
Drift = Callable[..., tuple[Finding, ...]]
HEADS = ("Code", "Due", "Cost")
ROWS: Cells = [["P-1", date(2026, 9, 1), 5.0], ["P-2", None, 7]]


@pytest.fixture(scope="session")
def drifted(raw: Callable[..., RawTable], settings: Callable[..., Settings]) -> Drift:
    columns: dict[str, dict[str, object]] = {"project_id": {"aliases": ["Code"]}, "issue_id": {}}
    part = {"table": "issues", "columns": columns}
    made = settings({"log": {"reader": "csv", "files": "i/*.csv", "owner": "Ada", "parts": {"issues": part}}})

    def tables(period: str, heads: Sequence[str], rows: Cells, names: Sequence[str]) -> Reading:
        found = [raw("log", "issues", heads, rows, f"inputs/{period}/{name}") for name in names]
        dated = [replace(each, file=replace(each.file, period=period)) for each in found]
        return Reading(tables=tuple(dated))

    def between(
        heads: Sequence[str], rows: Cells = ROWS, names: Sequence[str] = ("log.csv",)
    ) -> tuple[Finding, ...]:
        before, now = tables("2026-09", HEADS, ROWS, names), tables("2026-10", heads, rows, names)
        return drift(headers(before, made), headers(now, made), made)

    return between


def told(found: tuple[Finding, ...]) -> list[tuple[str, Severity, str, str]]:
    return [(each.rule, each.severity, each.cell, each.value) for each in found]


def test_the_same_columns_in_another_order_are_no_drift(drifted: Drift) -> None:
    assert drifted(HEADS) == ()
    assert drifted(("Cost", "Code", "Due"), [[row[2], row[0], row[1]] for row in ROWS]) == ()


def test_a_new_column_is_a_note_and_one_that_is_gone_a_warning(drifted: Drift) -> None:
    (added,) = drifted((*HEADS, "Colour"), [[*row, "x"] for row in ROWS])
    assert told((added,)) == [("column-added", Severity.NOTE, "column D", "Colour")]
    assert (added.file, added.owner, added.table) == ("inputs/2026-10/log.csv", "Ada", "issues")
    (gone,) = drifted(HEADS[:2], [row[:2] for row in ROWS])
    assert told((gone,)) == [("column-removed", Severity.WARNING, "", "Cost")]


def test_a_column_that_is_like_one_that_is_gone_may_be_renamed(drifted: Drift) -> None:
    (found,) = drifted(("Code", "Due", "Costs"))
    assert told((found,)) == [("column-renamed", Severity.WARNING, "column C", "Costs")]
    assert "'Cost' is gone" in found.problem


def test_another_writing_of_the_same_head_is_a_note(drifted: Drift) -> None:
    assert [each.severity for each in drifted(("CODE", "Due", "Cost"))] == [Severity.NOTE]


def test_cells_of_another_kind_are_a_warning(drifted: Drift) -> None:
    rows = [["P-1", "soon", 5], ["P-2", "later", 7]]
    (found,) = drifted(HEADS, rows)
    assert told((found,)) == [("column-kind-changed", Severity.WARNING, "column B", "Due")]
    assert "holds text and held date" in found.problem


def test_an_empty_or_mixed_column_has_no_kind_to_change(drifted: Drift) -> None:
    assert drifted(HEADS, [["P-1", None, 5]]) == ()
    assert drifted(HEADS, [["P-1", "soon", 5], ["P-2", date(2026, 9, 1), 6]]) == ()


def test_the_same_change_in_many_files_is_told_once(drifted: Drift) -> None:
    (found,) = drifted((*HEADS, "Colour"), [[*row, "x"] for row in ROWS], [f"{n}.csv" for n in range(5)])
    assert found.problem.endswith("(and in 4 more files).")
