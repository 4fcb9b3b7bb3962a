"""A small workspace with a published pack, kept in two looks: as it is rendered, and as facts alone."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from pmo_reports import pipeline
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.period import Period
from pmo_reports.pipeline import Built, Month, Order
from tests.conftest import once
from tests.test_memory import risks_alone

SEPTEMBER, OCTOBER = Period(2026, 9), Period(2026, 10)
PACK = "steering-committee"
DAY = date(2026, 11, 3)
TEMPLATE = "templates/pdf/assets/note.svg"


def build(workspace: Path, period: Period = OCTOBER, **asked: object) -> Built:
    asked = {"today": DAY, **asked}
    return pipeline.build(Order(workspace=workspace, period=period, pack=PACK, **asked))  # type: ignore[arg-type]


def plainly(_: object, month: Month, __: object) -> tuple[Artefact, ...]:
    """A pack as facts alone: what was read, found and made of it, in this period and in those before."""
    every = (*month.past, month.assessed)
    told = [
        [state.period.id, state.portfolio["risks"]["title"].tolist(), state.rag("P1").value]
        for state in every
    ]
    found = [f"{finding.rule}: {finding.problem}" for finding in month.findings]
    templates = sorted(path.name for path in (month.settings.workspace / "templates").rglob("*.svg"))
    settled = month.settings.organisation.name
    return (Artefact("facts.json", json.dumps([told, found, templates, settled], indent=1).encode()),)


@pytest.fixture(scope="session")
def small(shared: Path) -> Path:
    """One project, its risks of two months, and a template of its own. Not to be changed."""

    def make(folder: Path) -> None:
        risks_alone(folder)
        shutil.rmtree(folder / "inputs" / "2026-08")
        (folder / TEMPLATE).parent.mkdir(parents=True)
        (folder / TEMPLATE).write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
        pipeline.assess(folder, OCTOBER, today=DAY)

    return once(shared / "proof-small", make)


@pytest.fixture(scope="session")
def printed(shared: Path, small: Path) -> Path:
    """That workspace with its pack of October as it is rendered. Not to be changed."""

    def make(folder: Path) -> None:
        shutil.copytree(small, folder)
        build(folder)

    return once(shared / "proof-printed", make)


@pytest.fixture(scope="session")
def told(shared: Path, small: Path) -> Path:
    """That workspace with its packs of September and October as facts alone. Not to be changed."""

    def make(folder: Path) -> None:
        shutil.copytree(small, folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "_rendered", plainly)
            build(folder, SEPTEMBER)
            build(folder)

    return once(shared / "proof-told", make)


@pytest.fixture
def workspace(printed: Path, tmp_path: Path) -> Path:
    """A copy of the rendered one that a test may spoil."""
    return shutil.copytree(printed, tmp_path / "workspace")


@pytest.fixture
def plain(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the one with facts alone that a test may spoil; what is built in it is facts alone, too."""
    monkeypatch.setattr(pipeline, "_rendered", plainly)
    return shutil.copytree(told, tmp_path / "workspace")


def version(workspace: Path, number: int = 1, period: Period = OCTOBER) -> Path:
    return workspace / "out" / period.id / PACK / f"v{number}"


def manifest(workspace: Path, number: int = 1) -> dict[str, dict[str, dict[str, str]]]:
    """The manifest of October's pack."""
    text = (version(workspace, number) / "manifest.json").read_text()
    read: dict[str, dict[str, dict[str, str]]] = json.loads(text)
    return read


def raw(workspace: Path, digest: str) -> Path:
    """Where the store keeps bytes."""
    return workspace / "store" / "raw" / digest[:2] / digest
