from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.errors import UsageError
from pmo_reports.workspace.settings_files import settings_files


@pytest.fixture
def package(tmp_path: Path) -> Path:
    contents = {
        "organisation.yaml": "name: Ours",
        "rag.yaml": "version: '1'",
        "sources/finance.yaml": "reader: csv",
        "packs/board.yaml": "title: Board",
        "presets/theirs.yaml": "reader: workbook",
        "presets/theirs/organisation.yaml": "name: Theirs",
        "presets/theirs/packs/board.yaml": "title: Their board",
    }
    for name, text in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_without_a_preset_the_settings_are_copied_and_presets_stay_behind(package: Path) -> None:
    assert set(settings_files(package)) == {
        "config/organisation.yaml",
        "config/rag.yaml",
        "config/sources/finance.yaml",
        "config/packs/board.yaml",
    }


def test_a_preset_is_the_only_source(package: Path) -> None:
    files = settings_files(package, "theirs")
    assert [path for path in files if "/sources/" in path] == ["config/sources/theirs.yaml"]
    assert files["config/rag.yaml"] == b"version: '1'"


def test_files_of_a_preset_replace_those_of_the_same_name(package: Path) -> None:
    files = settings_files(package, "theirs")
    assert files["config/organisation.yaml"] == b"name: Theirs"
    assert files["config/packs/board.yaml"] == b"title: Their board"


def test_a_preset_on_another_gets_that_ones_files_where_it_has_none(package: Path) -> None:
    (package / "presets" / "layer.yaml").write_text("preset: theirs  # their base\n", encoding="utf-8")
    own = package / "presets" / "layer" / "packs" / "board.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("title: A layer's board", encoding="utf-8")
    files = settings_files(package, "layer")
    assert files["config/organisation.yaml"] == b"name: Theirs"
    assert files["config/packs/board.yaml"] == b"title: A layer's board"
    assert [path for path in files if "/sources/" in path] == ["config/sources/layer.yaml"]


def test_whether_a_preset_brings_projects_is_settled_by_all_its_layers(package: Path) -> None:
    (package / "sources" / "portfolio.yaml").write_text("reader: csv", encoding="utf-8")
    (package / "presets" / "whole.yaml").write_text("parts:\n  p:\n    table: projects\n", encoding="utf-8")
    (package / "presets" / "layer.yaml").write_text("owner: Ada\npreset: whole\n", encoding="utf-8")
    assert "config/sources/portfolio.yaml" not in settings_files(package, "layer")


def test_a_preset_on_none_that_exists_is_refused(package: Path) -> None:
    (package / "presets" / "layer.yaml").write_text("preset: others\n", encoding="utf-8")
    with pytest.raises(UsageError, match="others"):
        settings_files(package, "layer")


def test_an_unknown_preset_is_refused_with_the_known_ones(package: Path) -> None:
    with pytest.raises(UsageError) as error:
        settings_files(package, "others")
    assert "theirs" in error.value.remedy


def test_a_preset_without_projects_keeps_the_register_and_the_crosswalk(package: Path) -> None:
    for name in ("portfolio", "crosswalk"):
        (package / "sources" / f"{name}.yaml").write_text("reader: csv", encoding="utf-8")
    (package / "presets" / "whole.yaml").write_text("parts:\n  p:\n    table: projects\n", encoding="utf-8")
    kept = {path for path in settings_files(package, "theirs") if "/sources/" in path}
    assert kept == {f"config/sources/{name}.yaml" for name in ("theirs", "portfolio", "crosswalk")}
    whole = {path for path in settings_files(package, "whole") if "/sources/" in path}
    assert whole == {"config/sources/whole.yaml"}
