"""Guarantee 1: removing any input never makes any state look better.

Nothing becomes green, and a red that becomes amber says what is unknown. The register's own structure
(who belongs to whom, states, tolerances, planned start) is agreed, not evidence, and is left alone.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmo_reports.config.rag import RagRules, Rollup
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import SEVERITY, Rag
from pmo_reports.model.tables import TABLES, Portfolio
from tests.rag.examples import real, reason, shipped
from tests.rag.examples import whole as every_measure
from tests.rag.test_public_rules import NAMES
from tests.rag.test_public_rules import rules as house_rules
from tests.strategies import portfolios

EVIDENCE = (
    "costs", "progress", "status_reports", "milestones", "risks", "issues", "changes", "benefits",
    "resources", "dependencies", "overrides", "fx_rates", "tasks",
)  # fmt: skip
REGISTER = ("contingency", "revenue", "currency", "baseline_finish", "forecast_finish")
DOUBTS = (
    "nknown",
    "Not known",
    "No data",
    "Nothing is declared",
    "no report",
    "days old",
    "Entries",
    "not defined",
    "Second choice",
)
QUICK = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[Portfolio, Portfolio, str]:
    """A portfolio, the same with something missing, and what is missing."""
    whole = draw(portfolios())
    name = draw(st.sampled_from([each for each in (*EVIDENCE, "projects") if len(whole[each])]))
    rows = whole[name]
    if name == "projects":
        left, what = _blank(draw, rows, REGISTER)
    else:
        cut = draw(st.sampled_from([_table, _file, _row, _cell]))
        left, what = cut(draw, rows, name)
    return whole, replace(whole, tables={**whole.tables, name: left}), f"{name}: {what}"


def _table(_: st.DrawFn, rows: pd.DataFrame, __: str) -> tuple[pd.DataFrame, str]:
    return rows.iloc[:0], "all of it"


def _file(draw: st.DrawFn, rows: pd.DataFrame, name: str) -> tuple[pd.DataFrame, str]:
    key = TABLES[name].key[0]
    value = draw(st.sampled_from(sorted(rows[key].unique())))
    return rows[rows[key].ne(value)].reset_index(drop=True), f"all of {value}"


def _row(draw: st.DrawFn, rows: pd.DataFrame, _: str) -> tuple[pd.DataFrame, str]:
    at = draw(st.sampled_from(list(rows.index)))
    return rows.drop(index=at).reset_index(drop=True), f"row {at}"


def _cell(draw: st.DrawFn, rows: pd.DataFrame, name: str) -> tuple[pd.DataFrame, str]:
    return _blank(draw, rows, tuple(field for field in TABLES[name].fields if field not in TABLES[name].key))


def _blank(draw: st.DrawFn, rows: pd.DataFrame, fields: tuple[str, ...]) -> tuple[pd.DataFrame, str]:
    """`rows` without one filled cell."""
    filled = [(at, field) for field in fields for at in rows.index[rows[field].notna()]]
    at, field = draw(st.sampled_from(filled))
    return rows.assign(**{field: rows[field].where(rows.index != at)}), f"{field} of row {at}"


def better(before: Assessed, after: Assessed) -> list[str]:
    """The cells that look better in `after`."""
    cells = []
    for (entity, dimension), cell in after.assessments.items():
        was, now = before.rag(entity, dimension), cell.effective
        told = any(doubt in reason(after, entity, dimension) for doubt in DOUBTS)
        brighter = SEVERITY.get(now, 9) < SEVERITY.get(was, 0) and (
            now is Rag.GREEN or (now is Rag.AMBER and not told)
        )
        if brighter:
            cells.append(f"{entity} {dimension}: {was} → {now}: {reason(after, entity, dimension)}")
    return cells


POLICIES = st.sampled_from(
    [
        {},
        {"overall": "weighted"},
        {"programme": Rollup(policy="proportion"), "portfolio": Rollup(policy="worst_of")},
        {"programme": Rollup(weight=""), "portfolio": Rollup(veto=False)},
    ]
)


def rules(policies: dict[str, object]) -> RagRules:
    return shipped().model_copy(update=policies)


@QUICK
@given(case=cuts(), policies=POLICIES)
def test_less_data_never_looks_better(
    case: tuple[Portfolio, Portfolio, str], policies: dict[str, object]
) -> None:
    whole, cut, what = case
    before = real(whole, rules(policies))
    after = real(cut, rules(policies), (before,))
    assert not better(before, after), what


@settings(QUICK, max_examples=8)
@given(case=cuts(), name=st.sampled_from(NAMES))
def test_less_data_never_looks_better_by_the_rules_of_any_house(
    case: tuple[Portfolio, Portfolio, str], name: str
) -> None:
    whole, cut, what = case
    before = real(whole, house_rules(name))
    assert not better(before, real(cut, house_rules(name), (before,))), f"{name}: {what}"


@st.composite
def unledgered(draw: st.DrawFn) -> tuple[Portfolio, Portfolio]:
    """A portfolio with ledger and schedules, and the same without a table's rows of one of its projects."""
    whole = draw(portfolios().filter(lambda each: len(each["costs"]) and len(each["tasks"])))
    name = draw(st.sampled_from(["costs", "progress"]))
    project = draw(st.sampled_from(sorted(whole["tasks"]["project_id"].unique())))
    left = whole[name][whole[name]["project_id"].ne(project)].reset_index(drop=True)
    return whole, replace(whole, tables={**whole.tables, name: left})


@settings(QUICK, max_examples=5)
@given(case=unledgered(), remembered=st.booleans())
def test_a_schedule_in_the_place_of_a_ledger_never_looks_better(
    case: tuple[Portfolio, Portfolio],
    remembered: bool,  # noqa: FBT001 - drawn
) -> None:
    whole, cut = case
    before = real(whole, shipped())
    assert not better(before, real(cut, shipped(), (before,) if remembered else ()))


@pytest.mark.slow
@QUICK
@given(whole=portfolios(), seed=st.integers(0, 9))
def test_the_order_of_rows_changes_nothing_and_inputs_stay_as_they_are(whole: Portfolio, seed: int) -> None:
    copies = {name: rows.copy() for name, rows in whole.tables.items()}
    tables = {
        name: rows if name == "projects" else rows.sample(frac=1, random_state=seed).reset_index(drop=True)
        for name, rows in whole.tables.items()
    }
    shuffled = every_measure(replace(whole, tables=tables), shipped())
    plain = every_measure(whole, shipped())
    assert plain.assessments == real(whole, shipped()).assessments  # what the tests above rest on
    assert plain.assessments == shuffled.assessments
    pd.testing.assert_frame_equal(plain.measurements.values, shuffled.measurements.values)
    for name, rows in whole.tables.items():
        pd.testing.assert_frame_equal(rows, copies[name])
