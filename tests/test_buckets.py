"""What is remembered in an object store: fsspec's memory, and an S3 server of our own on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pmo_reports import buckets, knowledge, locks, pipeline, tidying
from pmo_reports.buckets import Bucket
from pmo_reports.errors import InputError, PublishError, UsageError
from pmo_reports.history import Resting, history, periods, recall, recalled, remember, rest, rested, resting
from pmo_reports.history import retention as needs
from pmo_reports.locks import Lock
from pmo_reports.readers import raw_store
from tests.history.portfolio_fixture import (
    FIRST,
    KEY,
    OCTOBER,
    OTHER,
    SECOND,
    assert_same,
    occasion,
    portfolio,
)

WHOLE = portfolio()
SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(*server.get_host_and_port(), flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 server on a free port, stopped with the tests."""
    pytest.importorskip("s3fs", reason="pmo-reports[s3] is not installed")
    pytest.importorskip("moto.server", reason="moto[server] is not installed")
    command = [sys.executable, "-W", "ignore", "-c", SERVER]
    pipe, away = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=away, text=True) as server:
        assert server.stdin
        assert server.stdout
        host, port = server.stdout.readline().split()
        yield f"http://{host}:{port}"
        server.stdin.close()
        server.wait(30)


@pytest.fixture(params=["memory", "s3"])
def bucket(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bucket]:
    """An empty place in an object store."""
    if request.param == "memory":
        files = fsspec.filesystem("memory")
        files.store.clear()
        yield buckets.bucket(f"memory://{tmp_path.name}/store", tmp_path / "scratch")
        files.store.clear()
        return
    for name, value in {
        "AWS_ENDPOINT_URL": request.getfixturevalue("s3"),
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    found = buckets.bucket(f"s3://{tmp_path.name.replace('_', '-')}/store", tmp_path / "scratch")
    found.files.mkdir(found.root.partition("/")[0])
    yield found


class Counting:
    """A file system that fails when it has put so many objects."""

    def __init__(self, files: Any, most: int) -> None:  # noqa: ANN401 - fsspec has no types
        self.files, self.left = files, most

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        return getattr(self.files, name)

    def pipe_file(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as above
        self.left -= 1
        if self.left < 0:
            raise ConnectionError("the network is gone")
        self.files.pipe_file(*given, **named)


def test_what_is_remembered_comes_back(bucket: Bucket) -> None:
    remember(bucket, WHOLE, KEY, occasion(FIRST))
    assert_same(recall(bucket, OCTOBER, KEY), WHOLE)
    assert recall(bucket, OCTOBER, OTHER) is None
    assert (periods(bucket), [entry.known for entry in history(bucket, OCTOBER)]) == (
        (OCTOBER,),
        ["2026-11-03"],
    )


def test_a_restatement_supersedes(bucket: Bucket) -> None:
    remember(bucket, WHOLE, KEY, occasion(FIRST))
    remember(bucket, WHOLE, OTHER, occasion(SECOND, closed=True, own="a2", reason="late invoice"))
    first, second = history(bucket, OCTOBER)
    assert (second.supersedes, second.reason) == (first.snapshot, "late invoice")
    assert needs.in_force_since(bucket, SECOND) == {f"snapshots/2026-10/{key[:16]}" for key in (KEY, OTHER)}


def test_copies_of_inputs_lie_by_their_hash(bucket: Bucket) -> None:
    sha256 = raw_store.keep(bucket, b"content")
    assert raw_store.keep(bucket, b"content") == sha256
    assert (raw_store.kept(bucket, sha256), raw_store.others(bucket, {sha256})) == (b"content", {})
    assert raw_store.others(bucket, ()) == {f"raw/{sha256[:2]}/{sha256}": 7}
    bucket.write(raw_store.place(sha256), b"contend")
    with pytest.raises(PublishError, match="do not match"):
        raw_store.kept(bucket, sha256)


def test_a_damaged_object_is_not_taken_for_whole(bucket: Bucket) -> None:
    remember(bucket, WHOLE, KEY, occasion(FIRST))
    bucket.write(f"snapshots/2026-10/{KEY[:16]}/costs.parquet", b"")
    with pytest.raises(InputError, match="damaged"):
        recalled(bucket, OCTOBER, history(bucket, OCTOBER)[-1])
    remember(bucket, WHOLE, KEY, occasion(FIRST))
    assert_same(recall(bucket, OCTOBER, KEY), WHOLE)


def test_what_packs_rest_on_is_noted(bucket: Bucket) -> None:
    rest(bucket, Resting(period="2026-10", pack="board", run="ab", made_of={"snapshots": {"2026-10": KEY}}))
    (note,) = resting(bucket)
    assert (note.pack, rested(bucket)) == ("board", {"2026-10"})
    assert needs.of_pack(note.made_of, ()) == {f"snapshots/2026-10/{KEY[:16]}"}


def test_one_holds_a_lock_and_the_other_says_who(bucket: Bucket) -> None:
    lock = Lock(storage=bucket, name="locks/a.lock", doing="is reading 2026-10")
    with locks.held(lock), pytest.raises(PublishError, match=f"process {os.getpid()} on"), locks.held(lock):
        pass
    assert bucket.size("locks/a.lock") is None


def test_only_one_creates_an_object(bucket: Bucket) -> None:
    assert [bucket.create("a", content) for content in (b"one", b"two")] == [True, False]
    assert bucket.read("a") == b"one"


def test_whole_folders_and_single_objects_go(bucket: Bucket) -> None:
    bucket.appear("folder", {"a": b"1", "b/c": b"22", "z.json": b"3"})
    assert dict(bucket.below("folder")) == {"folder/a": 1, "folder/b/c": 2, "folder/z.json": 1}
    bucket.remove("folder")
    bucket.remove("nothing")
    assert bucket.below("") == {}


def test_a_writer_that_dies_at_any_object_leaves_a_whole_store(tmp_path: Path) -> None:
    fsspec.filesystem("memory").store.clear()
    sound = buckets.bucket("memory://dying/store", tmp_path)
    remember(sound, WHOLE, KEY, occasion(FIRST))
    known = {KEY}
    for most in range(100):
        broken = Bucket(sound.url, Counting(sound.files, most), sound.root, sound.scratch)
        try:
            remember(broken, WHOLE, OTHER, occasion(SECOND, own="a2"))
        except PublishError as error:
            assert "what was there before is untouched" in error.message  # noqa: PT017 - most of them fail
            last = history(sound, OCTOBER)[-1]
            assert (last.key, recall(sound, OCTOBER, KEY) is not None) == (KEY, True)
            continue
        known.add(history(sound, OCTOBER)[-1].key)
        break
    assert (known, most > 30) == ({KEY, OTHER}, True)
    assert_same(recalled(sound, OCTOBER, history(sound, OCTOBER)[-1]), WHOLE)


def test_a_workspace_may_name_one(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = pipeline.configured(sample)
    assert knowledge.store(settings) == settings.workspace / "store"
    organisation = settings.organisation.model_copy(update={"store": "memory://pmo/store/"})
    found = knowledge.store(settings.model_copy(update={"organisation": organisation}))
    assert isinstance(found, Bucket)
    assert (found.place("periods"), found.scratch) == ("memory://pmo/store/periods", sample / "store")
    monkeypatch.chdir(tmp_path)
    for url, words in (("ftps2://x", "nobody knows how to reach"), ("gs://x", "pmo-reports\\[gcs\\]")):
        with pytest.raises(UsageError) as raised:
            buckets.bucket(url, tmp_path)
        assert words.replace("\\", "") in f"{raised.value}"


def test_what_nothing_needs_goes_there_too(sample: Path, tmp_path: Path) -> None:
    fsspec.filesystem("memory").store.clear()
    settings = pipeline.configured(sample)
    organisation = settings.organisation.model_copy(update={"store": "memory://tidied/store"})
    settings = settings.model_copy(update={"organisation": organisation, "workspace": tmp_path})
    store = knowledge.store(settings)
    for key, day in ((KEY, FIRST), (OTHER, SECOND)):
        remember(store, WHOLE, key, occasion(day, own=key))
    raw_store.keep(store, b"nobody's")
    retention = tidying.Retention(months=0, today=SECOND.replace(year=2027), outs=(tmp_path / "out",))
    found = tidying.tidied(settings, retention, dry=False)
    assert (list(found.snapshots), len(found.inputs)) == ([f"snapshots/2026-10/{KEY[:16]}"], 1)
    assert (recall(store, OCTOBER, KEY), recall(store, OCTOBER, OTHER) is None) == (None, False)
