"""Projects rolled up by any column of the register: sponsor, class, stage, objective, or one of your own.

The same policy gives a group's state as gives the portfolio's; a project of several objectives counts in
each of them, one that names none in the group of those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd

from pmo_reports.config.rag import Rollup
from pmo_reports.errors import UsageError
from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.figures import Sentence
from pmo_reports.model.rag import Rag
from pmo_reports.model.tables import PROVENANCE, TABLES, Portfolio
from pmo_reports.model.wording import say
from pmo_reports.rag import reasons
from pmo_reports.rag.board import States, states
from pmo_reports.rag.codes import known
from pmo_reports.rag.programmes import weighed_by, weights
from pmo_reports.rag.register import Places, Register
from pmo_reports.rag.rollup import Parts, wholes

NOT_STATED = ""
"""The value of the group of projects that say nothing in the column."""
NOBODY = say("Judged by what is declared alone, and nobody declares a group.")
OBJECTIVES = ("objective", "objectives")
SEPARATORS = r"[;|\n]"
_ROW = ("source", "file", "sheet", "row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The projects that share a value of a column, and their state together.

    Attributes:
        value: what they share, "" where the column is empty.
        projects: their ids.
        counts: how many of them are in which state.
        state: what the policy gives; `sure` if nothing unknown could make it worse.
        reason: the policy, its score and the counts.
    """

    value: str
    projects: tuple[str, ...]
    counts: Mapping[Rag, int]
    state: Rag
    sure: bool
    reason: Sentence


def groups(assessed: Assessed, column: str, policy: Rollup, dimension: str = OVERALL) -> tuple[Group, ...]:
    """The groups of `column`, by value, those that state none last; every project is in one at least.

    Where programmes are judged by their own word (`declared`) there is none for a group: it is unknown.

    Raises:
        UsageError: the register has no such column.
    """
    entered = assessed.portfolio["projects"]
    standing = states(assessed.assessments)
    if dimension not in standing.effective:
        return ()
    ids = pd.Index(entered.loc[entered["level"].eq("project"), "project_id"])
    here = ids[ids.isin(standing.entities)]
    projects = {str(project): at for at, project in enumerate(here)}
    members: dict[str, dict[str, int]] = {}
    for project, value in _values(assessed.portfolio, column):
        if project in projects:
            members.setdefault(value, {})[project] = projects[project]
    ordered = sorted(members, key=lambda value: (value == NOT_STATED, value.casefold(), value))
    register = Register(here, entered, assessed.measurements)
    in_order = {value: members[value] for value in ordered}
    return _grouped((column, dimension), in_order, standing, register, policy)


def columns(portfolio: Portfolio) -> tuple[str, ...]:
    """The columns that projects can be grouped by: those of the table, then the kept ones of the register."""
    kept = portfolio.extras.get("projects", pd.DataFrame())
    own = [name for name in TABLES["projects"].fields if name not in ("project_id", "level")]
    return (*own, *(str(name) for name in kept.columns if name not in (*PROVENANCE, *own)))


def _grouped(
    named: tuple[str, str],
    members: Mapping[str, Mapping[str, int]],
    standing: States,
    register: Register,
    policy: Rollup,
) -> tuple[Group, ...]:
    """The groups, each with the places of its projects in the register."""
    column, dimension = named
    within = standing.entities.get_indexer(register.entities)
    effective, sure = standing.effective[dimension][within], standing.sure[dimension][within]
    of, projects = _flat([list(each.values()) for each in members.values()])
    parts = Parts(
        of=of,
        states=effective[projects],
        sure=sure[projects],
        weights=weights(register, policy)[projects],
    )
    found = wholes(parts, len(members), policy)
    by = weighed_by(register.measurements, policy)
    groups = []
    for at, (value, places) in enumerate(members.items()):
        given = [known(effective[place]) for place in places.values()]
        place = reasons.Place(f"{column}={value}", dimension, by)
        rolled = reasons.rolled(place, given, found.at(at), policy)
        groups.append(
            Group(
                value=value,
                projects=tuple(places),
                counts=Counter(given),
                state=known(found.states[at]),
                sure=bool(found.sure[at]),
                reason=NOBODY if policy.policy == "declared" else rolled,
            )
        )
    return tuple(groups)


def _flat(members: Sequence[Sequence[int]]) -> tuple[Places, Places]:
    """The places of groups, and of their members, one membership after the other."""
    of = np.repeat(np.arange(len(members)), [len(each) for each in members])
    return of, np.array([at for each in members for at in each], dtype=np.intp)


def _values(portfolio: Portfolio, column: str) -> Iterator[tuple[str, str]]:
    """Each project with each of its values of a column."""
    name = _column(column, columns(portfolio))
    if name in OBJECTIVES and len(portfolio["contributions"]):
        yield from _contributed(portfolio)
        return
    table = portfolio["projects"]
    told = table[name] if name in table else _kept(portfolio, name)
    for project, value in zip(table["project_id"], told, strict=True):
        yield from ((str(project), each) for each in _split(value, several=name in OBJECTIVES))


def _column(asked: str, known: Sequence[str]) -> str:
    if asked in OBJECTIVES:
        return "objectives"
    lowered = {name.casefold(): name for name in known}
    if asked.casefold() in lowered:
        return lowered[asked.casefold()]
    raise _unknown(asked, known)


def _unknown(asked: str, known: Collection[str]) -> UsageError:
    near = get_close_matches(asked, known, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else f"columns: {', '.join(known)}"
    return UsageError(f"the projects have no column {asked!r}", remedy=remedy)


def _contributed(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """The objectives that projects contribute to, by name where the list of objectives has one."""
    listed = portfolio["objectives"].dropna(subset=["name"])
    names = dict(zip(listed["objective_id"], listed["name"], strict=True))
    told = portfolio["contributions"].dropna(subset=["project_id", "objective_id"])
    pairs = list(zip(told["project_id"], told["objective_id"], strict=True))
    yield from ((str(project), str(names.get(each, each))) for project, each in pairs)
    silent = set(portfolio["projects"]["project_id"]) - {project for project, _ in pairs}
    yield from ((str(project), NOT_STATED) for project in sorted(silent))


def _kept(portfolio: Portfolio, name: str) -> pd.Series:
    """A column that no mapping knows, row by row of the projects table."""
    extras = portfolio.extras["projects"].drop_duplicates(list(_ROW)).set_index(list(_ROW))[name]
    return extras.reindex(pd.MultiIndex.from_frame(portfolio["projects"][list(_ROW)]))


def _split(value: object, *, several: bool) -> tuple[str, ...]:
    if pd.isna(value):  # type: ignore[call-overload]
        return (NOT_STATED,)
    text = value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value).strip()
    pieces = pd.Series([text]).str.split(SEPARATORS, regex=True).iloc[0] if several else [text]
    return tuple(dict.fromkeys(piece.strip() for piece in pieces if piece.strip())) or (NOT_STATED,)
