"""Workspaces for whole-pipeline tests: the sample, and a small copy of it with a single period."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from pmo_reports import pipeline, readers
from pmo_reports.model.period import Period
from tests import corpus_table

PERIOD = "2026-10"

# The same examples each time, so that a failure is of the change at hand; HYPOTHESIS_PROFILE=fresh looks for
# new ones, thorough for many (`scripts/test -m hypothesis`). A busy machine is no mistake, so no deadline.
hypothesis.settings.register_profile("house", deadline=None, max_examples=25, derandomize=True)
hypothesis.settings.register_profile("fresh", deadline=None, max_examples=100)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what is made once for all tests, whichever process comes first."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """`folder`, made by `make` unless it was; another process that asks meanwhile waits."""
    with folder.with_suffix(".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not folder.exists():
            make(folder.with_suffix(".part"))
            folder.with_suffix(".part").rename(folder)
    return folder


@pytest.fixture(scope="session")
def sample(shared: Path) -> Path:
    """The sample workspace as `init --sample` writes it. Not to be changed by tests."""
    return once(shared / "sample", lambda folder: pipeline.init(folder, sample=True))


@pytest.fixture(scope="session")
def built(shared: Path, sample: Path) -> Path:
    """The sample workspace with the steering committee's pack of 2026-10. Not to be changed by tests."""

    def make(folder: Path) -> None:
        shutil.copytree(sample, folder)
        pipeline.build(
            pipeline.Order(workspace=folder, period=Period.parse(PERIOD), pack="steering-committee")
        )

    return once(shared / "built", make)


@pytest.fixture(scope="session")
def month(built: Path) -> pipeline.Month:
    """That month, assessed with those before it. Not to be changed by tests."""
    return pipeline.assess(built, Period.parse(PERIOD))


@pytest.fixture(scope="session")
def pack_folder(built: Path) -> Path:
    """The folder of the files of that pack."""
    return built / "out" / PERIOD / "steering-committee" / "v1"


@pytest.fixture(scope="session")
def one_period(shared: Path, sample: Path) -> Path:
    """The sample with the inputs of 2026-10 alone, read already. Not to be changed by tests."""

    def make(folder: Path) -> None:
        earlier = [path.name for path in (sample / "inputs").iterdir() if path.name != PERIOD]
        shutil.copytree(sample, folder, ignore=shutil.ignore_patterns(*earlier))
        pipeline.assess(folder, Period.parse(PERIOD))

    return once(shared / "single", make)


@pytest.fixture(scope="session")
def workbench() -> Iterator[readers.Workbench]:
    """One workbench for all tests, so that one JVM reads and writes all their schedules."""
    with readers.Workbench() as bench:
        yield bench


@pytest.fixture
def workspace(one_period: Path, tmp_path: Path) -> Path:
    """A copy of the one-period sample that a test may spoil; what it leaves alone is not read again."""
    folder = tmp_path / "workspace"
    shutil.copytree(one_period, folder)
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, so that no process is left alone with one at the end.

    Of those one that needs the built sample goes first and the others of its kind last: while it is built,
    nobody waits for it.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    built = [
        item.path for item in items if item.path in slow and "built" in getattr(item, "fixturenames", ())
    ]
    order = dict.fromkeys(slow, 1) | dict.fromkeys(built, 2) | dict.fromkeys(built[:1], 0)
    items.sort(key=lambda item: order.get(item.path, 3))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How the real files fared, as a table."""
    told = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    table = list(corpus_table.lines(report for report in told if isinstance(report, pytest.TestReport)))
    if table:
        terminalreporter.section("real files")
        terminalreporter.write_line("\n".join(table))
