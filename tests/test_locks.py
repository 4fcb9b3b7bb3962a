from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pmo_reports import locks
from pmo_reports.errors import PublishError
from pmo_reports.locks import Lock
from pmo_reports.storage import Folder

NOBODY = 2**22 + 1  # above the highest process id there can be
HOLDER = """
import sys
from pathlib import Path
from pmo_reports import locks
from pmo_reports.locks import Lock
from pmo_reports.storage import Folder
store = Folder(Path(sys.argv[1]))
lock = Lock(storage=store, name="locks/a.lock", doing="is reading 2026-10")
with locks.held(lock) if sys.argv[2] == "held" else locks.used(store, "uses the store"):
    print("held", flush=True)
    sys.stdin.read()
"""


def lock(folder: Path, patience: float = 0) -> Lock:
    return Lock(storage=Folder(folder), name="locks/a.lock", doing="is reading 2026-10", patience=patience)


@contextmanager
def another(folder: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock, or uses the store, until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(folder), how]
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def test_one_wins_and_the_other_says_who_holds_it(tmp_path: Path) -> None:
    words = f"process {{}} on {socket.gethostname()} is reading 2026-10"
    with (
        another(tmp_path, "held") as other,
        pytest.raises(PublishError, match=words.format(other.pid)),
        locks.held(lock(tmp_path)),
    ):
        pass


def test_one_waits_says_for_whom_and_has_its_turn(tmp_path: Path) -> None:
    said: list[str] = []
    with another(tmp_path, "held") as other, ThreadPoolExecutor(1) as pool:

        def turn() -> bool:
            with locks.held(lock(tmp_path, patience=30), said.append):
                return True

        waiting = pool.submit(turn)
        while not said:
            time.sleep(0.01)
        assert not waiting.done()
        assert other.stdin
        other.stdin.close()
        assert waiting.result(30)
    assert said == [f"waiting: process {other.pid} on {socket.gethostname()} is reading 2026-10"]


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    with another(tmp_path, "held") as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert (tmp_path / "locks/a.lock").exists()
    with locks.held(lock(tmp_path)):
        assert json.loads((tmp_path / "locks/a.lock").read_text())["pid"] == os.getpid()


def test_a_lock_is_gone_afterwards_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with locks.held(lock(tmp_path)):
        monkeypatch.setattr(Path, "mkdir", lambda *_, **__: pytest.fail("there is no room"))
    assert not (tmp_path / "locks/a.lock").exists()


def test_many_use_a_store_and_nobody_tidies_meanwhile(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    with another(tmp_path, "used") as other, locks.used(storage, "uses the store"):
        with pytest.raises(PublishError, match="uses the store"), locks.tidied(storage):
            pass
        other.kill()
        other.wait()
        with pytest.raises(PublishError, match=f"process {os.getpid()} on"), locks.tidied(storage):
            pass
    with locks.tidied(storage):
        assert [path.name for path in (tmp_path / "locks").iterdir()] == ["tidying.lock"]


def test_what_killed_users_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    with another(tmp_path, "used") as other:
        other.kill()
        other.wait()
    assert len(list((tmp_path / "locks").iterdir())) == 1
    with locks.used(Folder(tmp_path), "uses the store"):
        (own,) = (tmp_path / "locks").iterdir()
        assert json.loads(own.read_text())["pid"] == os.getpid()


def test_who_comes_while_it_is_tidied_waits_and_then_says_so(tmp_path: Path) -> None:
    storage, said = Folder(tmp_path), list[str]()
    with (
        locks.tidied(storage),
        pytest.raises(PublishError, match="is tidying up the store"),
        locks.used(storage, "uses the store", said.append, patience=0.2),
    ):
        pass
    assert said
    with locks.tidied(storage):
        pass


def test_who_waited_is_known_again_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, tidying = Folder(tmp_path), ExitStack()
    tidying.enter_context(locks.tidied(storage))

    def pause(_: float) -> None:
        for left in (tmp_path / "locks").glob("using-*"):
            left.unlink()
        tidying.close()

    monkeypatch.setattr(time, "sleep", pause)
    with locks.used(storage, "uses the store"):
        assert len(list((tmp_path / "locks").glob("using-*"))) == 1


def test_a_store_that_may_not_be_written_is_used_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Folder, "create", refuse)
    with locks.used(Folder(tmp_path), "uses the store"):
        pass
    with pytest.raises(PublishError, match="may not be written"), locks.held(lock(tmp_path)):
        pass


def test_another_machines_lock_stands(tmp_path: Path) -> None:
    (tmp_path / "locks").mkdir()
    holder = {"pid": NOBODY, "host": "elsewhere", "started": ""}
    (tmp_path / "locks/a.lock").write_text(json.dumps(holder))
    with pytest.raises(PublishError, match="on elsewhere"), locks.held(replace(lock(tmp_path), patience=0.3)):
        pass
