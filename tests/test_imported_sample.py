"""The sample's months, imported: a workspace that began with the last month says what the whole one does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmo_reports import backfill, changes, grouping, pipeline
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.render import annex
from tests.conftest import PERIOD

pytestmark = pytest.mark.slow
EARLIER = {"2026-08": "August 2026", "2026-09": "2026_09"}
OCTOBER = Period.parse(PERIOD)


@pytest.fixture(scope="module")
def whole(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its last three months."""
    kept = {*EARLIER, PERIOD}
    names = [path.name for path in (built / "inputs").iterdir() if path.name not in kept]
    folder = tmp_path_factory.mktemp("whole") / "workspace"
    return shutil.copytree(
        built, folder, ignore=shutil.ignore_patterns(*names, "out", "snapshots", "periods")
    )


@pytest.fixture(scope="module")
def month(whole: Path) -> pipeline.Month:
    """October with what the whole workspace knows."""
    return pipeline.assess(whole, OCTOBER)


def fresh(whole: Path, folder: Path) -> Path:
    """A workspace with October alone; what was read from its files is known."""
    shutil.copytree(whole, folder, ignore=shutil.ignore_patterns(*EARLIER, "snapshots", "periods"))
    return folder


def imported(folder: Path, place: Path) -> backfill.Imported:
    today = OCTOBER.end.replace(day=31)
    order = backfill.Order(settings=pipeline.configured(folder), place=place, today=today)
    return backfill.brought(order, say=lambda _: None)


def states(of: Assessed) -> dict[tuple[str, str], object]:
    """What is printed of each state: it, its trend, and for how many months."""
    return {key: (cell.effective, cell.trend, cell.months) for key, cell in of.assessments.items()}


def test_from_raw_month_folders_everything_is_as_if_it_had_been_there(
    whole: Path, month: pipeline.Month, tmp_path: Path
) -> None:
    folder = fresh(whole, tmp_path / "workspace")
    for period, name in EARLIER.items():
        shutil.copytree(whole / "inputs" / period, tmp_path / "old" / name)
    found = imported(folder, tmp_path / "old")
    assert [each.state for each in found.periods] == [backfill.State.IMPORTED] * 2
    assert found.skipped == ()
    now = pipeline.assess(folder, OCTOBER)
    assert [states(each) for each in now.past] == [states(each) for each in month.past]
    assert states(now.assessed) == states(month.assessed)
    ours, theirs = (changes.changes(each.past[-1], each.assessed) for each in (now, month))
    assert ours == theirs
    for each, other in zip(now.past, month.past, strict=True):
        assert each.measurements.values.equals(other.measurements.values)


def test_from_annexes_what_was_told_is_the_same(whole: Path, month: pipeline.Month, tmp_path: Path) -> None:
    folder = fresh(whole, tmp_path / "workspace")
    (folder / "config/sources/annex.yaml").write_text("preset: pmo-reports-annex\n", encoding="utf-8")
    for at, past in enumerate(month.past):
        pack = month.settings.packs["steering-committee"]
        model = grouping.composed(past, month.past[:at], month.settings, pack, "run")
        place = tmp_path / "out" / past.period.id / "steering-committee" / "v1"
        place.mkdir(parents=True)
        artefact = annex.annex(model, past, month.past[:at])
        (place / artefact.name).write_bytes(artefact.content)
    found = imported(folder, tmp_path / "out")
    assert [each.state for each in found.periods] == [backfill.State.IMPORTED] * 2
    now = pipeline.assess(folder, OCTOBER)
    assert [states(each) for each in now.past] == [states(each) for each in month.past]
    assert states(now.assessed) == states(month.assessed)
    for each, other in zip(now.past, month.past, strict=True):
        assert len(each.portfolio["told_states"]) == len(other.assessments)
