"""Topological levels and circles, by hand."""

from __future__ import annotations

import numpy as np

from pmo_reports.metrics.graph import Edges, by_level, circular, levels


def edges(*pairs: tuple[int, int]) -> Edges:
    before, after = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Edges(before, after)


def test_a_level_is_the_longest_way_that_leads_there() -> None:
    assert levels(5, edges((0, 1), (1, 2), (0, 2), (3, 2))).tolist() == [0, 1, 2, 0, 0]
    assert levels(2, edges()).tolist() == [0, 0]


def test_circles_are_found_and_what_lies_before_between_or_behind_is_not_on_one() -> None:
    two = edges((0, 1), (1, 2), (2, 1), (2, 3), (3, 4), (4, 5), (5, 4), (5, 6))
    assert levels(7, two).tolist() == [0, -1, -1, -1, -1, -1, -1]
    assert np.flatnonzero(circular(7, two)).tolist() == [1, 2, 4, 5]
    assert circular(1, edges((0, 0))).tolist() == [True]
    assert not circular(3, edges((0, 1), (1, 2))).any()


def test_edges_come_by_level_grouped_by_where_they_lead() -> None:
    made = edges((0, 3), (0, 2), (1, 2), (2, 3))
    found = [*by_level(levels(4, made), made)]
    assert [each.targets.tolist() for each in found] == [[2], [3]]
    assert [sorted(each.edges.tolist()) for each in found] == [[1, 2], [0, 3]]
