"""The short way to the value of a plain cell: whatever is in a column, it gives what the long way gives."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.config.sources import Column, Values
from pmo_reports.model.raw import UNCACHED, CellError
from pmo_reports.model.tables import Kind
from pmo_reports.normalise.plain import shortest
from pmo_reports.normalise.values import Parser, once

LOCALES = {
    "English": Values(suffixes={"k": Decimal(1000), "m": Decimal(1_000_000), "0": Decimal(7)}),
    "German": Values(decimal=",", thousands=".", dates=("%d.%m.%Y",), nulls=("", "-", "k.A.", "0,00")),
    "Swiss": Values(thousands="'", nulls=("", "-1", "999")),
    "French": Values(decimal=",", thousands="\N{NARROW NO-BREAK SPACE}", percent="points"),
    "no thousands": Values(decimal=",", thousands=""),
    "twice the same mark": Values(decimal=",", thousands=","),
    "several thousands": Values(thousands=",'"),
}
COLUMNS = [
    *(Column(type=kind) for kind in ("text", "money", "number", "integer", "percent", "date", "flag")),
    Column(type="number", unit=Decimal(1000)),
    Column(type="integer", unit=Decimal("0.5")),
    Column(type="money", interval="middle", prose=True),
    Column(type="money", pattern=r"(\d+)"),
    Column(split=","),
    Column(slug=True),
    Column(type="choice", values={"1": "Low", "12": "High"}),
]
ODD = (
    *("", " ", "-", "n/a", "k.A.", "999", "-1", "0,00", "0", "-0", "00012", "1e5", "1E+30", "inf", "nan"),
    *("12%", "45 %", "(1,234.50)", "(12)", "12-", "\N{MINUS SIGN}5", "+7", "- 5", "--5", "5k", "3 m", "-50"),
    *("EUR 5", "5 EUR", "$1,234", "1,234", "1.234", "1.234,5", "1,234.5", "1'234", "1 234", "12,34,567"),
    *("1\N{NO-BREAK SPACE}234", "1\N{NARROW NO-BREAK SPACE}234,5", "1\N{RIGHT SINGLE QUOTATION MARK}234"),
    *("75 to 100", "1-2", "5%-6%", "٣٤", "१२", "²", "½", "03/04/2026", "2026-10-31", "31.10.2026", "tbc"),
    *("1" * 15, "1" * 16, "1" * 25, "-" + "9" * 40, "0." + "3" * 30, "0.00005", "0.00015", "2.5", ".5", "5."),
    *(
        "Works\N{ZERO WIDTH SPACE}",
        "a\tb",
        " two\nlines ",
        "line\r\n",
        "\N{NO-BREAK SPACE}7",
        "7 ",
        " 7",
        "x\x00",
    ),
)
NATIVE = (
    *(None, True, False, 0, 1, -1, 2**70, 0.0, -0.0, 1.0, 2.5, 1e300, float("inf"), float("nan")),
    *(Decimal("1.50"), CellError("#REF!"), CellError("#N/A"), UNCACHED),
)
MARKED = st.text("0123456789.,'- %()k", max_size=12)
AMOUNTS = st.decimals(-(10**9), 10**9, places=2).map("{:,.2f}".format)
GERMAN = AMOUNTS.map(lambda text: text.translate(str.maketrans(",.", ".,")))
CELLS = st.one_of(
    st.sampled_from(ODD), st.sampled_from(NATIVE), AMOUNTS, GERMAN, MARKED, st.text(max_size=6), st.floats()
)


def told(outcomes: list[object]) -> list[tuple[type, str]]:
    """The outcomes so that 1, 1.0 and True, 0.0 and -0.0, and amounts of another scale stay apart."""
    return [(type(each), repr(each)) for each in outcomes]


@pytest.mark.parametrize("values", LOCALES.values(), ids=LOCALES)
@given(cells=st.lists(CELLS, max_size=12), column=st.sampled_from(COLUMNS), kind=st.sampled_from(Kind))
def test_a_mixed_column_is_read_as_its_cells_are_one_by_one(
    values: Values, cells: list[object], column: Column, kind: Kind
) -> None:
    parser = Parser(column, kind, values)
    quick = shortest(column, kind, values, parser.outcome)
    assert told([quick(cell) for cell in cells]) == told([parser.outcome(cell) for cell in cells])
    assert told(parser.outcomes(cells)) == told(once(parser.outcome, cells))


@pytest.mark.parametrize("values", LOCALES.values(), ids=LOCALES)
@pytest.mark.parametrize("kind", Kind)
def test_every_odd_cell_is_read_the_long_way_or_alike(values: Values, kind: Kind) -> None:
    for column in COLUMNS:
        parser = Parser(column, kind, values)
        quick = shortest(column, kind, values, parser.outcome)
        cells = (*ODD, *NATIVE)
        assert told([quick(cell) for cell in cells]) == told([parser.outcome(cell) for cell in cells])


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("1.234,50", Kind.MONEY, Decimal("1234.5000")),
        ("-12", Kind.INTEGER, -12),
        (7, Kind.INTEGER, 7),
        (2.5, Kind.NUMBER, 2.5),
        (" Works no. 1", Kind.TEXT, "Works no. 1"),
        ("-", Kind.TEXT, None),
    ],
)
def test_plain_cells_do_not_go_the_long_way(cell: object, kind: Kind, value: object) -> None:
    def long(cell: object) -> object:
        raise AssertionError(cell)

    assert shortest(Column(), kind, LOCALES["German"], long)(cell) == value


@pytest.mark.parametrize("cell", ["(12)", "12%", "1,234.5", "0,00", "12 EUR", "٣٤", "1" * 16, None, True])
def test_the_others_do(cell: object) -> None:
    assert shortest(Column(), Kind.MONEY, LOCALES["German"], lambda _: "long")(cell) == "long"
