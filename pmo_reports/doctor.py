"""What this machine has and lacks, each with the command that mends it. Imports nothing heavy."""

from __future__ import annotations

import ctypes.util
import platform
import sys
from importlib import metadata
from typing import NamedTuple

from pmo_reports.config.loading import package_folder
from pmo_reports.jvm import java

LEAST_PYTHON = (3, 11)
LIBRARIES = {
    "pango-1.0": "text layout for the PDF",
    "pangoft2-1.0": "fonts for the PDF",
    "harfbuzz-subset": "small fonts in the PDF (works without, slower)",
}
DEBIAN = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
JAVA = "install Java 11 or newer (apt-get install openjdk-17-jre-headless; brew install openjdk)"
MAC = "brew install pango"
PINS = {"prefect": ("3.8.8", "3.9"), "fastapi": ("0.139", "0.151"), "sqlalchemy": ("2.0", "2.1")}


class Check(NamedTuple):
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def checks() -> tuple[Check, ...]:
    """Everything that a build needs, in the order in which it fails."""
    return (_python(), *_libraries(), *_packages(), _java(), *_folders())


def _python() -> Check:
    version = platform.python_version()
    return Check("Python", sys.version_info >= LEAST_PYTHON, version, "install Python 3.11 or newer")


def _libraries() -> tuple[Check, ...]:
    remedy = MAC if sys.platform == "darwin" else DEBIAN
    return tuple(_library(name, use, remedy) for name, use in LIBRARIES.items())


def _library(name: str, use: str, remedy: str) -> Check:
    found = ctypes.util.find_library(name)
    return Check(name, bool(found), f"{found or 'not found'}; {use}", remedy)


def _packages() -> tuple[Check, ...]:
    return tuple(_package(name, low, high) for name, (low, high) in PINS.items())


def _package(name: str, low: str, high: str) -> Check:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, ok=False, detail="not installed", remedy="run scripts/setup")
    ok = _numbers(low) <= _numbers(version) < _numbers(high)
    wanted = f"works from {low} to before {high} (flows do not run or are not scheduled otherwise)"
    return Check(name, ok, f"{version}; {wanted}", "run scripts/setup: it installs the locked versions")


def _java() -> Check:
    """Whether schedules of planning tools can be read: Java and the packages that use it."""
    found, lacking = java.runtime(), java.packages()
    use = "reads schedules (.mpp, .xer and the like)"
    if found is None or lacking:
        missing = ", ".join(lacking) or "not found"
        return Check("Java", ok=False, detail=f"{missing}; {use}", remedy=f"run scripts/setup, or {JAVA}")
    return Check("Java", ok=True, detail=f"{found.version} from {found.origin}; {use}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3] if part.isdigit())


def _folders() -> tuple[Check, ...]:
    wanted = {"templates": "templates/pdf", "fonts": "templates/fonts", "default settings": "config/packs"}
    return tuple(
        Check(name, package_folder(path).is_dir(), str(package_folder(path)), "install the package again")
        for name, path in wanted.items()
    )
