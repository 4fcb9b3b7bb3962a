"""Which settings files count: the workspace's own, else the defaults that ship with the package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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


def documents(workspace: Path) -> Mapping[str, Document]:
    """Every settings file by what it settles: `rag`, `sources/finance`, `packs/board`.

    Raises:
        UsageError: if `workspace` is no workspace.
    """
    if not (workspace / "config").is_dir() and not (workspace / "inputs").is_dir():
        raise UsageError(
            "this folder is no workspace: it has neither config nor inputs",
            place=str(workspace),
            remedy=f"pmo-reports init {workspace}",
        )
    found = {name: _single(workspace, name) for name in SINGLE}
    for folder in FOLDERS:
        found |= {f"{folder}/{each.stem}": _part(workspace, each) for each in _files(workspace, folder)}
    return found


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


def _single(workspace: Path, name: str) -> Document:
    own = workspace / "config" / f"{name}.yaml"
    return _read(workspace, own if own.exists() else package_folder("config") / own.name)


def _files(workspace: Path, folder: str) -> list[Path]:
    own = sorted((workspace / "config" / folder).glob("*.yaml"))
    return own or sorted((package_folder("config") / folder).glob("*.yaml"))


def preset(workspace: Path, name: str) -> Document:
    """The settings of a preset, laid over those of the preset that it stands on, if it names one."""
    return _based(workspace, _read(workspace, _presets(workspace)[name]), (name,))


def _part(workspace: Path, file: Path) -> Document:
    """A source or a pack, laid over its preset if it names one."""
    return _based(workspace, _read(workspace, file))


def _based(workspace: Path, top: Document, above: tuple[str, ...] = ()) -> Document:
    """`top` laid over its preset, that over its own, and so on; `above` are the presets so far."""
    if "preset" not in top.content:
        return top
    name, known = str(top.content["preset"]), _presets(workspace)
    if name in above:
        return _without_base(top, f"the presets stand on one another: {' > '.join((*above, name))}", "end it")
    if name not in known:
        return _without_base(top, f"there is no preset {name!r}", suggestion(name, known))
    base = _based(workspace, _read(workspace, known[name]), (*above, name))
    if base.problems and not base.content:
        return Document(name=top.name, problems=(*base.problems, *top.problems))
    return overlaid(base, top)


def _without_base(top: Document, message: str, remedy: str) -> Document:
    return Document(name=top.name, problems=(*top.problems, Problem(top.at("preset"), message, remedy)))


def _presets(workspace: Path) -> dict[str, Path]:
    """The presets by name; those of the workspace win."""
    folders = (package_folder("config") / "presets", workspace / "config" / "presets")
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.yaml"))}


def _read(workspace: Path, file: Path) -> Document:
    if file.is_relative_to(workspace):
        return document(file, file.relative_to(workspace).as_posix())
    return document(file, f"{PACKAGE}config/" + file.relative_to(package_folder("config")).as_posix())
