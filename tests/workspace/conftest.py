from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook


@pytest.fixture(scope="session")
def config_folder() -> Path:
    return Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session")
def files(sample: Path) -> Mapping[str, bytes]:
    """The files of the sample by path."""
    return {
        path.relative_to(sample).as_posix(): path.read_bytes() for path in sample.rglob("*") if path.is_file()
    }


@pytest.fixture
def status_form(files: Mapping[str, bytes]) -> Workbook:
    return load_workbook(BytesIO(files["inputs/2026-10/status/DIG-301 ERP Core.xlsx"]))
