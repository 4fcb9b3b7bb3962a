from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmo_reports.errors import PublishError, UsageError
from pmo_reports.workspace import init


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_empty_workspace_has_settings_a_readme_and_folders_to_fill(
    tmp_path: Path, config_folder: Path
) -> None:
    paths = init(tmp_path / "new", sample=False, preset="", config_folder=config_folder)
    assert {"README.md", "config/organisation.yaml", "config/sources/finance.yaml"} <= set(paths)
    assert set(paths) == written(tmp_path / "new")
    assert list((tmp_path / "new" / "inputs").iterdir()) == []
    assert (tmp_path / "new" / "reference").is_dir()


def test_an_empty_folder_is_used(tmp_path: Path, config_folder: Path) -> None:
    (tmp_path / "there").mkdir()
    init(tmp_path / "there", sample=False, preset="", config_folder=config_folder)
    assert (tmp_path / "there" / "README.md").is_file()


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path, config_folder: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty") as error:
        init(tmp_path, sample=False, preset="", config_folder=config_folder)
    assert error.value.remedy
    assert written(tmp_path) == {"mine.txt"}


def test_a_file_in_the_way_is_refused(tmp_path: Path, config_folder: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="a file of that name"):
        init(tmp_path / "taken", sample=False, preset="", config_folder=config_folder)


def test_nothing_is_left_behind_when_writing_fails(
    tmp_path: Path, config_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PublishError, match="No space left") as raised:
        init(tmp_path / "new", sample=False, preset="", config_folder=config_folder)
    assert "choose another folder" in raised.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_sample_takes_no_preset(tmp_path: Path, config_folder: Path) -> None:
    with pytest.raises(UsageError, match="no preset"):
        init(tmp_path / "new", sample=True, preset="uk-gmpp", config_folder=config_folder)


def test_the_sample_is_written_whole(
    tmp_path: Path, config_folder: Path, files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmo_reports.workspace.sample.sample", lambda: dict(files))
    paths = init(tmp_path / "new", sample=True, preset="", config_folder=config_folder)
    assert set(paths) == written(tmp_path / "new") == set(files)
    assert "inputs/2026-10/finance_export.csv" in paths
