"""Composition: the sections that a pack's YAML lists, filled in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pmo_reports.config.packs import Pack
from pmo_reports.config.settings import Settings
from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Change
from pmo_reports.model.pack import PackMeta, PackModel, Section
from pmo_reports.model.wording import label
from pmo_reports.pack import (
    benefits,
    change_control,
    cover,
    dashboard,
    data_quality,
    decisions,
    dependencies,
    divergence,
    exceptions,
    executive_summary,
    finance,
    gates,
    groups,
    method,
    milestones,
    one_pager,
    outlook,
    resources,
    risk_exposure,
    risks,
    roadmap,
    schedule_quality,
    strategy,
    trends,
    value,
    what_changed,
)
from pmo_reports.pack.ranking import exceptions as exceptional
from pmo_reports.pack.records import Book
from pmo_reports.pack.scope import scope
from pmo_reports.pack.section import SectionPart, index
from pmo_reports.pack.view import View

DRAFT = label("draft")

SECTIONS: Mapping[str, SectionPart] = index(
    cover,
    executive_summary,
    decisions,
    what_changed,
    dashboard,
    groups,
    exceptions,
    divergence,
    milestones,
    roadmap,
    trends,
    finance,
    benefits,
    value,
    strategy,
    risks,
    risk_exposure,
    dependencies,
    resources,
    change_control,
    gates,
    outlook,
    schedule_quality,
    one_pager,
    data_quality,
    method,
)
"""Every section a pack may list, by its key."""


def compose(now: Assessed, past: tuple[Assessed, ...], settings: Settings, pack: Pack, run: str) -> PackModel:
    """The pack of a period: everything it says, in order, before anybody decides how it looks.

    Args:
        now: the period that is reported.
        past: earlier periods, oldest first; later ones are left out.
        settings: the settings of the workspace.
        pack: which sections, about what, for whom.
        run: first digits of the hash over everything the pack is made from.

    Raises:
        ConfigurationError: if the pack lists a section that nobody declares, or one twice.
        UsageError: if the pack's scope is no entity of the portfolio.
    """
    parts = _chosen(pack)
    view = _view(now, past, settings, pack, run)
    made = {part.key: part.sections(view) for part in parts if not part.last}
    left_out = tuple(part.name for part in parts if made.get(part.key) == ())
    ready = replace(view, printed=_printed(view, _flat(made)), left_out=left_out)
    closing = {part.key: part.sections(ready) for part in parts if part.last}
    every = {**made, **closing}
    return PackModel(meta=_meta(view), sections=_flat({part.key: every[part.key] for part in parts}))


def in_scope(now: Assessed, settings: Settings, pack: Pack) -> tuple[str, ...]:
    """The projects that a pack is about.

    Raises:
        UsageError: if the pack's scope is no entity of the portfolio.
    """
    portfolio = settings.organisation.portfolio.id
    return scope(now.portfolio["projects"], pack.scope or portfolio, portfolio).projects


def _printed(view: View, made: tuple[Section, ...]) -> frozenset[str]:
    """The keys of the figures that these sections print a value of."""
    figures = PackModel(meta=_meta(view), sections=made).figures()
    return frozenset(figure.key for figure in figures if figure.value is not None)


def _flat(made: Mapping[str, tuple[Section, ...]]) -> tuple[Section, ...]:
    return tuple(section for group in made.values() for section in group)


def _chosen(pack: Pack) -> tuple[SectionPart, ...]:
    place = f"packs/{pack.name or pack.title}"
    unknown = [
        Problem(place, f"no section is named {key!r}", f"allowed: {', '.join(SECTIONS)}")
        for key in pack.kinds
        if key not in SECTIONS
    ]
    twice = [
        Problem(place, f"section {key!r} is listed twice", "list it once")
        for key in dict.fromkeys(pack.kinds)
        if pack.kinds.count(key) > 1
    ]
    if unknown or twice:
        raise ConfigurationError((*unknown, *twice))
    return tuple(SECTIONS[key] for key in pack.kinds)


def _view(now: Assessed, past: tuple[Assessed, ...], settings: Settings, pack: Pack, run: str) -> View:
    portfolio = settings.organisation.portfolio.id
    root = pack.scope or portfolio
    view = View(
        now=now,
        past=tuple(period for period in past if period.period < now.period),
        settings=settings,
        pack=pack,
        run=run,
        scope=scope(now.portfolio["projects"], root, portfolio),
        entity=root,
        book=Book(now.portfolio.tables),
        moved=_moved(now),
    )
    return replace(view, linked=frozenset(_linked(view)))


def _moved(now: Assessed) -> Mapping[str, tuple[Change, ...]]:
    """The material changes of each entity, the most material first."""
    found: dict[str, list[Change]] = {}
    for change in now.changes.material if now.changes else ():
        found.setdefault(change.entity, []).append(change)
    return {entity: tuple(own) for entity, own in found.items()}


def _linked(view: View) -> tuple[str, ...]:
    """The projects that get a one-pager."""
    if "one_pager" not in view.pack.kinds or view.pack.one_pagers == "none":
        return ()
    return exceptional(view) if view.pack.one_pagers == "exceptions" else view.projects


def _meta(view: View) -> PackMeta:
    organisation = view.settings.organisation
    language, locale = view.pack.in_words(organisation)
    return PackMeta(
        organisation=organisation.name,
        portfolio=view.name(view.entity),
        title=view.pack.title,
        name=view.pack.name,
        audience=view.pack.audience,
        period=view.now.period,
        status_date=view.status_date,
        run=view.run,
        classification=organisation.classification,
        state=DRAFT,
        currency=view.currency,
        locale=locale,
        language=language,
        colours=organisation.colours.model_dump(),
    )
