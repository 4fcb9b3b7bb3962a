"""The benchmarks call stages by themselves: what they call is there, and does what a build does."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from types import ModuleType

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


def test_rag_by_the_engine_and_by_plain_loops_is_the_same() -> None:
    benchmark = importlib.import_module("rag_benchmark")
    plain = benchmark.beside(60, 3)  # it compares every cell of so few projects, and asserts
    assert plain["cells"] == 62 * 9
    assert plain["plain"] > 0
    assert benchmark.ours(60, 2)["cells"] == plain["cells"]


def test_history_is_kept_read_and_told(tmp_path: Path) -> None:
    benchmark = importlib.import_module("history_benchmark")
    made = benchmark.made(str(tmp_path), 40, 25)
    assert len(list((tmp_path / "snapshots").iterdir())) == 25
    assert made["mb"] > 0
    assert benchmark.read(str(tmp_path), 40, 25)["rows"] == made["rows"]
    trend = benchmark.trend(str(tmp_path), 40, 25)
    assert trend["rows"] == benchmark.whole(str(tmp_path), 40, 25)["rows"] == 24 * (43 + 40 + 400)
    assert benchmark.ledger(str(tmp_path), 40, 25)["rows"] == 24 * benchmark_lines(benchmark, tmp_path)


def benchmark_lines(benchmark: ModuleType, folder: Path) -> int:
    history = importlib.import_module("pmo_reports.history")
    last = history.periods(folder)[-1]
    return len(history.recall(folder, last, benchmark.KEY)["costs"])


def test_neighbours_of_the_history_are_compared(tmp_path: Path) -> None:
    benchmark = importlib.import_module("history_benchmark")
    benchmark.made(str(tmp_path), 40, 2)
    found = benchmark.neighbours(str(tmp_path), 40, 2)  # it compares, and asserts
    assert found["rows"] == 2 * benchmark_lines(benchmark, tmp_path)
    assert found["listed"] > 40


def test_changes_of_the_benchmark_are_those_of_a_plain_loop(tmp_path: Path) -> None:
    found = importlib.import_module("history_benchmark").changes(
        str(tmp_path), 120, 2
    )  # it compares, and asserts
    assert found["listed"] > 120
    assert found["plain"] > 0


def test_rag_inputs_have_what_they_are_said_to_have() -> None:
    inputs = importlib.import_module("rag_inputs")
    basis, measurements = inputs.inputs(inputs.Size(1000), 0, ())
    counts = {name: len(basis[name]) for name in ("projects", "overrides", "costs")}
    assert counts == {"projects": 1021, "overrides": 30, "costs": 4000}
    assert len(basis.portfolio.findings) == 10
    rules = [rule for each in inputs.RULES.dimensions.values() for rule in each.rules]
    assert (len(inputs.RULES.dimensions), len(rules)) == (8, 16)
    unknown = [measurements.values.loc[inputs.Size(1000).ids, rule.measure].isna().mean() for rule in rules]
    assert all(0.005 < share < 0.04 for share in unknown)
