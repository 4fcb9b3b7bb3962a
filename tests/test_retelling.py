"""Trends are against what was published: earlier packs are read back, and what differs today is noted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_reports import pipeline, publish
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.pipeline import Month, Order
from tests.test_memory import risks_alone

AUGUST, SEPTEMBER, OCTOBER = (Period(2026, month) for month in (8, 9, 10))
PACK = "steering-committee"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one project of which nothing is known but its risks: unknown in every month."""
    folder = tmp_path / "workspace"
    risks_alone(folder)
    return folder


@pytest.fixture
def months(monkeypatch: pytest.MonkeyPatch) -> list[Month]:
    """What packs are made of, in the order in which they are built; they are facts alone."""
    made: list[Month] = []

    def rendered(_: object, month: Month, __: object) -> tuple[Artefact, ...]:
        made.append(month)
        return (Artefact("facts.json", b"{}"),)

    monkeypatch.setattr(pipeline, "_rendered", rendered)
    return made


def told(workspace: Path, period: Period, letter: str) -> None:
    """A pack of a period that printed a state of the project."""
    states = {"P1": {"overall": letter}}
    manifest = json.dumps({"run": "x", "outputs": {}, "states": states}).encode()
    publish.publish([Artefact("manifest.json", manifest)], workspace / "out", period, PACK)


def build(workspace: Path) -> pipeline.Built:
    return pipeline.build(Order(workspace=workspace, period=OCTOBER, pack=PACK))


def test_the_trend_is_against_what_was_published(workspace: Path, months: list[Month]) -> None:
    told(workspace, SEPTEMBER, "G")
    build(workspace)
    before, now = months[0].past[-1], months[0].assessed
    assert (before.rag("P1"), now.rag("P1")) == (Rag.GREEN, Rag.UNKNOWN)
    assert now.assessments["P1", "overall"].trend is Trend.WORSE


def test_what_differs_today_is_noted_of_the_last_period_alone(workspace: Path, months: list[Month]) -> None:
    told(workspace, AUGUST, "G")
    told(workspace, SEPTEMBER, "A")
    build(workspace)
    notes = [each.problem for each in months[0].findings if each.rule == "published-otherwise"]
    assert notes == [
        "The pack of 2026-09 said overall amber (now unknown): inputs or rules have changed since."
    ]


def test_without_a_pack_the_period_is_as_it_is_today(workspace: Path, months: list[Month]) -> None:
    (workspace / "out" / "2026-09" / PACK / "v1").mkdir(parents=True)
    (workspace / "out" / "2026-09" / PACK / "v1" / "manifest.json").write_text("{")
    build(workspace)
    assert months[0].past[-1].rag("P1") is Rag.UNKNOWN
    assert not [each for each in months[0].findings if each.rule == "published-otherwise"]


def test_another_pack_of_the_last_period_makes_another_version(workspace: Path, months: list[Month]) -> None:
    first, same = build(workspace), build(workspace)
    told(workspace, SEPTEMBER, "G")
    other, again = build(workspace), build(workspace)
    assert [each.unchanged for each in (first, same, other, again)] == [False, True, False, True]
    assert len(months) == 2


def test_what_a_pack_prints_can_be_read_back(workspace: Path, months: list[Month]) -> None:
    build(workspace)
    printed = publish.told(workspace / "out", OCTOBER, PACK)
    assert printed is not None
    assert printed["P1", "overall"] is months[0].assessed.rag("P1")
