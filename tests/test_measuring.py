"""A period is measured once: what was measured of the same is used, and gives the same to the last byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmo_reports import history, intake, measuring, metrics, pipeline, readers, tidying
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.test_memory import OCTOBER, SEPTEMBER, risks, risks_alone


@pytest.fixture(scope="module")
def measured_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measuring") / "workspace"
    risks_alone(folder)
    pipeline.assess(folder, OCTOBER)
    return folder


@pytest.fixture
def workspace(measured_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(measured_once, tmp_path / "workspace")


def entries(workspace: Path) -> list[Path]:
    return sorted((workspace / "store" / "measured").glob("??/*"))


def steps(workspace: Path, period: Period = OCTOBER) -> list[str]:
    """What is read and measured when a period is asked for."""
    said: list[str] = []
    pipeline.assess(workspace, period, say=said.append)
    return [line for line in said if line.startswith(("reading ", "measuring "))]


def measured(workspace: Path, period: Period = OCTOBER) -> list[str]:
    """The periods that are measured when one is asked for."""
    told = steps(workspace, period)
    return [line.removeprefix("measuring ") for line in told if line.startswith("measuring ")]


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def test_nothing_is_measured_twice(workspace: Path) -> None:
    assert len(entries(workspace)) == 3
    assert measured(workspace) == []
    assert measured(workspace, SEPTEMBER) == []


def test_what_changed_is_measured_with_all_that_comes_after(workspace: Path) -> None:
    risks(workspace, SEPTEMBER, "Leak", "Crack")
    assert measured(workspace) == ["2026-09", "2026-10"]
    assert measured(workspace) == []


def test_a_period_that_goes_changes_those_after_it(workspace: Path) -> None:
    risks(workspace, Period(2026, 7), "Leak")
    assert measured(workspace) == ["2026-07", "2026-08", "2026-09", "2026-10"]


def test_by_other_ways_to_measure_everything_is_measured_anew_and_nothing_read(workspace: Path) -> None:
    write(workspace / "config" / "measures.yaml", "spending: {burn_months: 6}\n")
    assert steps(workspace) == ["measuring 2026-08", "measuring 2026-09", "measuring 2026-10"]
    assert steps(workspace) == []


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("packs/one.yaml", "title: One\naudience: Sponsor\nscope: P1\nsections: [cover, risks]\n"),
        ("materiality.yaml", "slip_days: 3\n"),
    ],
)
def test_another_pack_or_bound_reads_and_measures_nothing(workspace: Path, file: str, content: str) -> None:
    write(workspace / "config" / file, content)
    before = history.history(workspace / "store", SEPTEMBER)
    assert steps(workspace) == []
    assert history.history(workspace / "store", SEPTEMBER) == before


def test_another_rule_judges_anew_what_was_measured(workspace: Path) -> None:
    rules = workspace / "config" / "rag.yaml"
    rules.write_text(rules.read_text().replace("label: Schedule", "label: Time"))
    assert "label: Time" in rules.read_text()
    assert steps(workspace) == []
    judged = pipeline.assess(workspace, OCTOBER).settings
    assert "Time" in {each.label for each in judged.rag.dimensions.values()}


def test_tables_and_measures_see_nothing_of_packs_rules_and_bounds(one_period: Path, tmp_path: Path) -> None:
    """What is no part of their hashes is not there at all."""
    unread = shutil.copytree(one_period, tmp_path / "unread", ignore=shutil.ignore_patterns("store"))
    settings = pipeline.configured(unread, OCTOBER)
    left_out = {"packs", "rag", "materiality"}
    known = {name: getattr(settings, name) for name in type(settings).model_fields if name not in left_out}
    blind = settings.model_construct(**known)
    with pytest.raises(AttributeError):
        _ = blind.rag
    with readers.Workbench() as workbench:
        said: list[str] = []
        desk = intake.Desk(said.append, workbench, OCTOBER)
        portfolio = intake.portfolio(blind, OCTOBER, intake.collected(blind, desk)[OCTOBER], desk)
    assert f"reading {OCTOBER}" in said
    whole = pipeline.assess(one_period, OCTOBER).assessed
    assert portfolio.tables.keys() == whole.portfolio.tables.keys()
    assert all(frame.equals(whole.portfolio.tables[name]) for name, frame in portfolio.tables.items())
    found = metrics.measured(metrics.basis(portfolio, blind, OCTOBER))
    assert found.values.equals(whole.measurements.values)


def test_by_other_code_or_other_holidays_too(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring.fingerprint, "version", lambda _: "99")
    assert measured(workspace) == ["2026-08", "2026-09", "2026-10"]


@pytest.mark.parametrize("spoilt", [b"", b"not ours"])
def test_a_spoilt_entry_is_measured_anew(workspace: Path, spoilt: bytes) -> None:
    for entry in entries(workspace):
        entry.write_bytes(spoilt)
    assert measured(workspace) == ["2026-08", "2026-09", "2026-10"]
    assert measured(workspace) == []


def test_a_store_that_cannot_be_written_costs_nothing(workspace: Path) -> None:
    shutil.rmtree(workspace / "store" / "measured")
    (workspace / "store" / "measured").write_text("in the way")
    assert measured(workspace) == measured(workspace) == ["2026-08", "2026-09", "2026-10"]


def test_what_was_in_the_way_of_reading_is_not_remembered(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = Finding(severity=Severity.NOTE, rule="passes", problem="p", remedy="r")
    monkeypatch.setattr(readers, "passing", lambda found: passing in found)
    whole = intake.portfolio

    def missing_java(settings: object, period: Period, inputs: object, desk: object) -> Portfolio:
        found = whole(settings, period, inputs, desk)  # type: ignore[arg-type]
        if period == SEPTEMBER:
            object.__setattr__(found, "findings", (*found.findings, passing))
        return found

    monkeypatch.setattr(intake, "portfolio", missing_java)
    risks(workspace, OCTOBER, "Other")
    assert measured(workspace) == measured(workspace) == ["2026-09", "2026-10"]
    monkeypatch.undo()
    assert measured(workspace) == ["2026-10"]


def test_trying_rules_leaves_no_trace_and_uses_what_is_known(workspace: Path) -> None:
    said: list[str] = []
    settings = pipeline.configured(workspace, OCTOBER)
    risks(workspace, OCTOBER, "Other")
    before = entries(workspace)
    pipeline.rejudged(settings, OCTOBER, settings.rag, say=said.append)
    assert [line for line in said if line.startswith("measuring")] == ["measuring 2026-10"]
    assert entries(workspace) == before


def test_what_was_not_used_of_late_may_go(workspace: Path) -> None:
    settings = pipeline.configured(workspace, OCTOBER)
    today = tidying.knowledge.today()
    soon = today.replace(year=today.year + 2)
    found = tidying.tidied(settings, tidying.Retention(months=1, today=soon, outs=()), dry=False)
    assert len(found.measured) == 3
    assert entries(workspace) == []
    assert measured(workspace) == ["2026-08", "2026-09", "2026-10"]
