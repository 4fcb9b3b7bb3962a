"""The hierarchy portfolio > programme > project: one root, known parents, no circles (MSP, P3O)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from pmo_reports.config.organisation import Organisation
from pmo_reports.model.finding import Severity
from pmo_reports.model.tables import TABLES, typed
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows
from pmo_reports.normalise.wording import suggestion

SETTINGS = "settings"
_PROJECTS = TABLES["projects"]


def hierarchy(rows: Rows, organisation: Organisation) -> Rows:
    """The project rows with all that is usual filled in, each below a known parent or the root."""
    rows = _usual(rows, organisation)
    return _uncircled(_adopted(rows, organisation.portfolio.id), organisation.portfolio.id)


def calendared(rows: Rows, calendars: Collection[str]) -> Rows:
    """The rows with a warning for each that names a calendar which there is not, if there are any."""
    written = rows.frame["calendar"].tolist()
    stranger = (
        rows.frame["calendar"].notna() & ~rows.frame["calendar"].isin(list(calendars)) & bool(calendars)
    )
    return rows.faulted(stranger, "calendar", lambda row: _no_calendar(written[row], calendars))


def with_root(projects: pd.DataFrame, organisation: Organisation) -> pd.DataFrame:
    """The accepted projects below the root portfolio, which comes first."""
    root = organisation.portfolio
    if (projects["project_id"] == root.id).any():
        return projects
    told = {
        "project_id": root.id,
        "level": "portfolio",
        "name": root.name,
        "state": "active",
        "currency": organisation.currency,
        "source": SETTINGS,
        "file": "",
        "sheet": "",
    }
    return pd.concat([typed(_PROJECTS, pd.DataFrame([told])), projects], ignore_index=True)


def managers(projects: pd.DataFrame) -> Mapping[str, str]:
    """Project id -> project manager, where one is named."""
    named = projects[projects["project_manager"].notna()]
    return dict(zip(named["project_id"], named["project_manager"], strict=True))


def _usual(rows: Rows, organisation: Organisation) -> Rows:
    """Nothing said means: active, named by its id, in the reporting currency, a project."""
    projects = rows.frame
    parents = projects["project_id"].isin(projects["parent_id"].dropna())
    level = projects["level"].fillna(parents.map({True: "programme", False: "project"}).astype("str"))
    return rows.assign(
        level=level.mask(projects["project_id"] == organisation.portfolio.id, "portfolio"),
        state=projects["state"].fillna("active"),
        name=projects["name"].fillna(projects["project_id"]),
        currency=projects["currency"].str.upper().fillna(organisation.currency),
    )


def _adopted(rows: Rows, root: str) -> Rows:
    """Rows without a parent, or with one that nobody knows, hang below the root."""
    parent, ids = rows.frame["parent_id"], rows.frame["project_id"]
    known = {root, *ids[rows.alive]}
    stranger = parent.notna() & ~parent.isin(known)
    written = parent.tolist()
    told = rows.faulted(stranger, "parent_id", lambda row: _stranger(written[row], known))
    below = parent.mask(stranger | parent.isna(), root)
    return told.assign(parent_id=below.mask(ids == root, None))


def _uncircled(rows: Rows, root: str) -> Rows:
    """Rows that are their own ancestors hang below the root, and nothing is published."""
    live = rows.frame[rows.alive]
    circle = _circle(dict(zip(live["project_id"], live["parent_id"], strict=True)), root)
    hit = rows.frame["project_id"].isin(circle)
    told = rows.faulted(hit, "parent_id", lambda _: _circular(circle))
    return told.assign(parent_id=rows.frame["parent_id"].mask(hit, root))


def _circle(parents: Mapping[str, str], root: str) -> tuple[str, ...]:
    """The ids that are their own ancestors."""
    found = []
    for start in parents:
        seen, at = set[str](), parents[start]
        while at in parents and at not in seen and at not in (root, start):
            seen.add(at)
            at = parents[at]
        found += [start] if at == start and start != root else []
    return tuple(sorted(found))


def _stranger(parent: str, known: set[str]) -> Fault:
    """Why nobody knows the parent: it is several, or there is none of that name."""
    several = [each.strip() for each in re.split(r"[;,|/\n]", parent) if each.strip()]
    return _several(several) if len(several) > 1 and known.issuperset(several) else _unknown(parent, known)


def _several(parents: Sequence[str]) -> Fault:
    return Fault(
        rule="several-parents",
        problem=(
            f"the row has {len(parents)} parents, {' and '.join(map(repr, parents))}; "
            "it hangs below the portfolio, and counts in neither programme"
        ),
        remedy="name the one programme that answers for it; what else it serves is an objective",
    )


def _unknown(parent: str, known: set[str]) -> Fault:
    return Fault(
        rule="unknown-parent",
        problem=f"there is no programme {parent!r}; the row hangs below the portfolio",
        remedy=f"correct the parent, or add it to the list of projects{suggestion(parent, known)}",
    )


def _no_calendar(name: str, known: Collection[str]) -> Fault:
    near = suggestion(name, known)
    return Fault(
        rule="unknown-calendar",
        severity=Severity.WARNING,
        problem=f"there is no calendar {name!r}; working days are the organisation's",
        remedy=f"correct the name, or add it to `calendars:` in config/calendar.yaml{near}",
    )


def _circular(circle: tuple[str, ...]) -> Fault:
    return Fault(
        rule="parent-circle",
        severity=Severity.BLOCK,
        problem=f"a row is below itself: {', '.join(circle)}",
        remedy="give one of them another parent",
    )
