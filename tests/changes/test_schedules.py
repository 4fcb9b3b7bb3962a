"""Schedules from update to update: the published series of P6, and plans small enough to count by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pmo_reports import metrics
from pmo_reports.changes.schedules import schedules
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio
from tests.metrics.network_fixture import corpus_tables
from tests.readers.reading_fixture import CORPUS
from tests.readers.schedule_fixture import Plans, plans
from tests.strategies import PERIOD, Row, portfolio, rows, settings

FACTS: dict[str, Any] = (
    json.loads((CORPUS / "EXPECTED.json").read_text(encoding="utf-8")) if CORPUS.is_dir() else {}
)


def period(tables: Portfolio) -> Assessed:
    basis = metrics.basis(tables, settings(), tables.period)
    return Assessed(
        period=tables.period,
        status_date=basis.status_date,
        portfolio=tables,
        measurements=metrics.measured(basis, {}),
        assessments={},
    )


def planned(*tasks: Row) -> Assessed:
    return period(portfolio(PERIOD, tasks=[{"project_id": "P", "kind": "task", **each} for each in tasks]))


def task(name: str, finish: str | None, slack: float = 0.0, **more: object) -> Row:
    return {"task_id": name, "forecast_finish": finish, "total_float_days": slack, **more}


def test_counts_by_hand() -> None:
    before = planned(
        task("a", "2026-10-01 17:00"),
        task("b", "2026-10-02 17:00"),
        task("c", "2026-10-05 17:00"),
        task("gone", "2026-10-06 17:00"),
        task("phase", "2026-10-06 17:00", kind="summary"),
    )
    after = planned(
        task("a", "2026-10-01 17:00"),
        task("b", "2026-10-09 17:00", -3),
        task("c", "2026-10-04 17:00"),
        task("d", "2026-10-20 17:00", -1),
    )
    [found] = schedules(before, after)
    assert (found.added, found.removed) == (("d",), ("gone",))
    assert (found.later, found.earlier, found.same) == (1, 1, 1)
    assert (found.negative_float_before, found.negative_float) == (0, 2)
    assert (found.activities_before, found.activities) == (4, 4)
    assert (found.finish_before, found.finish, found.slip) == (date(2026, 10, 6), date(2026, 10, 20), 14)
    assert not found.by_code


def test_the_same_schedule_has_not_moved() -> None:
    one = planned(task("a", "2026-10-01 17:00"))
    assert schedules(one, one) == ()
    assert schedules(one, period(portfolio(PERIOD))) == ()


def test_new_ids_are_matched_by_code_where_it_is_one_activity_s() -> None:
    before = planned(
        task("1", "2026-10-01 17:00", wbs="1.1"),
        task("2", "2026-10-02 17:00", wbs="1.2"),
        task("3", "2026-10-02 17:00", wbs="1.3"),
        task("4", "2026-10-02 17:00", wbs="1.3"),
    )
    after = planned(task("11", "2026-10-01 17:00", wbs="1.1"), task("12", "2026-10-08 17:00", wbs="1.2"))
    [found] = schedules(before, after)
    assert (found.by_code, found.same, found.later) == (True, 1, 1)
    assert (found.added, found.removed) == ((), ("3", "4"))


def test_ids_that_are_kept_are_not_matched_by_code() -> None:
    before = planned(task("1", "2026-10-01 17:00", wbs="1"), task("2", "2026-10-02 17:00", wbs="2"))
    after = planned(task("1", "2026-10-01 17:00", wbs="1"), task("3", "2026-10-02 17:00", wbs="2"))
    [found] = schedules(before, after)
    assert (found.by_code, found.added, found.removed) == (False, ("3",), ("2",))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, workbench: Any) -> Plans:  # noqa: ANN401
    return plans(CORPUS, "schedule/s1[012]*", tmp_path_factory.mktemp("store"), workbench)


@pytest.mark.slow
@pytest.mark.skipif(not FACTS, reason="the corpus of real files is not beside this repository")
def test_s10_s11_s12_move_as_the_files_say(corpus: Plans) -> None:
    told = FACTS["series_s10_s11_s12"]["snapshots"]
    first, *later = (read(corpus, each["file"][:3], month) for each, month in zip(told, (9, 11, 12)))  # noqa: B905
    for facts, now in zip(told[1:], later, strict=True):
        [found] = schedules(first, now)
        assert found.slip == facts["finish_slip_days_vs_first"]
        assert f"{found.finish} 17:00" == facts["finish"]
        for name in ("added", "removed"):
            assert list(getattr(found, name)) == facts[name]
        for name in ("activities", "later", "earlier", "same", "negative_float"):
            assert getattr(found, name) == facts[name], name


def read(corpus: Plans, key: str, month: int) -> Assessed:
    """A file of the series as the schedule of project P in a period."""
    made = portfolio(Period(2025, month), projects=rows(project_id=["P"], level="project"))
    own = {name: each.assign(project_id="P") for name, each in corpus_tables(corpus, key).items()}
    return period(replace(made, tables={**made.tables, **own}))
