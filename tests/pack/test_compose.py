"""Packs as a whole: sentences, facts, sections and their order."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from pmo_reports.errors import ConfigurationError, UsageError
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Link, TableBlock
from pmo_reports.pack import SECTIONS
from tests.pack.outlook_fixture import ranged
from tests.pack.portfolio_fixture import ALL, assessed, composed, earlier, empty, finding, rich, with_findings
from tests.pack.text_fixture import said, section, table, title, walk


def test_sections_come_in_the_order_of_the_pack() -> None:
    model = composed(sections=("risks", "cover", "finance"))
    assert [s.kind for s in model.sections] == ["risks", "cover", "finance"]


def test_every_section_has_something_to_say_about_a_rich_portfolio() -> None:
    assert {s.kind for s in composed(ranged(assessed()), sections=tuple(SECTIONS)).sections} == set(ALL)


def test_no_sentence_holds_a_number_that_is_not_a_figure() -> None:
    findings = tuple(finding(cell=f"C{row}") for row in range(3))
    model = composed(with_findings(assessed(), *findings), sections=tuple(SECTIONS))
    texts = [part for s in walk(model, Sentence) for part in s.parts if isinstance(part, str)]
    assert texts
    assert [text for text in texts if re.search(r"\d", text)] == []


def test_every_title_but_the_cover_has_a_figure() -> None:
    model = composed(sections=tuple(SECTIONS))
    without = [s.anchor for s in model.sections if not any(isinstance(p, Figure) for p in s.title.parts)]
    assert without == ["cover"]


@pytest.mark.parametrize("now", [assessed(), empty()], ids=["rich", "empty"])
def test_the_same_fact_has_the_same_value_everywhere(now: Assessed) -> None:
    figures = sorted(composed(now, sections=tuple(SECTIONS)).figures(), key=lambda f: f.id)
    for fact, same in groupby(figures, key=lambda f: f.id):
        assert len({f.value for f in same}) == 1, fact


def test_links_lead_to_sections_of_the_same_pack() -> None:
    model = composed()
    anchors = [s.anchor for s in model.sections]
    assert len(anchors) == len(set(anchors))
    assert {link.anchor for link in walk(model, Link)} <= set(anchors)


def test_without_one_pagers_nothing_leads_to_them() -> None:
    model = composed(one_pagers="none")
    assert not any(s.kind == "one_pager" for s in model.sections)
    assert {link.anchor for link in walk(model, Link)} <= {"decisions"}


def test_one_pagers_of_exceptions_are_the_red_projects() -> None:
    model = composed(one_pagers="exceptions")
    assert [s.entity for s in model.sections if s.kind == "one_pager"] == ["atlas"]


def test_every_table_has_as_many_cells_as_columns_and_words_for_those_who_do_not_see_it() -> None:
    for block in walk(composed(), TableBlock):
        assert block.alt
        assert not re.search(r"\d", block.alt)
        assert {len(row.cells) for row in block.rows} <= {len(block.columns)}


def test_an_empty_portfolio_still_gives_a_pack() -> None:
    model = composed(empty(), ())
    assert title(model, "executive_summary") == "No project is reported"
    assert table(model, "decisions").rows == ()
    assert "Finance" in said(section(model, "method").lead)


def test_a_pack_is_made_of_its_inputs_alone() -> None:
    assert composed() == composed()


def test_rows_in_another_order_give_the_same_pack() -> None:
    shuffled = {name: rows if name == "projects" else rows[::-1] for name, rows in rich().items()}
    assert composed(assessed(rows=shuffled)) == composed()


def test_a_later_period_is_not_the_past() -> None:
    assert composed(past=(earlier(), assessed(period="2026-11"))) == composed()


def test_an_unknown_section_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="no section is named 'finances'"):
        composed(sections=("finances",))


def test_a_section_listed_twice_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="listed twice"):
        composed(sections=("cover", "cover"))


def test_an_unknown_scope_is_refused() -> None:
    with pytest.raises(UsageError, match="no entity"):
        composed(scope="nowhere")


def test_the_scope_of_a_programme_has_its_projects_only() -> None:
    model = composed(scope="works")
    assert title(model, "executive_summary").startswith("None of 2 projects is red")
    assert [s.entity for s in model.sections if s.kind == "one_pager"] == ["cedar", "delta"]
