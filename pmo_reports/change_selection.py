"""What of the changes between two periods is asked for: all of them, or those of a project or programme."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pmo_reports.errors import UsageError
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Bridge, Change, ScheduleChange
from pmo_reports.pack.scope import Scope, scope
from pmo_reports.pipeline import Pair

_NEAREST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The changes that are told.

    Attributes:
        project: whose they are; "" for all.
        names: of entities, by id; those that are gone have the name they had.
        material: the ids of the changes that are.
        dimensions: the labels of RAG dimensions by key.
    """

    pair: Pair
    project: str
    names: Mapping[str, str]
    listed: tuple[Change, ...]
    material: frozenset[str]
    schedules: tuple[ScheduleChange, ...]
    bridges: tuple[Bridge, ...]
    dimensions: Mapping[str, str]


def selected(pair: Pair, project: str = "") -> Selected:
    """All that changed, or what changed of one project or programme.

    Raises:
        UsageError: neither period has such a project.
    """
    top = pair.settings.organisation.portfolio
    names = {**_names(pair.before), **_names(pair.after), top.id: top.name}
    whole = project in {"", top.id}
    then, now = (_below(each, project, top.id) for each in (pair.before, pair.after))
    if not whole and then is None and now is None:
        raise _unknown(project, names)
    own = names.keys() if whole else {project, *_entities(then), *_entities(now)}
    found = pair.changes
    return Selected(
        pair=pair,
        project="" if whole else project,
        names=names,
        listed=found.listed if whole else tuple(each for each in found.listed if each.entity in own),
        material=frozenset(change.id for change in found.material),
        schedules=tuple(each for each in found.schedules if each.project in own),
        bridges=found.bridges if whole else _bridges(found.bridges, _projects(then), _projects(now)),
        dimensions={key: each.label for key, each in pair.settings.rag.dimensions.items()},
    )


def _names(assessed: Assessed) -> Mapping[str, str]:
    projects = assessed.portfolio["projects"]
    named = projects["name"].fillna(projects["project_id"])
    return dict(zip(map(str, projects["project_id"]), map(str, named), strict=True))


def _below(assessed: Assessed, project: str, top: str) -> Scope | None:
    """The project with what is below it; null in a period that does not have it."""
    projects = assessed.portfolio["projects"]
    return scope(projects, project, top) if projects["project_id"].eq(project).any() else None


def _entities(found: Scope | None) -> Collection[str]:
    return found.rows if found else ()


def _projects(found: Scope | None) -> frozenset[str]:
    return frozenset(found.projects if found else ())


def _bridges(bridges: tuple[Bridge, ...], then: frozenset[str], now: frozenset[str]) -> tuple[Bridge, ...]:
    narrowed = (bridge.narrowed(then, now) for bridge in bridges)
    return tuple(bridge for bridge in narrowed if bridge)


def _unknown(project: str, names: Mapping[str, str]) -> UsageError:
    known = sorted(names)
    near = get_close_matches(project, known, n=_NEAREST, cutoff=0.5) or known[:_NEAREST]
    return UsageError(f"neither period has a project {project!r}", remedy=f"nearest: {', '.join(near)}")
