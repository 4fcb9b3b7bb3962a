"""What the wheel holds: the package with its templates, fonts and settings, and no flows."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.mark.parametrize(
    "name",
    [
        "pmo_reports/_config/rag.yaml",
        "pmo_reports/_config/presets/uk-gmpp.yaml",
        "pmo_reports/_config/presets/rag/prince2-tolerances.yaml",
        "pmo_reports/_templates/pdf/theme.css",
        "pmo_reports/_templates/deck/brand.potx",
        "pmo_reports/_templates/fonts/Carlito-Regular.ttf",
        "pmo_reports/workspace/sample/data/troubles.yaml",
        "pmo_reports/_config/sources/schedules.yaml",
        "pmo_reports/jvm/charsets.jar",
        "pmo_reports/locale/de/LC_MESSAGES/messages.po",
        "pmo_reports/locale/fr/LC_MESSAGES/messages.po",
    ],
)
def test_wheel_brings_what_the_package_reads(names: set[str], name: str) -> None:
    assert name in names


def test_wheel_leaves_flows_and_tests_out(names: set[str]) -> None:
    assert not [name for name in names if name.startswith(("flows/", "tests/"))]
