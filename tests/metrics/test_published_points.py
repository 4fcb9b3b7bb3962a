"""ORACLES O3, O4 and v09: published worked examples, digit by digit."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

import pytest

from pmo_reports import metrics
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from tests.metrics.examples import measured, only, point, points
from tests.strategies import PERIOD, ROOT, portfolio, rows, settings

# O3, Gray & Larson, end of period 12: task, percent complete, EV, AC, PV, CV, SV, BAC
HEADS = ("percent_complete", "ev", "ac", "pv", "cv", "sv", "bac")
TASKS = {
    "1": (1.0, 8, 10, 8, -2, 0, 8),
    "2": (1.0, 40, 50, 40, -10, 0, 40),
    "3": (1.0, 30, 40, 30, -10, 0, 30),
    "4": (1.0, 20, 40, 20, -20, 0, 20),
    "5": (0.5, 20, 30, 20, -10, 0, 40),
    "6": (0.5, 30, 40, 40, -10, -10, 60),
    "7": (0.0, 0, 0, 0, 0, 0, 20),
    "8": (0.0, 0, 0, 0, 0, 0, 30),
}
TOTAL = {
    "ev": "148", "ac": "210", "pv": "158", "cv": "-62", "sv": "-10", "bac": "248", "spi": ".94",
    "cpi": ".7048", "percent_complete": ".60", "eac": "351.89", "vac": "-104", "eac_atypical": "310",
    "etc_": "141.89", "tcpi": "2.6316", "eac_cpi_spi": "361.48", "vac_atypical": "-62",
}  # fmt: skip
# Period -> SPI, CPI, PCIB. Of period 12 the source prints a CPI of .71, but .7048 in its own total: 148/210.
PERIODS = {
    2: ("1", "1", ".016"), 4: ("1", ".8", ".032"), 6: (".74", ".76", ".113"),
    8: (".52", ".69", ".153"), 10: (".83", ".73", ".363"), 12: (".94", ".70", ".60"),
}  # fmt: skip
# PV, EV, AC at the end of each period: the whole numbers that all three printed indices allow.
AMOUNTS = {
    2: (4, 4, 4),
    4: (8, 8, 10),
    6: (38, 28, 37),
    8: (73, 38, 55),
    10: (108, 90, 123),
    12: (158, 148, 210),
}
START = Period(2026, 1)

# O4: BAC, PV, EV, AC as given, then as printed
GIVEN = ("bac", "pv", "ev", "ac")
PRINTED = ("cv", "sv", "cpi", "spi", "eac_atypical", "eac", "eac_cpi_spi", "tcpi")
POINTS = {
    "CRAN PRA tests": "100000 40000 35000 36000 -1000 -5000 .9722222 .875 101000 102857.14 112408.16 1.0156",
    "Design/Build/Test": "500 300 200 250 -50 -100 .80 .67 550 625 812.5 1.20",
    "Schwalbe type": "120000 23000 20000 25000 -5000 -3000 .80 .8696 125000 150000 168750 1.0526",
    "UT Dallas": "100000 55000 50000 45000 5000 -5000 1.111 .909 95000 90000 94500 .9091",
    "Clarity KB 103658": "170240 141397.96 42560 5600 36960 -98837.96 7.6 .301 133280 22400 61414.98 .7755",
}


def as_printed(value: object, printed: str) -> bool:
    """Whether a value, rounded half up to the digits that are printed, is what is printed."""
    digits = len(printed.partition(".")[2])
    assert isinstance(value, int | float)
    return math.floor(abs(value) * 10**digits + 0.5 + 1e-6) == round(abs(float(printed)) * 10**digits) and (
        value >= 0
    ) == (float(printed) >= 0)


@cache
def gray_larson() -> Measurements:
    """The eight tasks as projects of one portfolio."""
    by_name = (dict(zip(HEADS, task, strict=True)) for task in TASKS.values())
    each = (point(name, *(task[key] for key in GIVEN)) for name, task in zip(TASKS, by_name, strict=True))
    return measured(points(*each))


@pytest.mark.parametrize("task", TASKS)
def test_o3_gray_larson_by_task(task: str) -> None:
    for key, printed in zip(HEADS, TASKS[task], strict=True):
        assert gray_larson().value(task, key) == printed, key


@pytest.mark.parametrize("key", [key for key in TOTAL if key in metrics.DECLARED])
def test_o3_gray_larson_in_total(key: str) -> None:
    assert as_printed(gray_larson().value(ROOT, key), TOTAL[key])


def test_o3_gray_larson_variance_at_completion_if_the_rest_goes_as_budgeted() -> None:
    found = gray_larson()
    bac, estimate = (float(found.value(ROOT, key)) for key in ("bac", "eac_atypical"))  # type: ignore[arg-type]
    assert as_printed(bac - estimate, TOTAL["vac_atypical"])


@pytest.mark.parametrize("period", PERIODS)
def test_o3_gray_larson_by_period(period: int) -> None:
    planned, earned, spent = ([0, *column] for column in zip(*AMOUNTS.values(), strict=True))
    months = [START.shifted(step).start for step in range(len(AMOUNTS) + 1)]
    done = list(PERIODS).index(period) + 1
    tables = portfolio(
        projects=rows(project_id=["P"], level="project"),
        costs=rows(
            project_id="P",
            category="All",
            month=months,
            budget_current=[b - a for a, b in zip(planned, [*planned[1:], 248], strict=True)],
            actual=[b - a for a, b in pairwise(spent)] + [0],
        ),
        progress=rows(
            project_id="P",
            month=months[:done],
            percent_complete=[each / 248 for each in earned[1 : done + 1]],
        ),
    )
    keys = ("spi", "cpi", "percent_complete")
    found = only(tables, *keys, period=START.shifted(done - 1))
    for key, printed in zip(keys, PERIODS[period], strict=True):
        assert as_printed(found.value("P", key), printed), key


@pytest.mark.parametrize("source", POINTS)
@pytest.mark.parametrize("key", [*GIVEN, *PRINTED])
def test_o4_single_points(source: str, key: str) -> None:
    printed = dict(zip((*GIVEN, *PRINTED), POINTS[source].split(), strict=True))
    found = _point(source)
    for entity in ("P", ROOT):
        assert as_printed(found.value(entity, key), printed[key])


@pytest.mark.parametrize("source", POINTS)
def test_o4_a_cpi_that_is_hard_to_believe_is_doubted(source: str) -> None:
    tables = points(point("P", *map(float, POINTS[source].split()[:4])))
    basis = metrics.basis(tables, settings(), PERIOD)
    found = [each.rule for each in metrics.doubts(basis, _point(source))]
    assert found == (["implausible-index"] if source.startswith("Clarity") else [])


@cache
def _point(source: str) -> Measurements:
    return measured(points(point("P", *map(float, POINTS[source].split()[:4]))))
