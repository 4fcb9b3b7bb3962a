"""Values beside and below their labels."""

from __future__ import annotations

from pmo_reports.readers.labels import labelled
from pmo_reports.readers.workbook import Grid

ROWS: list[list[object]] = [
    ["Status report"],
    ["Project:", None, "P-1", "Manager:", "Ann"],
    ["Phase:", "Budget:", 5],
    ["Summary"],
    ["All is well."],
    ["Next steps", None, None],
]


def places(*labels: str) -> list[str]:
    found = labelled(Grid("Report", ROWS), labels)
    return [place.cell for place in found.values()]


def test_a_value_stands_right_of_its_label() -> None:
    assert places("project", "MANAGER") == ["C2", "E2"]


def test_the_next_label_is_no_value() -> None:
    assert places("Phase") == ["B3"]  # blank would be there; the budget's label is not it


def test_a_text_stands_below_its_heading() -> None:
    assert places("Summary") == ["A5"]


def test_where_nothing_stands_the_cell_beside_is_meant() -> None:
    assert places("Next steps") == ["B6"]


def test_an_unknown_label_has_no_place() -> None:
    assert places("Sponsor") == []
