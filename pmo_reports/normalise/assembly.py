"""The canonical tables of a period, put together in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pmo_reports.config.settings import Settings
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period
from pmo_reports.model.raw import Reading
from pmo_reports.model.tables import TABLES, Portfolio
from pmo_reports.normalise import (
    budgets,
    currency,
    extras,
    origins,
    projects,
    records,
    schedules,
    selection,
    status,
    whole_files,
    work_items,
)
from pmo_reports.normalise.crosswalk import Identities, identified
from pmo_reports.normalise.duplicates import unique
from pmo_reports.normalise.fiscal_months import ends, snapped, with_periods
from pmo_reports.normalise.headers import headers
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.precedence import borrowed, settled
from pmo_reports.normalise.rows import QUARANTINED, Rows
from pmo_reports.normalise.tallies import tallies
from pmo_reports.normalise.validity import codes, unambiguous


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What the other tables stand on: who is who, and what money is worth."""

    settings: Settings
    period: Period
    known: Identities
    exchange: currency.Exchange

    @property
    def empty(self) -> bool:
        """Whether there is no project but the root portfolio."""
        return self.known.projects <= {self.settings.organisation.portfolio.id}


def portfolio(reading: Reading, settings: Settings, period: Period) -> Portfolio:
    """The canonical tables of `period`, with findings, tallies and lineage.

    Rows are taken by source and file in alphabetical order, so the order of reading changes nothing.

    Raises:
        InputError: if rows are unaccounted for.
    """
    settings = with_periods(settings)
    mapped = origins.origins(reading, settings)
    unknown, unclaimed = extras.unknown(mapped), selection.unclaimed(mapped)
    rows = _settled({name: _rows(name, mapped) for name in TABLES}, settings, period)
    accepted = {name: each.accepted for name, each in rows.items()}
    root = projects.with_root(accepted["projects"], settings.organisation)
    return Portfolio(
        period=period,
        tables={**accepted, "projects": root},
        lineage=replace(origins.lineage(mapped), borrowed=borrowed(rows)),
        findings=(
            *reading.findings,
            *dict.fromkeys(finding for each in mapped for finding in each.findings),
            *selection.findings(unclaimed),
            *selection.notes(mapped),
            *extras.findings(unknown),
            *dict.fromkeys(_found(rows, settings, period)),
        ),
        tallies=(*tallies(mapped, rows.values()), *selection.tallies(unclaimed)),
        inputs={file.path: file.sha256 for file in reading.files},
        extras=extras.extras(unknown),
        headers=headers(reading, settings),
    )


def _rows(name: str, mapped: Sequence[Mapped]) -> Rows:
    return records.rows(TABLES[name], [each for each in mapped if each.part.table == name])


def _settled(rows: Mapping[str, Rows], settings: Settings, period: Period) -> Mapping[str, Rows]:
    """Every table with each row's fate decided: first what the others stand on, then the others."""
    organisation = settings.organisation
    crosswalk = unambiguous(unique(rows["crosswalk"]))
    translations = Identities(codes=codes(crosswalk.accepted, period.end))
    orders = settings.precedence.tables
    tree = projects.hierarchy(settled(identified(rows["projects"], translations), orders), organisation)
    tree = projects.calendared(tree, settings.calendar.calendars)
    rates = unique(currency.usable(rows["fx_rates"]))
    ground = _Ground(
        settings=settings,
        period=period,
        known=Identities(
            frozenset(tree.accepted["project_id"]) | {organisation.portfolio.id}, translations.codes
        ),
        exchange=currency.exchange(tree.accepted, rates.accepted, organisation, period, ends(settings)),
    )
    first = {"crosswalk": crosswalk, "projects": tree, "fx_rates": rates}
    return {name: first[name] if name in first else _grounded(rows[name], ground) for name in TABLES}


def _grounded(rows: Rows, ground: _Ground) -> Rows:
    """A table whose rows are about known projects, in money that has a rate, each once."""
    if rows.frame.empty:
        return rows
    if ground.empty:
        return rows.fated(list(rows.frame.index), QUARANTINED)
    rows = whole_files.once(identified(snapped(rows, ground.settings), ground.known))
    rows = currency.converted(rows, ground.exchange)
    rows = budgets.within_budget(settled(rows, ground.settings.precedence.tables))
    if rows.table.name == work_items.TABLE:
        return work_items.parented(rows)
    if rows.table.name != status.TABLE:
        return rows
    return status.timely(rows, ground.period, ground.settings.organisation.rating_scale)


def _found(rows: Mapping[str, Rows], settings: Settings, period: Period) -> Iterator[Finding]:
    tree = rows["projects"].accepted
    managers = projects.managers(tree)
    for each in rows.values():
        yield from each.findings(managers)
    yield from schedules.doubts({name: each.accepted for name, each in rows.items()}, managers, period)
    yield from status.missing(tree, rows[status.TABLE].accepted, settings, period)
    if tree.empty and any(len(each.frame) for each in rows.values()):
        yield _NO_PROJECTS


_NO_PROJECTS = Finding(
    severity=Severity.BLOCK,
    rule="no-projects",
    problem="No project was read, so nothing that was read belongs anywhere.",
    remedy="Check that the list of projects is there and that its columns are found.",
    table="projects",
)
