"""Words of the page's own: counters in its margins, and units that are said once."""

from __future__ import annotations

from dataclasses import replace

from pmo_reports.model.pack import Align, Column, TableBlock
from pmo_reports.render.pdf.columns import unit_once
from pmo_reports.render.pdf.html import css_counters

NAME = Column(key="name", head="Category")
BUDGET = Column(key="budget", head="Budget", unit="Mio. €", align=Align.RIGHT)
ACTUAL = replace(BUDGET, key="actual", head="Actual")
TABLE = TableBlock(columns=(NAME, BUDGET, ACTUAL), rows=(), alt="", caption="Cost")


def test_counters_stand_where_the_language_wants_them() -> None:
    assert css_counters("Page {page} of {pages}") == '"Page " counter(page) " of " counter(pages)'
    assert css_counters("{pages} Seiten") == 'counter(pages) " Seiten"'


def test_a_unit_that_all_columns_have_stands_beside_the_caption() -> None:
    said = unit_once(TABLE)
    assert isinstance(said, TableBlock)
    assert said.caption == "Cost (Mio. €)"
    assert [column.unit for column in said.columns] == ["", "", ""]


def test_units_that_differ_stay_in_the_heads() -> None:
    mixed = replace(TABLE, columns=(NAME, BUDGET, replace(ACTUAL, unit="days")))
    alone = replace(TABLE, columns=(NAME, BUDGET))
    assert unit_once(mixed) == mixed
    assert unit_once(alone) == alone
    assert unit_once("no table") == "no table"
