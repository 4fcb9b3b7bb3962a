"""Fingerprints of what a pack is made by: our code, the libraries that shape it, the templates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

SHAPING = (
    "babel",
    "clevercsv",
    "defusedxml",
    "holidays",
    "jinja2",
    "jpype1",
    "lxml",
    "mpxj",
    "numpy",
    "openpyxl",
    "pandas",
    "pyarrow",
    "pydantic",
    "python-calamine",
    "python-pptx",
    "ruamel.yaml",
    "weasyprint",
)
RUN_DIGITS = 10


@cache
def code() -> str:
    """SHA-256 over the package's source and the versions of the libraries that shape its output."""
    source = Path(__file__).parent
    versions = json.dumps({name: metadata.version(name) for name in SHAPING}, sort_keys=True)
    ours = "".join(of_folders([source], f"*.{kind}") for kind in ("py", "jar", "po"))
    return hashlib.sha256((ours + versions).encode()).hexdigest()


def version(library: str) -> str:
    """The installed version of a library whose content shows in the output: the public holidays."""
    return metadata.version(library)


def of_folders(folders: Iterable[Path], pattern: str = "*") -> str:
    """SHA-256 over names and contents of the files below `folders`."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob(pattern) if p.is_file() and "__pycache__" not in p.parts):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def of(parts: Mapping[str, object]) -> str:
    """SHA-256 over `parts`, which must be JSON values."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def run(parts: Mapping[str, object]) -> str:
    """The run id: short enough to print, the same whenever the same pack is built again."""
    return of(parts)[:RUN_DIGITS]
