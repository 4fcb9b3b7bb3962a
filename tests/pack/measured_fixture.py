"""Packs of a few rows, measured and composed by the house's own rooms."""

from __future__ import annotations

from pmo_reports import metrics
from pmo_reports.config.packs import Pack
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.pack import PackModel
from pmo_reports.pack import compose
from tests.metrics.examples import some
from tests.strategies import PERIOD, ROOT, Row, portfolio, settings

GROUPS: list[Row] = [
    {"project_id": "G", "level": "programme", "name": "Green", "parent_id": ROOT},
    {"project_id": "H", "level": "programme", "name": "Harbour", "parent_id": ROOT},
]


def project(key: str, name: str, parent: str = "G", **given: object) -> Row:
    """An active project of a programme."""
    return {
        "project_id": key,
        "level": "project",
        "state": "active",
        "name": name,
        "parent_id": parent,
        **given,
    }


def measured_pack(
    section: str, measures: tuple[str, ...], *, scope: str = "", **tables: list[Row]
) -> PackModel:
    """A pack with a section (and the method page) about what `tables` say, of these measures."""
    entries = portfolio(**{**tables, "projects": [*GROUPS, *tables.get("projects", [])]})
    basis = metrics.basis(entries, settings(), PERIOD)
    now = Assessed(
        period=PERIOD,
        status_date=basis.status_date,
        portfolio=entries,
        measurements=some(basis, *measures),
        assessments={},
    )
    chosen = Pack(name="one", title="One", audience="All", sections=(section, "method"), scope=scope)
    return compose(now, (), settings(), chosen, "abc")


def kinds(model: PackModel) -> list[str]:
    """The sections that the pack has."""
    return [section.kind for section in model.sections]
