from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pmo_reports.workspace.sample import sample


@pytest.fixture(scope="session")
def config_folder() -> Path:
    return Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session")
def files() -> Mapping[str, bytes]:
    return sample()


@pytest.fixture
def status_form(files: Mapping[str, bytes]) -> Workbook:
    return load_workbook(BytesIO(files["inputs/2026-10/status/DIG-301 ERP Core.xlsx"]))
