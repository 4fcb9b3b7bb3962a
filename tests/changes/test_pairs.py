"""Rows by their keys: as one would find them one by one, in stretches or scattered."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.changes.pairs import pairs

Rows = list[tuple[str | None, str | None]]
ROWS: st.SearchStrategy[Rows] = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", None]), st.sampled_from(["x", "y", None])), max_size=14
)


def one_by_one(before: Rows, after: Rows) -> dict[int, int]:
    """The place of each row's counterpart: of rows with one key, the first is that of the first."""
    left = list(enumerate(after))
    found = {}
    for place, row in enumerate(before):
        same = next((each for each in left if each[1] == row), None)
        if same is not None:
            left.remove(same)
            found[place] = same[0]
    return found


@given(before=ROWS, after=ROWS, grouped=st.booleans())
def test_rows_are_found_as_one_by_one(before: Rows, after: Rows, *, grouped: bool) -> None:
    if grouped:
        before, after = (sorted(rows, key=lambda row: str(row[0])) for rows in (before, after))
    found = pairs(
        *(pd.DataFrame(rows, columns=["p", "q"], dtype="str") for rows in (before, after)), ("p", "q")
    )
    expected = one_by_one(before, after)
    assert dict(zip(found.first.tolist(), found.second.tolist(), strict=True)) == expected
    assert found.gone.tolist() == [place for place in range(len(before)) if place not in expected]
    assert found.new.tolist() == [place for place in range(len(after)) if place not in expected.values()]


def test_a_stretch_that_moved_as_a_whole_is_found() -> None:
    before = pd.DataFrame({"p": [*"AAABBC"], "q": [*"xyzxyx"]}, dtype="str")
    after = pd.DataFrame({"p": [*"CNBBAAA"], "q": [*"xxxyxyz"]}, dtype="str")
    found = pairs(before, after, ("p", "q"))
    assert found.second.tolist() == [4, 5, 6, 2, 3, 0]
    assert (found.gone.tolist(), found.new.tolist()) == ([], [1])
