from __future__ import annotations

import pytest

from pmo_reports.config.rag import RagRules, Rule
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag
from tests.rag.examples import LATE, assessed, one_dimension, project, reason, report
from tests.strategies import PERIOD, portfolio

CPI = Rule(key="cost", measure="cpi", green=0.95, amber=0.90, hysteresis=0.02, message="CPI is")
DAYS = LATE.model_copy(update={"hysteresis": 3.0})


def course(rules: RagRules, measure: str, values: list[float | None]) -> tuple[Assessed, ...]:
    """One project, month after month."""
    past: tuple[Assessed, ...] = ()
    for step, value in enumerate(values, start=1 - len(values)):
        period = PERIOD.shifted(step)
        tables = portfolio(period, projects=[project()], status_reports=[report(status_date=period.end)])
        past = (*past, assessed(tables, {"P": {measure: value}}, rules, past))
    return past


def computed(months: tuple[Assessed, ...]) -> str:
    return "".join(each.assessments["P", "schedule"].computed for each in months)


def raw(months: tuple[Assessed, ...]) -> str:
    cells = [each.assessments["P", "schedule"] for each in months]
    return "".join(cell.raw or cell.computed for cell in cells)


@pytest.mark.parametrize(
    ("values", "damped", "bare"),
    [
        ([0.94, 0.96, 0.97], "AAG", "AGG"),  # back from 0.97, not from 0.95
        ([0.94, 0.9699, 0.97], "AAG", "AGG"),
        ([0.96, 0.94, 0.96], "GAA", "GAG"),  # worse at once
        ([0.89, 0.91, 0.92, 0.96, 0.97], "RRAAG", "RAAGG"),
        ([0.89, 0.96], "RA", "RG"),
        ([0.89, 0.97], "RG", "RG"),
        ([0.96], "G", "G"),
        ([None, 0.96], "?A", "?G"),  # what was not known may have been worse
        ([None, 0.91], "?R", "?A"),
        ([0.96, None, 0.97], "G?G", "G?G"),
    ],
)
def test_a_state_is_better_again_only_beyond_the_bound(
    values: list[float | None], damped: str, bare: str
) -> None:
    months = course(one_dimension(CPI), "cpi", values)
    assert (computed(months), raw(months)) == (damped, bare)


def test_it_counts_to_the_good_side_of_the_measure() -> None:
    months = course(one_dimension(DAYS), "slip", [6.0, 4.0, 2.0, 21.0, 18.0, 17.0])
    assert (computed(months), raw(months)) == ("AAGRRA", "AGGRAA")


def test_the_sentence_says_from_where_it_is_better_again() -> None:
    months = course(one_dimension(CPI), "cpi", [0.94, 0.96])
    assert reason(months[-1]).startswith(
        "CPI is 0.96; amber below 0.95, red below 0.90; 0.01 within the green bound. "
        "Still amber, as in the last period: green again from 0.97."
    )


def test_without_hysteresis_the_bound_alone_decides() -> None:
    months = course(one_dimension(CPI.model_copy(update={"hysteresis": 0.0})), "cpi", [0.94, 0.96])
    assert computed(months) == "AG"
    assert months[-1].assessments["P", "schedule"].raw is None


def test_another_rule_may_decide_though_one_is_held() -> None:
    held, late = CPI.model_copy(update={"key": "held"}), LATE
    rules = one_dimension(held, late)
    past: tuple[Assessed, ...] = ()
    for step, (cpi, slip) in enumerate([(0.94, 0.0), (0.96, 30.0)], start=-1):
        period = PERIOD.shifted(step)
        tables = portfolio(period, projects=[project()], status_reports=[report(status_date=period.end)])
        past = (*past, assessed(tables, {"P": {"cpi": cpi, "slip": slip}}, rules, past))
    cell = past[-1].assessments["P", "schedule"]
    assert (cell.computed, cell.raw, cell.rule) == (Rag.RED, None, "late")
