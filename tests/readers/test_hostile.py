"""Hostile inputs: each is refused or read in little memory and time, and the rest of the run is unharmed."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.readers import hostile_files, hostile_schedules, hostile_trees

ALL = {**hostile_files.FILES, **hostile_trees.FILES, **hostile_schedules.FILES}
ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("hostile_reading.py")
PROC = Path("/proc")
MEGABYTES, SECONDS = 300, 20
TOGETHER = (
    tuple(what for what in ALL if "entities" in what or "outside" in what),
    (
        "Project of a task",
        "Project nested deep",
        "Project of fifty thousand tiny tasks",
        "Project of one long name",
        "Project of centuries",
    ),
)
"""Files that one run reads, by one JVM: what it takes for all, none of them exceeds."""
RUNS = (*TOGETHER, *((what,) for what in ALL if what not in {each for run in TOGETHER for each in run}))
KILOBYTES_A_PAGE = os.sysconf("SC_PAGE_SIZE") // 1024


@dataclass(frozen=True)
class Run:
    """What came of a run: tables by file, findings, CPU seconds, peak memory of its processes in MB."""

    tables: dict[str, int]
    findings: list[list[str]]
    seconds: float
    peak: float


@pytest.fixture(scope="module")
def program() -> Iterator[subprocess.Popen[str]]:
    """The program that reads workspaces, each in a fork of its own."""
    command = [sys.executable, str(PROGRAM)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        yield process
        process.communicate()


def run(program: subprocess.Popen[str], workspace: Path) -> Run:
    """Read the workspace in processes of its own, watched from outside."""
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{workspace}\n")
    program.stdin.flush()
    pid, peak = int(program.stdout.readline()), 0.0
    unseen = max(resident(program.pid) - resident(pid), 0)  # what a fork has not touched of its parent
    while not select.select([program.stdout], [], [], 0.01)[0]:
        peak = max(peak, sum(map(resident, family(pid))))
    told = json.loads(program.stdout.readline())
    return Run(told["tables"], told["findings"], told["seconds"], max(peak, told["peak"]) + unseen)


def family(pid: int) -> Iterator[int]:
    """The process and those that it started."""
    yield pid
    try:
        children = (PROC / f"{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def resident(pid: int) -> float:
    """Memory of a process in MB; none once it is gone."""
    try:
        pages = int((PROC / f"{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * KILOBYTES_A_PAGE / 1024


@pytest.mark.slow
@pytest.mark.skipif(not PROC.is_dir(), reason="memory is measured through /proc")
@pytest.mark.parametrize("whats", RUNS, ids=lambda whats: whats[-1])
def test_hostile_files_cost_little_and_harm_nobody(
    program: subprocess.Popen[str], whats: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for what in whats:
        name, content, _ = ALL[what]
        (tmp_path / "in" / f"{what}{Path(name).suffix}").write_bytes(content())
    for good in ("a.csv", "z.csv"):
        (tmp_path / "in" / good).write_text(f"id,name\nR-1,{good}\n")
    found = run(program, tmp_path)
    print(f"{whats}: {found.peak:.0f} MB, {found.seconds:.1f} s, {found.findings}")  # noqa: T201 - for -rP
    assert found.peak < MEGABYTES
    assert found.seconds < SECONDS
    assert found.tables.pop("in/a.csv") == found.tables.pop("in/z.csv") == 1
    for what in whats:
        judge(found, f"in/{what}{Path(ALL[what][0]).suffix}", ALL[what][2])


def judge(found: Run, file: str, rule: str) -> None:
    """Whether the file was read, or refused by one of the rules."""
    told = [each for each in found.findings if each[0] == file]
    assert all(problem and remedy for _, _, problem, remedy in told)
    if rule == "read":
        assert file in found.tables
        return
    assert [each for _, each, _, _ in told] == [rule]
    assert file not in found.tables
