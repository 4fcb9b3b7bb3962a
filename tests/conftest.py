"""Workspaces for whole-pipeline tests: the sample, and a small copy of it with a single period."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from pmo_reports import pipeline, readers
from tests import corpus_table

PERIOD = "2026-10"

# HYPOTHESIS_PROFILE=thorough looks longer; a busy machine is no mistake, so there is no deadline.
hypothesis.settings.register_profile("house", deadline=None, max_examples=50)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace as `init --sample` writes it. Not to be changed by tests."""
    folder = tmp_path_factory.mktemp("whole") / "sample"
    pipeline.init(folder, sample=True)
    return folder


@pytest.fixture(scope="session")
def one_period(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the inputs of 2026-10 alone, quick to read. Not to be changed by tests."""
    folder = tmp_path_factory.mktemp("single") / "sample"
    earlier = [path.name for path in (sample / "inputs").iterdir() if path.name != PERIOD]
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("store", "out", *earlier))
    return folder


@pytest.fixture(scope="session")
def workbench() -> Iterator[readers.Workbench]:
    """One workbench for all tests, so that one JVM reads and writes all their schedules."""
    with readers.Workbench() as bench:
        yield bench


@pytest.fixture
def workspace(one_period: Path, tmp_path: Path) -> Path:
    """A copy of the one-period sample that a test may spoil."""
    folder = tmp_path / "workspace"
    shutil.copytree(one_period, folder, ignore=shutil.ignore_patterns("store", "out"))
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How the real files fared, as a table."""
    told = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    table = list(corpus_table.lines(report for report in told if isinstance(report, pytest.TestReport)))
    if table:
        terminalreporter.section("real files")
        terminalreporter.write_line("\n".join(table))
