"""What changed since the period before, of what a section is about: its own entities and no others."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_reports.model.changes import Change, ChangeKind, ScheduleChange
from pmo_reports.pack.view import View


def listed(view: View, *kinds: ChangeKind) -> tuple[Change, ...]:
    """The changes of what the view is about, material or not, the most material first."""
    return _of(view, view.now.changes.listed if view.now.changes else (), kinds)


def material(view: View, *kinds: ChangeKind) -> tuple[Change, ...]:
    """Those that are material."""
    return _of(view, view.now.changes.material if view.now.changes else (), kinds)


def moved_schedules(view: View) -> tuple[ScheduleChange, ...]:
    """The schedules that moved, of the projects that the view is about."""
    whole = view.now.changes.schedules if view.now.changes else ()
    own = frozenset(view.projects)
    return tuple(each for each in whole if each.project in own)


def earlier_projects(view: View) -> tuple[str, ...]:
    """The projects that were the entity's one period before."""
    return view.at(view.before).projects if view.before else ()


def _of(view: View, changes: Iterable[Change], kinds: tuple[ChangeKind, ...]) -> tuple[Change, ...]:
    some = (change for change in changes if not kinds or change.kind in kinds)
    if _whole(view):
        return tuple(some)
    own = _entities(view)
    return tuple(change for change in some if change.entity in own)


def _whole(view: View) -> bool:
    """Whether the view is about all there is: then what has no project is its own, too."""
    return view.entity == view.settings.organisation.portfolio.id


def _entities(view: View) -> frozenset[str]:
    """The entity, what is below it, and what was."""
    if view.entity not in {view.scope.root, *view.scope.programmes}:
        return frozenset((view.entity,))
    groups = view.scope.programmes if view.entity == view.scope.root else ()
    return frozenset((view.entity, *groups, *view.projects, *earlier_projects(view)))
