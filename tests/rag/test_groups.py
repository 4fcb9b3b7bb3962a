"""Rollup by any column of the projects: hand-worked groups, and what holds for all of them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports import rag
from pmo_reports.config.rag import Rollup
from pmo_reports.errors import UsageError
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.rag import Rag
from pmo_reports.rag import Group
from pmo_reports.render.formats import sentence_text
from tests.rag.examples import assessed, one_dimension, project, report
from tests.strategies import ROOT, Row, portfolio

SLIPS = {"G": 0.0, "A": 10.0, "R": 30.0, "?": None}
BY_BAC, ALIKE = Rollup(), Rollup(weight="")


def judged(
    states: str, rows: list[Row] | None = None, policy: Rollup = BY_BAC, **tables: list[Row]
) -> Assessed:
    """Projects P1, P2 ... in the states that their letters say, with BAC 100, 200 ..."""
    names = [f"P{at}" for at in range(1, len(states) + 1)]
    told = rows or [{}] * len(states)
    values = {
        name: {"slip": SLIPS[state], "bac": 100.0 * at}
        for at, (name, state) in enumerate(zip(names, states, strict=True), start=1)
    }
    entries = {
        "projects": [project(name, **row) for name, row in zip(names, told, strict=True)],
        "status_reports": [report(name) for name in names],
    }
    return assessed(portfolio(**entries, **tables), values, one_dimension(portfolio=policy))


def told(found: tuple[Group, ...]) -> list[tuple[str, str, str]]:
    """Value, projects and state of each group."""
    return [(each.value, " ".join(each.projects), each.state.value) for each in found]


SPONSORS: list[Row] = [{"sponsor": "Ada"}, {"sponsor": "Ben"}, {"sponsor": "Ada"}, {}]


@pytest.mark.parametrize(
    ("policy", "states"),
    [
        (BY_BAC, "AGR"),  # Ada: (2x100 + 1x300) / 400 = 1.25 of 2
        (Rollup(policy="worst_of"), "AGR"),
        (Rollup(policy="proportion"), "RGR"),  # Ada: half green
        (Rollup(policy="proportion", green_share=0.4, amber_share=0.3), "GGR"),
        (Rollup(policy="declared"), "???"),
    ],
)
def test_groups_by_sponsor_by_hand(policy: Rollup, states: str) -> None:
    found = rag.groups(judged("GGAR", SPONSORS), "sponsor", policy)
    assert [each.value for each in found] == ["Ada", "Ben", ""]
    assert [each.projects for each in found] == [("P1", "P3"), ("P2",), ("P4",)]
    assert "".join(each.state for each in found) == states
    assert found[0].counts == {Rag.GREEN: 1, Rag.AMBER: 1}


def test_the_reason_says_policy_score_and_counts() -> None:
    found = rag.groups(judged("GGAR", SPONSORS), "sponsor", BY_BAC)[0]
    assert sentence_text(found.reason, "en_GB") == ("Weighted by bac: score 1.3 of 2; 1 amber, 1 green of 2.")


def test_a_project_of_several_objectives_counts_in_each() -> None:
    rows: list[Row] = [{"objectives": "Growth; Safety"}, {"objectives": "Safety|Growth | Safety"}, {}]
    assert told(rag.groups(judged("GAR", rows), "objective", ALIKE)) == [
        ("Growth", "P1 P2", "A"),
        ("Safety", "P1 P2", "A"),
        ("", "P3", "R"),
    ]


def test_contributions_say_more_than_the_register() -> None:
    found = judged(
        "GR",
        [{"objectives": "Old"}, {}],
        objectives=[{"objective_id": "O1", "name": "Growth"}],
        contributions=[{"project_id": "P2", "objective_id": "O1", "share": 0.5}],
    )
    assert told(rag.groups(found, "objectives", ALIKE)) == [("Growth", "P2", "R"), ("", "P1", "G")]


def test_a_column_that_no_mapping_knows_groups_as_well() -> None:
    plain = judged("GAR")
    rows = plain.portfolio["projects"]
    kept = rows[["source", "file", "sheet", "row"]].assign(Region=[None, "North", "South", "North"])
    extended = replace(plain, portfolio=replace(plain.portfolio, extras={"projects": kept}))
    assert told(rag.groups(extended, "region", ALIKE)) == [("North", "P1 P3", "A"), ("South", "P2", "A")]


def test_dates_and_numbers_are_values_too() -> None:
    rows: list[Row] = [{"baseline_finish": pd.Timestamp("2027-03-31"), "tolerance_days": 10.0}]
    assert rag.groups(judged("G", rows), "baseline_finish", ALIKE)[0].value == "2027-03-31"
    assert rag.groups(judged("G", rows), "tolerance_days", ALIKE)[0].value == "10.0"


def test_an_unknown_column_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError) as raised:
        rag.groups(judged("G"), "sponsr", ALIKE)
    assert (raised.value.message, raised.value.remedy) == (
        "the projects have no column 'sponsr'",
        "did you mean 'sponsor'?",
    )


STATES = st.text(alphabet="GAR?", min_size=1, max_size=6)
POLICIES = st.sampled_from(
    [BY_BAC, ALIKE, Rollup(veto=False), Rollup(policy="worst_of"), Rollup(policy="proportion")]
)


@given(states=STATES, policy=POLICIES)
def test_one_group_of_all_is_in_the_portfolio_s_state(states: str, policy: Rollup) -> None:
    found = judged(states, [{"sponsor": "Ada"}] * len(states), policy)
    (group,) = rag.groups(found, "sponsor", policy)
    whole = found.assessments[ROOT, "overall"]
    assert (group.state, group.sure) == (whole.computed, whole.sure)


@given(states=STATES, policy=POLICIES, data=st.data())
def test_groups_share_out_the_projects(states: str, policy: Rollup, data: st.DataObject) -> None:
    sponsors = st.sampled_from(["Ada", "Ben", None])
    found = judged(states, [{"sponsor": data.draw(sponsors)} for _ in states], policy)
    by = rag.groups(found, "sponsor", policy)
    projects = [each for group in by for each in group.projects]
    assert sorted(projects) == sorted(f"P{at}" for at in range(1, len(states) + 1))
    for group in by:
        assert sum(group.counts.values()) == len(group.projects)
        if set(group.counts) == {Rag.GREEN}:
            assert (group.state, group.sure) == (Rag.GREEN, True)
        if group.counts.get(Rag.UNKNOWN):
            assert group.state is not Rag.GREEN or group.sure


@given(states=STATES, at=st.integers(0, 5), policy=POLICIES)
def test_a_project_that_is_no_longer_known_makes_no_group_look_better(
    states: str, at: int, policy: Rollup
) -> None:
    at %= len(states)
    rows: list[Row] = [{"sponsor": "Ada"}] * len(states)
    lost = f"{states[:at]}?{states[at + 1 :]}"
    before, after = (rag.groups(judged(each, rows), "sponsor", policy)[0] for each in (states, lost))
    assert after.state is not Rag.GREEN or before.state is Rag.GREEN
