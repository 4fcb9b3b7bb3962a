"""Workspaces to read from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.corpus_table import Facts
from tests.readers.reading_fixture import CORPUS, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return Desk(folder, tmp_path / "store")


@pytest.fixture
def corpus(tmp_path: Path) -> Desk:
    """A desk whose workspace is the corpus of real files."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real files is not beside this repository")
    return Desk(CORPUS, tmp_path / "store")


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The corpus' facts by id."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real files is not beside this repository")
    return Facts(request.node)
