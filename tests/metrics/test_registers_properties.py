"""Over random portfolios: movement closes, order and use change nothing, less never looks better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmo_reports import metrics
from pmo_reports.metrics import (
    capacity,
    dependencies,
    gates,
    growth,
    register_items,
    resources,
    risk,
    risk_exposure,
    risk_movement,
    scope,
)  # fmt: skip
from pmo_reports.model.assessed import Basis
from pmo_reports.model.measures import Measurements, index
from pmo_reports.model.tables import Portfolio
from tests.metrics.examples import basis_of, some
from tests.strategies import portfolios

OURS = tuple(
    index(
        risk, risk_exposure, risk_movement, register_items, resources, capacity, scope, growth, gates,
        dependencies,
    )
)  # fmt: skip
NEVER_BETTER = (
    "exposure", "exposure_inherent", "exposure_target", "exposure_days", "exposure_days_inherent",
    "exposure_days_target", "top_risk_score", "risks_above_appetite", "risks_red", "risks_red_target",
    "overdue_responses", "risks_near", "risks_without_owner", "dependencies_at_risk",
    "dependencies_at_risk_60", "chain_delay", "overbooked_fte", "highest_booking", "oldest_pending_change",
)  # fmt: skip
BLANKED = {
    "risks": "probability impact probability_percent impact_cost impact_days state owner response_due",
    "dependencies": "need_date promise_date state",
    "resources": "allocated capacity demand",
    "gates": "planned_date forecast_date actual_date verdict",
    "changes": "days raised_on state",
}
STAGED = (
    "proximity",
    "inherent_impact_cost",
    "inherent_impact_days",
    "target_impact_cost",
    "target_impact",
    "fx_rate",
)
NONE_OPEN = ("dependencies_at_risk", "top_risk_score", "oldest_pending_change")
"""Null without an open entry: one that is no longer said to be closed gives them a value."""
FEW = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def cents(found: Measurements, entity: str, *keys: str) -> Any:  # noqa: ANN401 - decimals, or all null
    values = [found.value(entity, key) for key in keys]
    return [None if value is None else Decimal(str(value)) for value in values]


def stayed(now: Portfolio, then: Portfolio, project: str) -> Decimal:
    """The movement of the threats of a project that were open in both periods, one by one."""

    def open_ones(tables: Portfolio) -> dict[str, Decimal]:
        return {
            row["risk_id"]: row["impact_cost"]
            * Decimal(str(row["probability_percent"]))
            * Decimal(str(row["fx_rate"]))
            for row in tables["risks"].to_dict("records")
            if row["project_id"] == project and row["state"] != "closed"
        }

    new, old = open_ones(now), open_ones(then)
    return sum((new[each] - old[each] for each in new if each in old), start=Decimal(0))


@FEW
@given(now=portfolios(), then=portfolios())
def test_opening_and_what_moved_give_the_closing_exactly(now: Portfolio, then: Portfolio) -> None:
    keys = [key for key in risk_movement.__dict__ if key in metrics.DECLARED]
    found = some(basis_of(now, then), "open_risks", *keys)
    for entity in found.members.index:
        first, new, closed, gone, last = cents(
            found, entity, "risks_opening", "risks_new", "risks_closed", "risks_gone", "open_risks"
        )
        assert last is None or first + new - closed - gone == last
        opening, came, went, moved, closing = cents(
            found, entity, "exposure_opening", "exposure_new", "exposure_closed", "exposure_movement",
            "exposure",
        )  # fmt: skip
        assert closing is None or opening + came - went + moved == closing
        if moved is not None and entity.startswith("P"):  # sums that are each rounded to the cent
            assert abs(moved - stayed(now, then, entity)) <= Decimal("0.02")


@settings(FEW, max_examples=2)
@given(now=portfolios(projects=8), then=portfolios(), seed=st.integers(0, 9))
def test_the_order_of_rows_changes_nothing_and_nothing_is_mutated(
    now: Portfolio, then: Portfolio, seed: int
) -> None:
    before = {name: table.copy(deep=True) for name, table in now.tables.items()}
    first = by_project(basis_of(now, then), OURS)
    for name, table in now.tables.items():
        pd.testing.assert_frame_equal(table, before[name])
    shaken = replace(now, tables={n: t.sample(frac=1, random_state=seed) for n, t in now.tables.items()})
    for key, again in by_project(basis_of(shaken, then), OURS).items():
        pd.testing.assert_series_equal(again, first[key], check_names=False, obj=key)


def fields(table: str) -> list[str]:
    return [*BLANKED[table].split(), *(STAGED if table == "risks" else ())]


@st.composite
def blanks(draw: st.DrawFn) -> tuple[Portfolio, Portfolio, list[str]]:
    """A portfolio, the same without some cells of its logs, and which."""
    whole = draw(portfolios(projects=8))
    tables, told = dict(whole.tables), []
    for name in [each for each in BLANKED if len(whole[each])] * 2:
        rows = tables[name]
        at, field = draw(st.sampled_from(list(rows.index))), draw(st.sampled_from(fields(name)))
        tables[name] = rows.assign(**{field: rows[field].where(rows.index != at)})
        told.append(f"{name}.{field} of {at}")
    return whole, replace(whole, tables=tables), told


def by_project(basis: Basis, keys: Iterable[str]) -> dict[str, pd.Series]:
    """Measures of the tables as their functions give them, before anything is rolled up."""
    declared = [metrics.DECLARED[key] for key in keys]
    return {each.key: each.function(basis=basis).sort_index() for each in declared if not each.needs}


@settings(FEW, max_examples=6)
@given(case=blanks())
def test_a_missing_cell_never_lowers_what_is_bad(case: tuple[Portfolio, Portfolio, list[str]]) -> None:
    whole, cut, what = case
    before, after = (by_project(basis_of(each), NEVER_BETTER) for each in (whole, cut))
    for key in NEVER_BETTER:
        for project, now in after[key].dropna().items():
            was = before[key].get(project)
            assert key in NONE_OPEN if pd.isna(was) else now >= was, (what, key, project, was, now)
