from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Assessment, Override, Rag
from pmo_reports.render import annex_traces
from pmo_reports.render.annex import annex
from pmo_reports.render.annex_traces import traces_sheet
from pmo_reports.render.workbook import Shown
from tests.render.assessed_fixture import LEDGER, assessed, frame, origin, pack


def cell(entity: str, dimension: str, state: Rag, measure: str = "", **more: object) -> Assessment:
    told: dict[str, object] = {"computed": state, "declared": None, "reason": Sentence()} | more
    return Assessment(entity=entity, dimension=dimension, effective=state, measure=measure, **told)  # type: ignore[arg-type]


def period(*cells: Assessment) -> Assessed:
    return replace(assessed(), assessments={(one.entity, one.dimension): one for one in cells})


def plain(now: Assessed) -> list[dict[str, object]]:
    sheet = traces_sheet(now, {})
    names = [head.name for head in sheet.heads]
    values = [[part.value if isinstance(part, Shown) else part for part in row] for row in sheet.rows]
    return [dict(zip(names, row, strict=True)) for row in values]


def test_each_input_of_a_state_has_a_row() -> None:
    first, second = plain(period(cell("A", "cost", Rag.RED, "cpi", rule="cost_performance")))
    assert (first["Entity"], first["Dimension"], first["State"]) == ("A", "cost", "R Red")
    assert (first["Rule"], first["Measure"]) == ("cost_performance", "cpi")
    assert (first["Input"], first["Row"], float(str(first["Input value"]))) == (
        "costs.actual",
        "A/2026-09-01",
        10.25,
    )
    assert (first["File"], first["Cell"], second["Cell"]) == (LEDGER, "F2", "F3")
    assert (first["As of"], first["Dated by"]) == (date(2026, 10, 31), "ledger")


def test_the_worst_come_first_and_what_does_not_count_is_left_out() -> None:
    states = (Rag.GREEN, Rag.COMPLETE, Rag.UNKNOWN, Rag.RED, Rag.AMBER)
    found = plain(period(*(cell("A", f"d{at}", state, "ac") for at, state in enumerate(states))))
    assert list(dict.fromkeys(row["State"] for row in found)) == ["R Red", "A Amber", "? Unknown", "G Green"]


def test_the_sum_of_a_large_state_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex_traces, "MOST_OF_CELL", 1)  # two of each field are shown at least
    now = period(cell("G", "cost", Rag.RED, "ac"))
    *shown, last = plain(now)
    assert [row["Cell"] for row in shown] == ["F2", "F3"]
    assert last["Input"] == "+1 more: pmo-reports explain G cost --json"
    assert (last["State"], last["Cell"]) == ("R Red", None)


def test_a_long_sheet_ends_with_how_many_states_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex_traces, "MOST", 2)
    states = (Rag.GREEN, Rag.RED, Rag.AMBER)
    found = plain(period(*(cell("A", f"d{at}", state, "ac") for at, state in enumerate(states))))
    assert [row["State"] for row in found] == ["R Red", "R Red", None]
    assert str(found[-1]["Input"]).startswith("+2 more states: ")


def test_a_whole_leads_to_the_cells_of_its_projects_worst_first() -> None:
    now = period(
        cell("A", "cost", Rag.GREEN, "ac"), cell("B", "cost", Rag.RED, "ac"), cell("G", "cost", Rag.AMBER)
    )
    rows = [row for row in plain(now) if row["Entity"] == "G"]
    assert [(row["Input"], row["Input value"]) for row in rows] == [
        ("B cost", "R Red"),
        ("A cost", "G Green"),
    ]


def test_an_overall_state_leads_to_its_dimensions() -> None:
    now = period(
        cell("A", "overall", Rag.RED), cell("A", "cost", Rag.RED, "ac"), cell("A", "risk", Rag.ON_HOLD)
    )
    rows = [row for row in plain(now) if row["Dimension"] == "overall"]
    assert [(row["Input"], row["Input value"]) for row in rows] == [("A cost", "R Red")]


def test_a_state_without_any_input_says_so() -> None:
    (row,) = plain(period(cell("A", "cost", Rag.UNKNOWN)))
    assert (row["State"], row["Input"]) == ("? Unknown", annex_traces.NOTHING)


def reported(now: Assessed, table: str, columns: dict[str, str], **values: list[object]) -> Assessed:
    given = origin(table, "form.xlsx", **columns)
    portfolio = now.portfolio
    lineage = replace(portfolio.lineage, origins={**portfolio.lineage.origins, given.key: given})
    tables = {**portfolio.tables, table: frame(table, "form.xlsx", **values)}
    return replace(now, portfolio=replace(portfolio, tables=tables, lineage=lineage))


def test_a_declared_state_that_counts_is_an_input() -> None:
    worse = period(cell("A", "cost", Rag.RED, "ac", computed=Rag.GREEN, declared=Rag.RED))
    better = period(cell("A", "cost", Rag.RED, "ac", declared=Rag.GREEN))
    form = {"cost": "D11", "status_date": "G6"}
    values: dict[str, list[object]] = {"project_id": ["A"], "cost": ["R"], "status_date": ["2026-10-30"]}
    (said, *_), others = (plain(reported(now, "status_reports", form, **values)) for now in (worse, better))
    assert (said["Input"], said["Input value"], said["Cell"]) == ("status_reports.cost", "R", "D11")
    assert (said["As of"], said["Dated by"]) == (date(2026, 10, 30), "report")
    assert {row["Input"] for row in others} == {"costs.actual"}


def test_a_stale_state_shows_the_day_of_its_report() -> None:
    now = period(cell("A", "cost", Rag.STALE, "ac", computed=Rag.GREEN))
    values: dict[str, list[object]] = {"project_id": ["A"], "status_date": ["2026-08-31"]}
    first, *_ = plain(reported(now, "status_reports", {"status_date": "G6"}, **values))
    assert (first["Input"], first["Input value"]) == ("status_reports.status_date", date(2026, 8, 31))


def test_an_override_in_force_is_an_input() -> None:
    entry = Override(
        to=Rag.GREEN,
        reason="=agreed",
        author="Ann",
        approver="Bo",
        valid_from=date(2026, 10, 5),
        expires_on=date(2026, 11, 30),
    )
    now = period(cell("A", "cost", Rag.GREEN, "ac", computed=Rag.RED, override=entry))
    values: dict[str, list[object]] = {
        "project_id": ["A", "A"],
        "dimension": ["cost", "cost"],
        "to": ["A", "G"],
        "reason": ["old", "=agreed"],
        "valid_from": ["2026-01-05", "2026-10-05"],
    }
    now = reported(now, "overrides", {"to": "C", "reason": "D"}, **values)
    found = [(row["Input"], row["Input value"], row["Cell"]) for row in plain(now)][:2]
    assert found == [("overrides.to", "G", "C3"), ("overrides.reason", "=agreed", "D3")]
    sheet = load_workbook(io.BytesIO(annex(pack(), now).content))["Traces"]
    assert (sheet["K3"].value, sheet["K3"].data_type, sheet["K3"].quotePrefix) == ("=agreed", "s", True)


def test_the_sheet_keeps_its_head_and_its_filter() -> None:
    sheet = load_workbook(io.BytesIO(annex(pack(), assessed()).content))["Traces"]
    assert (sheet.freeze_panes, sheet.tables["table_Traces"].autoFilter.ref) == ("C2", f"A1:Q{sheet.max_row}")
    assert (sheet["P2"].value, sheet["P2"].number_format) == (datetime(2026, 10, 31), "yyyy-mm-dd")  # noqa: DTZ001
