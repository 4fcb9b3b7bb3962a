"""Old packs' workbooks, ours and others': what was told then stands, and nobody takes it for computed."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pmo_reports import grouping, pipeline, rag
from pmo_reports.model.rag import Rag
from pmo_reports.model.tables import TABLES, Kind
from pmo_reports.normalise.vocabulary import WORDS
from pmo_reports.render import annex
from pmo_reports.render.annex_tables import words
from tests.backfill.history_fixture import book, ids, imported, month, period, put, rules, workspace

ANNEX = {"annex": "preset: pmo-reports-annex\n"}
PACKS = {"packs": "preset: pack-workbook\n"}
HEADS = [
    "Project code",
    "Project",
    "Overall RAG",
    "Schedule",
    "Cost",
    "Finish",
    "Budget",
    "Forecast",
    "Comment",
]
PUMP = ["P1", "Pump", "Green", "amber", "G", "31.03.2027", 1000, 1100, "On its way"]
WEIR = ["P2", "Weir", "On hold", "n/a", "Red", "2027-06-30", 500, 700, "Waits for the permit"]


@cache
def printed(folder: Path, text: str) -> bytes:
    """The annex of the period's pack."""
    done = pipeline.assess(folder, period(text))
    pack = done.settings.packs["steering-committee"]
    model = grouping.composed(done.assessed, done.past, done.settings, pack, "run")
    return annex.annex(model, done.assessed, done.past).content


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with August and September."""
    folder = workspace(tmp_path_factory.mktemp("before") / "workspace")
    month(folder / "inputs", "2026-08", "Red")
    month(folder / "inputs", "2026-09", "Amber")
    return folder


def annexes(place: Path, before: Path) -> Path:
    """A folder as `out/` is, with the annexes of both months."""
    for text in ("2026-08", "2026-09"):
        put(place / text / "steering-committee/v1/steering-committee.xlsx", printed(before, text))
    return place


def now(folder: Path) -> pipeline.Month:
    """October as it stands in a workspace."""
    return pipeline.assess(folder, period("2026-10"))


def test_our_annex_brings_its_tables_and_the_states_that_were_printed(before: Path, tmp_path: Path) -> None:
    ours = workspace(tmp_path / "workspace", **ANNEX)
    month(ours / "inputs", "2026-10")
    found = imported(ours, annexes(tmp_path / "out", before))
    assert ids(found) == ["2026-08 imported", "2026-09 imported"]
    was = pipeline.assess(before, period("2026-09"))
    past = now(ours).past
    for then, told in zip((*was.past, was.assessed), past, strict=True):
        states = {key: (cell.effective, cell.months) for key, cell in then.assessments.items()}
        assert {key: (cell.effective, cell.months) for key, cell in told.assessments.items()} == states
        for name in ("projects", "status_reports", "risks"):
            assert told.portfolio[name].iloc[:, :-4].equals(then.portfolio[name].iloc[:, :-4])


def test_months_in_status_go_on_from_them(before: Path, tmp_path: Path) -> None:
    ours, whole = (workspace(tmp_path / name, **ANNEX) for name in ("ours", "whole"))
    for folder in (ours, whole):
        month(folder / "inputs", "2026-10", "Amber")
    month(whole / "inputs", "2026-08", "Red")
    month(whole / "inputs", "2026-09", "Amber")
    imported(ours, annexes(tmp_path / "out", before))
    one, other = (now(folder).assessed.assessments for folder in (ours, whole))
    assert one["P1", "overall"].months == 2
    for key, cell in other.items():
        assert (one[key].effective, one[key].trend, one[key].months) == (
            cell.effective,
            cell.trend,
            cell.months,
        )


def test_what_was_told_stands_where_its_own_tables_give_something_else(before: Path, tmp_path: Path) -> None:
    ours = workspace(tmp_path / "workspace", **ANNEX)
    month(ours / "inputs", "2026-10")
    book_of = load_workbook(io.BytesIO(printed(before, "2026-09")))
    sheet = book_of["Assessments"]
    (row,) = [r for r in sheet.iter_rows(min_row=2) if (r[0].value, r[2].value) == ("P1", "overall")]
    row[6].value = "C Complete"
    put(tmp_path / "out/2026-09/annex.xlsx", b"")
    book_of.save(tmp_path / "out/2026-09/annex.xlsx")
    imported(ours, tmp_path / "out")
    done = now(ours)
    (past,) = done.past
    cell = past.assessments["P1", "overall"]
    assert (cell.computed, cell.effective) == (Rag.AMBER, Rag.COMPLETE)
    assert cell.reason.parts[0] == "Told by an imported pack as complete."
    assert ("P1", "overall") in rag.imported(past)
    (note,) = [each for each in done.findings if each.rule == "published-otherwise"]
    assert "overall complete (now amber)" in note.problem


def test_of_several_versions_the_newest_counts_and_other_files_of_a_pack_are_passed_over(
    before: Path, tmp_path: Path
) -> None:
    ours = workspace(tmp_path / "workspace", **ANNEX)
    place = annexes(tmp_path / "out", before)
    shelf = place / "2026-09/steering-committee"
    put(shelf / "v2/steering-committee.xlsx", printed(before, "2026-08"))
    for name in ("facts.json", "manifest.json", "findings.xlsx", "steering-committee.pdf"):
        put(shelf / "v2" / name, b"{}")
    found = imported(ours, place, dry=True)
    assert sorted(rules(found)) == ["beside-the-annex"] * 4 + ["older-version"]
    (september,) = [each for each in found.periods if each.period == period("2026-09")]
    assert september.files[0][0].candidate.shown.endswith("v2/steering-committee.xlsx")
    assert not found.failed


def test_without_a_source_for_it_it_is_said_what_to_write(before: Path, tmp_path: Path) -> None:
    ours = workspace(tmp_path / "workspace")
    found = imported(ours, annexes(tmp_path / "out", before))
    assert rules(found) == ["no-annex-source"] * 2
    assert "preset: pmo-reports-annex" in found.skipped[0].remedy


def test_the_preset_knows_every_sheet_and_field_of_the_annex(tmp_path: Path) -> None:
    source = pipeline.configured(workspace(tmp_path / "workspace", **ANNEX)).sources["annex"]
    assert set(source.parts) == set(TABLES) - {"people", "crosswalk"}
    for name, part in source.parts.items():
        if name == "told_states":
            continue
        fields = {field for field in TABLES[name].fields if not field.startswith("fx_rate")}
        assert (part.sheet, set(part.columns)) == (words(name), fields)
        typed = {field for field, kind in TABLES[name].fields.items() if kind is not Kind.TEXT} & fields
        assert {field for field in fields if part.columns[field].type != "text"} == typed
    known = source.parts["told_states"].columns["state"].values
    assert set(known.values()) == {state.value for state in Rag}
    assert set(WORDS["told_states", "state"].values()) == {state.value for state in Rag}


def test_a_foreign_pack_tells_states_dates_and_money(tmp_path: Path) -> None:
    ours = workspace(tmp_path / "workspace", **PACKS)
    month(ours / "inputs", "2026-10")
    book(tmp_path / "old/Steering Sept 2026.xlsx", Status=[HEADS, PUMP, WEIR])
    found = imported(ours, tmp_path / "old", source="packs")
    assert ids(found) == ["2026-09 imported"]
    (past,) = now(ours).past
    tables = past.portfolio
    told = {(p, d): s for p, d, s in tables["told_states"][["project_id", "dimension", "state"]].to_numpy()}
    assert told == {
        ("P1", "overall"): "G", ("P1", "schedule"): "A", ("P1", "cost"): "G",
        ("P2", "overall"): "H", ("P2", "cost"): "R",
    }  # fmt: skip
    projects = tables["projects"].set_index("project_id")
    assert f"{projects.loc['P2', 'forecast_finish']:%Y-%m-%d}" == "2027-06-30"
    assert tables["costs"][["budget_current", "forecast"]].astype(int).to_numpy().tolist() == [
        [1000, 1100],
        [500, 700],
    ]
    assert tables["status_reports"].set_index("project_id").loc["P1", "summary"] == "On its way"


def test_its_states_are_told_not_computed(tmp_path: Path) -> None:
    ours = workspace(tmp_path / "workspace", **PACKS)
    month(ours / "inputs", "2026-10")
    book(tmp_path / "old/2026-09/pack.xlsx", Status=[HEADS, PUMP])
    imported(ours, tmp_path / "old")
    (past,) = now(ours).past
    cell = past.assessments["P1", "overall"]
    assert cell.effective is Rag.GREEN
    assert cell.computed is not Rag.GREEN
    assert cell.reason.parts[0] == "Told by an imported pack as green."
    assert past.rag("P2") is Rag.UNKNOWN  # the pack did not have it


@pytest.mark.parametrize("split", ["{column: Report month}", "{sheet: true}"])
def test_a_foreign_workbook_of_many_months(tmp_path: Path, split: str) -> None:
    parts = "".join(
        f"  {name}: {{period: {split}}}\n" for name in ("told_states", "status_reports", "projects", "costs")
    )
    setting = f"preset: pack-workbook\nfiles: inputs/packs/*.xlsx\nparts:\n{parts}"
    ours = workspace(tmp_path / "workspace", packs=setting)
    months = {"2026-08": "Red", "2026-09": "Green"}
    if "sheet" in split:
        sheets = {name: [HEADS, [*PUMP[:2], letter, *PUMP[3:]]] for name, letter in months.items()}
    else:
        rows = [[*PUMP[:2], letter, *PUMP[3:], name] for name, letter in months.items()]
        sheets = {"All": [[*HEADS, "Report month"], *rows]}
    book(tmp_path / "old/packs.xlsx", **sheets)
    found = imported(ours, tmp_path / "old", source="packs")
    assert ids(found) == ["2026-08 imported", "2026-09 imported"]
    month(ours / "inputs", "2026-10")
    past = now(ours).past
    assert [each.rag("P1") for each in past] == [Rag.RED, Rag.GREEN]
    costs = past[1].portfolio["costs"]
    assert costs["month"].dt.strftime("%Y-%m").tolist() == ["2026-09"]
    for each in found.periods:
        assert all(
            tally.other_periods == tally.read
            for tally in each.tallies
            if tally.part in ("costs", "projects") and tally.source == "packs"
        )
