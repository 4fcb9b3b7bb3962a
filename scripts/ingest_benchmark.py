"""Figures of reading: CPU seconds and peak memory of reading and normalising, as ratios in one run.

Each figure comes from a process of its own, from after its imports on (what they take is shown beside it),
user plus system time, its children's included. Memory is the process's own peak with all it has imported.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ingest_inputs import EXPORT_ROWS, FORM, PERIOD, export_workbook, portfolio, status

ROOT = Path(__file__).parents[1]
KILOBYTES = 1024
MARGIN = 1.1
SHORT, LONG = 10_000, 100_000
Figures = dict[str, float]


def spent() -> float:
    """CPU seconds of this process and its finished children."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def peak() -> float:
    """Peak memory of this process in MB; without /proc it may count what its parent held."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii").partition("VmHWM:")[2]
        return int(told.split()[0]) / KILOBYTES
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES


def whole(workspace: str) -> None:
    """Read and normalise a period as a build does: from its snapshot if there is one."""
    from pmo_reports import intake, pipeline, readers
    from pmo_reports.model.period import Period

    settings, period = pipeline.configured(Path(workspace)), Period.parse(PERIOD)
    started()
    inputs = readers.collect(settings, period, Path(workspace) / "store")
    with readers.Workbench() as workbench:
        desk = intake.Desk(lambda _: None, workbench, period)
        intake.portfolio(settings, period, inputs, desk)


def reading(workspace: str) -> None:
    """Read a period, from what was parsed before where that is there."""
    from pmo_reports import fingerprint, pipeline, readers
    from pmo_reports.garbage import undisturbed
    from pmo_reports.model.period import Period

    settings, store = pipeline.configured(Path(workspace)), Path(workspace) / "store"
    inputs = readers.collect(settings, Period.parse(PERIOD), store)
    code = fingerprint.code()
    started()
    with undisturbed():
        readers.read(inputs, settings, store, version=code)


def workbook(path: str) -> None:
    """Read a workbook with all checks into a raw table."""
    from pmo_reports.config.sources import Column, Part, Source
    from pmo_reports.garbage import undisturbed
    from pmo_reports.model.raw import InputFile
    from pmo_reports.readers import workbook_table
    from pmo_reports.readers.submission import Submission

    columns = {"month": Column(aliases=("Month",)), "category": Column(aliases=("Cost category",))}
    source = Source(reader="workbook", files="*", parts={"costs": Part(table="costs", columns=columns)})
    started()
    content = Path(path).read_bytes()
    file = InputFile(source="export", path="export.xlsx", sha256="", size=len(content))
    with undisturbed():
        list(workbook_table.tables(Submission(file=file, source=source, content=content)))


def openpyxl(path: str) -> None:
    """Read a workbook with pandas and openpyxl."""
    import openpyxl  # noqa: F401 - not counted, as our own imports are not
    import pandas as pd

    started()
    pd.read_excel(path, engine="openpyxl")


def rows(path: str) -> None:
    """Read and normalise a workspace with an export of so many rows, nothing of it known."""
    shutil.rmtree(Path(path) / "store", ignore_errors=True)
    whole(path)


CHILDREN: Mapping[str, Callable[[str], None]] = {
    each.__name__: each for each in (whole, reading, workbook, openpyxl, rows)
}
_starts: list[float] = []


def started() -> None:
    """Imports and settings are done: from here on it counts."""
    _starts.append(spent())


def child(name: str, place: str) -> Figures:
    """The figures of one of `CHILDREN` in this process."""
    CHILDREN[name](place)
    return {"cpu": spent() - _starts[0], "imports": _starts[0], "peak_mb": peak()}


def measured(name: str, place: Path) -> Figures:
    """The figures of one of `CHILDREN` in a fresh process."""
    command = [sys.executable, __file__, name, str(place)]
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    answer = subprocess.run(  # noqa: S603 - our own command
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths}
    )
    return dict(json.loads(answer.stdout))


def workspaces(folder: Path) -> tuple[Path, Path, Path]:
    """A workspace with everything, and one each with a short and a long export."""
    from pmo_reports import pipeline

    sample, made = folder / "sample", [folder / "all", folder / "short", folder / "long"]
    pipeline.init(sample, sample=True)
    form = (sample / FORM).read_bytes()
    for place, count in zip(made, (EXPORT_ROWS, SHORT, LONG), strict=True):
        pipeline.init(place)
        portfolio(place, form, count)
    for place in made[1:]:
        shutil.rmtree(place / f"inputs/{PERIOD}/status")
    return made[0], made[1], made[2]


def repeats(everything: Path) -> dict[str, Figures]:
    """The first run over all inputs, and others after it with less and less to do."""
    store, form = everything / "store", everything / f"inputs/{PERIOD}/status/P-001.xlsx"
    found = {"first run: read + normalise": measured("whole", everything)}
    found["second run: everything unchanged"] = measured("whole", everything)
    shutil.rmtree(store / "parsed")
    found["reading alone, nothing parsed"] = measured("reading", everything)
    found["reading alone, all parsed"] = measured("reading", everything)
    form.write_bytes(status(form.read_bytes(), 1, words="(corrected)"))
    found["reading alone, one workbook of 200 changed"] = measured("reading", everything)
    return found


def ratios(found: Mapping[str, Figures]) -> list[dict[str, object]]:
    """Each goal with its figure, its bound, and whether it is met."""
    cpu = {name: figures["cpu"] for name, figures in found.items()}
    first, alone = cpu["first run: read + normalise"], cpu["reading alone, nothing parsed"]
    told = (
        ("200 workbooks + export of 100k rows, CPU s", first, 15.0),
        ("10 MB workbook: ours over openpyxl", cpu["workbook: ours"] / cpu["workbook: openpyxl"], 1 / 8),
        ("second run over first", cpu["second run: everything unchanged"] / first, 0.1),
        ("reading from the parsed store over reading", cpu["reading alone, all parsed"] / alone, 0.1),
        ("reading with one of 200 changed", cpu["reading alone, one workbook of 200 changed"] / alone, 0.15),
        ("100k rows over 10k rows", cpu["100k rows"] / cpu["10k rows"], 10 * MARGIN),
    )
    return [{"goal": name, "is": value, "at most": most, "met": value <= most} for name, value, most in told]


def ingest() -> dict[str, object]:
    """All figures and what they come to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        everything, short, long = workspaces(folder)
        (folder / "wide.xlsx").write_bytes(export_workbook(LONG))
        found = repeats(everything)
        found["workbook: ours"] = measured("workbook", folder / "wide.xlsx")
        found["workbook: openpyxl"] = measured("openpyxl", folder / "wide.xlsx")
        found["10k rows"] = measured("rows", short)
        found["100k rows"] = measured("rows", long)
    return {"figures": found, "goals": ratios(found)}


def show(results: Mapping[str, object]) -> None:
    """Print the figures, then the goals."""
    print(f"{'':44}{'CPU s':>9}{'imports':>9}{'peak MB':>9}")
    for name, each in dict(results["figures"]).items():  # type: ignore[call-overload]
        print(f"{name:44}{each['cpu']:9.2f}{each['imports']:9.2f}{each['peak_mb']:9.0f}")
    print()
    for goal in list(results["goals"]):  # type: ignore[call-overload]
        verdict = "met" if goal["met"] else "MISSED"
        print(f"{goal['goal']:44}{goal['is']:9.3f}  at most {goal['at most']:.3f}  {verdict}")


if __name__ == "__main__":
    print(json.dumps(child(*sys.argv[1:3])))
