"""What other rules would make of a period, on small tables worked by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_reports import rag
from pmo_reports.config.rag import Dimension, RagRules, Rollup
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag, Trend
from tests.rag.examples import LATE, assessed, one_dimension, project, report
from tests.strategies import PERIOD, ROOT, portfolio

STRICT = LATE.model_copy(update={"green": 2, "amber": 8})
EQUAL = {"programme": Rollup(weight=""), "portfolio": Rollup(weight="")}


def judged(
    slips: dict[str, float | None], rules: RagRules, period: Period = PERIOD, said: str = "G"
) -> Assessed:
    tables = portfolio(
        period,
        projects=[project(name) for name in slips],
        status_reports=[report(name, said, status_date=period.end) for name in slips],
    )
    return assessed(tables, {name: {"slip": slip} for name, slip in slips.items()}, rules)


def pair(
    slips: dict[str, float | None], period: Period = PERIOD, said: str = "G"
) -> tuple[Assessed, Assessed]:
    """One period by the usual rules (5, 20 days) and by strict ones (2, 8 days)."""
    usual, strict = one_dimension(**EQUAL), one_dimension(STRICT, **EQUAL)
    return judged(slips, usual, period, said), judged(slips, strict, period, said)


def test_cells_counts_and_reasons_by_hand() -> None:
    # slips 1, 4, 10: usual G G A (mean 5/3 = 1.67, green), strict G A R (mean 1, vetoed amber)
    found = rag.compared(*pair({"P": 1, "Q": 4, "R": 10}))
    cells = [
        (each.entity, each.dimension, each.before.effective, each.after.effective) for each in found.changes
    ]
    assert cells == [
        (ROOT, "overall", "G", "A"),
        (ROOT, "schedule", "G", "A"),
        ("Q", "overall", "G", "A"),
        ("Q", "schedule", "G", "A"),
        ("R", "overall", "A", "R"),
        ("R", "schedule", "A", "R"),
    ]
    assert (found.cells, found.beneath, found.gone, found.added) == (8, 0, (), ())
    assert {each.move for each in found.changes} == {Trend.WORSE}
    assert found.before["schedule"] == {Rag.GREEN: 2, Rag.AMBER: 1}
    assert found.after["schedule"] == {Rag.GREEN: 1, Rag.AMBER: 1, Rag.RED: 1}
    last = found.changes[-1]
    bounds = [cell.bound.value for cell in (last.before, last.after) if cell.bound]
    assert (last.before.rule, last.after.rule, bounds) == ("late", "late", [5, 8])


def test_a_declared_state_that_stands_above_both_is_counted_beneath() -> None:
    found = rag.compared(*pair({"P": 4}, said="R"))  # declared red; computed green, then amber
    assert (found.changes, found.beneath) == ((), 1)


def test_dimensions_that_only_one_side_has_are_named_and_not_compared() -> None:
    before = judged({"P": 1}, one_dimension())
    other = Dimension(label="Cost", rules=(LATE,))
    found = rag.compared(before, judged({"P": 1}, RagRules(dimensions={"cost": other})))
    assert (found.gone, found.added) == (("schedule",), ("cost",))
    assert {each.dimension for each in found.changes} <= {"overall"}
    assert "cost" not in found.before


def test_who_would_have_been_warned_earlier() -> None:
    september = PERIOD.shifted(-1)
    months = [pair({"P": 9, "Q": 30, "R": 0}, september), pair({"P": 25, "Q": 30, "R": 9})]
    told = [(each.project, each.before, each.after) for each in rag.warned(months)]
    assert told == [("P", PERIOD, september), ("R", None, PERIOD)]  # Q is red from September by both


SLIPS = st.dictionaries(st.sampled_from("PQRS"), st.none() | st.floats(-30, 60), min_size=1)


@given(slips=SLIPS)
def test_the_same_rules_change_nothing(slips: dict[str, float | None]) -> None:
    before, _ = pair(slips)
    found = rag.compared(before, before)
    assert (found.changes, found.beneath, found.before) == ((), 0, found.after)


@given(slips=SLIPS)
def test_stricter_rules_never_improve_a_project(slips: dict[str, float | None]) -> None:
    found = rag.compared(*pair(slips))
    assert all(each.move is not Trend.IMPROVED for each in found.changes)
    assert all(sum(found.after[name].values()) == len(slips) for name in ("overall", "schedule"))
