"""The benchmarks call stages by themselves: what they call is there, and does what a build does."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.fixture(autouse=True)
def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts import one another by name."""
    monkeypatch.syspath_prepend(str(SCRIPTS))


def test_ingest_reads_a_period_and_keeps_it(one_period: Path, tmp_path: Path) -> None:
    ingest = importlib.import_module("ingest_benchmark")
    folder = tmp_path / "workspace"
    shutil.copytree(one_period, folder, ignore=shutil.ignore_patterns("snapshots", "periods"))
    ingest.whole(str(folder))
    assert [each.name for each in (folder / "store" / "snapshots").iterdir()] == [ingest.PERIOD]


def test_measures_are_those_of_the_declarations(tmp_path: Path) -> None:
    measures = importlib.import_module("measures_benchmark")
    declared = importlib.import_module("pmo_reports.metrics").DECLARED
    measures.made(str(tmp_path), 40)
    assert measures.ours(str(tmp_path), 40)["measures"] == len(declared)
