"""Figures of the measures: CPU seconds and memory for a large portfolio, beside plain loops, as ratios.

Each figure comes from a process of its own. The tables are made before it counts; peak memory is that of
the whole process with its tables while measures are computed, and how much of it the tables are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ingest_benchmark import KILOBYTES, spent

if TYPE_CHECKING:
    from pmo_reports.model.tables import Portfolio

ROOT = Path(__file__).parents[1]
KEY = "benchmark"
SMALL, MIDDLE, WHOLE = 1000, 3000, 10_000
MARGIN = 1.1
MEGABYTE = 1_000_000
Figures = dict[str, float]


def memory(name: str) -> float:
    """A figure of this process's memory in MB: `VmRSS` now, `VmHWM` at most."""
    told = Path("/proc/self/status").read_text(encoding="ascii").partition(f"{name}:")[2]
    return int(told.split()[0]) / KILOBYTES


def made(folder: str, projects: int) -> Figures:
    """The portfolio, remembered in `folder`: what measures are computed from comes from there."""
    from measures_inputs import portfolio

    from pmo_reports import history

    history.remember(Path(folder), portfolio(projects), KEY)
    return {}


def remembered(folder: str) -> Portfolio:
    """The portfolio that was made there."""
    from measures_inputs import PERIOD

    from pmo_reports import history

    found = history.recall(Path(folder), PERIOD, KEY)
    assert found is not None  # noqa: S101 - it was made just before
    return found


def ours(folder: str, projects: int) -> Figures:  # noqa: ARG001 - as the others
    """All declared measures of all entities."""
    from measures_inputs import PERIOD, settings

    from pmo_reports import metrics

    made = remembered(folder)
    return _counted(lambda: metrics.measured(metrics.basis(made, settings(), PERIOD)), len(metrics.DECLARED))


def plain(folder: str, projects: int) -> Figures:  # noqa: ARG001 - as the others
    """Eleven of them the plain way: a function applied to each project's rows, in decimals, then loops."""
    from measures_inputs import PERIOD
    from measures_plainly import measures

    made = remembered(folder)
    return _counted(lambda: measures(made, PERIOD), 11)


def core(folder: str, projects: int) -> Figures:  # noqa: ARG001 - as the others
    """The same eleven by the declared functions."""
    from measures_inputs import PERIOD, settings
    from measures_plainly import KEYS

    from pmo_reports import metrics
    from pmo_reports.metrics.evaluation import needed

    made = remembered(folder)
    chosen = needed(metrics.DECLARED, KEYS)
    return _counted(lambda: metrics.measured(metrics.basis(made, settings(), PERIOD), chosen), len(KEYS))


def kept(folder: str, projects: int) -> Figures:  # noqa: ARG001 - as the others
    """All measures, kept for the next time: this alone counts."""
    from measures_inputs import PERIOD, settings

    from pmo_reports import history, metrics

    basis = metrics.basis(remembered(folder), settings(), PERIOD)
    measurements = metrics.measured(basis)
    known = measurements, metrics.doubts(basis, measurements)
    shelf = history.measured_shelf(Path(folder))
    found = _counted(lambda: shelf.keep(KEY, history.measured.written(known) or b""), len(metrics.DECLARED))
    return {**found, "kept_mb": shelf.place(KEY).stat().st_size / MEGABYTE}


def again(folder: str, projects: int) -> Figures:  # noqa: ARG001 - as the others
    """All measures as they were kept."""
    from pmo_reports import history, metrics

    shelf, found = history.measured_shelf(Path(folder)), list[object]()

    def back() -> None:
        found.append(history.measured.heard(shelf.recalled(KEY) or b"", metrics.DECLARED))

    figures = _counted(back, len(metrics.DECLARED))
    assert found[0] is not None  # noqa: S101 - it was kept just before
    return figures


def draws(folder: str, projects: int) -> Figures:  # noqa: ARG001 - as the others
    """Monte Carlo on one network, beside a plain loop."""
    from draws_benchmark import counted

    return dict(counted(spent, memory))


