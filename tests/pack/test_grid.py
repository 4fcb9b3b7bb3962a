"""Tables made from fields: units said once, one scale a table, empty columns gone."""

from __future__ import annotations

import pytest

from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import Align, TableBlock
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, days

AMOUNTS = {"a": 52_500_000.0, "b": 1_900_000.0, "c": None}


def money(budgets: dict[str, float | None], *, optional: bool = False) -> TableBlock:
    fields: tuple[Field[str], ...] = (
        Field("name", "Name", lambda key: key),
        Field("bac", "Budget", lambda key: amount(key, "bac", budgets[key], "EUR"), optional=optional),
        Field(
            "gap", "Gap", lambda key: amount(key, "gap", (budgets[key] or 0) / 100, "EUR"), optional=optional
        ),
    )
    return grid(fields, budgets, Words(alt="Budgets"), locale="en_GB")


def figures(block: TableBlock, at: int) -> list[Figure]:
    return [cell for row in block.rows for cell in row.cells[at : at + 1] if isinstance(cell, Figure)]


def test_the_unit_stands_in_the_head_and_not_in_the_cells() -> None:
    block = money(AMOUNTS)
    assert block.columns[1].unit == "€ m"
    assert {figure.style.bare for figure in figures(block, 1)} == {True}


def test_all_money_of_a_table_has_one_scale() -> None:
    scales = {figure.style.scale for at in (1, 2) for figure in figures(money(AMOUNTS), at)}
    assert scales == {1_000_000}


def test_money_that_would_print_as_nothing_takes_a_smaller_scale() -> None:
    block = money({"a": 900_000.0, "b": 2_000_000.0, "c": 3_000_000.0})
    assert [column.unit for column in block.columns] == ["", "€ m", "€ m"]
    small = money({"a": 90_000.0, "b": 20_000.0})
    assert [column.unit for column in small.columns] == ["", "€ k", "€ k"]


@pytest.mark.parametrize(("optional", "columns"), [(True, 2), (False, 3)])
def test_an_optional_column_goes_when_nobody_fills_it(optional: bool, columns: int) -> None:  # noqa: FBT001
    assert len(money({"a": None}, optional=optional).columns) == columns


def test_all_amounts_of_a_column_have_the_same_decimals() -> None:
    block = money({"a": 26_400_000.0, "b": 9_130_000.0, "c": 110_000_000.0})
    assert {figure.style.decimals for figure in figures(block, 1)} == {1}


def test_numbers_stand_right_and_words_left() -> None:
    assert [column.align for column in money(AMOUNTS).columns] == [Align.LEFT, Align.RIGHT, Align.RIGHT]


def test_days_say_their_unit_once() -> None:
    fields: tuple[Field[int], ...] = (Field("slip", "Slip", lambda n: days("p", "slip", n)),)
    block = grid(fields, [3, 23], Words(alt="Slips"), locale="en_GB")
    assert block.columns[0].unit == "days"
