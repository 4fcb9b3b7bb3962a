"""Bridges of money: each cause by hand, and that every bridge closes to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.changes.money import bridges
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Bridge, Cause, Step
from tests.changes.examples import MONTHS, measured, reckoned, two
from tests.strategies import Row


def line(project: str, month: date, budget: object, cost: object, **more: object) -> Row:
    """A line of the ledger whose cost is booked and forecast alike."""
    money = {"budget_current": budget, "actual": cost, "forecast": cost}
    return {"project_id": project, "month": month, "category": "All", "currency": "EUR"} | money | more


def change(name: str, cost: object, state: str = "approved", **more: object) -> Row:
    return {
        "project_id": "P", "change_id": name, "cost": cost, "state": state, "currency": "EUR", **more
    }  # fmt: skip


def told(pair: tuple[Assessed, Assessed], measure: str = "eac_management", currency: str = "") -> Bridge:
    return next(
        each
        for each in bridges(*pair)
        if each.measure == measure
        and each.reporting is not bool(currency)
        and currency in {"", each.currency}
    )


def causes(step: Step) -> dict[str, float]:
    return {str(cause): float(amount) for cause, amount in step.causes.items()}


def test_scope_baseline_and_performance_by_hand() -> None:
    # The forecast goes from 300 to 375: 20 are approved, the budget grew by 30 beyond that, 25 are left.
    before = [line("P", month, 100, 100) for month in MONTHS]
    after = [line("P", MONTHS[0], 100, 100), line("P", MONTHS[1], 100, 115), line("P", MONTHS[2], 150, 160)]
    changes = [change("C1", 20), change("C2", 40, "pending"), change("C3", 7)]
    pair = two(
        {"costs": before, "changes": [change("C1", 20, "pending"), change("C3", 7)]},
        {"costs": after, "changes": changes},
    )
    found = told(pair)
    assert (found.total.opening, found.total.closing) == (Decimal(300), Decimal(375))
    assert causes(found.total) == {"scope": 20, "re-baseline": 30, "performance": 25}
    assert causes(told(pair, "bac").total) == {"scope": 20, "re-baseline": 30}
    assert causes(told(pair, currency="EUR").total) == causes(found.total)


def test_a_new_baseline_explains_no_more_than_the_forecast_moved() -> None:
    before = [line("P", MONTHS[2], 100, 100)]
    up, down = ([line("P", MONTHS[2], 150, cost)] for cost in (120, 90))
    assert causes(told(two({"costs": before}, {"costs": up})).total) == {"re-baseline": 20}
    assert causes(told(two({"costs": before}, {"costs": down})).total) == {"performance": -10}


def test_an_approval_that_is_taken_back_takes_scope_back_and_a_cut_log_does_not() -> None:
    costs = [line("P", MONTHS[2], 100, 100)]
    before = {"costs": costs, "changes": [change("C1", 20), change("C2", 5)]}
    back = two(before, {"costs": costs, "changes": [change("C1", 20, "rejected")]})
    assert causes(told(back).total) == {"scope": -20, "performance": 20}


def test_what_is_approved_and_not_in_the_budget_is_no_new_baseline() -> None:
    before = [line("P", MONTHS[2], 100, 100)]
    approved = {"changes": [change("C1", 20)]}
    for budget, expected in {
        100: {"scope": 20, "approved, not yet in the budget": -20},
        105: {"scope": 20, "approved, not yet in the budget": -15},
        120: {"scope": 20},
        130: {"scope": 20, "re-baseline": 10},
        90: {"scope": 20, "approved, not yet in the budget": -20, "re-baseline": -10},
    }.items():
        pair = two({"costs": before}, {"costs": [line("P", MONTHS[2], budget, 120)], **approved})
        assert causes(told(pair, "bac").total) == expected
        assert causes(told(pair).total) == {"scope": 20}


def test_rates_by_hand() -> None:
    # 100 GBP at 1.20, then 110 GBP at 1.25: 5 by the rate, 10 GBP at the rate of now.
    pound = {"currency": "GBP"}
    before = [line("P", MONTHS[2], 100, 100, fx_rate=1.20, **pound)]
    after = [line("P", MONTHS[2], 100, 110, fx_rate=1.25, **pound)]
    pair = two({"costs": before}, {"costs": after})
    found = told(pair)
    assert (found.total.opening, found.total.closing) == (Decimal(120), Decimal("137.5"))
    assert causes(found.total) == {"FX": 5, "performance": 12.5}
    assert causes(told(pair, currency="GBP").total) == {"performance": 10}
    assert causes(told(pair, "bac").total) == {"FX": 5}


def test_a_month_that_was_forecast_and_is_booked_is_at_its_own_rates() -> None:
    both = {"currency": "GBP", "fx_rate": 1.2, "fx_rate_actual": 1.5, "fx_rate_forecast": 1.2}
    costs = [line("P", MONTHS[1], 100, 100, **both)]
    found = told(two({"costs": costs}, {"costs": costs}))
    # The forecast's rate is what it was; that booked money has another one is no move of a rate.
    assert causes(found.total) == {"performance": 30}


def test_projects_in_and_out_and_amounts_that_one_period_keeps_to_itself() -> None:
    before = [line("out", MONTHS[2], 10, 10), line("told", MONTHS[2], 5, 5), line("new", MONTHS[2], 1, None)]
    after = [line("in", MONTHS[2], 40, 40), line("told", MONTHS[2], 5, None), line("new", MONTHS[2], 1, 8)]
    found = told(two({"costs": before}, {"costs": after}))
    assert causes(found.total) == {"projects in": 40, "projects out": -10, "disclosed": 8, "withheld": -5}
    assert [step.entity for step in found.steps] == ["in", "new", "out", "told"]


def test_whole_life_cost_in_another_currency() -> None:
    def case(cost: object) -> dict[str, list[Row]]:
        own = {"project_id": "P", "level": "project", "currency": "GBP", "whole_life_cost": cost}
        rate = {"currency": "GBP", "kind": "plan", "valid_from": date(2026, 1, 1), "rate": 1.25}
        return {"projects": [own], "fx_rates": [rate]}

    found = told(two(case(100), case(120)), "whole_life_cost")
    assert causes(found.total) == {"performance": 25}


def test_cents_that_the_portfolio_rounds_once_are_told() -> None:
    # 0.01 GBP at 1.50 is 0.02 a project, and 0.05 of three; 0.02 GBP is 0.03, and 0.09.
    def pounds(cost: str) -> dict[str, list[Row]]:
        own = {"currency": "GBP", "fx_rate": 1.5}
        return {"costs": [line(name, MONTHS[2], 1, cost, **own) for name in "PQR"]}

    found = told(two(pounds("0.01"), pounds("0.02")))
    assert (found.total.opening, found.total.closing) == (Decimal("0.05"), Decimal("0.09"))
    assert found.total.causes == {Cause.PERFORMANCE: Decimal("0.03"), Cause.ROUNDING: Decimal("0.01")}


CENTS = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents) / 100)
RATE = st.sampled_from([1.0, 1.17, 1.2513, None])


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, list[Row]]:
    """A ledger of some projects in two currencies, and a log of changes."""
    ids = draw(st.lists(st.sampled_from("PQR"), min_size=1, max_size=3, unique=True))
    rate = st.sampled_from([1.17, 1.2513])
    costs = [
        line(project, month, draw(CENTS), draw(st.none() | CENTS), category=currency, currency=currency)
        | {"fx_rate": draw(rate) if currency == "GBP" else 1.0}
        for project in ids
        for currency in draw(st.sampled_from([["EUR"], ["GBP"], ["EUR", "GBP"]]))
        for month in draw(st.lists(st.sampled_from(MONTHS), min_size=1, max_size=3, unique=True))
    ]
    state = st.sampled_from(["approved", "pending"])
    changes = [
        change(str(number), draw(CENTS), draw(state), project_id=project, fx_rate=draw(RATE))
        for project in ids
        for number in range(draw(st.integers(0, 2)))
    ]
    return {"costs": costs, "changes": changes}


@given(before=ledgers(), after=ledgers())
def test_every_bridge_closes_to_the_cent(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> None:
    pair = two(before, after, reckoned)
    kept = {name: rows.copy() for name, rows in pair[0].portfolio.tables.items()}
    for bridge in bridges(*pair):
        for step in (*bridge.steps, bridge.total):
            assert (step.opening or 0) + sum(step.causes.values()) == (step.closing or 0)
            assert all(amount == round(amount, 2) for amount in step.causes.values())
        assert bridge.total.opening == sum(step.opening or 0 for step in bridge.steps)
        assert bridge.total.closing == sum(step.closing or 0 for step in bridge.steps)
    assert all(rows.equals(kept[name]) for name, rows in pair[0].portfolio.tables.items())


@given(one=ledgers())
def test_nothing_moves_between_a_period_and_itself(one: dict[str, list[Row]]) -> None:
    pair, _ = two(one, one, reckoned)
    assert all(bridge.total.causes == {} for bridge in bridges(pair, pair))


@given(one=ledgers(), other=ledgers(), order=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    one: dict[str, list[Row]], other: dict[str, list[Row]], order: object
) -> None:
    turned = {name: order.sample(rows, len(rows)) for name, rows in other.items()}  # type: ignore[attr-defined]
    assert bridges(*two(one, other, reckoned)) == bridges(*two(one, turned, reckoned))


def test_the_printed_amount_is_where_the_bridge_begins_and_ends() -> None:
    pair = two({"costs": [line("P", MONTHS[0], 1, "0.10")]}, {"costs": [line("P", MONTHS[0], 1, "0.30")]})
    found = told(pair)
    for side, amount in zip(pair, (found.total.opening, found.total.closing), strict=True):
        assert float(amount or 0) == pytest.approx(side.measurements.value("ROOT", "eac_management"))
    assert found.total.causes[Cause.PERFORMANCE] == Decimal("0.20")


@given(one=ledgers())
@hypothesis.settings(max_examples=5)
def test_what_is_reckoned_here_is_what_is_measured(one: dict[str, list[Row]]) -> None:
    quick, slow = (two(one, one, judge)[0].measurements.values for judge in (reckoned, measured))
    projects = [name for name in quick.index if name != "ROOT"]
    for key in ("eac_management", "bac"):
        assert quick[key][projects].tolist() == pytest.approx(slow[key][projects].tolist(), nan_ok=True)


def test_amounts_beyond_64_bits_are_exact() -> None:
    # A printed amount is no longer exact at such a size; that of the lines is.
    vast = Decimal("12345678901234567890.12")
    pair = two(
        {"costs": [line("P", MONTHS[2], vast, 1)]}, {"costs": [line("P", MONTHS[2], vast + 1, 1)]}, reckoned
    )
    found = told(pair, "bac", "EUR")
    assert (found.total.opening, found.total.closing) == (vast, vast + 1)
    assert causes(found.total) == {"re-baseline": 1}
