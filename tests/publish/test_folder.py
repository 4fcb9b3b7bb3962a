from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pmo_reports.errors import PublishError
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.period import Period
from pmo_reports.publish import Publication, publish

OCTOBER = Period(2026, 10)


def published(out: Path, content: bytes = b"one") -> Publication:
    return publish((Artefact("board.pdf", content), Artefact("facts.json", b"{}\n")), out, OCTOBER, "board")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(code: int) -> object:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_the_first_version_is_v1(tmp_path: Path) -> None:
    publication = published(tmp_path)
    assert publication.folder == tmp_path / "2026-10/board/v1"
    assert (publication.version, publication.unchanged) == (1, False)
    assert publication.files == ("board.pdf", "facts.json")
    assert (publication.folder / "board.pdf").read_bytes() == b"one"
    assert names(publication.folder.parent) == ["v1"]


def test_the_same_bytes_are_no_new_version(tmp_path: Path) -> None:
    published(tmp_path)
    again = published(tmp_path)
    assert (again.version, again.unchanged) == (1, True)
    assert names(tmp_path / "2026-10/board") == ["v1"]


def test_other_bytes_are_the_next_version_and_the_first_stays(tmp_path: Path) -> None:
    published(tmp_path)
    assert published(tmp_path, b"two").version == 2
    assert (tmp_path / "2026-10/board/v1/board.pdf").read_bytes() == b"one"


def test_going_back_is_a_version_of_its_own(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        published(tmp_path, content)
    assert published(tmp_path, b"one").version == 3


@pytest.mark.parametrize("harm", ["missing", "more", "changed"])
def test_a_version_that_was_tampered_with_is_not_taken_for_the_same(tmp_path: Path, harm: str) -> None:
    folder = published(tmp_path).folder
    if harm == "missing":
        (folder / "facts.json").unlink()
    else:
        (folder / ("more.txt" if harm == "more" else "board.pdf")).write_bytes(b"eno")
    assert published(tmp_path).version == 2


def test_other_files_beside_the_versions_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "2026-10/board/v07").mkdir(parents=True)
    (tmp_path / "2026-10/board/v1.bak").touch()
    assert published(tmp_path).version == 1


def test_a_file_where_the_version_should_stand_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "2026-10/board").mkdir(parents=True)
    (tmp_path / "2026-10/board/v1").write_text("mine")
    assert published(tmp_path).version == 2
    assert (tmp_path / "2026-10/board/v1").read_text() == "mine"


@pytest.mark.parametrize(
    ("code", "says", "remedy"),
    [
        (errno.ENOSPC, "the disk is full", "free some space"),
        (errno.EROFS, "may not be written", "--out"),
        (errno.EIO, "cannot be written", "--out"),
    ],
)
def test_what_the_disk_refuses_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str, remedy: str
) -> None:
    published(tmp_path)
    monkeypatch.setattr(os, "fsync", failing(code))
    with pytest.raises(PublishError, match=says) as raised:
        published(tmp_path, b"two")
    assert remedy in raised.value.remedy
    assert raised.value.place == str(tmp_path / "2026-10/board")
    assert names(tmp_path / "2026-10/board") == ["v1"]


def test_a_folder_that_may_not_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", failing(errno.EACCES))
    with pytest.raises(PublishError, match="may not be written"):
        published(tmp_path)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(PublishError, match="a file stands where a folder is needed"):
        published(tmp_path / "out")
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.parametrize("name", ["../x.pdf", "a/b.pdf", ".hidden", "facts.json", ""])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishError, match="cannot be published"):
        publish((Artefact("facts.json", b""), Artefact(name, b"")), tmp_path, OCTOBER, "board")
    assert names(tmp_path) == []


def test_what_a_killed_build_left_behind_is_cleared(tmp_path: Path) -> None:
    killed = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from tests.publish.test_folder import published
        os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        published(Path(sys.argv[1]))
    """)
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", killed, str(tmp_path)], cwd=root, check=False)
    (left,) = names(tmp_path / "2026-10/board")
    assert left.startswith(".pmo-writing-")
    published(tmp_path)
    assert names(tmp_path / "2026-10/board") == ["v1"]


def test_builders_at_the_same_time_get_a_version_each(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        versions = list(pool.map(lambda n: published(tmp_path, b"%d" % n), range(6)))
    assert sorted(publication.version for publication in versions) == [1, 2, 3, 4, 5, 6]
    for n, publication in enumerate(versions):
        assert (publication.folder / "board.pdf").read_bytes() == b"%d" % n
