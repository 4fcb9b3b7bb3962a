"""Figures of the sample, traced by hand: opened in its files, written down here, and worked out again.

Each case says which cells a figure comes from and what stands in them. A test holds that against the files
themselves (openpyxl and csv alone), against the tree that `explain` gives, and against the figure.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pmo_reports import pipeline
from pmo_reports.explanation import Explanation, explanation
from pmo_reports.model.period import Period

PERIOD = "2026-10"
INPUTS = f"inputs/{PERIOD}"
LEDGER = f"{INPUTS}/finance_export.csv"
RAID = f"{INPUTS}/raid_log.xlsx"
BENEFITS = f"{INPUTS}/benefits.xlsx"
RESOURCES = f"{INPUTS}/resources.xlsx"
TARIFF = f"{INPUTS}/status/CUS-404 Tariff Reform.xlsx"
REGISTER = "reference/portfolio.xlsx"
OVERRIDES = "reference/overrides.csv"
RATES = "reference/fx_rates.csv"

GERMAN = re.compile(r"[\d.]+,\d\d")
WORDS = {
    "Green": "G",
    "Yes": True,
    "No": False,
    "Open": "open",
    "Closed": "closed",
    "Pending": "pending",
}
"""What words of the files are in the tables."""

# CUS-404 in the ledger: rows 1246 to 1275, three categories a month from April 2026 to January 2027.
BUDGET = GERMAN.findall("""
    33.090,93 13.947,71 3.859,96   42.319,08 31.836,26 10.373,82  76.733,74 42.418,76 15.423,20
    107.312,26 30.668,79 12.213,85  67.583,27 42.878,98 17.685,48  99.906,18 55.337,19 11.857,22
    100.612,43 68.412,79 19.475,73  89.019,39 32.856,20 17.318,72  55.821,20 18.095,25 8.725,29
    40.624,81 23.246,54 10.344,97
""")
ACTUAL = GERMAN.findall("""
    33.090,93 13.947,71 3.859,96   42.319,08 31.836,26 10.373,82  75.209,45 41.576,12 15.116,83
    106.249,76 30.365,14 12.092,92  66.885,49 42.436,27 17.502,88  94.629,61 52.414,53 11.230,98
    98.600,19 67.044,53 19.086,22
""")
FIRST = 1246

Cells = Mapping[tuple[str, str, str], object]
"""What stands in cells, by file, sheet and address; as it is written there."""


def german(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def column(letter: str, texts: list[str]) -> Cells:
    return {(LEDGER, "", f"{letter}{FIRST + at}"): text for at, text in enumerate(texts)}


def block(file: str, sheet: str, **cells: object) -> Cells:
    return {(file, sheet, address): value for address, value in cells.items()}


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A figure, what it comes to by hand, and the cells it comes from."""

    entity: str
    key: str
    cells: Cells
    worked: Callable[[], float | Decimal]
    as_of: Mapping[str, tuple[date | None, str]] = field(default_factory=dict)


def earned_schedule() -> Decimal:
    """Six whole months have less planned value than is earned; of the seventh the part that is."""
    planned = [sum(map(german, BUDGET[: 3 * month])) for month in range(8)]
    earned = Decimal("0.738") * sum(map(german, BUDGET))
    assert planned[6] < earned < planned[7]
    return 6 + (earned - planned[6]) / (planned[7] - planned[6])


DAY = date(2026, 10, 31)
OF_PERIOD, OF_REPORT, OF_LEDGER = (DAY, "period"), (DAY, "report"), (DAY, "ledger")
MILESTONES = block(
    TARIFF,
    "Milestones",
    C7="Yes",
    D7=datetime(2026, 10, 15),  # noqa: DTZ001 - openpyxl gives it without
    E7=datetime(2026, 11, 6),  # noqa: DTZ001 - as above
    C8="Yes",
    D8=datetime(2026, 11, 20),  # noqa: DTZ001 - as above
    E8=datetime(2026, 11, 24),  # noqa: DTZ001 - as above
)
RISKS = block(
    RAID,
    "Risks",
    M5=0.8,
    F5=620000,
    O5="Open",
    M6=0.6,
    F6=540000,
    O6="Open",
    M7=0.4,
    F7=180000,
    O7="Open",
    M8=0.2,
    F8=400000,
    O8="Open",
    M9=0.4,
    F9=90000,
    O9="Closed",
)
LAST_OF_BENEFITS = block(BENEFITS, "Benefits", H110=768000, I110=675840, H118=240000, I118=228000)
DEMAND = {
    "Solution architect": ((4.2, 2.7), (3.7, 2.4), (3.6, 2.3)),
    "Interface developer": ((5.8, 4.5), (6.4, 5.0), (6.7, 5.2)),
    "Data steward": ((5.1, 3.9), (4.4, 3.3), (4.7, 3.6)),
    "Test manager": ((2.8, 2.5), (3.1, 2.8), (3.0, 2.7)),
}
"""Demand and allocation of DIG-301 in November, December and January; six months of each role stand there."""
BOOKED = {
    (RESOURCES, "Resources", f"{letter}{197 + 6 * role + month}"): value
    for role, months in enumerate(DEMAND.values())
    for month, pair in enumerate(months)
    for letter, value in zip("DE", pair, strict=True)
}


