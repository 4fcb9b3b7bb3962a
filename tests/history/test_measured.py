"""What was measured comes back to the last bit, or is measured anew."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports import metrics
from pmo_reports.history import Measured, measured
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.measures import Measurements
from pmo_reports.model.tables import MONEY
from pmo_reports.orders import Month

DECLARED = {key: metrics.DECLARED[key] for key in ("bac", "ev", "spi")}
DOUBT = Finding(
    severity=Severity.WARNING, rule="r", problem="p", remedy="m", entity="atlas", value="31.2.\ud800"
)
DAYS = np.array(["2026-10-31", "NaT"], dtype="datetime64[s]")


def of(values: dict[str, list[float]], **more: pd.DataFrame) -> Measurements:
    index = pd.Index(["atlas", "beacon"], dtype="str", name="entity_id")
    frame = pd.DataFrame(values, index=index)
    return Measurements(
        values=frame,
        disclosed=frame.notna().astype("int64"),
        members=pd.Series([1, 1], index=index),
        declared=DECLARED,
        currency="EUR",
        entries={"gates": pd.DataFrame({"passed": pd.array([True, None], dtype="boolean"), "on": DAYS})},
        **more,  # type: ignore[arg-type]
    )


def again(found: Measured) -> Measured:
    content = measured.written(found)
    assert content is not None
    back = measured.heard(content, found[0].declared)
    assert back is not None
    return back


def assert_same(one: Measurements, other: Measurements) -> None:
    for field in fields(Measurements):
        if not field.compare:
            continue
        was, now = getattr(one, field.name), getattr(other, field.name)
        if isinstance(was, pd.DataFrame):
            pd.testing.assert_frame_equal(was, now, check_exact=True, check_names=True)
        elif isinstance(was, pd.Series):
            pd.testing.assert_series_equal(was, now, check_exact=True)
        elif field.name == "entries":
            assert was.keys() == now.keys()
            for name, frame in was.items():
                pd.testing.assert_frame_equal(frame, now[name], check_exact=True)
        else:
            assert was == now


numbers = st.lists(st.floats(), min_size=2, max_size=2)


@given(numbers, numbers, numbers)
def test_numbers_come_back_to_the_last_bit(bac: list[float], ev: list[float], spi: list[float]) -> None:
    found = of({"bac": bac, "ev": ev, "spi": spi})
    back, doubts = again((found, (DOUBT, DOUBT)))
    assert_same(found, back)
    assert doubts == (DOUBT, DOUBT)
    was, now = (each.values.to_numpy() for each in (found, back))  # noqa: PD011 - a field of ours
    known = ~np.isnan(was)
    assert (was[known].view("u8") == now[known].view("u8")).all()


def test_every_kind_of_column_comes_back_as_it_was() -> None:
    columns = {
        "text": pd.array(["Atlas", None], dtype="str"),
        "money": pd.array([Decimal("1.10"), None], dtype=MONEY),
        "whole": pd.array([1, None], dtype="Int64"),
        "share": pd.array([0.5, None], dtype="Float64"),
        "flag": [True, False],
        "day": DAYS,
    }
    frame = pd.DataFrame(columns, index=pd.Index([4, 8]))
    found = of({"bac": [1.0, 2.0], "ev": [0.1, 0.2], "spi": [0.1, float("nan")]}, curves=frame)
    assert_same(found, again((found, ()))[0])


def test_the_sample_comes_back_as_it_was(month: Month) -> None:
    for each in (*month.past, month.assessed):
        found = each.measurements
        back, doubts = again((found, month.findings))
        assert_same(found, back)
        assert doubts == month.findings
        assert back.figure("portfolio", "eac_management") == found.figure("portfolio", "eac_management")


@pytest.mark.parametrize("kept", [1, 2, 3, 5])
def test_of_a_workspace_that_knows_little_it_comes_back_too(month: Month, kept: int) -> None:
    tables = month.assessed.portfolio.tables
    some = {name for at, name in enumerate(tables) if at % kept == 0} | {"projects"}
    less = {name: frame if name in some else frame.iloc[:0] for name, frame in tables.items()}
    portfolio = replace(month.assessed.portfolio, tables=less)
    basis = metrics.basis(portfolio, month.settings, portfolio.period, month.past[-1:])
    found = metrics.measured(basis)
    assert_same(found, again((found, metrics.doubts(basis, found)))[0])


@pytest.mark.parametrize(
    "odd", [[object(), object()], [pd.Period("2026-10"), None], [Decimal("1.10"), Decimal("1.1")]]
)
def test_what_would_not_come_back_as_it_was_is_not_written(odd: list[object]) -> None:
    found = of({"bac": [1.0, 2.0], "ev": [0.1, 0.2], "spi": [1.0, 1.0]})
    assert measured.written((found, ())) is not None
    spoilt = replace(found, curves=pd.DataFrame({"odd": pd.Series(odd, dtype="object"), "by": [1, 2]}))
    assert measured.written((spoilt, ())) is None


def test_other_measures_are_measured_anew() -> None:
    found = of({"bac": [1.0, 2.0], "ev": [0.1, 0.2], "spi": [1.0, 1.0]})
    content = measured.written((found, ())) or b""
    assert measured.heard(content, dict(reversed(DECLARED.items()))) is None
    assert measured.heard(content, {"bac": DECLARED["bac"]}) is None


@given(st.data())
def test_what_is_cut_short_is_not_heard(data: st.DataObject) -> None:
    found = of({"bac": [1.0, 2.0], "ev": [0.1, 0.2], "spi": [1.0, 1.0]})
    content = measured.written((found, (DOUBT,))) or b""
    at = data.draw(st.integers(0, len(content) - 1))
    assert measured.heard(content[:at], DECLARED) is None
