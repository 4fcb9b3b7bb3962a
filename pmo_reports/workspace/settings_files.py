"""The settings that a new workspace starts with: copies of the package's own, or a preset's."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from pmo_reports.errors import UsageError

OF_SOURCES = ("precedence.yaml", "sources/*.yaml")
SETTINGS = ("organisation.yaml", "rag.yaml", "calendar.yaml", *OF_SOURCES, "packs/*.yaml")

_REGISTER = ("config/sources/portfolio.yaml", "config/sources/crosswalk.yaml")
_PROJECTS = re.compile(rb"^\s+table: projects\s*$", re.MULTILINE)


def settings_files(config_folder: Path, preset: str = "") -> dict[str, bytes]:
    """Path in the workspace -> content.

    With a preset, its file is the only source, so the precedence between ours stays behind, but for the
    register and the crosswalk where it brings no projects itself; files of a folder of its name replace
    those of the same name.

    Raises:
        UsageError: if there is no such preset.
    """
    files = _found(config_folder)
    if not preset:
        return files
    source = _preset(config_folder, preset)
    own = {f"config/sources/{preset}.yaml": source}
    needed = () if _PROJECTS.search(source) else _REGISTER
    left = set(_found(config_folder, OF_SOURCES)) - set(needed)
    kept = {path: content for path, content in files.items() if path not in left}
    return kept | own | _found(config_folder / "presets" / preset)


def presets(config_folder: Path) -> tuple[str, ...]:
    """The names of the presets that there are."""
    return tuple(sorted(path.stem for path in (config_folder / "presets").glob("*.yaml")))


def _found(folder: Path, patterns: tuple[str, ...] = SETTINGS) -> dict[str, bytes]:
    paths = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    return {f"config/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def _meant(preset: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(preset.casefold(), known, n=3)
    mean = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
    return f"{mean}choose one of: {', '.join(known) or 'none yet'}"


def _preset(config_folder: Path, preset: str) -> bytes:
    known = presets(config_folder)
    if preset not in known:
        raise UsageError(f"there is no preset {preset!r}", remedy=_meant(preset, known))
    return (config_folder / "presets" / f"{preset}.yaml").read_bytes()