def unfilled() -> float:
    pairs = [pair for months in DEMAND.values() for pair in months]
    return sum(demand - allocated for demand, allocated in pairs) / sum(demand for demand, _ in pairs)


FIGURES = (
    Traced(
        entity="CUS-404",
        key="bac",
        cells=column("H", BUDGET),
        worked=lambda: sum(map(german, BUDGET)),
        as_of={LEDGER: OF_LEDGER},
    ),
    Traced(
        entity="CUS-404",
        key="ac",
        cells=column("J", ACTUAL),
        worked=lambda: sum(map(german, ACTUAL)),
        as_of={LEDGER: OF_LEDGER},
    ),
    Traced(
        entity="CUS-404",
        key="ev",
        cells={**column("H", BUDGET), **block(TARIFF, "Progress", C11=0.738)},
        worked=lambda: 0.738 * 1_200_000,
        as_of={TARIFF: OF_REPORT},
    ),
    Traced(
        entity="CUS-404",
        key="spi_t",
        cells={**column("H", BUDGET), **block(TARIFF, "Progress", C11=0.738)},
        worked=lambda: earned_schedule() / 7,  # April to October
    ),
    Traced(  # from Friday 16 October to Friday 6 November: three weeks and a day; M4 slips by two days only
        entity="CUS-404",
        key="key_milestone_slip",
        cells=MILESTONES,
        worked=lambda: 3 * 5 + 1,
        as_of={TARIFF: OF_REPORT},
    ),
    Traced(  # the fifth risk is closed
        entity="NET-101",
        key="exposure",
        cells=RISKS,
        worked=lambda: 0.8 * 620_000 + 0.6 * 540_000 + 0.4 * 180_000 + 0.2 * 400_000,
        as_of={RAID: OF_PERIOD},
    ),
    Traced(  # each benefit at its last point, October 2028
        entity="GEN-203",
        key="benefit_ratio",
        cells=LAST_OF_BENEFITS,
        worked=lambda: (675_840 + 228_000) / (768_000 + 240_000),
        as_of={BENEFITS: OF_PERIOD},
    ),
    Traced(
        entity="DIG-301",
        key="unfilled_demand",
        cells=BOOKED,
        worked=unfilled,
        as_of={RESOURCES: OF_PERIOD},
    ),
    Traced(  # nothing is approved; the original budget is that of the business case
        entity="NET-101",
        key="change_ratio",
        cells={
            **block(RAID, "Changes", D11=2_200_000, I11="Pending"),
            **block(LEDGER, "", G2="29.558,96", G3="124.559,24", G91="0,00"),
        },
        worked=lambda: 2_200_000 / 13_800_000,
        as_of={RAID: OF_PERIOD, LEDGER: OF_LEDGER},
    ),
    Traced(  # in pounds, by the plan rate
        entity="CUS-403",
        key="contingency",
        cells={**block(REGISTER, "Register", V30=80_000, L30="GBP")},
        worked=lambda: 80_000 * 1.17,
        as_of={REGISTER: (None, "")},
    ),
    Traced(
        entity="NET-104",
        key="forecast_to_go",
        cells={
            **block(LEDGER, "", K260="6.076,68", K261="7.449,29", K262="11.622,05"),
            **block(RATES, "", D2="1.17"),
        },
        worked=lambda: 1.17 * (6_076.68 + 7_449.29 + 11_622.05),
        as_of={RATES: (date(2025, 1, 1), "entry")},
    ),
)


@pytest.fixture(scope="module")
def month(one_period: Path) -> pipeline.Month:
    return pipeline.assess(one_period, Period.parse(PERIOD))


def leaves(
    told: Explanation,
) -> Iterator[tuple[tuple[str, str, str], tuple[object, tuple[date | None, str]]]]:
    for each in told.inputs:
        place = (each.cell.file, each.cell.sheet, each.cell.cell)
        yield place, (each.value, (each.as_of.day, each.as_of.by))
    for part in told.parts:
        yield from leaves(part)


