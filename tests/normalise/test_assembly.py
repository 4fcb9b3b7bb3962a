"""Properties of every portfolio: all rows accounted for, order without effect, inputs untouched."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given as forall
from hypothesis import settings as limits
from hypothesis import strategies as st

from pmo_reports.errors import InputError
from pmo_reports.model.raw import CellError, RawTable
from pmo_reports.model.tables import TABLES, Portfolio, empty
from pmo_reports.normalise import tallies

Given = Callable[..., Portfolio]
Part = Callable[..., dict[str, object]]
COSTS: dict[str, dict[str, object]] = {
    "project_id": {"required": True},
    "month": {"type": "month"},
    "category": {},
    "currency": {},
    "actual": {"type": "money", "prose": True},
    "forecast": {"required": False},
}
CELLS: dict[str, list[object]] = {
    "project_id": ["P-1", "P-2", "P-9", "", None, CellError("#REF!")],
    "month": ["2026-10", "2026-11-05", "soon", 46112, None],
    "category": ["staff", "travel", ""],
    "currency": ["EUR", "GBP", "eur", "", "XXX"],
    "actual": ["5", "(5)", "£5", 5.0, "withheld by the owner", "1,23", CellError("#DIV/0!")],
    "forecast": ["", "7", "x" * 300],
}
RECORDS = st.lists(st.tuples(*(st.sampled_from(CELLS[name]) for name in COSTS)), max_size=12)


def counted(found: Portfolio) -> list[tuple[int, int, int, int]]:
    return [(each.read, each.accepted, each.quarantined, each.deduplicated) for each in found.tallies]


@limits(deadline=None, max_examples=15)
@forall(records=RECORDS)
def test_rows_in_are_rows_accounted_for(given: Given, part: Part, records: list[tuple[object, ...]]) -> None:
    found = given(part("costs", COSTS), list(COSTS), records)
    blank = sum(
        all(cell in (None, "") and not isinstance(cell, CellError) for cell in record) for record in records
    )
    costs = found.tallies[1]
    assert costs.read == len(records) - blank == costs.accepted + costs.quarantined + costs.deduplicated
    assert costs.accepted == len(found["costs"])


@limits(deadline=None, max_examples=15)
@forall(records=RECORDS, data=st.data())
def test_order_of_rows_changes_no_tally(
    given: Given, part: Part, records: list[tuple[object, ...]], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(records))
    first, second = (given(part("costs", COSTS), list(COSTS), each) for each in (records, other))
    assert counted(first) == counted(second)


@limits(deadline=None, max_examples=6)
@forall(records=RECORDS)
def test_inputs_are_not_touched_and_answers_repeat(
    raw: Callable[..., RawTable], normalised: Given, part: Part, records: list[tuple[object, ...]]
) -> None:
    table = raw("one", "costs", list(COSTS), records)
    before = table.frame.copy(deep=True)
    found = [normalised({"one": part("costs", COSTS)}, [table]) for _ in range(2)]
    pd.testing.assert_frame_equal(table.frame, before)
    pd.testing.assert_frame_equal(found[0]["costs"], found[1]["costs"])
    assert found[0].findings == found[1].findings


def test_every_table_is_there_and_typed(normalised: Given) -> None:
    found = normalised({}, [])
    assert set(found.tables) == set(TABLES)
    assert all(frame.dtypes.equals(empty(TABLES[name]).dtypes) for name, frame in found.tables.items())
    assert found["projects"]["project_id"].tolist() == ["ROOT"]
    assert found.findings == ()


def test_tables_are_joined_by_source_and_file(
    raw: Callable[..., RawTable], normalised: Given, part: Part
) -> None:
    sources = {"b": part("projects", {"project_id": {}}), "a": part("projects", {"project_id": {}})}
    where = [("b", "x.csv", "P1"), ("a", "z.csv", "P2"), ("a", "y.csv", "P3")]
    tables = [raw(source, "projects", ["project_id"], [[code]], path) for source, path, code in where]
    assert normalised(sources, tables)["projects"]["project_id"].tolist() == ["ROOT", "P3", "P2", "P1"]


def test_lost_row_is_never_silent(
    raw: Callable[..., RawTable], normalised: Given, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies, "_fates", lambda _: ())
    with pytest.raises(InputError, match="one/projects"):
        normalised(
            {"one": part("projects", {"project_id": {}})}, [raw("one", "projects", ["project_id"], [["P-1"]])]
        )
