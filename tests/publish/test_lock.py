from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pmo_reports.errors import PublishError
from pmo_reports.model.period import Period
from pmo_reports.publish import lock

OCTOBER = Period(2026, 10)
PLACE = "2026-10/board/.lock"
NOBODY = 2**22 + 1  # above the highest process id there can be


def left_by(out: Path, **holder: object) -> Path:
    file = out / PLACE
    file.parent.mkdir(parents=True)
    own: dict[str, object] = {"pid": NOBODY, "host": socket.gethostname(), "started": ""}
    file.write_text(json.dumps(own | holder))
    return file


def taken(out: Path) -> bool:
    try:
        with lock(out, OCTOBER, "board"):
            return True
    except PublishError:
        return False


def test_a_lock_is_there_while_it_is_held_and_gone_afterwards(tmp_path: Path) -> None:
    with lock(tmp_path, OCTOBER, "board"):
        assert json.loads((tmp_path / PLACE).read_text())["pid"] == os.getpid()
    assert not (tmp_path / PLACE).exists()


def test_a_build_that_publishes_nothing_leaves_no_folders(tmp_path: Path) -> None:
    with lock(tmp_path, OCTOBER, "board"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_failed_build_lets_the_lock_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path, OCTOBER, "board"):
        _ = 1 / 0
    assert taken(tmp_path)


def test_a_held_lock_says_who_holds_it(tmp_path: Path) -> None:
    with (
        lock(tmp_path, OCTOBER, "board"),
        pytest.raises(PublishError, match=f"process {os.getpid()} on {socket.gethostname()}") as raised,
        lock(tmp_path, OCTOBER, "board"),
    ):
        pass
    assert raised.value.place == str(tmp_path / PLACE)
    assert "delete the file" in raised.value.remedy


def test_other_packs_and_periods_are_not_locked(tmp_path: Path) -> None:
    with (
        lock(tmp_path, OCTOBER, "board"),
        lock(tmp_path, OCTOBER, "pmo"),
        lock(tmp_path, Period(2026, 9), "board"),
    ):
        pass


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    left_by(tmp_path)
    assert taken(tmp_path)


def test_the_lock_of_a_killed_builder_is_taken_over(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from pmo_reports.publish import lock;"
        "from pmo_reports.model.period import Period\n"
        "with lock(Path(sys.argv[1]), Period(2026, 10), 'board'): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parents[2], check=False)
    assert (tmp_path / PLACE).exists()
    assert taken(tmp_path)


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="the system does not say when a process started"
)
def test_a_process_id_that_was_given_to_another_is_no_holder(tmp_path: Path) -> None:
    left_by(tmp_path, pid=os.getpid(), started="another-boot 12345")
    assert taken(tmp_path)


def test_the_lock_of_another_machine_stands(tmp_path: Path) -> None:
    left_by(tmp_path, host="elsewhere")
    assert not taken(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}'])
def test_a_lock_that_was_never_finished_is_taken_over(tmp_path: Path, content: str) -> None:
    left_by(tmp_path).write_text(content)
    assert taken(tmp_path)


def test_only_one_takes_over_a_dead_ones_lock(tmp_path: Path) -> None:
    left_by(tmp_path)
    held = []

    def build(_: int) -> None:
        try:
            with lock(tmp_path, OCTOBER, "board"):
                held.append((tmp_path / PLACE).exists())
        except PublishError:
            pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(build, range(8)))
    assert held
    assert all(held)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(PublishError, match="a file stands where"), lock(tmp_path / "out", OCTOBER, "board"):
        pass
