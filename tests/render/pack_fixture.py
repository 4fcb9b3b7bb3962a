"""An invented pack for the renderers' tests: every kind of section and of block, and hostile text."""

from __future__ import annotations

from datetime import date

from pmo_reports.model.pack import (
    PackMeta,
    PackModel,
)
from pmo_reports.model.period import Period
from tests.render.closing_fixture import data_quality, method, risks
from tests.render.opening_fixture import cover, decisions, executive_summary, what_changed
from tests.render.portfolio_fixture import dashboard, exceptions, finance, milestones, roadmap
from tests.render.project_fixture import PROJECTS, one_pager

COLOURS = {
    "ink": "#1b2733",
    "muted": "#5b6876",
    "rule": "#c9d1d9",
    "paper": "#f4f6f8",
    "brand": "#14385c",
    "accent": "#1f6fb2",
    "second": "#8a5a9e",
    "red": "#B21212",
    "amber": "#F2B100",
    "green": "#117373",
    "unknown": "#D5D9E0",
}


def pack_model() -> PackModel:
    """A board pack of 24 projects in 4 programmes, with all thirteen kinds of section."""
    sections = (
        cover(),
        executive_summary(),
        decisions(),
        what_changed(),
        dashboard(),
        exceptions(),
        milestones(),
        roadmap(),
        finance(),
        risks(),
        *(one_pager(project) for project in PROJECTS[:3]),
        data_quality(),
        method(),
    )
    return PackModel(meta=pack_meta(), sections=sections)


def pack_meta() -> PackMeta:
    """The particulars of the invented pack."""
    return PackMeta(
        organisation="Meridian Water",
        portfolio="Meridian change portfolio",
        title="Steering committee pack",
        name="steering-committee",
        audience="Investment and change committee",
        period=Period(2026, 10),
        status_date=date(2026, 10, 31),
        run="3f9a1c07d2",
        classification="Internal",
        state="draft",
        currency="EUR",
        locale="en_GB",
        language="en",
        colours=COLOURS,
    )
