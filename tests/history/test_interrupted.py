"""Writers that are killed, and disks that fail, at any moment: the store is as it was, or as it should be."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmo_reports import storage
from pmo_reports.errors import PublishError
from pmo_reports.history import Resting, history, recalled, remember, rest, snapshots
from pmo_reports.readers import raw_store
from tests.history.portfolio_fixture import (
    FIRST,
    KEY,
    OCTOBER,
    assert_same,
    occasion,
    portfolio,
    tree,
)

ROOT = Path(__file__).parents[2]
WHOLE = portfolio()
KILLS = 200
EACH = 20
"""After so many killed writers a new store is begun; until then the next finds what the killed one left."""

WRITER = """
import os, random, signal, sys, time
from pathlib import Path
from pmo_reports import history
from pmo_reports.history import snapshots
from pmo_reports.readers import raw_store
from tests.history.portfolio_fixture import FIRST, OCTOBER, occasion, portfolio

chance = random.Random(int(sys.argv[2]))
whole = portfolio()
snapshots._contents = lambda _, made=snapshots._contents(whole): made  # a forked process has no Arrow

def write(store, number):
    raw_store.keep(store, b"input %d" % number)
    history.remember(store, whole, f"{number:064x}"[::-1], occasion(FIRST, own=str(number)))
    history.rest(store, history.Resting(period="2026-10", pack="board", run=str(number), made_of={}))

begun = time.perf_counter()
write(Path(sys.argv[1]), 0)
usual = time.perf_counter() - begun
for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            number, store = line.split()
            write(Path(store), int(number))
        finally:
            os._exit(0)
    time.sleep(chance.uniform(0, usual))
    os.kill(child, signal.SIGKILL)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    usual *= 1.05 if killed else 0.8  # neither always too early nor always too late, however busy it is
    print("killed" if killed else "done", flush=True)
"""


def key(number: int) -> str:
    return f"{number:064x}"[::-1]


def write(store: Path, number: int) -> None:
    """What the writer writes."""
    raw_store.keep(store, b"input %d" % number)
    remember(store, WHOLE, key(number), occasion(FIRST, own=str(number)))
    rest(store, Resting(period="2026-10", pack="board", run=str(number), made_of={}))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are in Parquet once for all, and nobody here waits for the disk: the machine stays on."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    made = snapshots._contents(WHOLE)
    monkeypatch.setattr(snapshots, "_contents", lambda _: made)


def assert_whole(store: Path, allowed: set[str]) -> str:
    """The key in force, one of those allowed; its snapshot and every copy of an input are whole."""
    last = history(store, OCTOBER)[-1]
    assert last.key in allowed
    assert snapshots._files(storage.of(store), snapshots.shelf(OCTOBER, last.key), last.key) is not None
    for path in (store / "raw").glob("??/*"):
        if not path.name.startswith("."):
            raw_store.kept(store, path.name)
    return last.key


@pytest.mark.slow
def test_writers_killed_at_random_moments_leave_a_whole_store(tmp_path: Path) -> None:
    for number in range(EACH + 1):
        write(tmp_path / "unharmed", number)
    ends, command = set(), [sys.executable, "-c", WRITER, str(tmp_path / "tried"), "2026"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as writer:
        assert writer.stdin
        assert writer.stdout
        for turn in range(KILLS // EACH):
            store = tmp_path / str(turn)
            write(store, 0)
            for number in range(1, EACH + 1):
                print(number, store, file=writer.stdin, flush=True)
                end = writer.stdout.readline().strip()
                found = assert_whole(store, {key(number - 1), key(number)})
                ends.add((end, found == key(number)))
                write(store, number)  # the next build
            assert tree(store) == tree(tmp_path / "unharmed")
            assert list(store.rglob(".pmo-writing-*/*")) == []
        writer.stdin.close()
    assert writer.returncode == 0
    assert (
        {("killed", False), ("done", True)} <= ends <= {("killed", False), ("killed", True), ("done", True)}
    )
    assert_same(recalled(store, OCTOBER, history(store, OCTOBER)[-1]), WHOLE)


class Failing:
    """Fails the n-th of all calls that change anything on the disk, and every one after it."""

    def __init__(self, number: int, code: int) -> None:
        self.left, self.code, self.met = number, code, False

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def tried(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the system's function takes
            if function is OPEN and not set(str(given[1:2]) + str(named)) & {"w", "x", "a"}:
                return function(*given, **named)
            self.left -= 1
            if self.left < 0:
                self.met = True
                raise OSError(self.code, os.strerror(self.code))
            return function(*given, **named)

        return tried


OPEN = Path.open
CHANGING = ((Path, "open"), (Path, "mkdir"), (Path, "rename"), (Path, "replace"), (os, "fsync"))


def failed(number: int, code: int, act: Callable[[], object]) -> bool | None:
    """Whether `act` failed when the n-th call and all after it did; null if there were fewer calls."""
    failing = Failing(number, code)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CHANGING:
            patch.setattr(owner, name, failing(getattr(owner, name)))
        try:
            act()
        except PublishError:
            return True
    return False if failing.met else None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_fails_at_any_write_loses_nothing(tmp_path: Path, code: int) -> None:
    sound, store, whole = tmp_path / "sound", tmp_path / "store", tmp_path / "whole"
    write(sound, 1)
    before = tree(sound)
    write(shutil.copytree(sound, whole), 2)
    told = []
    for number in range(1000):
        shutil.copytree(sound, store)
        told.append(failed(number, code, lambda: write(store, 2)))
        lost = before.items() - tree(store).items()
        assert {name for name, _ in lost} <= {"periods/2026-10.json"}
        assert_whole(store, {key(1), key(2)} if told[-1] else {key(2)})
        write(store, 2)  # once there is room again
        assert tree(store) == tree(whole)
        shutil.rmtree(store)
        if told[-1] is None:
            break
    assert (told.count(True) > 100, told[-1]) == (True, None)


def test_a_store_that_may_not_be_written_is_read(tmp_path: Path) -> None:
    remember(tmp_path / "store", WHOLE, KEY, occasion())
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CHANGING:
            patch.setattr(owner, name, Failing(0, errno.EROFS)(getattr(owner, name)))
        assert_whole(tmp_path / "store", {KEY})


def test_a_killed_reader_of_a_period_holds_nobody_up(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from pmo_reports import history;"
        "from pmo_reports.model.period import Period\n"
        "with history.reading(Path(sys.argv[1]), Period(2026, 10), print):"
        " os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False)
    assert (killed.returncode, len(list((tmp_path / "locks").iterdir()))) == (-signal.SIGKILL, 1)
    remember(tmp_path, WHOLE, KEY)
    shutil.rmtree(tmp_path / "snapshots")
