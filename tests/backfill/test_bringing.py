"""Month folders into a workspace: laid, read, remembered; whole periods, once, and nothing in a dry run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_reports import history, intake, knowledge, pipeline, publish, store_report
from pmo_reports.backfill import laying
from pmo_reports.errors import UsageError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.rag import Rag
from tests.backfill.history_fixture import (
    TODAY,
    everything,
    ids,
    imported,
    month,
    period,
    put,
    rules,
    status,
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Two months' folders, named as people name them."""
    month(tmp_path / "old", "August 2026", "Red")
    month(tmp_path / "old", "2026_09", "Amber")
    return tmp_path / "old"


def test_each_month_is_laid_where_its_sources_look_and_known_from_that_day_on(ours: Path, old: Path) -> None:
    found = imported(ours, old, author="Ada")
    assert ids(found) == ["2026-08 imported", "2026-09 imported"]
    assert (ours / "inputs/2026-08/raid/pump.csv").read_bytes() == (
        old / "August 2026/raid/pump.csv"
    ).read_bytes()
    settings = pipeline.configured(ours)
    (entry,) = history.history(knowledge.store(settings), period("2026-08"))
    assert (entry.known, entry.reason, entry.author) == ("2026-11-29", "imported from old", "Ada")
    assert entry.imported
    assert not entry.restates
    with pytest.raises(UsageError, match="nothing was known"):
        knowledge.collected(settings, period("2026-08"), print, knowledge.store(settings), date(2026, 11, 28))


def test_rows_are_reckoned_and_what_is_not_there_is_said(ours: Path, old: Path) -> None:
    (old / "2026_09/status.csv").unlink()
    august, september = imported(ours, old).periods
    total = august.total
    assert (total.read, total.accepted, total.quarantined) == (6, 5, 1)  # 2 projects, 2 reports, 2 risks
    assert august.tables["status_reports"] == 2
    assert "status_reports" not in september.tables
    assert [one.rule for one in august.findings if one.cell] == ["unknown-project-code"]


def test_trends_go_by_the_imported_months(ours: Path, old: Path) -> None:
    imported(ours, old)
    now = pipeline.assess(ours, period("2026-10"), today=TODAY)
    assert [each.period.id for each in now.past] == ["2026-08", "2026-09"]
    assert [each.rag("P1") for each in now.past] == [Rag.RED, Rag.AMBER]


def test_a_month_without_reports_is_not_green(ours: Path, old: Path) -> None:
    (old / "August 2026/status.csv").unlink()
    imported(ours, old)
    august = pipeline.assess(ours, period("2026-10"), today=TODAY).past[0]
    assert august.rag("P2") is Rag.UNKNOWN


def test_a_second_time_there_is_nothing_new(ours: Path, old: Path) -> None:
    imported(ours, old)
    before = everything(ours)
    found = imported(ours, old)
    assert ids(found) == ["2026-08 nothing new", "2026-09 nothing new"]
    assert everything(ours) == before


def test_a_dry_run_says_the_same_and_writes_nothing(ours: Path, old: Path) -> None:
    before = everything(ours)
    dry = imported(ours, old, dry=True)
    assert everything(ours) == before
    assert ids(dry) == ["2026-08 would be imported", "2026-09 would be imported"]
    wet = imported(ours, old)
    assert [each.tallies for each in dry.periods] == [each.tallies for each in wet.periods]
    assert [each.tables for each in dry.periods] == [each.tables for each in wet.periods]


def test_the_old_files_stay_as_they_are(ours: Path, old: Path) -> None:
    before = everything(old)
    imported(ours, old)
    assert everything(old) == before


def test_periods_lists_them_as_imported(ours: Path, old: Path) -> None:
    imported(ours, old, author="Ada")
    told = store_report.periods_as_text(store_report.remembered(pipeline.configured(ours), ()))
    assert "known since 2026-11-29 in force; imported from old by Ada" in told
    first = store_report.periods_as_json(store_report.remembered(pipeline.configured(ours), ()))[0]
    assert first["snapshots"][0]["imported"] is True  # type: ignore[index]


