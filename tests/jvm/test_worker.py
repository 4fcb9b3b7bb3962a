import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from pmo_reports import readers
from pmo_reports.jvm import LIMITS, Limits, Trouble, TroubleError, Worker
from tests.readers import hostile_schedules
from tests.readers.schedule_fixture import plan, task

PLAN = plan(task(1), task(2))


@pytest.fixture(scope="module")
def mspdi(workbench: readers.Workbench) -> bytes:
    return workbench.worker.write(PLAN, "mspdi")


def grown(mspdi: bytes, times: int) -> bytes:
    """The plan with its activities `times` over."""
    head, mark, rest = mspdi.partition(b"<Tasks>")
    tasks, end, tail = rest.partition(b"</Tasks>")
    return head + mark + tasks * times + end + tail


def names(worker: Worker, content: bytes) -> list[str]:
    return [record["Name"] for record in worker.read(content)["records"]["tasks"]]


def test_nothing_starts_before_it_is_needed() -> None:
    with Worker() as worker:
        assert worker.starts == 0


def test_one_process_serves_all_files(workbench: readers.Workbench, mspdi: bytes) -> None:
    started = workbench.worker.starts
    assert names(workbench.worker, mspdi) == names(workbench.worker, mspdi) == ["Activity 1", "Activity 2"]
    assert workbench.worker.starts == started


def test_what_java_refuses_costs_no_process(workbench: readers.Workbench, mspdi: bytes) -> None:
    started = workbench.worker.starts
    with pytest.raises(TroubleError) as caught:
        workbench.worker.read(mspdi[: len(mspdi) // 2])
    assert caught.value.trouble is Trouble.REFUSED
    assert len(names(workbench.worker, mspdi)) == 2
    assert workbench.worker.starts == started


@pytest.mark.parametrize("content", [b"", b"x" * 2000, b"P" * 100])
def test_what_nobody_knows_is_nothing(workbench: readers.Workbench, content: bytes) -> None:
    with pytest.raises(TroubleError) as caught:
        workbench.worker.read(content)
    assert caught.value.trouble is Trouble.NOTHING


def test_a_file_that_hangs_is_left_and_the_next_one_read(mspdi: bytes) -> None:
    with Worker() as worker:
        assert worker.ready()
        worker._limits = replace(LIMITS, seconds=0.05)
        with pytest.raises(TroubleError, match="not done within") as caught:
            worker.read(grown(mspdi, 300))
        worker._limits = LIMITS
        assert (caught.value.trouble, len(names(worker, mspdi)), worker.starts) == (Trouble.TOO_SLOW, 2, 2)


@pytest.mark.slow
def test_a_larger_file_gets_a_process_with_more_memory(mspdi: bytes) -> None:
    with Worker() as worker:
        assert len(names(worker, mspdi)) == 2
        assert worker.read(mspdi, size=LIMITS.small + 1)["records"]["tasks"]
        assert worker.read(mspdi, heap=LIMITS.heaps[0])["records"]["tasks"]
        assert worker.starts == 2


@pytest.mark.parametrize(
    ("megabytes", "is_xml", "heap", "records"),
    [
        (2, True, 56, 39_200),
        (5.6, False, 128, 190_000),  # 10,000 activities as XER
        (39.3, True, 256, 190_000),  # and as Project XML
        (39.3, False, 256, 190_000),
        (10, True, 128, 190_000),
    ],
)
def test_heap_and_records_go_by_size(megabytes: float, is_xml: bool, heap: int, records: int) -> None:  # noqa: FBT001
    size = int(megabytes * 1_000_000)
    assert (LIMITS.heap_for(size, is_xml=is_xml), LIMITS.records_for(size)) == (heap, records)


def test_texts_without_end_are_refused(workbench: readers.Workbench) -> None:
    content = hostile_schedules.mspdi([hostile_schedules.task(1, "x" * 9_000_000)])
    with pytest.raises(TroubleError, match="without end") as caught:
        workbench.worker.read(content, size=1)
    assert caught.value.trouble is Trouble.TOO_LARGE


@pytest.mark.slow
def test_a_large_plan_is_read_in_little_memory() -> None:
    content = hostile_schedules.mspdi(map(hostile_schedules.task, range(1, 6_001)))
    with Worker() as worker:
        assert len(worker.read(content, size=LIMITS.small + 1)["records"]["tasks"]) == 6_000
        status = Path(f"/proc/{worker._process.pid}/status")
        if not status.exists():
            pytest.skip("this system does not tell what a process takes")
        peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
        assert peak < 200


def test_what_is_read_leaves_no_file_behind(workbench: readers.Workbench, mspdi: bytes) -> None:
    for content in (mspdi, mspdi[: len(mspdi) // 2]):
        with suppress(TroubleError):
            workbench.worker.read(content)
        assert not (Path(workbench.worker._room) / "schedule").exists()


@pytest.mark.slow
def test_a_file_too_large_for_the_memory_is_left_and_the_next_one_read(mspdi: bytes) -> None:
    with Worker(Limits(heaps=(24,))) as worker:
        with pytest.raises(TroubleError, match="24 MB") as caught:
            worker.read(grown(mspdi, 15_000))
        assert (caught.value.trouble, len(names(worker, mspdi)), worker.starts) == (Trouble.TOO_LARGE, 2, 2)


def test_a_process_that_was_killed_is_replaced(mspdi: bytes) -> None:
    with Worker() as worker:
        worker.ready()
        worker._process.kill()
        with pytest.raises(TroubleError) as caught:
            worker.read(mspdi)
        assert caught.value.trouble is Trouble.BROKEN_OFF
        assert len(names(worker, mspdi)) == 2


def test_nothing_is_left_behind(mspdi: bytes) -> None:
    with Worker() as worker:
        names(worker, mspdi)
        process, folder = worker._process, Path(worker._folder.name)
        assert folder.is_dir()
    assert process.returncode is not None
    assert not folder.exists()


CALL = """
import json, sys
from pmo_reports.jvm import program, runtime
if {restrained}: program.restrain()
program.start({{"library": str(runtime().library), "heap": 64, "folder": {folder!r}}})
import jpype
for name in ({host!r}, "example.invalid"):
    try:
        jpype.JClass("java.net.Socket")(name, {port}).close()
        print("open")
    except jpype.JException as error:
        print("closed")
"""


@pytest.mark.parametrize("restrained", [True, False])
def test_java_reaches_no_network(tmp_path: Path, restrained: bool) -> None:  # noqa: FBT001
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        told = CALL.format(restrained=restrained, folder=str(tmp_path), host="127.0.0.1", port=port)
        answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["closed", "closed"]


def test_the_environment_stays_outside(mspdi: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1m")
    monkeypatch.setenv("PYTHONPATH", os.devnull)
    with Worker() as worker:
        assert len(names(worker, mspdi)) == 2
