"""The folders that ship with the package: default settings, templates and fonts."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def package_folder(name: str) -> Path:
    """The folder `name` ("config", "templates/fonts") inside the wheel, else beside the package."""
    first, _, rest = name.partition("/")
    inside = _PACKAGE / f"_{first}"
    return (inside if inside.is_dir() else _PACKAGE.parent / first) / rest