@pytest.mark.parametrize(("room", "step"), [(laying.atomic, "settled"), (intake, "portfolio")])
def test_who_is_interrupted_leaves_whole_periods_and_goes_on_later(
    ours: Path, old: Path, monkeypatch: pytest.MonkeyPatch, room: object, step: str
) -> None:
    whole = getattr(room, step)

    def stopped(*given: object, **named: object) -> object:
        if "2026-09" in str(given[1]).split("/")[-1]:  # the folder that is settled, the period that is read
            raise KeyboardInterrupt
        return whole(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(room, step, stopped)
        with pytest.raises(KeyboardInterrupt):
            imported(ours, old)
    assert sorted(path.name for path in (ours / "inputs").iterdir()) == ["2026-08", "2026-10"]
    assert ids(imported(ours, old)) == ["2026-08 nothing new", "2026-09 imported"]


def test_what_a_killed_import_laid_in_part_is_taken_away(
    ours: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ours / "inputs/2026-09/status.csv", status(["P1", "", "Green", "Green"]))
    before = everything(ours / "inputs")
    files = [each for each, _ in imported(ours, old, dry=True).periods[0].files]
    with monkeypatch.context() as patched:
        patched.setattr(laying, "undone", lambda _: True)  # a killed process undoes nothing
        with pytest.raises(KeyboardInterrupt), laying.laid(pipeline.configured(ours), files[:1], "2026-08"):
            raise KeyboardInterrupt
    assert everything(ours / "inputs") != before
    assert laying.undone(pipeline.configured(ours))
    assert everything(ours / "inputs") == before
    assert not laying.undone(pipeline.configured(ours))


def test_a_file_that_is_there_with_other_bytes_is_not_replaced(ours: Path, old: Path) -> None:
    there = put(ours / "inputs/2026-09/status.csv", status(["P1", "", "Green", "Green"]))
    before = there.read_bytes()
    found = imported(ours, old)
    (told,) = [each for each in found.skipped if each.rule == "file-there"]
    assert (told.file, there.read_bytes()) == ("old/2026_09/status.csv", before)
    assert "--overwrite" in told.remedy


def test_it_is_replaced_with_a_reason(ours: Path, old: Path) -> None:
    there = put(ours / "inputs/2026-09/status.csv", status(["P1", "", "Green", "Green"]))
    pipeline.assess(ours, period("2026-10"), today=date(2026, 11, 1))
    imported(ours, old, overwrite=True, reason="The archive is right", author="Ada")
    assert there.read_bytes() == (old / "2026_09/status.csv").read_bytes()
    entry = history.history(knowledge.store(pipeline.configured(ours)), period("2026-09"))[-1]
    assert (entry.reason, entry.restates) == ("The archive is right (imported from old)", True)


def test_nothing_is_replaced_without_a_reason(ours: Path, old: Path) -> None:
    with pytest.raises(UsageError, match="only replaced with a reason"):
        imported(ours, old, overwrite=True)


def test_a_published_period_changes_by_restatement_only(ours: Path, old: Path) -> None:
    manifest = Artefact("manifest.json", b'{"run": "x", "outputs": {}, "states": {}}')
    publish.publish([manifest], ours / "out", period("2026-09"), "steering-committee")
    found = imported(ours, old)
    assert ids(found) == ["2026-08 imported"]
    assert rules(found) == ["published-period", "published-period"]
    assert not (ours / "inputs/2026-09").exists()
    stated = imported(ours, old, reason="Found again", author="Ada")
    assert ids(stated) == ["2026-08 nothing new", "2026-09 imported"]


def test_what_lies_in_a_folder_of_its_own_period_already_stays(ours: Path, old: Path) -> None:
    put(ours / "inputs/2026-09/raid/weir.csv", "Project,Risk id,Risk\nP2,R7,Flood\n")
    september = imported(ours, old).periods[1]
    assert september.tables["risks"] == 2
