"""A workspace with one month, into which past ones are brought."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.backfill.history_fixture import month, workspace


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the month of October 2026."""
    folder = workspace(tmp_path_factory.mktemp("history") / "workspace")
    month(folder / "inputs", "2026-10")
    return folder


@pytest.fixture
def ours(bare: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(bare, tmp_path / "workspace")
