"""The settings that a new workspace starts with: copies of the package's own, or a preset's."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from pmo_reports.errors import UsageError

OF_SOURCES = ("precedence.yaml", "sources/*.yaml")
SETTINGS = (
    "organisation.yaml",
    "rag.yaml",
    "calendar.yaml",
    "measures.yaml",
    "materiality.yaml",
    *OF_SOURCES,
    "packs/*.yaml",
)

_REGISTER = ("config/sources/portfolio.yaml", "config/sources/crosswalk.yaml")
_BELOW = re.compile(rb"^preset: ([\w.-]+)\s*(?:#.*)?$", re.MULTILINE)
_PROJECTS = re.compile(rb"^\s+table: projects\s*$", re.MULTILINE)


def settings_files(config_folder: Path, preset: str = "") -> dict[str, bytes]:
    """Path in the workspace -> content.

    With a preset, its file is the only source, so the precedence between ours stays behind, but for the
    register and the crosswalk where it brings no projects itself; files of a folder of its name replace
    those of the same name, and so do those of the presets that it stands on where it has none itself.

    Raises:
        UsageError: if there is no such preset.
    """
    files = _found(config_folder)
    if not preset:
        return files
    layers = _layers(config_folder, preset)
    needed = () if any(map(_PROJECTS.search, layers.values())) else _REGISTER
    left = set(_found(config_folder, OF_SOURCES)) - set(needed)
    kept = {path: content for path, content in files.items() if path not in left}
    kept[f"config/sources/{preset}.yaml"] = layers[preset]
    for name in reversed(layers):
        kept |= _found(config_folder / "presets" / name)
    return kept


def presets(config_folder: Path) -> tuple[str, ...]:
    """The names of the presets that there are."""
    return tuple(sorted(path.stem for path in (config_folder / "presets").glob("*.yaml")))


def _found(folder: Path, patterns: tuple[str, ...] = SETTINGS) -> dict[str, bytes]:
    paths = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    return {f"config/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def _layers(config_folder: Path, preset: str) -> dict[str, bytes]:
    """The preset and those that it stands on, each with its file, itself first."""
    layers = {preset: _preset(config_folder, preset)}
    below = _BELOW.search(layers[preset])
    while below and (name := below[1].decode()) not in layers:
        layers[name] = _preset(config_folder, name)
        below = _BELOW.search(layers[name])
    return layers


def _meant(preset: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(preset.casefold(), known, n=3)
    mean = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
    return f"{mean}choose one of: {', '.join(known) or 'none yet'}"


def _preset(config_folder: Path, preset: str) -> bytes:
    known = presets(config_folder)
    if preset not in known:
        raise UsageError(f"there is no preset {preset!r}", remedy=_meant(preset, known))
    return (config_folder / "presets" / f"{preset}.yaml").read_bytes()