def meant(value: object) -> object:
    """What is written in a cell, as the tables have it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str) and GERMAN.fullmatch(value):
        return german(value)
    return {"1.17": 1.17, **WORDS}.get(value, value) if isinstance(value, str) else value


@cache
def workbook(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, data_only=True)


@cache
def table(path: Path) -> list[list[str]]:
    is_ledger = path.name == "finance_export.csv"
    with path.open(encoding="cp1252" if is_ledger else "utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";" if is_ledger else ","))


def written(workspace: Path, file: str, sheet: str, address: str) -> object:
    """What stands in a cell of a file, read without the product."""
    if sheet:
        return workbook(workspace / file)[sheet][address].value
    letter, row = address[0], int(address[1:])
    return table(workspace / file)[row - 1][ord(letter) - ord("A")]


def case(figure: Traced) -> str:
    return f"{figure.entity} {figure.key}"


@pytest.mark.parametrize("figure", FIGURES, ids=case)
def test_the_cells_hold_what_is_written_here(figure: Traced, one_period: Path) -> None:
    assert {place: written(one_period, *place) for place in figure.cells} == dict(figure.cells)


@pytest.mark.parametrize("figure", FIGURES, ids=case)
def test_the_tree_leads_to_the_cells(figure: Traced, month: pipeline.Month) -> None:
    found = dict(leaves(explanation(month, figure.entity, figure.key)))
    assert set(figure.cells) <= set(found)
    assert {place: found[place][0] for place in figure.cells} == {
        place: meant(value) for place, value in figure.cells.items()
    }
    dated = {place[0]: when for place, (_, when) in found.items() if place in figure.cells}
    assert {file: dated[file] for file in figure.as_of} == dict(figure.as_of)


@pytest.mark.parametrize("figure", FIGURES, ids=case)
def test_the_cells_come_to_the_figure(figure: Traced, month: pipeline.Month) -> None:
    told = explanation(month, figure.entity, figure.key)
    assert float(str(told.raw)) == pytest.approx(float(figure.worked()), abs=0.005, rel=1e-9)


def test_no_cell_of_the_ledger_is_left_out(month: pipeline.Month) -> None:
    places = [place for place, _ in leaves(explanation(month, "NET-101", "budget_original"))]
    assert {cell for file, _, cell in places if file == LEDGER and cell.startswith("G")} == {
        f"G{row}" for row in range(2, 92)
    }


STATED = block(TARIFF, "Status", C11="Green", C7="Ines Duarte", G6=datetime(2026, 10, 31))  # noqa: DTZ001 - as above
AGREED = block(
    OVERRIDES, "", C2="Green", E2="Ines Duarte", F2="Maeve Corrigan", G2="2026-10-05", H2="2026-11-30"
)


def part(told: Explanation, branch: str, key: str = "") -> Explanation:
    return next(each for each in told.parts if each.branch == branch and key in (each.key, ""))


def test_a_declared_state_traced(month: pipeline.Month, one_period: Path) -> None:
    assert {place: written(one_period, *place) for place in STATED} == dict(STATED)
    told = part(explanation(month, "CUS-404", "schedule"), "declared")
    assert told.value == "green"
    assert dict(leaves(told)) == {(TARIFF, "Status", "C11"): ("G", OF_REPORT)}
    assert {detail.name: detail.value for detail in told.details} == {
        "by": "Ines Duarte",
        "of": DAY,
        "handed in on": date(2026, 11, 3),
    }


def test_an_overridden_state_traced(month: pipeline.Month, one_period: Path) -> None:
    assert {place: written(one_period, *place) for place in AGREED} == dict(AGREED)
    told = explanation(month, "CUS-404", "schedule")
    assert (told.raw, told.value) == (
        "green",
        "green (computed amber, declared green, overridden by Maeve Corrigan until 2026-11-30)",
    )
    override = part(told, "override")
    found = {place[2]: value for place, (value, _) in leaves(override)}
    assert found.keys() == {"C2", "D2", "E2", "F2", "G2", "H2"}
    assert (found["C2"], found["G2"], found["H2"]) == ("G", date(2026, 10, 5), date(2026, 11, 30))
    assert {when for _, (_, when) in leaves(override)} == {(date(2026, 10, 5), "entry")}


def test_the_rule_behind_it_traced(month: pipeline.Month, one_period: Path) -> None:
    """The project's own tolerance of 10 days is its green bound, twice that its amber one."""
    tolerance = (REGISTER, "Register", "P31")
    assert (written(one_period, *tolerance), written(one_period, REGISTER, "Register", "A31")) == (
        10,
        "CUS-404",
    )
    rule = part(explanation(month, "CUS-404", "schedule"), "rule", "key_milestones")
    known = {detail.name: detail.value for detail in rule.details}
    assert (rule.value, known["value"], known["green bound"], known["amber bound"]) == ("amber", 16, 10, 20)
    assert known["distance"] == 10 - 16
    assert {(each.cell.file, each.cell.sheet, each.cell.cell): each.value for each in rule.inputs} == {
        tolerance: 10
    }
    where, _, line = str(known["stands in"]).partition(":")
    assert "key: key_milestones" in (one_period / where).read_text().splitlines()[int(line) - 1]