def _counted(work: Callable[[], object], measures: int) -> Figures:
    held, before = memory("VmRSS"), spent()
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    work()
    return {"cpu": spent() - before, "tables_mb": held, "peak_mb": memory("VmHWM"), "measures": measures}


CHILDREN: Mapping[str, Callable[[str, int], Figures]] = {
    each.__name__: each for each in (made, ours, plain, core, kept, again, draws)
}


def measured(name: str, folder: Path, projects: int) -> Figures:
    """The figures of one of `CHILDREN` in a fresh process."""
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    answer = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__, name, str(folder), str(projects)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    return dict(json.loads(answer.stdout))


def measures() -> dict[str, object]:
    """All figures and what they come to."""
    cases = [("ours", SMALL), ("ours", MIDDLE), ("ours", WHOLE), ("core", SMALL), ("plain", SMALL)]
    cases += [("kept", WHOLE), ("again", WHOLE)]
    words = {"ours": "all measures", "core": "eleven measures", "plain": "eleven measures plainly"}
    words |= {"kept": "all measures kept", "again": "all measures as they were kept"}
    found = {}
    with tempfile.TemporaryDirectory() as name:
        for size in (SMALL, MIDDLE, WHOLE):
            measured("made", Path(name) / str(size), size)
        for case, size in cases:
            found[f"{words[case]}, {size:,} projects"] = measured(case, Path(name) / str(size), size)
    cpu = {name: figures["cpu"] for name, figures in found.items()}
    small, middle, whole, eleven, plainly, keeping, recalled = cpu.values()
    simulation = measured("draws", Path(), 1)
    found["Monte Carlo, 2,000 activities, 10,000 draws"] = simulation
    found["a plain loop of 500 draws, times 20"] = {**simulation, "cpu": simulation["plain"]}
    memory_of = found[f"all measures, {WHOLE:,} projects"]
    peak = memory_of["peak_mb"]
    told = (
        ("10,000 projects, 3 M cost rows, 1 M tasks, CPU s", whole, 10.0),
        ("their peak memory with the tables, MB", peak, 1536.0),
        ("their peak memory beside the tables, MB", peak - memory_of["tables_mb"], 1536.0),
        ("10,000 projects over 3,000", whole / middle, WHOLE / MIDDLE * MARGIN),
        ("3,000 projects over 1,000", middle / small, MIDDLE / SMALL * MARGIN),
        ("keeping them over measuring", keeping / whole, 0.25),
        ("10,000 projects as they were kept over measured anew", recalled / whole, 0.1),
        ("what is kept of them, MB", found[f"all measures kept, {WHOLE:,} projects"]["kept_mb"], 64.0),
        ("eleven measures: ours over plain loops", eleven / plainly, 1.0),
        ("2,000 activities, 10,000 draws, CPU s", simulation["cpu"], 15.0),
        ("Monte Carlo: ours over a plain loop", simulation["cpu"] / simulation["plain"], 1.0),
    )
    goals = [{"goal": name, "is": value, "at most": most, "met": value <= most} for name, value, most in told]
    return {"figures": found, "goals": goals}


def show(results: Mapping[str, object]) -> None:
    """Print the figures, then the goals."""
    print(f"{'':44}{'CPU s':>9}{'tables MB':>11}{'peak MB':>9}")
    for name, each in dict(results["figures"]).items():  # type: ignore[call-overload]
        print(f"{name:44}{each['cpu']:9.2f}{each['tables_mb']:11.0f}{each['peak_mb']:9.0f}")
    print()
    for goal in list(results["goals"]):  # type: ignore[call-overload]
        verdict = "met" if goal["met"] else "MISSED"
        print(f"{goal['goal']:54}{goal['is']:9.3f}  at most {goal['at most']:.3f}  {verdict}")


if __name__ == "__main__":
    print(json.dumps(CHILDREN[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
