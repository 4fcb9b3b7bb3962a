"""Schedules in the inputs become tasks of their projects, and one that cannot be read costs nothing else."""

import shutil
from pathlib import Path

import pytest

from pmo_reports import pipeline, readers
from pmo_reports.jvm import Worker
from pmo_reports.model.period import Period
from tests.readers.schedule_fixture import plan, task

OCTOBER = Period(2026, 10)


@pytest.fixture
def bare(workspace: Path) -> Path:
    """The sample without its own schedules."""
    for folder in workspace.glob("inputs/*/schedules"):
        shutil.rmtree(folder)
    return workspace


@pytest.mark.slow
def test_schedules_of_all_periods_are_read_by_one_process(
    bare: Path, workbench: readers.Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    workbench.worker.ready()  # the tests' own process is no part of the count
    monkeypatch.setattr(
        Worker, "_start", lambda self, start=Worker._start: (started.append(1), start(self))[1]
    )
    for period, form in (("2026-09", "xer"), ("2026-10", "mspdi")):
        folder = bare / "inputs" / period / "schedules"
        folder.mkdir(parents=True)
        made = plan(task(1, Finish=f"{period}-25T17:00"), task(2, "milestone", Duration=0.0))
        (folder / "NET-101 plan.any").write_bytes(workbench.worker.write(made, form))
        (folder / "NET-102.any").write_bytes(b"no schedule at all" * 100)
    found = pipeline.assess(bare, OCTOBER)
    assert len(started) == 1
    tasks = found.assessed.portfolio["tasks"]
    assert tasks[["project_id", "task_id"]].to_numpy().tolist() == [["NET-101", "1"], ["NET-101", "2"]]
    assert found.past[-1].portfolio["tasks"]["forecast_finish"].dt.month.max() == 9
    [refusal] = [f for f in found.findings if f.rule == "no-schedule"]
    assert refusal.file == "inputs/2026-10/schedules/NET-102.any"
    cell = found.assessed.portfolio.lineage.cell("tasks", tasks.iloc[0].to_dict(), "forecast_finish")
    assert cell.cell == "Tasks[1].Finish"


@pytest.mark.slow
def test_without_schedules_no_java_starts(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "_start", lambda _: pytest.fail("Java was started for nothing"))
    assert pipeline.assess(bare, OCTOBER).assessed.portfolio["tasks"].empty
