"""Settings from a workspace's YAML files; every mistake at once, each with file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pmo_reports.config.bound_checks import Declared
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.cross_checks import (
    Mistake,
    bound_mistakes,
    measure_mistakes,
    mistakes,
    section_mistakes,
)
from pmo_reports.config.document import Document, document
from pmo_reports.config.files import PACKAGE, documents, rule_file, stray, used
from pmo_reports.config.fiscal_file import with_file
from pmo_reports.config.materiality import Materiality
from pmo_reports.config.measures import Measures
from pmo_reports.config.organisation import Organisation
from pmo_reports.config.packs import Pack
from pmo_reports.config.precedence import Precedence, source_order_mistakes
from pmo_reports.config.pruning import pruned
from pmo_reports.config.rag import RagRules
from pmo_reports.config.setting import Setting
from pmo_reports.config.settings import Settings
from pmo_reports.config.shape import validated
from pmo_reports.config.shipped import package_folder
from pmo_reports.config.sources import Source
from pmo_reports.errors import ConfigurationError, Problem

__all__ = ["load", "package_folder", "rag_rules", "read_from", "register", "store_url"]

_MODELS: Mapping[str, type[Setting]] = {
    "organisation": Organisation,
    "calendar": Calendar,
    "measures": Measures,
    "rag": RagRules,
    "materiality": Materiality,
    "precedence": Precedence,
    "sources": Source,
    "packs": Pack,
}
_REGISTER = {"projects", "crosswalk"}
_JUDGING = ("packs", "rag", "materiality")
"""What comes after tables and measures: how they are judged and shown."""


def load(
    workspace: Path,
    declared: Declared | None = None,
    sections: Collection[str] | None = None,
    *,
    shipped: Path | None = None,
) -> Settings:
    """The settings of `workspace`; what it does not settle itself is as the package settles it.

    `shipped` is a folder to be used in place of the package's own settings: what it was once.

    Where they are given, its rules may name none but the measures `declared`, with bounds that suit them,
    and its packs none but the `sections`.

    Raises:
        UsageError: if `workspace` is no workspace.
        ConfigurationError: with every mistake in every file.
    """
    workspace = workspace.resolve()
    settled: dict[str, Setting] = {}
    problems = list(stray(workspace))
    read = documents(workspace, shipped)
    for key, content in read.items():
        setting, found = _settled(key, content)
        settled |= {key: setting} if setting else {}
        named = _problems(content, _named(setting, declared, sections))
        problems += sorted((*found, *named), key=_line)
    problems += () if problems else (*_incomplete(settled), *_unread(settled, read["precedence"]))
    if "calendar" in settled and not problems:
        settled["calendar"], problems = _with_periods(settled["calendar"], workspace)
    if problems:
        raise ConfigurationError(tuple(dict.fromkeys(problems)))
    return _settings(workspace, settled)


def read_from(settings: Settings) -> Mapping[str, Path]:
    """The files that the settings of a workspace are read from, by name; see `config.files.used`."""
    fiscal = settings.calendar.fiscal.file
    table = {fiscal: settings.workspace / fiscal} if fiscal else {}
    return {**used(settings.workspace), **table}


def store_url(workspace: Path) -> str:
    """The object store that a workspace's settings name, whatever else is wrong with them; "" for its own."""
    file = workspace / "config" / "organisation.yaml"
    named = document(file, "config/organisation.yaml").content.get("store") if file.is_file() else ""
    return named if isinstance(named, str) else ""


def rag_rules(workspace: Path, asked: str, declared: Declared) -> RagRules:
    """The RAG rules in a file, or those of a rule set by its name, checked against the measures there are.

    Raises:
        UsageError: there is no such file and no such rule set.
        ConfigurationError: with every mistake in the file.
    """
    setting, problems = _settled("rag", document(rule_file(workspace, asked), asked))
    if isinstance(setting, RagRules):
        found = _rule_mistakes(setting, declared)
        problems += tuple(Problem(setting.at(*each.keys), each.message, each.remedy) for each in found)
    if problems or not isinstance(setting, RagRules):
        raise ConfigurationError(tuple(sorted(dict.fromkeys(problems), key=_line)))
    return setting


