"""Pages of dependencies, changes, gates and exposure with far too much in them, and with nearly nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from string import ascii_lowercase

import pytest

from pmo_reports.model.charts import Axis, BarChart, Series
from pmo_reports.model.figures import Unit
from pmo_reports.model.pack import PackModel
from pmo_reports.pack.quantities import amount
from pmo_reports.render.deck import deck, deck_problems
from pmo_reports.render.deck.chart_xml import Plot, chart_xml
from pmo_reports.render.deck.drawing import Box
from pmo_reports.render.pdf import pdf
from tests.pack.control_fixture import Rows, change, gate, made, period, projects, promise, risk
from tests.render.deck_text import FONTS, TEMPLATES, deck_text, overflows

SECTIONS = ("risk_exposure", "dependencies", "change_control", "gates")
LONG = "Consolidated Regional Interchange and Supplier Settlement Replacement "
TWELVE = [f"project-{letter}" for letter in ascii_lowercase[:12]]


def crowded(cost: int) -> Rows:
    money = {"contingency": Decimal(900_000), "contingency_drawn": Decimal(300_000), "fx_rate": 1.0}
    ends = [(TWELVE[at % 12], TWELVE[(at * 5 + 1) % 12]) for at in range(200)]
    return {
        "projects": [{**row, "name": LONG + row["name"]} for row in projects(*TWELVE, **money)],
        "dependencies": [
            promise(f"X-{at}", *pair, "2026-11-02", "2026-11-13", deliverable=LONG * 3)
            for at, pair in enumerate(ends)
        ],
        "changes": [change(TWELVE[at % 12], f"C-{at}", at or None, at, title=LONG * 2) for at in range(60)],
        "gates": [
            gate(TWELVE[at % 12], f"G-{at}", "2026-11-09" if at % 2 else "2026-10-05",
                 actual_date=None if at % 2 else "2026-10-05", conditions=LONG * 2)
            for at in range(80)
        ],
        "risks": [risk(TWELVE[at % 12], f"R-{at}", cost + at) for at in range(60)],
    }  # fmt: skip


def crowd() -> PackModel:
    return made(crowded(98_765_432), (period(crowded(12_345_678), "2026-09"),), sections=SECTIONS)


def line() -> PackModel:
    """A chain of twelve."""
    late = [promise(f"X-{a}", a, b, "2026-11-02", "2026-11-05") for a, b in pairwise(TWELVE)]
    return made({"projects": projects(*TWELVE), "dependencies": late}, sections=SECTIONS)


def alone() -> PackModel:
    """One project, and no date anywhere."""
    rows: Rows = {
        "projects": projects("solo"),
        "dependencies": [promise("X", None, "solo", None, None)],
        "changes": [change("solo", "C", None, None)],
        "gates": [gate("solo", "G", None)],
        "risks": [risk("solo", "R", 1000)],
    }
    return made(rows, sections=SECTIONS)


@pytest.mark.parametrize("model", [crowd, line, alone])
def test_nothing_runs_over_a_slide(model: Callable[[], PackModel]) -> None:
    content = deck(model(), folders=(TEMPLATES,), fonts=FONTS).content
    assert list(overflows(content)) == []
    assert deck_problems(content) == ()


def test_what_a_slide_leaves_out_is_said() -> None:
    text = "\n".join(deck_text(deck(crowd(), folders=(TEMPLATES,), fonts=FONTS).content))
    assert "Open dependencies (more in the PDF)" in text


@pytest.mark.slow
@pytest.mark.parametrize("model", [crowd, line, alone])
def test_the_pdf_is_made_without_a_warning(model: Callable[[], PackModel]) -> None:
    assert pdf(model(), folders=(TEMPLATES,), fonts=FONTS).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("high", "scale", "shown"),
    [(8e6, 1_000_000, "#,##0.00,,"), (40e6, 1_000_000, "#,##0.0,,"), (400e3, 1_000, "#,##0,")],
)
def test_bars_of_money_carry_three_digits(high: float, scale: int, shown: str) -> None:
    points = (amount("all", "exposure", high * 0.9, "EUR"),)
    axis = Axis(low=0, high=high, ticks=(0, high), unit=Unit.MONEY, scale=scale, currency="EUR")
    series = Series(name="Exposure", points=points)
    chart = BarChart(categories=("Today",), series=(series,), axis=axis, alt="Exposure", horizontal=True)
    drawn = chart_xml(Plot(chart=chart, area=Box(0, 0, 1, 1), size=10, language="en-GB", every=1, hidden=0))
    assert f'formatCode="{shown}"' in str(drawn)
