"""Whole or not at all: what is written appears at once, and failures leave everything as it was."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pmo_reports import atomic
from pmo_reports.errors import PublishError

DEAD = 2**22 + 1  # above the highest process id there can be
WRITERS: dict[str, Callable[[Path], None]] = {
    "replace": lambda folder: atomic.replace(folder / "new", b"two"),
    "appear": lambda folder: atomic.appear(folder / "new", {"a": b"two", "b/c": b"two"}),
}
writers = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"one")
    atomic.replace(tmp_path / "new", b"two")
    assert ((tmp_path / "new").read_bytes(), names(tmp_path)) == (b"two", ["new"])


def test_a_folder_appears_with_all_that_is_below_it(tmp_path: Path) -> None:
    atomic.appear(tmp_path / "deep" / "new", {"a": b"one", "b/c": b"two"})
    assert names(tmp_path / "deep") == ["new"]
    assert (tmp_path / "deep/new/b/c").read_bytes() == b"two"


def test_a_folder_that_another_writer_made_stays(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        atomic.appear(tmp_path / "new", {"a": content})
    assert ((tmp_path / "new/a").read_bytes(), names(tmp_path)) == (b"one", ["new"])


def test_an_empty_folder_gives_place(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    atomic.appear(tmp_path / "new", {"a": b"one"})
    assert names(tmp_path / "new") == ["a"]


def test_a_folder_is_removed_whether_it_is_there_or_not(tmp_path: Path) -> None:
    atomic.appear(tmp_path / "new", {"a": b"one"})
    for _ in range(2):
        atomic.remove(tmp_path / "new")
        assert names(tmp_path) == []


def test_a_file_where_the_folder_should_be_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"mine")
    with pytest.raises(PublishError, match="a file stands where a folder is needed"):
        atomic.appear(tmp_path / "new", {"a": b"one"})
    assert (tmp_path / "new").read_bytes() == b"mine"


@writers
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, ("the disk is full", "free some space")),
        (errno.EROFS, ("may not be written", "allow writing there")),
        (errno.EACCES, ("may not be written", "allow writing there")),
        (errno.EIO, ("cannot be written", "see to the disk")),
    ],
)
def test_what_the_system_refuses_is_told_and_nothing_is_half_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path], None],
    code: int,
    words: tuple[str, str],
) -> None:
    monkeypatch.setattr(os, "fsync", failing(code))
    with pytest.raises(PublishError, match=words[0]) as raised:
        write(tmp_path)
    assert (raised.value.place, words[1] in raised.value.remedy) == (str(tmp_path / "new"), True)
    assert names(tmp_path) == []


def test_what_else_the_user_could_do_is_told() -> None:
    with pytest.raises(PublishError) as raised, atomic.told(Path("out"), "choose --out"):
        failing(errno.EROFS)()
    assert raised.value.remedy == "allow writing there, or choose --out; then try again"


@writers
def test_a_file_that_is_shorter_than_it_should_be_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    def cut(handle: int) -> None:
        if os.path.isfile(f"/proc/self/fd/{handle}"):  # noqa: PTH113 - a handle, not a path
            os.ftruncate(handle, 1)

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(PublishError, match="only in part"):
        write(tmp_path)
    assert names(tmp_path) == []


@writers
def test_files_and_their_folders_are_made_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
    )
    write(tmp_path)
    assert synced[-1] == str(tmp_path)
    assert len(synced) >= len([path for path in tmp_path.rglob("*") if path.is_file()]) + 2


def test_what_a_killed_writer_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    killed = "import os, signal, sys, pathlib; from pmo_reports import atomic\n"
    killed += "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
    killed += "atomic.replace(pathlib.Path(sys.argv[1]) / 'new', b'one')"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", killed, str(tmp_path)], cwd=root, check=False)
    assert (done.returncode, len(names(tmp_path))) == (-signal.SIGKILL, 1)
    atomic.replace(tmp_path / "new", b"two")
    assert names(tmp_path) == ["new"]


@pytest.mark.parametrize("shape", [".pmo-writing-{own}-0123abcd", ".pmo-writing-notes", f".writing-{DEAD}-0"])
def test_what_is_not_a_dead_writers_is_left_alone(tmp_path: Path, shape: str) -> None:
    name = shape.format(own=os.getpid())
    (tmp_path / name).mkdir()
    atomic.replace(tmp_path / "new", b"two")
    assert names(tmp_path) == [name, "new"]


def test_writers_at_the_same_time_do_no_harm(tmp_path: Path) -> None:
    contents = [b"%d" % n * 1000 for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda content: atomic.replace(tmp_path / "new", content), contents))
    assert ((tmp_path / "new").read_bytes() in contents, names(tmp_path)) == (True, ["new"])


def test_a_process_lives_or_not() -> None:
    assert atomic.alive(os.getpid())
    assert atomic.alive(os.getpid(), atomic.started_at(os.getpid()))
    assert not atomic.alive(DEAD)


def test_a_folder_that_can_be_made_is_ready_and_not_made(tmp_path: Path) -> None:
    atomic.ready(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", ["file", "link"])
def test_a_folder_below_what_is_none_is_not_ready(tmp_path: Path, way: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(PublishError, match="a file stands where a folder is needed"):
        atomic.ready(tmp_path / way / "a")
