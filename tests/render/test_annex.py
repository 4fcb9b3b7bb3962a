from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports.model.changes import Bridge, Cause, Change, ChangeKind, Changes, Direction, Step, summed
from pmo_reports.model.delivery_tables import DECLARED as DELIVERY
from pmo_reports.model.tables import TABLES, typed
from pmo_reports.model.told_tables import DECLARED as TOLD
from pmo_reports.render.annex import annex
from pmo_reports.render.annex_tables import WITHHELD
from tests.render.assessed_fixture import LEDGER, assessed, money, pack


@cache
def content() -> bytes:
    return annex(pack(money("ac", "22.3501"), money("ac", "22.3501", scale=1000)), assessed()).content


@cache
def book() -> Workbook:
    return load_workbook(io.BytesIO(content()))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    heads, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rest]


def test_it_is_named_after_the_pack() -> None:
    assert annex(pack(), assessed()).name == "board.xlsx"


def test_every_canonical_table_has_its_sheet_and_the_contents_lead_to_it() -> None:
    names = book().sheetnames
    assert names[:5] == ["Contents", "Facts", "Assessments", "Measures", "Traces"]
    assert names[-3:] == ["Findings", "Reconciliation", "Glossary"]
    assert len(names) == 8 + len(TABLES) - len(DELIVERY) - len(TOLD) - len(WITHHELD)
    links = [
        cell.hyperlink.location
        for (cell,) in book()["Contents"]["A2" : f"A{len(names) + 1}"]
        if cell.hyperlink
    ]
    assert links == [f"'{name}'!A1" for name in names[1:]]


def test_delivery_tables_that_nobody_sent_are_named_not_shown() -> None:
    *_, last = rows(book()["Contents"])
    assert last["Sheet"] == "Left out"
    assert str(last["What it holds"]).startswith("Nobody sent rows of: Work items, Schedules, Tasks")
    assert "Tasks" not in book().sheetnames


def test_tasks_stand_further_in_by_their_level() -> None:
    now = assessed()
    named = {
        "project_id": "P",
        "task_id": "1",
        "name": "Build",
        "outline_level": 3,
        "source": "s",
        "file": "f",
    }
    tables = {**now.portfolio.tables, "tasks": typed(TABLES["tasks"], pd.DataFrame([named]))}
    changed = replace(now, portfolio=replace(now.portfolio, tables=tables))
    sheet = load_workbook(io.BytesIO(annex(pack(), changed).content))["Tasks"]
    (cell,) = [cell for cell in next(sheet.iter_rows(min_row=2)) if cell.value == "Build"]
    assert cell.alignment.indent == 5


def test_the_contents_count_the_rows() -> None:
    counts = {row["Sheet"]: row["Rows"] for row in rows(book()["Contents"])}
    assert (counts["Costs"], counts["Risks"], counts["Decisions"], counts["Facts"]) == (4, 1, 0, 1)


def test_a_fact_stands_with_its_printings_and_sources() -> None:
    (fact,) = rows(book()["Facts"])
    assert (fact["Fact"], fact["Value"], fact["Currency"]) == ("P/ac", 22.3501, "EUR")
    assert (fact["Printed as"], fact["Sources"]) == ("€22 | €0.02\N{NO-BREAK SPACE}k", f"{LEDGER} › F2:F4")


def test_a_state_stands_as_letter_and_word_with_its_reason() -> None:
    (one,) = rows(book()["Assessments"])
    states = tuple(one[name] for name in ("Raw", "Computed", "Declared", "Effective"))
    assert states == ("R Red", "R Red", "G Green", "R Red")
    assert (one["Name"], one["Value"], one["Reason"]) == ("Alpha", 0.85, "CPI is 0.85.")


def test_measures_stand_wide_with_nulls_blank() -> None:
    measures = {row["Entity"]: row for row in rows(book()["Measures"])}
    assert (measures["A"]["ac"], measures["A"]["cpi"], measures["A"]["Level"]) == (22.3501, None, "project")


def test_rows_carry_their_provenance_and_their_types() -> None:
    cost = rows(book()["Costs"])[2]
    assert (cost["actual"], cost["month"]) == (7.0001, datetime(2026, 9, 1))  # noqa: DTZ001 - Excel has no zones
    assert (cost["source"], cost["file"], cost["row"]) == ("s", LEDGER, 4)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    names = [cell for (cell,) in book()["Projects"]["D2":"D5"]]
    assert [cell.value for cell in names] == ["All", "Group", "Alpha", "=Beta"]
    assert {cell.data_type for cell in names} == {"s"}
    assert [cell.quotePrefix for cell in names] == [False, False, False, True]
    assert book()["Risks"]["C2"].data_type == "s"


def test_sheets_are_accessible_tables() -> None:
    for sheet in book():
        assert not sheet.merged_cells.ranges
        assert str(sheet.freeze_panes).endswith("2")
        assert len(sheet.tables) == (sheet.max_row > 1)
        for table in sheet.tables.values():
            assert table.ref.startswith("A1:")
            assert table.column_names == [cell.value for cell in sheet[1]]


def test_numbers_have_the_format_of_their_kind() -> None:
    costs, measures = book()["Costs"], book()["Measures"]
    assert (costs["B2"].number_format, costs["I2"].number_format) == ("yyyy-mm-dd", "#,##0.00")
    assert measures["E2"].number_format == "0.00"


def test_the_bytes_are_the_same_each_time() -> None:
    again = annex(pack(money("ac", "22.3501"), money("ac", "22.3501", scale=1000)), assessed()).content
    assert again == content()


def test_the_document_is_dated_by_its_status_date() -> None:
    assert book().properties.modified == datetime(2026, 10, 31)  # noqa: DTZ001 - openpyxl gives it without


def test_the_first_period_has_no_sheets_of_changes() -> None:
    assert not {"What changed", "Bridges"} & set(book().sheetnames)


def test_every_change_and_each_bridge_stands_in_the_annex() -> None:
    step = Step(entity="P1", opening=Decimal(100), closing=Decimal(130), causes={Cause.SCOPE: Decimal(30)})
    late = Change(
        kind=ChangeKind.FINISH,
        entity="P1",
        before=date(2026, 12, 1),
        after=date(2026, 12, 4),
        days=3,
        calendar_days=3,
        direction=Direction.WORSE,
    )
    costly = Change(kind=ChangeKind.MONEY, entity="P1", dimension="bac", amount=Decimal(30), currency="EUR")
    bridge = Bridge(measure="bac", currency="EUR", reporting=True, steps=(step,), total=summed((step,)))
    now = assessed()
    found = Changes(
        before=now.period,
        after=now.period,
        listed=(late, costly),
        material=(late,),
        schedules=(),
        bridges=(bridge,),
    )
    sheets = load_workbook(io.BytesIO(annex(pack(), replace(now, changes=found)).content))
    first, second = rows(sheets["What changed"])
    assert (first["Kind"], str(first["Before"])[:10], first["Working days"]) == ("finish", "2026-12-01", 3)
    assert (first["Material"], second["Material"], second["Amount"]) == ("yes", "no", 30)
    for line in rows(sheets["Bridges"]):
        causes = sum(line[name] or 0 for name in list(line)[6:-1])  # type: ignore[misc]
        assert line["Opening"] + causes == line["Closing"] == 130  # type: ignore[operator]
