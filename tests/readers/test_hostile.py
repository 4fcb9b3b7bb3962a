"""Hostile inputs: each is refused or read in little memory and time, and the rest of the run is unharmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.readers.hostile_files import FILES

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("hostile_reading.py")
PROC = Path("/proc")
MEGABYTES, SECONDS = 300, 20
KILOBYTES_A_PAGE = os.sysconf("SC_PAGE_SIZE") // 1024


@dataclass(frozen=True)
class Run:
    """What came of a run: tables by file, findings, CPU seconds, peak memory of its processes in MB."""

    tables: dict[str, int]
    findings: list[list[str]]
    seconds: float
    peak: float


def run(workspace: Path) -> Run:
    """Read the workspace in processes of its own, watched from outside."""
    command = [sys.executable, str(PROGRAM), str(workspace)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as reading:
        peak = 0.0
        while reading.poll() is None:
            peak = max(peak, sum(map(resident, family(reading.pid))))
            time.sleep(0.005)
        told = json.loads(reading.communicate()[0])
    return Run(told["tables"], told["findings"], told["seconds"], max(peak, told["peak"]))


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
@pytest.mark.parametrize("what", FILES)
def test_a_hostile_file_costs_little_and_harms_nobody(what: str, tmp_path: Path) -> None:
    name, content, rule = FILES[what]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content())
    for good in ("a.csv", "z.csv"):
        (tmp_path / "in" / good).write_text(f"id,name\nR-1,{good}\n")
    found = run(tmp_path)
    print(f"{what}: {found.peak:.0f} MB, {found.seconds:.1f} s, {found.findings}")  # noqa: T201 - for -rP
    assert found.peak < MEGABYTES
    assert found.seconds < SECONDS
    assert found.tables["in/a.csv"] == found.tables["in/z.csv"] == 1
    if rule == "read":
        assert f"in/{name}" in found.tables
        return
    [told] = [found_rule for file, found_rule, _, _ in found.findings if file == f"in/{name}"]
    assert told in rule.split("|")
    assert all(problem and remedy for _, _, problem, remedy in found.findings)
    assert f"in/{name}" not in found.tables
