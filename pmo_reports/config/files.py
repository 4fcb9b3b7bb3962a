"""Which settings files count: the workspace's own, else the defaults that ship with the package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pmo_reports.config.document import Document, document, overlaid
from pmo_reports.config.mistake import suggestion
from pmo_reports.config.shipped import package_folder
from pmo_reports.errors import Problem, UsageError

SINGLE = ("organisation", "calendar", "measures", "rag", "materiality", "precedence")
FOLDERS = ("sources", "packs")
RULE_SETS = "rag"
"""The folder of rule sets among the presets."""
PACKAGE = "(package) "
_WORDS = (re.compile(r"\w[\w .()-]*"), "use letters, digits, blanks, - and _")
_NAMES = {
    "packs": (re.compile(r"\w(?:[\w.-]*[\w-])?"), "use letters, digits, - and _"),
    "sources": _WORDS,
    "presets": _WORDS,
}


def documents(workspace: Path, shipped: Path | None = None) -> Mapping[str, Document]:
    """Every settings file by what it settles: `rag`, `sources/finance`, `packs/board`.

    `shipped` is a folder to be used in place of the defaults and presets of the package.

    Raises:
        UsageError: if `workspace` is no workspace.
    """
    if not (workspace / "config").is_dir() and not (workspace / "inputs").is_dir():
        raise UsageError(
            "this folder is no workspace: it has neither config nor inputs",
            place=str(workspace),
            remedy=f"pmo-reports init {workspace}",
        )
    place = _Place(workspace, shipped or package_folder("config"))
    found = {name: _read(place, _single(place, name)) for name in SINGLE}
    for folder in FOLDERS:
        found |= {f"{folder}/{each.stem}": _part(place, each) for each in _files(place, folder)}
    return found


def used(workspace: Path, shipped: Path | None = None) -> Mapping[str, Path]:
    """The files that the settings are read from, presets included, by the names that messages have for them.

    Those of the package are called `(package) config/...`. A table of fiscal periods is no settings file.
    """
    place = _Place(workspace, shipped or package_folder("config"))
    files = [_single(place, name) for name in SINGLE]
    for folder in FOLDERS:
        files += [each for part in _files(place, folder) for each in (part, *_bases(place, part))]
    return {_name(place, file): file for file in files if file.is_file()}


def rule_file(workspace: Path, asked: str) -> Path:
    """The file of RAG rules that is asked for: by its path, or by the name of a rule set.

    Raises:
        UsageError: there is none.
    """
    known = {
        file.stem: file
        for folder in (package_folder("config") / "presets", workspace / "config" / "presets")
        for file in sorted((folder / RULE_SETS).glob("*.yaml"))
    }
    path = Path(asked)
    if not path.is_file() and asked not in known:
        named = suggestion(path.stem, known) if known else ""
        raise UsageError(
            f"there is no file of rules {asked!r}", remedy=f"name a file, or a rule set; {named}"
        )
    return path if path.is_file() else known[asked]


def stray(workspace: Path) -> Iterator[Problem]:
    """Files in the workspace's config folder that nobody reads, such as a misspelt `rga.yaml`."""
    names = [f"{name}.yaml" for name in SINGLE]
    for file in sorted((workspace / "config").glob("*.y*ml")):
        if file.name not in names:
            yield Problem(f"config/{file.name}", "nobody reads this file", suggestion(file.name, names))
    yield from _odd(workspace)
    for folder in (*FOLDERS, "presets"):
        for file in sorted((workspace / "config" / folder).glob("*.yml")):
            yield Problem(
                f"config/{folder}/{file.name}", "nobody reads this file", f"name it {file.stem}.yaml"
            )


def _odd(workspace: Path) -> Iterator[Problem]:
    """Files whose names are no names: what a pack is called, its folder and files are called, too."""
    for folder, (plain, allowed) in _NAMES.items():
        for file in sorted((workspace / "config" / folder).glob("*.yaml")):
            if not plain.fullmatch(file.stem):
                yield Problem(f"config/{folder}/{file.name}", f"{file.stem!r} is no name", allowed)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where settings are looked for: a workspace, and the folder of those that ship."""

    workspace: Path
    shipped: Path


def _single(place: _Place, name: str) -> Path:
    own = place.workspace / "config" / f"{name}.yaml"
    return own if own.exists() else place.shipped / own.name


def _files(place: _Place, folder: str) -> list[Path]:
    own = sorted((place.workspace / "config" / folder).glob("*.yaml"))
    return own or sorted((place.shipped / folder).glob("*.yaml"))


def preset(workspace: Path, name: str) -> Document:
    """The settings of a preset, laid over those of the preset that it stands on, if it names one."""
    place = _Place(workspace, package_folder("config"))
    return _based(place, _read(place, _presets(place)[name]), (name,))


def _part(place: _Place, file: Path) -> Document:
    """A source or a pack, laid over its preset if it names one."""
    return _based(place, _read(place, file))


def _based(place: _Place, top: Document, above: tuple[str, ...] = ()) -> Document:
    """`top` laid over its preset, that over its own, and so on; `above` are the presets so far."""
    if "preset" not in top.content:
        return top
    name, known = str(top.content["preset"]), _presets(place)
    if name in above:
        return _without_base(top, f"the presets stand on one another: {' > '.join((*above, name))}", "end it")
    if name not in known:
        return _without_base(top, f"there is no preset {name!r}", suggestion(name, known))
    base = _based(place, _read(place, known[name]), (*above, name))
    if base.problems and not base.content:
        return Document(name=top.name, problems=(*base.problems, *top.problems))
    return overlaid(base, top)


def _bases(place: _Place, file: Path) -> Iterator[Path]:
    """The presets that a source or a pack stands on, the nearest first."""
    known, above = _presets(place), {file}
    while (name := str(_read(place, file).content.get("preset", ""))) in known and known[name] not in above:
        file = known[name]
        above.add(file)
        yield file


def _without_base(top: Document, message: str, remedy: str) -> Document:
    return Document(name=top.name, problems=(*top.problems, Problem(top.at("preset"), message, remedy)))


def _presets(place: _Place) -> dict[str, Path]:
    """The presets by name; those of the workspace win."""
    folders = (place.shipped / "presets", place.workspace / "config" / "presets")
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.yaml"))}


def _read(place: _Place, file: Path) -> Document:
    return document(file, _name(place, file))


def _name(place: _Place, file: Path) -> str:
    if file.is_relative_to(place.workspace):
        return file.relative_to(place.workspace).as_posix()
    return f"{PACKAGE}config/" + file.relative_to(place.shipped).as_posix()
