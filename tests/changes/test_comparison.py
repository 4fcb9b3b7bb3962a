"""All that changed between two periods: registers by hand, what is material, and what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import hypothesis
import pytest
from hypothesis import given

from pmo_reports.changes import changes
from pmo_reports.config.materiality import Materiality
from pmo_reports.model.changes import Change, ChangeKind, Changes, Direction
from pmo_reports.model.fiscal import FiscalPeriod
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag
from pmo_reports.model.tables import Portfolio
from tests.changes.examples import AFTER, BEFORE, MONTHS, made, period, reckoned, two
from tests.strategies import Row, portfolios

P = {"project_id": "P"}


def project(name: str, **more: object) -> Row:
    return {"project_id": name, "level": "project", "name": f"Project {name}", **more}


def compared(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> Changes:
    return changes(*two(before, after))


def brief(found: tuple[Change, ...]) -> set[tuple[str, object, object]]:
    return {(each.id, each.before, each.after) for each in found}


def test_projects_in_and_out_and_their_people() -> None:
    found = compared(
        {"projects": [project("P", sponsor="A. Able", project_manager="B. Best"), project("Q")]},
        {"projects": [project("P", sponsor="C. Cole", project_manager="B. Best"), project("R")]},
    )
    assert brief(found.listed) == {
        ("project-in/R", None, None),
        ("project-out/Q", None, None),
        ("person/P/sponsor", "A. Able", "C. Cole"),
    }
    assert found.material == found.listed
    assert [each.name for each in found.of(ChangeKind.PROJECT_IN)] == ["Project R"]


def risk(name: str, probability: int | None = 3, **more: object) -> Row:
    return {**P, "risk_id": name, "probability": probability, "impact": 4, "state": "open", **more}


def test_risks_by_hand() -> None:
    before = [
        risk("same"), risk("closed"), risk("gone"), risk("worse", 1), risk("better", 5),
        risk("unrated", None), risk("raised", escalated=False), risk("again", state="closed"),
        risk("past", state="closed"),
    ]  # fmt: skip
    after = [
        risk("same"), risk("closed", state="closed"), risk("worse", 4), risk("better", 2), risk("unrated"),
        risk("raised", escalated=True), risk("again"), risk("new", 5, escalated=True),
        risk("born closed", state="closed"),
    ]  # fmt: skip
    found = compared({"risks": before}, {"risks": after})
    assert brief(found.listed) == {
        ("risk-closed/P/closed", 12, None),
        ("risk-gone/P/gone", 12, None),
        ("risk-new/P/again", None, 12),
        ("risk-new/P/new", None, 20),
        ("risk-rated/P/worse", 4, 16),
        ("risk-rated/P/better", 20, 8),
        ("risk-rated/P/unrated", None, 12),
        ("risk-escalated/P/raised", None, 12),
        ("risk-escalated/P/new", None, 20),
    }
    ways = {each.item: each.direction for each in found.of(ChangeKind.RISK_RATED)}
    assert ways == {"worse": "worse", "better": "better", "unrated": "neither"}


def test_decisions_taken() -> None:
    def decision(name: str, **more: object) -> Row:
        return {"decision_id": name, "project_id": "P", "question": "Go on?", "state": "open", **more}

    done = {"state": "decided", "outcome": "Yes", "decided_on": date(2026, 10, 20)}
    found = compared(
        {"decisions": [decision("1"), decision("2", **done), decision("3")]},
        {"decisions": [decision("1", **done), decision("2", **done), decision("3"), decision("4", **done)]},
    )
    assert brief(found.listed) == {("decision/P/1", None, "Yes"), ("decision/P/4", None, "Yes")}


def test_overrides_set_expired_and_withdrawn() -> None:
    def override(dimension: str, since: str, until: str) -> Row:
        return {**P, "dimension": dimension, "to": "G", "valid_from": since, "expires_on": until}

    old = override("cost", "2026-09-01", "2026-10-15")
    found = compared(
        {
            "overrides": [
                old,
                override("scope", "2026-09-01", "2026-12-31"),
                override("risk", "2026-10-05", "2026-12-31"),
            ]
        },
        {
            "overrides": [
                old,
                override("risk", "2026-10-05", "2026-12-31"),
                override("quality", "2026-10-01", "2026-11-30"),
            ]
        },
    )
    assert {(each.kind, each.dimension, each.cause) for each in found.listed} == {
        ("override-ended", "cost", "expired"),
        ("override-ended", "scope", "withdrawn"),
        ("override-set", "risk", ""),  # it was entered before, and is in force since 5 October
        ("override-set", "quality", ""),
    }


def test_benefits_by_their_last_point() -> None:
    def points(name: str, *forecasts: int | None) -> list[Row]:
        own = {**P, "benefit_id": name, "name": name, "currency": "EUR"}
        return [{**own, "month": month, "forecast": f} for month, f in zip(MONTHS, forecasts, strict=False)]

    found = compared(
        {"benefits": [*points("a", 100, 200), *points("b", 50), *points("c", 10)]},
        {"benefits": [*points("a", 90, 200, 150), *points("b", 50, None), *points("d", 5)]},
    )
    told = {each.item: (each.before, each.after, each.amount) for each in found.listed}
    assert told == {
        "a": (Decimal(200), Decimal(150), Decimal(-50)),
        "c": (Decimal(10), None, Decimal(-10)),
        "d": (None, Decimal(5), Decimal(5)),
    }
    assert found.listed[0].direction is Direction.WORSE


def test_a_benefit_that_is_realised_as_it_should_is_told_and_not_material() -> None:
    def benefit(actual: int, forecast: int) -> dict[str, list[Row]]:
        own = {**P, "benefit_id": "B", "month": MONTHS[0], "currency": "EUR"}
        return {"benefits": [{**own, "actual": actual, "forecast": forecast}]}

    found = compared(benefit(10, 100), benefit(50, 106))
    assert {each.id for each in found.listed} == {"benefit/P/actual/B", "benefit/P/forecast/B"}
    assert [each.id for each in found.material] == ["benefit/P/forecast/B"]


def test_closed_months_that_were_booked_anew() -> None:
    def line(month: date, actual: object, category: str = "Labour", **more: object) -> Row:
        return {**P, "month": month, "category": category, "currency": "EUR", "actual": actual, **more}

    august, september, october = date(2026, 8, 1), *MONTHS[:2]
    found = compared(
        {"costs": [line(august, 10), line(september, 10), line(october, None), line(august, 3, "Travel")]},
        {"costs": [line(august, 12), line(september, 10), line(october, 7), line(september, 4, "Late")]},
    )
    told = {each.item: (each.before, each.after, each.amount) for each in found.of(ChangeKind.CORRECTION)}
    assert told == {
        "2026-08/Labour": (Decimal(10), Decimal(12), Decimal(2)),
        "2026-08/Travel": (Decimal(3), None, Decimal(-3)),
        "2026-09/Late": (None, Decimal(4), Decimal(4)),
    }


def test_dates_in_working_and_calendar_days_and_beyond_tolerance() -> None:
    def plan(finish: str, milestone: str) -> dict[str, list[Row]]:
        entry = {**P, "milestone_id": "M", "name": "Go live", "forecast_date": milestone}
        listed = project("P", forecast_finish=finish, tolerance_days=3)
        return {"projects": [listed], "milestones": [entry]}

    # Friday 13 to Tuesday 17 November is two working days, Friday 18 to Thursday 24 December four.
    found = compared(plan("2026-12-18", "2026-11-13"), plan("2026-12-24", "2026-11-17"))
    told = {each.id: (each.days, each.calendar_days, each.beyond) for each in found.listed}
    assert told == {
        "finish/P": (4, 6, True),
        "finish/ROOT": (4, 6, False),  # its tolerance is the usual one
        "milestone/P/M": (2, 4, False),
    }
    assert [each.id for each in found.material] == ["finish/P"]


def test_states_that_moved() -> None:
    tables = made(BEFORE, {"projects": [project("P")]})
    before = period(tables, {("P", "overall"): Rag.GREEN, ("P", "cost"): Rag.RED, ("P", "risk"): Rag.GREEN})
    after = period(
        tables,
        {
            ("P", "overall"): Rag.RED,
            ("P", "cost"): Rag.AMBER,
            ("P", "scope"): Rag.RED,
            ("P", "risk"): Rag.GREEN,
        },
    )
    found = changes(before, after)
    assert [(each.id, each.before, each.after, each.direction) for each in found.listed] == [
        ("rag/P/overall", "G", "R", "worse"),
        ("rag/P/cost", "R", "A", "better"),
    ]


def money(cost: int) -> dict[str, list[Row]]:
    line = {**P, "month": MONTHS[2], "category": "All", "currency": "EUR", "forecast": cost}
    return {"costs": [line | {"budget_current": 1_000_000}]}


def test_money_is_material_beyond_a_share_and_a_least_amount() -> None:
    found = compared(money(1_000_000), money(1_060_000))
    assert [(each.id, each.amount, each.cause) for each in found.material] == [
        ("money/P/eac_management", Decimal(60_000), "performance")
    ]
    small = changes(*two(money(1_000_000), money(1_060_000)), Materiality(money_least=Decimal(60_000)))
    assert (len(small.listed), small.material, small.sentence) == (1, (), "No material change.")


def test_no_material_change_is_said_where_it_is_true() -> None:
    found = compared(money(1_000_000), money(1_000_001))
    assert (len(found.listed), found.material, found.sentence) == (1, (), "No material change.")
    assert not found.empty
    assert compared(money(1), money(1)).empty


@pytest.mark.parametrize(("days", "material"), [(10, False), (11, True)])
def test_a_threshold_is_passed_and_not_reached(days: int, material: bool) -> None:  # noqa: FBT001
    finish = {10: "2026-12-15", 11: "2026-12-16"}[days]  # after Tuesday 1 December
    found = compared(
        {"projects": [project("P", forecast_finish="2026-12-01")]},
        {"projects": [project("P", forecast_finish=finish)]},
    )
    assert {each.days for each in found.listed} == {days}
    assert bool(found.material) is material


@given(same=portfolios(projects=2))
@hypothesis.settings(max_examples=15)
def test_nothing_changes_between_a_period_and_itself(same: Portfolio) -> None:
    one = period(same, judge=reckoned)
    found = changes(one, one)
    assert (found.listed, found.schedules, found.empty) == ((), (), True)
    assert found.sentence == "No material change."


def test_ids_are_unique_and_the_worst_comes_first() -> None:
    before = {"projects": [project("P", forecast_finish="2026-12-01")], "risks": [risk("a", 1), risk("b")]}
    after = {"projects": [project("P", forecast_finish="2027-06-01")], "risks": [risk("a", 5)]}
    found = compared(before, after)
    assert len({each.id for each in found.listed}) == len(found.listed)
    assert found.listed[0].kind is ChangeKind.FINISH
    assert found.before == BEFORE
    assert found.after == AFTER


def test_of_a_fiscal_calendar_a_period_is_closed_when_it_is_over() -> None:
    # Periods of four weeks: P10 ends on 4 October, P11 begins on the 5th and is open until 1 November.
    spans = [
        FiscalPeriod(year=2026, number=number, start=start, end=start + timedelta(days=27), quarter=4)
        for number, start in ((10, date(2026, 9, 7)), (11, date(2026, 10, 5)))
    ]
    first, second = (Period(2026, span.number, numbered=True, span=span) for span in spans)

    def ledger(*actuals: int) -> dict[str, list[Row]]:
        days = (date(2026, 8, 10), date(2026, 9, 7), date(2026, 10, 5))
        return {"costs": [cost(day, actual) for day, actual in zip(days, actuals, strict=True)]}

    def cost(day: date, actual: int) -> Row:
        return {**P, "month": day, "category": "All", "currency": "EUR", "actual": actual, "fx_rate": 1.0}

    before, after = (
        period(made(of, ledger(*amounts)), judge=reckoned)
        for of, amounts in ((first, (10, 20, 30)), (second, (11, 22, 33)))
    )
    found = changes(before, after).of(ChangeKind.CORRECTION)
    assert {(each.item, each.amount) for each in found} == {("2026-08/All", 1), ("2026-09/All", 2)}
    early = replace(before, status_date=date(2026, 10, 3))  # a day before the end of P10
    assert [each.item for each in changes(early, after).of(ChangeKind.CORRECTION)] == ["2026-08/All"]
