"""Every number of the narrative is a fact, in every language; and all languages tell the same facts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports import grouping, metrics, pipeline
from pmo_reports.changes import changes
from pmo_reports.config.languages import LOCALES
from pmo_reports.config.materiality import Materiality
from pmo_reports.config.packs import Pack
from pmo_reports.config.rag import Dimension, RagRules
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import PackModel
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Rag, Trend
from pmo_reports.model.tables import Portfolio
from pmo_reports.pack import compose
from pmo_reports.render.formats import sentence_text
from tests.metrics.examples import some
from tests.pack.narrative.proof import figures, names, narrative, told_in, unproven
from tests.strategies import DIMENSIONS, PERIOD, ROOT, portfolios, settings

MEASURES = (
    *("bac", "eac", "vac", "eac_management", "whole_life_cost", "exposure", "benefit_ratio"),
    *("finish_slip", "finish_forecast", "finish_baseline", "risks_above_appetite", "open_risks"),
    "unfilled_demand",
)
SECTIONS = ("executive_summary", "dashboard", "programmes", "milestones", "risks", "one_pager")
STATES = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.UNKNOWN, Rag.STALE)
RULES = RagRules(dimensions={name: Dimension(label=name.capitalize()) for name in DIMENSIONS})


class Drawn(NamedTuple):
    before: Portfolio
    now: Portfolio
    states: list[Rag]


def period(tables: Portfolio, at: Period, states: list[Rag]) -> Assessed:
    tables = replace(tables, period=at)
    entities = [ROOT, *map(str, tables["projects"]["project_id"])]
    cells = [(entity, name) for entity in entities for name in ("overall", *DIMENSIONS)]
    given_states = {cell: states[k % len(states)] for k, cell in enumerate(cells)}
    basis = metrics.basis(tables, settings(rag=RULES), at)
    return Assessed(
        period=at,
        status_date=at.status_date,
        portfolio=tables,
        measurements=some(basis, *MEASURES),
        assessments={
            cell: Assessment(
                entity=cell[0],
                dimension=cell[1],
                computed=state,
                declared=None,
                effective=state,
                reason=Sentence(),
                trend=Trend.WORSE if k % 2 else Trend.SAME,
                months=1 + k % 5,
            )
            for k, (cell, state) in enumerate(given_states.items())
        },
    )


def model(drawn: Drawn) -> tuple[PackModel, Assessed]:
    before = period(drawn.before, PERIOD.shifted(-1), drawn.states[::-1])
    now = period(drawn.now, PERIOD, drawn.states)
    now = replace(now, changes=changes(before, now, Materiality()))
    pack = Pack(name="p", title="Pack", audience="All", sections=SECTIONS)  # type: ignore[arg-type]
    return compose(now, (before,), settings(rag=RULES), pack, "run"), now


DRAWN = st.builds(
    Drawn,
    before=portfolios(projects=2),
    now=portfolios(projects=3),
    states=st.lists(st.sampled_from(STATES), min_size=3, max_size=7),
)


@pytest.mark.slow
@hypothesis.settings(max_examples=5)
@given(drawn=DRAWN)
def test_every_number_is_a_fact_and_all_languages_tell_the_same(drawn: Drawn) -> None:
    made, now = model(drawn)
    own = names(now)
    english = [sorted(each.id for each in figures(sentence)) for sentence in narrative(told_in(made, "en"))]
    for language in LOCALES:
        assert unproven(made, language, own) == []
        told = narrative(told_in(made, language))
        assert [sorted(each.id for each in figures(sentence)) for sentence in told] == english


@pytest.fixture(scope="module")
def steering(month: pipeline.Month) -> tuple[PackModel, Assessed]:
    pack = month.settings.packs["steering-committee"]
    return grouping_untold(month, pack), month.assessed


def grouping_untold(month: pipeline.Month, pack: Pack) -> PackModel:
    """The pack before it is told in a language, so that it can be told in each."""
    now = grouping.grouped(month.assessed, month.settings, pack)
    return compose(now, month.past, month.settings, pack, "run")


@pytest.mark.slow
@pytest.mark.parametrize("language", LOCALES)
def test_the_sample_says_facts_alone(steering: tuple[PackModel, Assessed], language: str) -> None:
    made, now = steering
    assert unproven(made, language, names(now)) == []


@pytest.mark.slow
def test_the_sample_keeps_to_its_bounds(steering: tuple[PackModel, Assessed]) -> None:
    """Ninety characters a title and sixty words a paragraph in English; others need a fifth more at most."""
    for language, room in (("en", 1.0), ("fr", 1.2), ("de", 1.2)):
        told, locale = told_in(steering[0], language), LOCALES[language]
        for section in told.sections:
            title = sentence_text(section.title, locale)
            assert len(title) <= 90 * room, title
            if section.kind in ("executive_summary", "one_pager"):
                story = sentence_text(section.lead, locale).split(": ", 1)[1]
                assert len(story.split()) <= 60 * room, story


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "de"])
def test_no_english_is_left_in_the_sample_s_titles_and_stories(
    steering: tuple[PackModel, Assessed], language: str
) -> None:
    """English words of function that neither language has, with the names of projects taken out."""
    english = re.compile(r"\b(the|of|is|are|and|by|for|with|no|none|since|has|have|to)\b")
    told, locale = told_in(steering[0], language), LOCALES[language]
    rows = steering[1].portfolio.tables.values()
    own = {
        str(text)
        for frame in rows
        for name in ("name", "title", "role")
        if name in frame
        for text in frame[name].dropna()
    }
    for section in told.sections:
        if section.kind == "cover":
            continue
        text = f"{sentence_text(section.title, locale)} {sentence_text(section.lead, locale)}"
        for name in sorted(own, key=len, reverse=True):
            text = text.replace(name, "")
        assert not english.findall(text), text
