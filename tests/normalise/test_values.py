"""Cells as values of a field."""

from decimal import Decimal

import pytest

from pmo_reports.config.sources import Column, Values
from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import UNCACHED, CellError
from pmo_reports.model.tables import Kind
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.values import Parser

RATING = Column(type="choice", values={"green": "Green", "amber/red": "Amber/Red"}, prose=True)
EXEMPT = "Exempt under Section 26 (Defence)"


def value(
    cell: object, kind: Kind = Kind.TEXT, column: Column | None = None, values: Values | None = None
) -> object:
    return Parser(column or Column(), kind, values or Values()).outcome(cell)


def rule(outcome: object) -> str:
    assert isinstance(outcome, Fault)
    return outcome.rule


@pytest.mark.parametrize("cell", [None, "", "  ", "N/A", " tbc ", "-", float("nan")])
def test_nothing_is_null(cell: object) -> None:
    assert value(cell, Kind.MONEY) is None


def test_excel_errors_are_told_not_blank() -> None:
    found = value(CellError("#REF!"), Kind.MONEY)
    assert isinstance(found, Fault)
    assert (found.rule, found.problem, found.severity) == (
        "cell-error",
        "the cell holds #REF!",
        Severity.FIELD,
    )
    assert rule(value(UNCACHED)) == "uncached-formula"


@pytest.mark.parametrize("cell", ["Amber/Red", "amber/red", " AMBER / RED "])
def test_choice_without_case_and_blanks(cell: str) -> None:
    assert value(cell, column=RATING) == "Amber/Red"


def test_unknown_choice_lists_the_allowed_and_the_nearest() -> None:
    found = value("Gren", column=RATING)
    assert isinstance(found, Fault)
    assert found.remedy == "write one of: Green, Amber/Red; did you mean 'Green'?"


def test_prose_is_an_explanation_a_typo_is_not() -> None:
    found = value(EXEMPT, column=RATING)
    assert isinstance(found, Fault)
    assert (found.rule, found.severity, found.explanation) == (
        "explained-not-given",
        Severity.WARNING,
        EXEMPT,
    )
    assert rule(value(EXEMPT, column=Column(type="choice", values={"green": "Green"}))) == "unknown-choice"


def test_prose_in_a_money_column() -> None:
    money = Column(type="money", prose=True)
    assert rule(value(EXEMPT, Kind.MONEY, money)) == "explained-not-given"
    assert rule(value("12 million pounds", Kind.MONEY, money)) == "not-a-number"


def test_choice_may_mean_a_number() -> None:
    scale = Column(type="choice", values={"high": "4.5"})
    assert value("High", Kind.NUMBER, scale, Values(decimal=",", thousands=".")) == 4.5


def test_unit_multiplies_exactly() -> None:
    millions = Column(type="money", unit=Decimal(1_000_000))
    assert value("£1,139.18", Kind.MONEY, millions) == Decimal(1_139_180_000)
    assert value(0.1, Kind.MONEY, millions) == Decimal(100_000)


def test_money_keeps_four_decimals() -> None:
    assert value(0.1 + 0.2, Kind.MONEY) == Decimal("0.3000")
    assert rule(value("9" * 30, Kind.MONEY)) == "not-a-number"


def test_whole_numbers() -> None:
    assert value(3.0, Kind.INTEGER) == 3
    assert rule(value("3.5", Kind.INTEGER)) == "not-a-number"
    assert rule(value("1E+30", Kind.INTEGER)) == "not-a-number"


@pytest.mark.parametrize(
    ("cell", "truth"), [("Yes", True), ("x", True), (1.0, True), (True, True), ("nein", False), (0, False)]
)
def test_flags(cell: object, truth: bool) -> None:  # noqa: FBT001 - the fact itself
    assert value(cell, Kind.FLAG) is truth


def test_text_as_a_person_writes_it() -> None:
    assert value(3.0) == "3"
    assert value("00123") == "00123"
    assert value(" a\r\nb ") == "a\nb"


def test_month_as_text_is_a_period() -> None:
    assert value("31.10.2026", column=Column(type="month"), values=Values(dates=("%d.%m.%Y",))) == "2026-10"


def test_equal_cells_of_different_types_stay_apart() -> None:
    assert Parser(Column(), Kind.TEXT, Values()).outcomes([1, True, 1.0, "1"]) == ["1", "yes", "1", "1"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("civil, quay ,civil", "civil; quay"),
        ("[civil,quay]", "civil; quay"),
        ("civil (green), quay (blue_dark)", "civil; quay"),
        ("[]", None),
        (" , ", None),
        (7, "7"),
    ],
)
def test_lists_in_a_cell(cell: object, expected: str | None) -> None:
    column = Column(split=",", pattern=r"^\[?(.*?)(?: \(\w+\))?\]?$")
    assert value(cell, column=column) == expected
