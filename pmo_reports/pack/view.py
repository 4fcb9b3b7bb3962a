"""What a section function sees: the assessed periods, the settings, and the entity it speaks about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pmo_reports.config.packs import Pack
from pmo_reports.config.settings import Settings
from pmo_reports.model.assessed import OVERALL, Assessed
from pmo_reports.model.changes import Change
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.finding import Finding
from pmo_reports.model.pack import Chip, Link, why
from pmo_reports.model.rag import Assessment, Rag, Trend
from pmo_reports.model.wording import label, listed, say
from pmo_reports.pack.quantities import on
from pmo_reports.pack.records import Book, Record
from pmo_reports.pack.scope import Scope, scope

_NOBODY = Assessment(
    entity="",
    dimension=OVERALL,
    computed=Rag.UNKNOWN,
    declared=None,
    effective=Rag.UNKNOWN,
    reason=Sentence(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The material of a section.

    Attributes:
        past: earlier periods, oldest first.
        run: first digits of the hash of everything the pack is made from.
        entity: what the section is about: the pack's scope, or a one-pager's project.
        book: the rows of the tables by project.
        linked: the projects that have a one-pager in this pack.
        printed: keys of the figures in the other sections, for the one that comes last.
        left_out: names of the sections that had nothing to say.
        moved: the material changes since the period before, by entity.
    """

    now: Assessed
    past: tuple[Assessed, ...]
    settings: Settings
    pack: Pack
    run: str
    scope: Scope
    entity: str
    book: Book
    linked: frozenset[str] = frozenset()
    printed: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()
    moved: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)

    @property
    def before(self) -> Assessed | None:
        """The period before, null at the first one."""
        return self.past[-1] if self.past else None

    @property
    def status_date(self) -> date:
        """The data date."""
        return self.now.status_date

    @property
    def currency(self) -> str:
        """The reporting currency."""
        return self.now.measurements.currency

    @property
    def locale(self) -> str:
        """The locale of numbers and months."""
        return self.pack.in_words(self.settings.organisation)[1]

    @property
    def projects(self) -> tuple[str, ...]:
        """All projects of the entity, closed ones and those on hold included."""
        return self.scope.members.get(self.entity, ())

    @property
    def active(self) -> tuple[str, ...]:
        """Its projects that count: neither closed nor on hold."""
        out = self.settings.rag.states
        return tuple(p for p in self.projects if self.project(p).get("state") not in out)

    @property
    def earned_value(self) -> bool:
        """Whether progress is reported, so that there is an EV and a forecast made of it."""
        return self.figure(self.scope.root, "eac").value is not None

    @property
    def dimensions(self) -> Mapping[str, str]:
        """The RAG dimensions and their labels, in the order of the settings."""
        return {key: label(dimension.label) for key, dimension in self.settings.rag.dimensions.items()}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings about what is in scope; those about no project in particular belong to every pack."""
        known = {*self.scope.rows, ""}
        whole = self.scope.root == self.settings.organisation.portfolio.id
        return tuple(f for f in self.now.portfolio.findings if whole or f.entity in known)

    def about(self, entity: str) -> View:
        """The same material for a section about `entity`."""
        return replace(self, entity=entity)

    def at(self, period: Assessed) -> View:
        """The same view of an earlier period, with the projects that it had then."""
        projects, top = period.portfolio["projects"], self.settings.organisation.portfolio.id
        known = self.scope.root == top or projects["project_id"].eq(self.scope.root).any()
        then = scope(projects if known else projects.head(0), self.scope.root if known else top, top)
        return replace(self, now=period, scope=then, book=Book(period.portfolio.tables), moved={})

    def project(self, entity: str) -> Record:
        """The entity's row of `projects`, empty where it has none."""
        return self.scope.rows.get(entity, {})

    def name(self, entity: str) -> str:
        """The entity's name."""
        if entity == self.settings.organisation.portfolio.id:
            return self.settings.organisation.portfolio.name
        return self.scope.name(entity)

    def rows(self, table: str) -> list[Record]:
        """The rows of the entity and what is below it; the portfolio has those without an owner too."""
        groups = self.scope.programmes if self.entity == self.scope.root else ()
        ownerless = ("",) if self.entity == self.settings.organisation.portfolio.id else ()
        owners = dict.fromkeys((*self.projects, *groups, self.entity, *ownerless))
        return [row for owner in owners for row in self.book.rows(table, owner)]

    def assessment(self, entity: str, dimension: str = OVERALL) -> Assessment:
        """The assessment, one of an unknown state where there is none."""
        return self.now.assessments.get((entity, dimension), _NOBODY)

    def rag(self, entity: str, dimension: str = OVERALL) -> Rag:
        """The effective state."""
        return self.now.rag(entity, dimension)

    def figure(self, entity: str, key: str) -> Figure:
        """A measure of this period; null where nobody declared or disclosed it."""
        return measured(self.now, entity, key)

    def earlier(self, entity: str, key: str) -> Figure | None:
        """The same measure one period before, null at the first one."""
        return measured_in(self.before, entity, key) if self.before else None

    def anchor(self, entity: str) -> str:
        """The anchor of a project's one-pager."""
        return f"project-{entity}"

    def link(self, entity: str) -> Link | str:
        """The entity's name, leading to its one-pager where the pack has one."""
        name = self.name(entity)
        return Link(name, self.anchor(entity)) if entity in self.linked else name

    def chip(self, entity: str, dimension: str = OVERALL) -> Chip:
        """The RAG cell of an entity and dimension."""
        return chip(self.assessment(entity, dimension))

    def traced(self, entity: str, dimension: str = OVERALL) -> Chip:
        """The same, leading to why it is so, where the pack has the entity's one-pager."""
        found = self.chip(entity, dimension)
        return replace(found, anchor=why(self.anchor(entity))) if entity in self.linked else found

    def source(self, *tables: str) -> Sentence:
        """Where the rows of `tables` come from, and as of when."""
        frames = [self.now.portfolio[table] for table in tables]
        names = sorted({str(name) for frame in frames for name in frame["source"].dropna().unique()} - {""})
        as_of = on(self.scope.root, "status_date", self.status_date)
        told = listed(names) if names else say("none reported")
        return say("Source: {sources}. Status as of {date}.", sources=told, date=as_of)


def chip(assessment: Assessment) -> Chip:
    """The assessment as a cell; its trend is shown where the state moved."""
    moved = assessment.trend in {Trend.IMPROVED, Trend.WORSE}
    return Chip(
        rag=assessment.effective,
        declared=assessment.declared,
        overridden=assessment.override is not None,
        trend=assessment.trend if moved else None,
        note=assessment.reason,
    )


def measured(period: Assessed, entity: str, key: str) -> Figure:
    """A measure of `period`, a null count where it is not declared."""
    if key in period.measurements.declared:
        return period.measurements.figure(entity, key)
    return Figure(key=key, entity=entity, value=None, unit=Unit.COUNT)


def measured_in(period: Assessed, entity: str, key: str) -> Figure:
    """As `measured`, named as a fact of that period."""
    return replace(measured(period, entity, key), item=period.period.id)
