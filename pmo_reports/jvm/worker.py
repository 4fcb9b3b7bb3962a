"""The worker: one process with one JVM for a whole run, held to limits and replaced when it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import IO, Any, Self, cast

from pmo_reports.jvm import frames
from pmo_reports.jvm.java import import_path, packages, runtime
from pmo_reports.jvm.trouble import Trouble, TroubleError

Record = Mapping[str, object]
Records = Mapping[str, Sequence[Record]]
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from pmo_reports.jvm.program import main; main()"
_OUT_OF_MEMORY = 3  # how a JVM ends with ExitOnOutOfMemoryError
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")  # nothing else of the environment reaches the JVM
_SAID = 300
RECORDS_A_MEGABYTE = 700
"""Records that may be made for each megabyte of heap, where the heap is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost: seconds to read it, seconds to start Java, the JVM's heap in megabytes.

    A file of at most `small` bytes, unpacked, gets `small_heap` and may make `small_records`: this process
    and the JVM's then stay within 300 MB together, whatever the file holds. A larger one gets the least of
    `heaps` that holds `dense` times its size (`sparse` times, if it is XML), else the largest, and may make
    `records`: both processes then stay within 600 MB, for files of up to 100 MB. That is room for a plan of
    10,000 activities with costs by month, 40 MB of Project XML.
    """

    seconds: float = 120
    start_seconds: float = 60
    heaps: tuple[int, ...] = (128, 256)
    records: int = 190_000
    small_heap: int = 56
    small_records: int = 39_200
    small: int = 2_000_000
    dense: int = 15
    sparse: int = 4

    def heap_for(self, size: int, *, is_xml: bool = False) -> int:
        """The heap for a file of `size` bytes, unpacked."""
        if size <= self.small:
            return min(self.small_heap, self.heaps[-1])
        need = self.small_heap + (self.sparse if is_xml else self.dense) * (size - self.small) / 1_000_000
        return next((heap for heap in self.heaps if heap >= need), self.heaps[-1])

    def records_for(self, size: int) -> int:
        """The records that a file of `size` bytes, unpacked, may make."""
        return self.small_records if size <= self.small else self.records


LIMITS = Limits()


class Worker:
    """The process, started when it is first needed; a context manager that ends it.

    After a file that takes too long, or too much memory, or that ends the process, the next file gets a
    process of its own.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._heap = limits.heap_for(0)
        self.starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process, if there is one."""
        self._end()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def read(self, content: bytes, size: int = 0, heap: int = 0) -> Mapping[str, Any]:
        """What a schedule file holds, as plain records by kind, with `notes` of what was left out.

        `size` is in bytes, unpacked (0: as it is); `heap` in megabytes (0: by its size). A process of
        another heap is ended first. The more heap, the more records may be made.

        Raises:
            TroubleError: it could not be read; the next file can.
        """
        size = size or len(content)
        self._allow(heap or self._limits.heap_for(size, is_xml=_is_xml(content)))
        most = heap * RECORDS_A_MEGABYTE or self._limits.records_for(size)
        with tempfile.NamedTemporaryFile(
            prefix="schedule-"
        ) as file:  # neither process needs it in memory twice
            file.write(content)
            file.flush()
            answer = self._asked({"do": "read", "records": most, "path": file.name}, b"")
        return {"records": answer.records, "notes": answer.head["notes"]}

    def write(self, records: Records, form: str) -> bytes:
        """A schedule file of `records` (in the shape that `read` gives) in `form`.

        Forms: mspdi, xer, pmxml, planner, mpx, and mpx in another language ("mpx-de"). The same records
        give the same bytes: no time of export, no user, no random ids.

        Raises:
            TroubleError: it could not be written.
        """
        asked = json.dumps(records).encode()
        self._allow(self._limits.heap_for(len(asked), is_xml=True))
        return self._asked({"do": "write", "form": form}, asked).body

    def ready(self) -> str:
        """The version of the Java that runs; starts it.

        Raises:
            TroubleError: it does not start.
        """
        return str(self._asked({"do": "ready"}, b"").head["java"])

    @property
    def _room(self) -> str:
        """The folder of this worker's own, made when it is first needed."""
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="pmo-reports-jvm-")
        return self._folder.name

    def _allow(self, heap: int) -> None:
        """A heap of so many megabytes for what comes next."""
        if heap != self._heap:
            self._end()
            self._heap = heap

    def _asked(self, head: frames.Head, body: bytes) -> frames.Answer:
        if self._process is None:
            self._start()
        answer = self._exchanged(head, body, self._limits.seconds)
        if "trouble" in answer.head:
            raise TroubleError(Trouble(answer.head["trouble"]), str(answer.head["said"])[:_SAID])
        return answer

    def _start(self) -> None:
        java, lacking = runtime(), packages()
        if java is None or lacking:
            raise TroubleError(Trouble.NO_JAVA, f"not installed: {', '.join(lacking) or 'a Java runtime'}")
        self._process = _started(self._room, str(java.library), self._heap, self._limits.seconds)
        self.starts += 1
        try:
            answer = self._exchanged({"do": "ready"}, b"", self._limits.start_seconds).head
        except TroubleError as error:
            raise TroubleError(Trouble.NO_JAVA, f"it does not start: {error.message}") from error
        if "trouble" in answer:
            self._end()
            raise TroubleError(Trouble.NO_JAVA, f"it does not start: {answer['said']}"[:_SAID])

    def _exchanged(self, head: frames.Head, body: bytes, seconds: float) -> frames.Answer:
        process = cast("subprocess.Popen[bytes]", self._process)
        watch = _Watch(process, seconds)
        try:
            with watch:
                frames.send(cast("Any", process.stdin), head, body)
                return frames.answer(cast("Any", process.stdout))
        except (EOFError, OSError, ValueError) as error:
            code = self._end()
            raise self._failed(code, seconds, late=watch.late) from error
        except BaseException:  # an interrupted exchange leaves half an answer in the pipe
            self._end()
            raise

    def _failed(self, code: int | None, seconds: float, *, late: bool) -> TroubleError:
        if late:
            return TroubleError(Trouble.TOO_SLOW, f"it was not done within {seconds:g} seconds")
        if code == _OUT_OF_MEMORY:
            return TroubleError(Trouble.TOO_LARGE, f"it needs more than {self._heap} MB of memory")
        said = _last_words(self._folder.name) if self._folder else ""
        return TroubleError(Trouble.BROKEN_OFF, said or f"the process ended with code {code}")

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        for stream in (process.stdin, process.stdout):
            _closed(stream)
        try:
            return process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _is_xml(content: bytes) -> bool:
    return content[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


class _Watch:
    """Kills a process that is not done in time, and remembers that it did."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.late = False
        self._process = process
        self._timer = Timer(seconds, self._ring)
        self._timer.daemon = True

    def _ring(self) -> None:
        self.late = True
        self._process.kill()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _started(folder: str, library: str, heap: int, seconds: float) -> subprocess.Popen[bytes]:
    asked = {"library": library, "heap": heap, "seconds": seconds, "folder": folder}
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with (Path(folder) / "said").open("wb") as said:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-I", "-c", _PROGRAM, import_path(), json.dumps(asked)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env={**kept, "TMPDIR": folder, "LC_ALL": "C.UTF-8"},
            cwd=folder,
        )


def _last_words(folder: str) -> str:
    try:
        lines = (Path(folder) / "said").read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:_SAID]


def _closed(stream: IO[bytes] | None) -> None:
    if stream is not None:
        try:
            stream.close()
        except OSError:  # the other end went first, with bytes still in our buffer
            return
