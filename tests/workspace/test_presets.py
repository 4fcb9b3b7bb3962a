"""Every preset makes a workspace of its own, and can be named by a source of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports import workspace
from pmo_reports.config import loading

ROOT = Path(__file__).parents[2]
PRESETS = sorted(path.stem for path in (ROOT / "config" / "presets").glob("*.yaml"))
OF_PORTFOLIOS = {  # they bring the projects themselves
    "melbourne-water-gates",
    "nyc-capital-projects",
    "nyc-capital-projects-db",
    "oc4ids",
    "pack-workbook",
    "pmo-reports-annex",
    "portfolio-task-export",
    "protrack",
    "protrack-flat",
    "uk-gmpp",
    "uk-gmpp-columns",
}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_workspace_of_its_own(tmp_path: Path, preset: str) -> None:
    workspace.init(tmp_path / "new", sample=False, preset=preset, config_folder=ROOT / "config")
    sources = set(loading.load(tmp_path / "new").sources)
    assert sources == {preset} | (set() if preset in OF_PORTFOLIOS else {"portfolio", "crosswalk"})


def test_the_years_with_projects_as_columns_are_reported_as_the_others(tmp_path: Path) -> None:
    for preset in ("uk-gmpp", "uk-gmpp-columns"):
        workspace.init(tmp_path / preset, sample=False, preset=preset, config_folder=ROOT / "config")
    rows, columns = (loading.load(tmp_path / each) for each in ("uk-gmpp", "uk-gmpp-columns"))
    assert (columns.organisation, columns.calendar) == (rows.organisation, rows.calendar)
    assert (columns.rag, columns.packs) == (rows.rag, rows.packs)
    assert {part.table for part in columns.sources["uk-gmpp-columns"].parts.values()} == {
        part.table for part in rows.sources["uk-gmpp"].parts.values()
    }


@pytest.mark.parametrize("preset", PRESETS)
def test_a_source_that_names_it(tmp_path: Path, preset: str) -> None:
    (tmp_path / "config" / "sources").mkdir(parents=True)
    own = f"preset: {preset}\nfiles: inputs/{{period}}/ours.csv\nowner: Ada\n"
    (tmp_path / "config" / "sources" / "ours.yaml").write_text(own, encoding="utf-8")
    source = loading.load(tmp_path).sources["ours"]
    assert (source.files, source.owner) == ("inputs/{period}/ours.csv", "Ada")
    assert source.parts
