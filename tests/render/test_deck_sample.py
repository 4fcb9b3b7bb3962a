"""The sample's deck: every project on one slide, single slides where they are meant to be, nothing over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pmo_reports import pipeline
from pmo_reports.grouping import composed
from pmo_reports.model.pack import Chip, Link, PackModel, TableBlock
from pmo_reports.render.deck import deck, deck_problems
from pmo_reports.render.formats import sentence_text
from tests.render.deck_text import FONTS, TEMPLATES, deck_text, notes_text, overflows, titles

PROJECTS = 24
SINGLE = (
    *("decisions", "exceptions", "finance", "benefits", "value", "strategy", "risks"),
    "resources",
    *("risk_exposure", "dependencies", "change_control", "gates"),
)


@pytest.fixture(scope="module")
def model(month: pipeline.Month) -> PackModel:
    chosen = month.settings.packs["steering-committee"]
    return composed(month.assessed, month.past, month.settings, chosen, "3f9a1c07d2")


@pytest.fixture(scope="module")
def content(pack_folder: Path) -> bytes:
    return (pack_folder / "steering-committee.pptx").read_bytes()


@pytest.mark.slow
def test_every_project_has_exactly_one_slide(model: PackModel, content: bytes) -> None:
    names = [section.name for section in model.sections if section.kind == "one_pager"]
    firsts = {name: [title for title in titles(content) if title.startswith(f"{name} ")] for name in names}
    assert len(names) == PROJECTS
    assert {name: found for name, found in firsts.items() if len(found) != 1} == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", SINGLE)
def test_the_slides_of_decision_makers_are_single(model: PackModel, kind: str) -> None:
    alone = replace(model, sections=tuple(section for section in model.sections if section.kind == kind))
    assert len(titles(deck(alone, folders=(TEMPLATES,), fonts=FONTS).content)) == 1


@pytest.mark.slow
def test_what_changed_takes_three_slides_at_most(model: PackModel, content: bytes) -> None:
    own = next(section for section in model.sections if section.kind == "what_changed")
    words = sentence_text(own.title, model.meta.locale)
    assert 1 < len([title for title in titles(content) if title.startswith(words)]) <= 3


@pytest.mark.slow
def test_nothing_runs_over(content: bytes) -> None:
    assert list(overflows(content)) == []
    assert deck_problems(content) == ()


@pytest.mark.slow
def test_the_cover_has_the_portfolio_over_the_pack_and_its_month(content: bytes) -> None:
    cover = deck_text(content)[0]
    assert cover.index("Talmark Transformation Portfolio") < cover.index(
        "Steering committee pack · October 2026"
    )


@pytest.mark.slow
def test_the_notes_give_the_reason_of_each_mark_of_the_dashboard(model: PackModel, content: bytes) -> None:
    notes = notes_text(content).splitlines()
    table = next(each for each in model.sections if each.kind == "dashboard").blocks["table"]
    assert isinstance(table, TableBlock)
    told = [
        f"{row.cells[0].text}, {column.head}: {sentence_text(cell.note, model.meta.locale)}"
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if isinstance(cell, Chip) and isinstance(row.cells[0], Link)
    ]
    assert len(told) == PROJECTS * 7
    assert [line for line in told if line.endswith(": ")] == []
    assert [line for line in told if line not in notes] == []
