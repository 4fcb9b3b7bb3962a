"""The groups that a pack asks for: the rollup of `rag` by the columns that the pack's settings name."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports import pack, rag
from pmo_reports.config import catalogues
from pmo_reports.config.packs import Pack
from pmo_reports.config.settings import Settings
from pmo_reports.errors import ConfigurationError, Problem, UsageError
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.pack import PackModel


def composed(
    now: Assessed, past: tuple[Assessed, ...], settings: Settings, chosen: Pack, run: str
) -> PackModel:
    """The pack of a period in its language, with the groups that it asks for; see `pack.compose`."""
    model = pack.compose(grouped(now, settings, chosen), past, settings, chosen, run)
    return pack.translated(model, catalogues.wording(model.meta.language))


def grouped(now: Assessed, settings: Settings, chosen: Pack) -> Assessed:
    """The period with the projects of a pack rolled up by each column that it names.

    Raises:
        ConfigurationError: with file and line of each column that the register does not have.
    """
    tables = now.portfolio.tables
    inside = tables["projects"]["project_id"].isin(pack.in_scope(now, settings, chosen))
    narrowed = {**tables, "projects": tables["projects"][inside]}
    part = replace(now, portfolio=replace(now.portfolio, tables=narrowed))
    found: dict[str, tuple[rag.Group, ...]] = {}
    problems: list[Problem] = []
    for column in chosen.columns:
        try:
            found[column] = rag.groups(part, column, settings.rag.portfolio)
        except UsageError as error:
            problems.append(Problem(chosen.place(column), error.message, error.remedy))
    if problems:
        raise ConfigurationError(tuple(problems))
    return replace(now, groups=found)
