"""What holds for every portfolio and every set of rules, on small ones whose measures are given.

Nothing is read and nothing measured here: tables are rows, measures are numbers, so that much can be tried.
The states are also those of loops written plainly in scripts/rag_plainly.py.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmo_reports import rag
from pmo_reports.config.rag import Combination, Dimension, Least, RagRules, Rollup, Rule
from pmo_reports.metrics.members import memberships
from pmo_reports.model.assessed import Assessed, Basis
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.measures import Measurements
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Rag
from pmo_reports.rag.trend import moved
from tests.rag.examples import measurements, project, report
from tests.rag.test_less_data import better
from tests.strategies import PERIOD, ROOT, Row, portfolio, table
from tests.strategies import settings as house

SCRIPTS = Path(__file__).parents[2] / "scripts"
QUICK = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
NAMES = ("P1", "P2", "P3", "P4")
PROGRAMMES: tuple[Row, ...] = (
    {"project_id": ROOT, "level": "portfolio"},
    {"project_id": "G1", "level": "programme", "parent_id": ROOT},
    {"project_id": "G11", "level": "programme", "parent_id": "G1"},
    {"project_id": "G2", "level": "programme"},
)
ABOVE = ("G1", "G11", "G2", ROOT)
T = TypeVar("T")
CELLS = ("schedule", "cost", "overall")
TODAY = PERIOD.end
WORSE = {"slip": (-3.0, 0.0, 5.0, 5.000001, 9.0, 20.0, 21.0, 60.0), "cpi": (1.2, 0.95, 0.93, 0.9, 0.5, 0.0)}
"""Values of the measures that rules judge, the best first."""
VALUES: Mapping[str, tuple[float | None, ...]] = {
    "slip": (*WORSE["slip"], None),
    "cpi": (*WORSE["cpi"], 2.0, None),
    "progress": (0.05, 0.1, 0.5, 0.5, 0.5, None),
    "bac": (1.0, 1.0, 2.0, 5.0, 0.0, None),
}


SLIP = Rule(key="slip", measure="slip", green=5, amber=20, message="it slips")
AGREED: Row = {
    "project_id": "P1",
    "dimension": "schedule",
    "to": "G",
    "reason": "agreed with the sponsor",
    "author": "A. Author",
    "approver": "B. Board",
    "valid_from": date(2026, 10, 1),
    "expires_on": date(2026, 12, 31),
}


CALM: Mapping[str, tuple[float | None, ...]] = {
    "slip": (-3.0, 0.0, 5.0, 9.0),
    "cpi": (1.2, 0.95, 0.93),
    "progress": (0.5,),
    "bac": (1.0, 2.0),
}
"""As `VALUES`, where little is wrong: then what is missing shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A reporting round: rows by table, measures by project, what was refused, and the rules."""

    tables: Mapping[str, list[Row]]
    measures: Mapping[str, Mapping[str, float | None]]
    rules: RagRules
    findings: tuple[Finding, ...] = ()
    on: date = TODAY

    def with_rows(self, name: str, entries: list[Row]) -> Round:
        """The same with other rows of one table."""
        return replace(self, tables={**self.tables, name: entries})

    def without_overrides(self) -> Round:
        """The same where nobody has agreed on anything."""
        return self.with_rows("overrides", [])


def judged(each: Round, past: tuple[Assessed, ...] = (), period: Period = PERIOD) -> Assessed:
    """The round assessed."""
    basis, measured = made(each, period)
    return rag.assessed(basis, measured, each.rules, house().organisation, past)


def made(each: Round, period: Period = PERIOD) -> tuple[Basis, Measurements]:
    """What the round is assessed from; tables that it shares with others are made once."""
    tables = {
        name: once((name, repr(rows)), partial(table, name, rows)) for name, rows in each.tables.items()
    }
    empty = once("empty", portfolio)
    filled = replace(empty, period=period, findings=each.findings, tables={**empty.tables, **tables})
    projects = tables["projects"]
    members = once(("members", repr(each.tables["projects"])), partial(memberships, projects, ROOT))
    basis = Basis(portfolio=filled, members=members, status_date=each.on, currency="EUR")
    return basis, measurements(each.measures, list(projects["project_id"]))


_kept: dict[object, Any] = {}


def once(key: object, make: Callable[[], T]) -> T:
    """What `make` gives, made at the first call alone; nobody changes a table."""
    if key not in _kept:
        _kept[key] = make()
    found: T = _kept[key]
    return found


@st.composite
def projects(draw: st.DrawFn, name: str, states: str) -> Row:
    named = {"a": "active", "c": "closed", "h": "on_hold"}
    return project(
        name,
        parent_id=draw(st.sampled_from(["G1", "G11", "G11", "G2", None])),
        state=named[draw(st.sampled_from(states))],
        **{"class": draw(st.sampled_from(["major", "minor", None]))},
        tolerance_days=draw(st.sampled_from([None, None, 8.0, -3.0])),
        baseline_start=draw(st.sampled_from([None, None, None, date(2027, 1, 4)])),
        whole_life_cost=draw(st.sampled_from([1, 2, None])),
    )


@st.composite
def reports(draw: st.DrawFn, name: str, *, calm: bool) -> Row:
    said = {
        cell: draw(st.sampled_from("GGGGA" if calm else ["G", "G", "G", "A", "R", None])) for cell in CELLS
    }
    confidence = draw(
        st.sampled_from([None, "Green"] if calm else [None, "Green", "Amber/Red", "Red", "odd"])
    )
    on = draw(st.sampled_from([TODAY, TODAY, TODAY - timedelta(35), TODAY - timedelta(36), None]))
    return report(name, None, **said, delivery_confidence=confidence, status_date=on)


@st.composite
def overrides(draw: st.DrawFn, entity: str, dimension: str, first: date = date(2026, 9, 1)) -> Row:
    return {
        "project_id": entity,
        "dimension": dimension,
        "to": draw(st.sampled_from("GGAR")),
        "reason": draw(st.sampled_from(["agreed", "agreed", "agreed", None])),
        "author": "A. Author",
        "approver": "B. Board",
        "valid_from": first,
        "expires_on": draw(st.sampled_from([TODAY, TODAY, date(2026, 12, 31), TODAY - timedelta(1)])),
    }


ROLLUPS = st.builds(
    Rollup,
    policy=st.sampled_from(["weighted", "weighted", "worst_of", "proportion"]),
    weight=st.sampled_from(["bac", "", "whole_life_cost"]),
    veto=st.booleans(),
)


@st.composite
def rule_sets(draw: st.DrawFn, *, loose: bool = False) -> RagRules:
    """Rules of two dimensions; `loose` ones may do without reports and missing data."""
    slip = SLIP.model_copy(
        update={
            "tolerance": draw(st.sampled_from(["", "tolerance_days"])),
            "applies_when": draw(st.sampled_from([{}, {}, {"class": ("major",)}])),
        }
    )
    again = slip.model_copy(
        update={
            "key": "again",
            "green": 8,
            "amber": 20,
            "tolerance": "",
            "weight": draw(st.sampled_from([1.0, 3.0, 0.0])),
            "hysteresis": draw(st.sampled_from([0.0, 0.0, 4.0])),
        }
    )
    cpi = Rule(
        key="cpi",
        measure="cpi",
        green=0.95,
        amber=0.90,
        needs=draw(st.sampled_from([(), (Least(measure="progress", at_least=0.1),)])),
        plausible=(0.0, 1.5),
        missing=draw(st.sampled_from(["unknown", "skip"])) if loose else "unknown",
        weight=draw(st.sampled_from([1.0, 2.0])),
        hysteresis=draw(st.sampled_from([0.0, 0.02])),
        message="CPI is",
    )
    schedule = draw(st.sampled_from([(slip,), (slip, cpi), (slip, again), (again, cpi)]))
    dimensions = {
        "schedule": Dimension(
            label="Schedule",
            rules=schedule,
            mandatory=draw(st.booleans()),
            combine=draw(st.sampled_from([Combination(), Combination(), Combination(policy="weighted")])),
        ),
        "cost": Dimension(
            label="Cost",
            rules=()
            if (word := draw(st.sampled_from([False, False, True])) and loose)
            else (cpi.model_copy(update={"key": "cost"}),),
            declared_only=word,
            reported=draw(st.booleans()) if loose else True,
            weight=draw(st.sampled_from([1.0, 0.5, 0.0])),
        ),
    }
    return RagRules(
        dimensions=dimensions,
        overall=draw(st.sampled_from(["worst_of", "weighted", *(["declared"] if loose else [])])),
        programme=draw(ROLLUPS) if not loose else draw(ROLLUPS | st.just(Rollup(policy="declared"))),
        portfolio=draw(ROLLUPS),
        overall_declared=draw(st.sampled_from([("overall",), ("overall", "delivery_confidence")])),
        stale_after_days=draw(st.sampled_from([35, 35, 0])),
    )


@st.composite
def rounds(draw: st.DrawFn, *, loose: bool = False, states: str = "aaaaach") -> Round:
    """Up to four projects in nested programmes: reports, overrides, milestones, rows in quarantine."""
    names, calm = NAMES[: draw(st.integers(1, len(NAMES)))], draw(st.booleans())
    values = CALM if calm else VALUES
    reporting = [name for name in (*names, "G1", ROOT) if draw(st.integers(0, 7))]
    agreed = draw(
        st.lists(st.tuples(st.sampled_from((*names, "G11")), st.sampled_from(CELLS)), max_size=3, unique=True)
    )
    refused = draw(
        st.lists(st.sampled_from([(n, t) for n in names for t in ("milestones", "costs")]), max_size=1)
    )
    return Round(
        tables={
            "projects": [*PROGRAMMES, *(draw(projects(name, states)) for name in names)],
            "status_reports": [draw(reports(name, calm=calm)) for name in reporting],
            "overrides": [draw(overrides(*cell)) for cell in agreed],
            "milestones": [
                {
                    "project_id": name,
                    "milestone_id": "M1",
                    "actual_date": draw(st.sampled_from([None, TODAY])),
                }
                for name in names
                if draw(st.booleans())
            ],
        },
        measures={name: {key: draw(st.sampled_from(values[key])) for key in values} for name in names},
        rules=draw(rule_sets(loose=loose)),
        findings=tuple(
            Finding(severity=Severity.ERROR, rule="bad", problem="x", remedy="y", entity=entity, table=table)
            for entity, table in refused
        ),
    )


def level(state: Rag) -> str:
    """The state; unknown and stale are as bad as one another."""
    return "grey" if state in (Rag.UNKNOWN, Rag.STALE) else state.value


def states(found: Assessed) -> dict[tuple[str, str], tuple[object, ...]]:
    """All of a cell but its wording, and the rule, value and bound that another of equal state may give."""
    return {
        key: (
            level(cell.computed),
            cell.declared,
            level(cell.effective),
            cell.override,
            cell.sure,
            cell.trend,
            cell.months,
        )
        for key, cell in found.assessments.items()
    }


@pytest.fixture(scope="module")
def plainly() -> Iterator[ModuleType]:
    """scripts/rag_plainly.py."""
    found = importlib.util.spec_from_file_location("rag_plainly", SCRIPTS / "rag_plainly.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["rag_plainly"] = module
    found.loader.exec_module(module)
    yield module
    del sys.modules["rag_plainly"]


@settings(QUICK, max_examples=30)
@given(first=rounds(loose=True), second=rounds(loose=True))
def test_states_are_those_of_plain_loops(plainly: ModuleType, first: Round, second: Round) -> None:
    scale = house().organisation.rating_scale
    past: tuple[Assessed, ...] = ()
    for each, period in ((first, PERIOD.shifted(-1)), (replace(second, rules=first.rules), PERIOD)):
        basis, measured = made(each, period)
        now = rag.assessed(basis, measured, each.rules, house().organisation, past)
        expected = plainly.states(basis, measured, each.rules, scale, past)
        found = {key: cell.effective for key, cell in now.assessments.items()}
        own = {key for key in expected if key[0] in NAMES and key[1] != "overall"}
        assert {key: found[key] for key in own} == {key: expected[key] for key in own}
        assert {key: level(state) for key, state in found.items()} == {
            key: level(Rag(state)) for key, state in expected.items()
        }
        past = (*past, now)


# --- less data ---------------------------------------------------------------------------------------------


@st.composite
def losses(draw: st.DrawFn) -> tuple[Round, Round, str]:
    """A round, the same with something missing, and what is missing."""
    whole = draw(rounds())
    kinds = [_a_value, _a_measure, _all_of_a_project]
    if any(whole.tables[name] for name in ("status_reports", "overrides", "milestones")):
        kinds += [_a_table, _a_row, _a_cell]
    cut, what = draw(st.sampled_from(kinds))(draw, whole)
    return whole, cut, what


def _a_value(draw: st.DrawFn, whole: Round) -> tuple[Round, str]:
    name, key = draw(st.sampled_from(sorted(whole.measures))), draw(st.sampled_from(sorted(VALUES)))
    return replace(
        whole, measures={**whole.measures, name: {**whole.measures[name], key: None}}
    ), f"{key} of {name}"


def _a_measure(draw: st.DrawFn, whole: Round) -> tuple[Round, str]:
    key = draw(st.sampled_from(sorted(VALUES)))
    return replace(whole, measures={n: {**values, key: None} for n, values in whole.measures.items()}), key


def _all_of_a_project(draw: st.DrawFn, whole: Round) -> tuple[Round, str]:
    name = draw(st.sampled_from(sorted(whole.measures)))
    left = replace(whole, measures={**whole.measures, name: {}})
    for name_of in ("status_reports", "overrides", "milestones"):
        left = left.with_rows(name_of, [row for row in whole.tables[name_of] if row["project_id"] != name])
    return left, f"all of {name}"


def _a_table(draw: st.DrawFn, whole: Round) -> tuple[Round, str]:
    name = _filled(draw, whole)
    return whole.with_rows(name, []), f"{name}: all"


def _a_row(draw: st.DrawFn, whole: Round) -> tuple[Round, str]:
    name = _filled(draw, whole)
    rows = list(whole.tables[name])
    gone = rows.pop(draw(st.integers(0, len(rows) - 1)))
    return whole.with_rows(name, rows), f"{name}: {gone}"


def _a_cell(draw: st.DrawFn, whole: Round) -> tuple[Round, str]:
    name = _filled(draw, whole)
    rows = deepcopy(whole.tables[name])
    row = rows[draw(st.integers(0, len(rows) - 1))]
    key = draw(
        st.sampled_from([each for each in row if each not in ("project_id", "dimension", "milestone_id")])
    )
    row[key] = None
    return whole.with_rows(name, rows), f"{name}.{key} of {row}"


def _filled(draw: st.DrawFn, whole: Round) -> str:
    names = [name for name in ("status_reports", "overrides", "milestones") if whole.tables[name]]
    return draw(st.sampled_from(names))


@settings(QUICK, max_examples=40)
@given(case=losses())
def test_what_is_missing_never_improves_a_state_at_any_level(
    plainly: ModuleType, case: tuple[Round, Round, str]
) -> None:
    whole, cut, what = case
    before = judged(whole, period=PERIOD.shifted(-1))
    after = judged(cut, (before,))
    assert not better(before, after), what
    basis, measured = made(cut)
    expected = plainly.states(basis, measured, cut.rules, house().organisation.rating_scale, (before,))
    for key, cell in after.assessments.items():
        assert level(cell.effective) == level(Rag(expected[key])), (key, what)


# --- worse data --------------------------------------------------------------------------------------------


@settings(QUICK, max_examples=40)
@given(each=rounds().map(Round.without_overrides), data=st.data())
def test_a_worse_measure_never_improves_a_state_at_any_level(each: Round, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(WORSE)))
    names = [name for name, values in each.measures.items() if values[key] in WORSE[key][:-1]]
    if not names:
        return
    name = data.draw(st.sampled_from(sorted(names)))
    steps = WORSE[key]
    value = data.draw(st.sampled_from(steps[steps.index(float(str(each.measures[name][key]))) + 1 :]))
    worse = replace(each, measures={**each.measures, name: {**each.measures[name], key: value}})
    assert not better(judged(each), judged(worse)), (name, key, value)


@settings(QUICK)
@given(each=rounds(), data=st.data())
def test_a_worse_word_or_an_older_report_never_improves_a_state(each: Round, data: st.DataObject) -> None:
    rows = deepcopy(each.tables["status_reports"])
    if not rows:
        return
    row = rows[data.draw(st.integers(0, len(rows) - 1))]
    cell = data.draw(st.sampled_from((*CELLS, "status_date")))
    if row[cell] is None:
        return
    row[cell] = (
        row[cell] - timedelta(40) if cell == "status_date" else {"G": "A", "A": "R", "R": "R"}[row[cell]]
    )
    assert not better(judged(each), judged(each.with_rows("status_reports", rows))), row


# --- where it is easily lost --------------------------------------------------------------------------------


def test_an_override_does_not_cover_what_is_not_known() -> None:
    slip, cpi = SLIP, Rule(key="cpi", measure="cpi", green=0.95, amber=0.9, message="CPI is")
    rules = RagRules(dimensions={"schedule": Dimension(label="Schedule", rules=(slip, cpi))})
    good, late = (
        replace(each, rules=rules, measures={"P1": {**each.measures["P1"], "cpi": None}})
        for each in (_one(slip=days, overrides=[AGREED]) for days in (0.0, 10.0))
    )
    assert judged(good).rag("P1", "schedule") is Rag.UNKNOWN
    assert not better(judged(good), judged(late))


def test_a_row_of_overrides_that_is_lost_brings_no_better_one_back() -> None:
    later = AGREED | {"to": "A", "valid_from": date(2026, 10, 15)}
    both, first = (_one(slip=60.0, overrides=rows) for rows in ([AGREED, later], [AGREED]))
    assert judged(both).rag("P1", "schedule") is Rag.GREEN
    assert not better(judged(both), judged(first))


def test_a_lost_report_with_a_worse_word_betters_no_dimension_that_is_not_reported() -> None:
    rules = RagRules(dimensions={"schedule": Dimension(label="Schedule", rules=(SLIP,), reported=False)})
    said, silent = (
        replace(_one(slip=0.0, status_reports=rows), rules=rules) for rows in ([report("P1", "R")], [])
    )
    assert judged(said).rag("P1", "schedule") is Rag.RED
    assert not better(judged(said), judged(silent, (judged(said),)))


def test_the_order_of_rows_does_not_choose_between_unknown_and_stale() -> None:
    rules = RagRules(
        dimensions={"schedule": Dimension(label="Schedule", rules=(SLIP,))},
        programme=Rollup(policy="worst_of"),
    )
    dark, old = (project(name, parent_id="G2") for name in ("P1", "P2"))
    said = [report("P1"), report("P2", status_date=TODAY - timedelta(60))]
    known = {"cpi": 1.0, "progress": 0.5, "bac": 1.0}
    first, second = (
        judged(
            Round(
                tables={"projects": [*PROGRAMMES, *rows], "status_reports": said, "overrides": []},
                measures={"P1": {**known, "slip": None}, "P2": {**known, "slip": 0.0}},
                rules=rules,
            )
        )
        for rows in ((dark, old), (old, dark))
    )
    assert first.rag("G2", "schedule") is second.rag("G2", "schedule")


# --- order, and nothing else ------------------------------------------------------------------------------


@settings(QUICK)
@given(each=rounds(loose=True), seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(each: Round, seed: int) -> None:
    mixed = random.Random(seed)  # noqa: S311 - an order, no secret
    tables = {name: mixed.sample(rows, len(rows)) for name, rows in each.tables.items()}
    found, plain = judged(replace(each, tables=tables)), judged(each)
    assert states(found) == states(plain)
    projects = [key for key in plain.assessments if key[0] in NAMES]
    assert all(found.assessments[key] == plain.assessments[key] for key in projects)


@settings(QUICK)
@given(each=rounds(loose=True))
def test_the_order_of_rules_and_of_dimensions_changes_no_state(each: Round) -> None:
    turned = {
        name: dimension.model_copy(update={"rules": dimension.rules[::-1]})
        for name, dimension in reversed(each.rules.dimensions.items())
    }
    other = replace(each, rules=each.rules.model_copy(update={"dimensions": turned}))
    assert states(judged(other)) == states(judged(each))


@settings(QUICK, max_examples=10)
@given(each=rounds(loose=True))
def test_assessed_twice_is_equal_and_leaves_its_inputs_as_they_are(each: Round) -> None:
    past = (judged(each, period=PERIOD.shifted(-1)),)
    basis, measured = made(each)
    tables = {name: rows.copy() for name, rows in basis.portfolio.tables.items()}
    values, earlier = deepcopy(measured.values), dict(past[0].assessments)
    first, second = (rag.assessed(basis, measured, each.rules, house().organisation, past) for _ in range(2))
    assert dict(first.assessments) == dict(second.assessments)
    assert list(first.assessments) == list(second.assessments)
    for name, rows in basis.portfolio.tables.items():
        pd.testing.assert_frame_equal(rows, tables[name])
    pd.testing.assert_frame_equal(measured.values, values)
    assert dict(past[0].assessments) == earlier


# --- overrides and their dates ------------------------------------------------------------------------------


@settings(QUICK, max_examples=10)
@given(
    each=rounds().map(Round.without_overrides),
    cell=st.tuples(st.sampled_from(("P1", "G11", "G1")), st.sampled_from(CELLS)),
    days=st.integers(0, 40),
    to=st.sampled_from("GAR"),
)
def test_an_override_never_applies_outside_its_dates(
    each: Round, cell: tuple[str, str], days: int, to: str
) -> None:
    entity, dimension = cell
    begins = date(2026, 9, 10)
    ends = begins + timedelta(days)
    agreed = AGREED | {"project_id": entity, "dimension": dimension, "to": to}
    agreed |= {"valid_from": begins, "expires_on": ends}
    for on, inside in (
        (begins - timedelta(1), False),
        (begins, True),
        (ends, True),
        (ends + timedelta(1), False),
    ):
        plain = judged(replace(each, on=on))
        found = judged(replace(each.with_rows("overrides", [agreed]), on=on))
        differing = {key for key in plain.assessments if plain.assessments[key] != found.assessments[key]}
        overridden = {key for key, one in found.assessments.items() if one.override}
        if not inside:
            assert (differing, overridden) == (set(), set()), on
        assert overridden <= {cell}
        for key in overridden:
            assert found.assessments[key].computed is plain.assessments[key].computed


@pytest.mark.parametrize(
    ("on", "state"), [("2026-09-09", "R"), ("2026-09-10", "G"), ("2026-09-20", "G"), ("2026-09-21", "R")]
)
def test_an_override_by_hand_on_the_days_about_its_window(on: str, state: str) -> None:
    day = date.fromisoformat(on)
    agreed = AGREED | {"valid_from": date(2026, 9, 10), "expires_on": date(2026, 9, 20)}
    each = _one(slip=60.0, overrides=[agreed], status_reports=[report("P1", status_date=day)])
    assert judged(replace(each, on=day)).rag("P1", "schedule") == state


# --- complete and on hold ---------------------------------------------------------------------------------


@settings(QUICK)
@given(each=rounds(states="aaach"), slip=st.sampled_from(VALUES["slip"]), said=st.sampled_from("GR"))
def test_complete_and_on_hold_projects_never_colour_a_level_above(
    each: Round, slip: float, said: str
) -> None:
    idle = {
        row["project_id"]: row["state"]
        for row in each.tables["projects"]
        if row.get("state") in each.rules.states
    }
    found = judged(each)
    for name, state in idle.items():
        assert {found.rag(name, cell) for cell in CELLS} == {Rag(each.rules.states[state])}
    told = [
        row if row["project_id"] not in idle else report(row["project_id"], said)
        for row in each.tables["status_reports"]
    ]
    values = {
        name: own | ({"slip": slip, "bac": 9.0} if name in idle else {})
        for name, own in each.measures.items()
    }
    other = judged(replace(each.with_rows("status_reports", told), measures=values))
    assert states(other) == states(found)
    gone = judged(
        each.with_rows("projects", [row for row in each.tables["projects"] if row["project_id"] not in idle])
    )
    for entity in ABOVE:
        for cell in CELLS:
            if gone.assessments[entity, cell].computed is not Rag.NOT_APPLICABLE:
                assert gone.rag(entity, cell) is found.rag(entity, cell), (entity, cell)


# --- trend and months ---------------------------------------------------------------------------------------


@settings(QUICK, max_examples=10)
@given(
    courses=st.lists(st.sampled_from((0.0, 10.0, 60.0, None)), min_size=2, max_size=5),
    there=st.integers(0, 4),
)
def test_months_in_status_are_counted_back_along_the_course(courses: list[float | None], there: int) -> None:
    """By a walk back from each period; in one of them the project is not in the register."""
    past: tuple[Assessed, ...] = ()
    letters = {0.0: "G", 10.0: "A", 60.0: "R", None: "?"}
    seen: list[str] = []
    for at, slip in enumerate(courses):
        period = PERIOD.shifted(at - len(courses))
        each = _one(slip=slip, status_reports=[report("P1", status_date=period.end)])
        if at == there:
            each = each.with_rows("projects", list(PROGRAMMES))
        now = judged(replace(each, on=period.end), past, period)
        past, seen = (*past, now), [*seen, "-" if at == there else letters[slip]]
        if at == there:
            assert ("P1", "schedule") not in now.assessments
            continue
        cell = now.assessments["P1", "schedule"]
        before = seen[-2] if at else "-"
        months = 1
        while before != "-" and months <= at and seen[at - months] == seen[at]:
            months += 1
        assert (cell.effective, cell.months) == (seen[-1], months)
        assert cell.trend == ("new" if before == "-" else moved(Rag(before), Rag(seen[-1])))


def _one(slip: float | None, **tables: list[Row]) -> Round:
    """One project P1 below G11, judged by its slip alone."""
    return Round(
        tables={
            "projects": [*PROGRAMMES, project("P1", parent_id="G11")],
            "status_reports": [report("P1")],
            "overrides": [],
        }
        | tables,
        measures={"P1": {"slip": slip, "cpi": 1.0, "progress": 0.5, "bac": 1.0}},
        rules=RagRules(dimensions={"schedule": Dimension(label="Schedule", rules=(SLIP,))}),
    )
