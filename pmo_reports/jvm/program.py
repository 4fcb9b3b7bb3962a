"""The program that runs in the process: it starts a JVM, then answers one request after the other.

It gives up what it does not need before Java starts: the network, core files, large files, much memory.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from pmo_reports.jvm import frames
from pmo_reports.jvm.trouble import Trouble, TroubleError

MEGABYTE = 1_000_000
_ADDRESS_SPACE = 4_000 * MEGABYTE  # of which a JVM reserves much and uses little
_SMALL_HEAP = 64  # megabytes; what is less is not worth the time
_LARGEST_FILE = 400 * MEGABYTE
_LARGEST_PART = 8 * MEGABYTE  # five hundred records, of a few thousand letters each
_GRACE = 15  # seconds after the parent's own limit, if the parent is no longer there to keep it
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # linux/sched.h
_NOWHERE = "127.0.0.1"
_DISCARD = "9"  # the discard port: nobody listens


def main() -> None:
    """Answers requests from standard input until it ends."""
    asked = json.loads(sys.argv[2])
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what Java prints must not stand between answers
    restrain()
    while True:
        try:
            head, body = frames.receive(requests)
        except EOFError:
            os._exit(0)
        _answer(answers, asked, head, body)


def _answer(answers: BinaryIO, asked: dict[str, Any], head: frames.Head, body: bytes) -> None:
    _alarm(int(asked["seconds"]) + _GRACE)
    try:
        for message in _messages(asked, head, body):
            frames.send(answers, *message)
    except Exception as error:  # noqa: BLE001 - whatever Java throws is an answer, too
        frames.send(answers, {"trouble": _trouble(error), "said": _said(error)})
    finally:
        _alarm(0)
        if asked["heap"] > _SMALL_HEAP:
            _give_back()


def _messages(asked: dict[str, Any], head: frames.Head, body: bytes) -> Iterator[frames.Message]:
    """What is answered: parts of the records, if a file is read, and a last message."""
    start(asked)
    if head["do"] == "ready":
        import jpype  # noqa: PLC0415 - not before the process has restrained itself

        yield {"java": ".".join(map(str, jpype.getJVMVersion()))}, b""
    elif head["do"] == "read":
        yield from _read(str(head["path"]), int(head["records"]))
    else:
        from pmo_reports.jvm.writing import written  # noqa: PLC0415 - imports Java

        yield {}, written(json.loads(body), str(head["form"]))


def _read(path: str, most: int) -> Iterator[frames.Message]:
    """The file's records as they are made, so that there are never many, then what was left out."""
    from pmo_reports.jvm import reading  # noqa: PLC0415 - imports Java

    found = reading.plans(path)
    if not found:
        yield {"trouble": Trouble.NOTHING, "said": "no project was found in it"}, b""
        return
    for kind, records in reading.parts(found, most):
        message = frames.part(kind, records)
        if len(message[1]) > _LARGEST_PART:
            raise TroubleError(Trouble.TOO_LARGE, f"its {kind.replace('_', ' ')} hold texts without end")
        yield message
    yield {"notes": reading.notes(found)}, b""


def _give_back() -> None:
    """Returns what a large file took: the heap shrinks when all of it is looked through."""
    import jpype  # noqa: PLC0415 - not before the process has restrained itself

    if jpype.isJVMStarted():
        jpype.java.lang.System.gc()


def start(asked: dict[str, Any]) -> None:
    """Starts the JVM, if it does not run yet."""
    import jpype  # noqa: PLC0415 - not before the process has restrained itself
    import mpxj  # noqa: F401, PLC0415 - puts its jars on the class path

    if not jpype.isJVMStarted():
        jpype.addClassPath(str(Path(__file__).with_name("charsets.jar")))
        jpype.startJVM(asked["library"], *options(asked), convertStrings=False)


def options(asked: dict[str, Any]) -> tuple[str, ...]:
    """How the JVM is started: small, quick to start, the same everywhere, without ways out."""
    nowhere = (f"-D{kind}Host={_NOWHERE}" for kind in ("socksProxy", "http.proxy", "https.proxy"))
    ports = (f"-D{kind}Port={_DISCARD}" for kind in ("socksProxy", "http.proxy", "https.proxy"))
    return (
        f"-Xmx{asked['heap']}m",
        "-Xms8m",  # without it a large machine's Java takes all of the heap at once and never gives it back
        "-Xss4m",
        "-XX:MaxMetaspaceSize=96m",
        "-XX:ReservedCodeCacheSize=24m",
        "-XX:+UseSerialGC",
        *("-XX:MinHeapFreeRatio=20", "-XX:MaxHeapFreeRatio=40", "-XX:-ShrinkHeapInSteps"),
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        f"-XX:ErrorFile={asked['folder']}/crash.log",
        "-XX:CompressedClassSpaceSize=128m",
        *(("--enable-native-access=ALL-UNNAMED",) if _is_new(asked["library"]) else ()),
        f"-Djava.io.tmpdir={asked['folder']}",
        f"-Dorg.sqlite.tmpdir={asked['folder']}",
        *("-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC"),
        *("-Duser.language=en", "-Duser.country=GB", "-Duser.name=pmo-reports"),
        "-Dlog4j2.StatusLogger.level=OFF",
        *nowhere,
        *ports,
        *("-Dhttp.nonProxyHosts=", "-DsocksNonProxyHosts=", "-Djdk.net.hosts.file=/dev/null"),
        *(f"-Djavax.xml.accessExternal{kind}=" for kind in ("DTD", "Schema", "Stylesheet")),
        *("-Djdk.xml.entityExpansionLimit=1000", "-Djdk.xml.totalEntitySizeLimit=1000000"),
    )


def _is_new(library: str) -> bool:
    """Whether Java warns of native access that was not granted (from 24 on; 17 knows the option, too)."""
    from pmo_reports.jvm.java import major_of  # noqa: PLC0415 - a cheap look into the runtime's folder

    return major_of(Path(library)) >= 24  # noqa: PLR2004 - JEP 472


def restrain() -> None:
    """Gives up the network where the system lets a process do so, and sets the limits there are."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - not on Windows

        for kind, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, _LARGEST_FILE),
            (resource.RLIMIT_AS, _ADDRESS_SPACE),
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def _alarm(seconds: int) -> None:
    """Ends this process after `seconds`, even if Java never comes back; 0 takes the alarm away."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, TroubleError):
        return error.trouble
    return Trouble.TOO_LARGE if "OutOfMemory" in str(type(error)) else Trouble.REFUSED


def _said(error: Exception) -> str:
    """The innermost cause's own words."""
    if isinstance(error, TroubleError):
        return error.message
    cause: Any = error
    while hasattr(cause, "getCause") and cause.getCause() is not None:
        cause = cause.getCause()
    words = str(cause).strip()
    return words.rpartition("Exception: ")[2] or type(cause).__name__
