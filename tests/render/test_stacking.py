"""Names beside the ends of lines share their distance, keep their order, and stay inside."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.render.stacking import stacked


def test_boxes_that_would_overlap_share_their_distance() -> None:
    assert stacked([50, 50], [10, 10], 0, 100) == [40, 50]
    assert stacked([50, 52, 90], [10, 20, 10], 0, 100) == [38.5, 48.5, 85]
    assert stacked([2, 99, 99], [10, 10, 10], 0, 100) == [0, 80, 90]
    assert stacked([], [], 0, 100) == []


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 12)), max_size=8))
def test_no_box_overlaps_another_or_leaves_the_room(boxes: list[tuple[float, float]]) -> None:
    middles, talls = [middle for middle, _ in boxes], [tall for _, tall in boxes]
    tops = stacked(middles, talls, 0, 100)
    spans = sorted((top, top + tall) for top, tall in zip(tops, talls, strict=True))
    assert all(below >= foot - 1e-6 for (_, foot), (below, _) in pairwise(spans))
    assert all(top >= -1e-6 and foot <= 100 + 1e-6 for top, foot in spans)


def test_a_name_that_stands_alone_stands_at_its_line() -> None:
    assert stacked([30], [10], 0, 100) == [pytest.approx(25)]
