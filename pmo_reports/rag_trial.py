"""A trial of RAG rules before anybody adopts them: what they would make of the portfolio, now and earlier.

the workspace's rules and the ones on trial -> both judged on the same measures -> what differs, and why
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmo_reports import metrics, pipeline, rag
from pmo_reports.config import loading
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.pipeline import Say
from pmo_reports.rag import Comparison, Group, Warned

Pair = tuple[Assessed, Assessed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a trial: a file of rules (or a rule set's name), for a period, since when, by what."""

    workspace: Path
    rules: str
    period: Period
    since: Period | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The groups of a column by the rules in force and by those on trial, by the groups' value."""

    column: str
    before: Mapping[str, Group]
    after: Mapping[str, Group]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What rules on trial would change.

    Attributes:
        rules, against: the two sets of rules, with their versions, in words.
        names: what entities are called.
        now: the period asked for; `earlier` the same since when it was asked, that period included.
        warned: projects that one of them calls red earlier; empty unless earlier periods are asked for.
    """

    rules: str
    against: str
    locale: str
    names: Mapping[str, str]
    projects: frozenset[str]
    now: Comparison
    earlier: tuple[Comparison, ...] = ()
    warned: tuple[Warned, ...] = ()
    grouped: Grouped | None = None


def trial(asked: Asked, *, say: Say) -> Trial:
    """What the rules on trial would make of the period, and of those since; nothing is written.

    Raises:
        UsageError: no such workspace, rules, period or column.
        ConfigurationError: every mistake in the rules, with file and line.
    """
    settings = pipeline.configured(asked.workspace)
    rules = loading.rag_rules(asked.workspace, asked.rules, metrics.DECLARED)
    pairs = pipeline.rejudged(settings, asked.period, rules, say=say)
    since = _since(pairs, asked)
    before, after = pairs[-1]
    table = before.portfolio["projects"]
    return Trial(
        rules=f"{asked.rules} (version {rules.version})",
        against=f"{_place(settings)} (version {settings.rag.version})",
        locale=settings.organisation.locale,
        names=dict(zip(table["project_id"], table["name"], strict=True)),
        projects=frozenset(table.loc[table["level"].eq("project"), "project_id"]),
        now=rag.compared(before, after),
        earlier=tuple(rag.compared(*pair) for pair in since),
        warned=rag.warned(since),
        grouped=Grouped(
            column=asked.by,
            before={each.value: each for each in rag.groups(before, asked.by, settings.rag.portfolio)},
            after={each.value: each for each in rag.groups(after, asked.by, rules.portfolio)},
        )
        if asked.by
        else None,
    )


def _place(settings: Settings) -> str:
    """Where the rules in force are written: the workspace's own file, or the package's."""
    return settings.rag.at("dimensions").rpartition(":")[0]


def _since(pairs: tuple[Pair, ...], asked: Asked) -> tuple[Pair, ...]:
    """The periods since the one that is asked for; none if none is."""
    if asked.since is None:
        return ()
    known = [before.period for before, _ in pairs]
    if not known[0] <= asked.since <= known[-1]:
        raise UsageError(
            f"there is nothing to try the rules on from {asked.since} to {asked.period}",
            remedy=f"choose a period from {known[0]} to {known[-1]} for --from",
        )
    return tuple(pair for pair in pairs if pair[0].period >= asked.since)