def register(workspace: Path) -> Settings | None:
    """The settings that read the register, whatever is wrong with others; null if there is no calendar.

    The register and the crosswalk of its codes are their only sources; there are no rules and no packs.
    What does not agree in the organisation, such as its risk map, is of no matter to them.
    """
    read = documents(workspace.resolve())
    settled: dict[str, Setting] = {"rag": RagRules(dimensions={})}
    for key in (key for key in read if not key.startswith(("rag", "packs/"))):
        setting, problems = _settled(key, read[key])
        tables = {part.table for part in setting.parts.values()} if isinstance(setting, Source) else _REGISTER
        if setting is not None and tables & _REGISTER and (key == "organisation" or not problems):
            settled[key] = setting
    calendar, unclear = _with_periods(settled.get("calendar", Calendar()), workspace)
    if unclear or not settled.keys() >= {"organisation", "calendar"}:
        return None
    return _settings(workspace.resolve(), settled | {"calendar": calendar})


def _named(
    setting: Setting | None, declared: Declared | None, sections: Collection[str] | None
) -> Iterator[Mistake]:
    """What the rules or a pack name and there is not, and bounds that do not suit their measure."""
    if isinstance(setting, RagRules) and declared is not None:
        yield from _rule_mistakes(setting, declared)
    if isinstance(setting, Pack) and sections is not None:
        yield from section_mistakes(setting, sections)


def _rule_mistakes(rules: RagRules, declared: Declared) -> Iterator[Mistake]:
    yield from measure_mistakes(rules, declared)
    yield from bound_mistakes(rules, declared)


def _settled(key: str, content: Document) -> tuple[Setting | None, tuple[Problem, ...]]:
    """The settings of one file, named after it where it is one of many, and its mistakes."""
    group, _, stem = key.partition("/")
    setting, problems = validated(_MODELS[group], content)
    if setting is None and group == "rag" and content.content:
        content = pruned(RagRules, content)
        setting = validated(RagRules, content)[0] if content.content.get("dimensions") else None
    if setting is not None:
        problems += tuple(_problems(content, mistakes(setting, stem)))
        setting = setting.model_copy(update={"name": stem} if stem else {})
    if isinstance(setting, RagRules | Pack):
        setting = setting.read_from(content)
    return setting, tuple(sorted(problems, key=_line))


def _incomplete(settled: Mapping[str, Setting]) -> Iterator[Problem]:
    for folder, what in (("sources", "nothing is read"), ("packs", "nothing is built")):
        if not any(key.startswith(f"{folder}/") for key in settled):
            yield Problem(
                f"config/{folder}", f"there is no file here, so {what}", "add one YAML file at least"
            )


def _with_periods(calendar: Setting, workspace: Path) -> tuple[Setting, list[Problem]]:
    assert isinstance(calendar, Calendar)  # noqa: S101 - `_MODELS` says so
    whole, problems = with_file(calendar, workspace)
    return whole, list(problems)


def _unread(settled: Mapping[str, Setting], content: Document) -> Iterator[Problem]:
    """Sources in the workspace's own order that nobody reads; the package's names those that it ships."""
    order = settled.get("precedence")
    if isinstance(order, Precedence) and not content.name.startswith(PACKAGE):
        known = [key.partition("/")[2] for key in settled if key.startswith("sources/")]
        yield from _problems(content, source_order_mistakes(order, known))


def _settings(workspace: Path, settled: Mapping[str, Setting]) -> Settings:
    singles = {key: setting for key, setting in settled.items() if "/" not in key}
    folders = {
        folder: {key.partition("/")[2]: one for key, one in settled.items() if key.startswith(f"{folder}/")}
        for folder in ("sources", "packs")
    }
    settings = Settings.model_validate({"workspace": workspace, **singles, **folders})
    digests = {
        "digest": _digest(settings),
        "tables_digest": _digest(settings, without=(*_JUDGING, "measures")),
        "measures_digest": _digest(settings, without=_JUDGING),
    }
    return settings.model_copy(update=digests)


def _digest(settings: Settings, without: Iterable[str] = ()) -> str:
    """SHA-256 over all that is settled. The order of keys counts: dimensions are shown in it.

    Where things lie does not: neither the workspace nor the store.
    """
    left_out = ("workspace", "digest", "tables_digest", "measures_digest", *without)
    content = settings.model_dump(
        mode="json", exclude={**dict.fromkeys(left_out, True), "organisation": {"store"}}
    )
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _line(problem: Problem) -> int:
    line = problem.place.rpartition(":")[2]
    return int(line) if line.isdigit() else 0


def _problems(content: Document, found: Iterable[Mistake]) -> Iterator[Problem]:
    return (Problem(content.at(*each.keys), each.message, each.remedy) for each in found)
