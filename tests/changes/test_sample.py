"""The months of the sample, one after the other: every part of it holds on a whole portfolio."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from pmo_reports import pipeline
from pmo_reports.changes import applied, changes, difference, differences
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Cause, ChangeKind
from pmo_reports.model.tables import TABLES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def months(month: pipeline.Month) -> tuple[Assessed, ...]:
    return (*month.past, month.assessed)


def test_bridges_close_and_are_the_printed_amounts(months: tuple[Assessed, ...]) -> None:
    for before, after in pairwise(months):
        root = before.portfolio["projects"].query("level == 'portfolio'")["project_id"].iloc[0]
        for bridge in changes(before, after).bridges:
            for step in (*bridge.steps, bridge.total):
                assert (step.opening or 0) + sum(step.causes.values()) == (step.closing or 0)
            if bridge.reporting and bridge.steps:
                ends = [each.measurements.value(root, bridge.measure) for each in (before, after)]
                assert [float(bridge.total.opening or 0), float(bridge.total.closing or 0)] == ends


def test_states_that_moved_are_those_that_the_months_show(months: tuple[Assessed, ...]) -> None:
    for before, after in pairwise(months):
        both = set(before.assessments) & set(after.assessments)
        expected = {key for key in both if before.rag(*key) is not after.rag(*key)}
        moved = changes(before, after).of(ChangeKind.RAG)
        assert {(each.entity, each.dimension) for each in moved} == expected
        assert all(each.after == after.rag(each.entity, each.dimension) for each in moved)


def test_the_differences_of_the_tables_give_the_next_month(months: tuple[Assessed, ...]) -> None:
    before, after = (month.portfolio for month in months[-2:])
    kept = {name: rows.copy() for name, rows in before.tables.items()}
    assert differences(before, after)
    for name, table in TABLES.items():
        then, now = (each[name][[*table.fields]] for each in (before, after))
        found = applied(then, difference(then, now, table.whole_key))
        key = [*table.whole_key]
        pd.testing.assert_frame_equal(
            found.sort_values(key, ignore_index=True), now.sort_values(key, ignore_index=True)
        )
    changes(*months[-2:])
    assert all(rows.equals(kept[name]) for name, rows in before.tables.items())


def test_a_month_is_as_it_is(months: tuple[Assessed, ...]) -> None:
    found = changes(months[-1], months[-1])
    assert found.empty
    assert found.sentence == "No material change."


def test_something_is_material_every_month_and_has_an_id_of_its_own(months: tuple[Assessed, ...]) -> None:
    for before, after in pairwise(months):
        found = changes(before, after)
        assert found.material
        assert set(found.material) <= set(found.listed)
        assert len({each.id for each in found.listed}) == len(found.listed)
        causes = {cause for each in found.bridges for cause in each.total.causes}
        assert causes <= set(Cause)
