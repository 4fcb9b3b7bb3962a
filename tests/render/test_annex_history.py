"""States and finishes by period in the annex: a column a period, the months between named as not reported."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pandas as pd
from openpyxl import load_workbook

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag
from pmo_reports.render.annex import annex
from pmo_reports.render.annex_history import FINISHES, STATES, history_sheets
from pmo_reports.render.workbook import Shown
from tests.pack.outlook_fixture import frame
from tests.pack.portfolio_fixture import STATES as NOW
from tests.pack.portfolio_fixture import assessed
from tests.render.assessed_fixture import assessed as annexed
from tests.render.assessed_fixture import pack

COLOURS = {"red": "B21212", "amber": "F2B100", "green": "117373"}


def told(period: str, finish: str | None, states: dict[str, Rag] | None = None) -> Assessed:
    found = assessed(period=period, rows={}, states={**NOW, **(states or {})})
    values = frame(found)
    finishes = pd.Series({"atlas": finish}, dtype="datetime64[s]").reindex(values.index)
    whole = values.assign(finish_forecast=finishes)
    return replace(found, measurements=replace(found.measurements, values=whole))


def text(cell: object) -> object:
    return cell.value if isinstance(cell, Shown) else cell


def test_a_period_that_nobody_reported_has_a_blank_column() -> None:
    past = (told("2026-07", "2026-12-01"), told("2026-09", None, {"atlas": Rag.AMBER}))
    states, finishes = history_sheets(told("2026-10", "2027-01-20"), past, COLOURS)
    assert [head.name for head in states.heads] == [
        "Entity",
        "Name",
        "2026-07",
        "2026-08 (not reported)",
        "2026-09",
        "2026-10",
    ]
    (atlas,) = (row for row in states.rows if row[0] == "atlas")
    assert [text(cell) for cell in atlas[2:]] == ["R Red", None, "A Amber", "R Red"]
    (days,) = (row for row in finishes.rows if row[0] == "atlas")
    assert list(days[2:]) == [date(2026, 12, 1), None, None, date(2027, 1, 20)]


def test_before_an_entity_began_it_has_no_state() -> None:
    before = told("2026-09", None)
    members = before.measurements.members.drop("atlas")
    young = replace(before, measurements=replace(before.measurements, members=members))
    states, _ = history_sheets(told("2026-10", None), (young,), COLOURS)
    (atlas,) = (row for row in states.rows if row[0] == "atlas")
    assert [text(cell) for cell in atlas[2:]] == [None, "R Red"]


def test_the_first_period_has_no_history() -> None:
    assert history_sheets(told("2026-10", None), (), COLOURS) == ()


def test_the_annex_has_both_sheets_after_the_measures() -> None:
    before = replace(annexed(), period=Period(2026, 9))
    book = load_workbook(io.BytesIO(annex(pack(), annexed(), (before,)).content))
    assert book.sheetnames[4:6] == [STATES, FINISHES]
