"""What changed, told: money that closes as it is printed, each kind in plain words, and a pack's own part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from unittest import mock

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Change, ChangeKind, Changes, Direction, ScheduleChange
from pmo_reports.model.charts import Emphasis, Waterfall
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import ChartBlock, Facts, PackModel
from pmo_reports.model.rag import Rag
from pmo_reports.pack import compose, money_moved
from pmo_reports.pack.change_words import Labels, clause
from pmo_reports.render.formats import figure_text, sentence_text
from tests.pack.portfolio_fixture import (
    GROUPS,
    STATES,
    assessed,
    composed,
    measurements,
    pack,
    project_rows,
    rich,
    settings,
    values,
)
from tests.pack.text_fixture import column, heads, said, section, table, title, total

SECTIONS = ("what_changed", "one_pager", "method")


def costing(amounts: dict[str, float], period: str = "2026-10", **given: Any) -> Assessed:  # noqa: ANN401
    """A period in which projects have these costs at completion; others have 4.2 million."""
    rows = values()
    for entity, amount in amounts.items():
        rows[entity] |= {"eac_management": amount}
    return assessed(period=period, measured=measurements(rows), **given)


def told(now: Assessed, before: Assessed, **given: Any) -> PackModel:  # noqa: ANN401
    return composed(now, (before,), sections=SECTIONS, **given)


def falls(model: PackModel) -> Waterfall:
    block = section(model, "what_changed").blocks["bridge"]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, Waterfall)
    return block.chart


def steps(chart: Waterfall) -> list[tuple[str, float]]:
    return [(step.name, float(step.figure.value or 0)) for step in chart.steps]  # type: ignore[arg-type]


def test_the_cost_of_the_portfolio_closes() -> None:
    model = told(costing({"atlas": 5_000_000, "cedar": 4_150_000}), costing({}, "2026-09"))
    assert steps(falls(model)) == [("Sept 26", 16_800_000), ("Performance", 750_000), ("Oct 26", 17_550_000)]
    money = table(model, "what_changed", "money")
    assert column(money, "project") == ["Atlas", "Cedar", "2 other projects", "Total"]
    assert heads(money) == ["project", "opening", "performance", "closing"]
    assert column(money, "performance") == [800_000, -50_000, 0, 750_000]
    assert "forecast cost rises by 750000" in title(model, "what_changed")


def test_more_cost_is_worse_and_less_is_better() -> None:
    for amount, emphasis in ((5e6, Emphasis.ALERT), (4e6, Emphasis.GREEN)):
        chart = falls(told(costing({"atlas": amount}), costing({}, "2026-09")))
        assert chart.steps[1].emphasis is emphasis


def test_small_changes_are_shown_on_a_cut_axis_and_great_ones_from_zero() -> None:
    cut, whole = (
        falls(told(costing({"atlas": amount}), costing({}, "2026-09"))) for amount in (4_300_000, 20_000_000)
    )
    assert cut.cut
    assert 0 < cut.axis.low < 16_800_000
    assert not whole.cut
    assert whole.axis.low == 0


def test_a_pack_of_a_programme_tells_its_own_projects_alone() -> None:
    now = costing({"atlas": 5_000_000, "cedar": 9_000_000}, states={**STATES, "cedar": Rag.RED})
    model = told(now, costing({}, "2026-09"), scope="digital")
    assert steps(falls(model)) == [("Sept 26", 8_400_000), ("Performance", 800_000), ("Oct 26", 9_200_000)]
    assert column(table(model, "what_changed", "money"), "project") == ["Atlas", "1 other project", "Total"]
    assert "moves" in section(model, "what_changed").blocks
    assert "Cedar" not in column(table(model, "what_changed", "moves"), "project")
    assert "No project got worse" in title(model, "what_changed")


def test_a_project_from_another_programme_came_in_with_all_it_costs() -> None:
    atlas, beacon, cedar, delta = project_rows()
    rows = {**rich(), "projects": [*GROUPS, atlas, beacon, {**cedar, "parent_id": "digital"}, delta]}
    before = costing({}, "2026-09")
    there = told(costing({"cedar": 4_500_000}, rows=rows), before, scope="digital")
    assert steps(falls(there)) == [("Sept 26", 8_400_000), ("Projects in", 4_500_000), ("Oct 26", 12_900_000)]
    left = told(costing({"cedar": 4_500_000}, rows=rows), before, scope="works")
    assert steps(falls(left)) == [("Sept 26", 8_400_000), ("Projects out", -4_200_000), ("Oct 26", 4_200_000)]
    assert column(table(left, "what_changed", "money"), "project") == ["Cedar", "1 other project", "Total"]


def test_a_cause_that_cancels_out_has_its_column_and_no_step_in_the_chart() -> None:
    model = told(costing({"atlas": 5_000_000, "cedar": 3_400_000}), costing({}, "2026-09"))
    money = table(model, "what_changed", "money")
    assert heads(money) == ["project", "opening", "performance", "closing"]
    assert column(money, "performance") == [800_000, -800_000, 0, 0]
    assert steps(falls(model)) == [("Sept 26", 16_800_000), ("Oct 26", 16_800_000)]


cents = st.decimals(min_value=1, max_value=90_000_000, places=2).map(float)


@hypothesis.settings(max_examples=15)
@given(st.lists(cents, min_size=4, max_size=4), st.lists(cents, min_size=4, max_size=4), st.integers(1, 4))
@hypothesis.example([1.0, 1.0, 1.0, 1.01], [1.0, 1.0, 1.01, 1.0], 4)
@hypothesis.example([1.0, 1.0, 1.0, 1.01], [1.0, 1.0, 1.01, 1.0], 1)
def test_what_is_printed_adds_up_across_and_down(then: list[float], now: list[float], named: int) -> None:
    names = ("atlas", "beacon", "cedar", "delta")
    before = costing(dict(zip(names, then, strict=True)), "2026-09")
    with mock.patch.object(money_moved, "MOST", named):
        model = told(costing(dict(zip(names, now, strict=True))), before)
    opening, *changes, closing = (shown(step.figure) for step in falls(model).steps)
    assert opening + sum(changes) == closing
    if "money" not in section(model, "what_changed").blocks:
        return
    rows = [[shown(cell) for cell in row.cells[1:]] for row in table(model, "what_changed", "money").rows]
    assert all(first + sum(middle) == last for first, *middle, last in rows)
    assert [sum(amounts) for amounts in zip(*rows[:-1], strict=True)] == rows[-1]


def shown(cell: object) -> Decimal:
    """A figure as a reader reads it."""
    assert isinstance(cell, Figure)
    return Decimal(figure_text(cell, "en_GB").replace(",", "").replace("\N{MINUS SIGN}", "-"))


def test_nothing_material_is_said_with_how_many_smaller_ones() -> None:
    model = told(costing({"atlas": 4_200_900}), costing({}, "2026-09"))
    assert title(model, "what_changed") == "No material change; forecast cost rises by 900.0"
    assert said(section(model, "what_changed").lead) == (
        "No material change. 1 smaller change is in the annex workbook."
    )
    assert said(section(model, "project-atlas").blocks["since"]) == "Since the last pack: no material change."  # type: ignore[arg-type]


def test_the_same_period_again_changed_nothing() -> None:
    model = told(costing({}), costing({}, "2026-09"))
    assert title(model, "what_changed") == "No material change; forecast cost stays as it was"
    assert said(section(model, "what_changed").lead) == "Nothing is other than it was."


def test_the_first_period_has_no_such_section_and_no_line() -> None:
    model = composed(costing({}), (), sections=SECTIONS)
    assert [each.kind for each in model.sections if each.kind == "what_changed"] == []
    assert "What changed" in said(section(model, "method").lead)
    assert "since" not in section(model, "project-atlas").blocks
    assert "materiality" not in section(model, "method").blocks


def test_states_are_told_at_each_level() -> None:
    now = costing({}, states={**STATES, "atlas": Rag.RED, "digital": Rag.AMBER, "all": Rag.RED})
    moves = table(
        told(now, costing({}, "2026-09", states={**STATES, "atlas": Rag.AMBER})), "what_changed", "moves"
    )
    assert column(moves, "project") == ["Change Portfolio", "Digital", "Atlas"]
    assert column(moves, "dimensions") == [
        "All from amber to red",
        "All from red to amber",
        "All from amber to red",
    ]
    assert column(moves, "was") == [Rag.AMBER, Rag.RED, Rag.AMBER]


def test_red_that_is_no_longer_known_has_not_got_better() -> None:
    now = costing({}, states={**STATES, "atlas": Rag.UNKNOWN})
    assert title(told(now, costing({}, "2026-09")), "what_changed").startswith(
        "No project got worse, none got better; "
    )


def change(kind: ChangeKind, **given: Any) -> Change:  # noqa: ANN401
    return Change(kind=kind, entity="atlas", **given)


EURO: dict[str, Any] = {"currency": "EUR"}
CLAUSES = [
    (
        change(ChangeKind.RAG, dimension="cost", before="A", after="R"),
        "Cost moved from amber to red",
    ),
    (
        change(ChangeKind.RAG, dimension="overall", before="?", after="G"),
        "Overall moved from not known to green",
    ),
    (
        change(ChangeKind.FINISH, before=date(2026, 12, 1), after=date(2026, 12, 2), days=1),
        "Finish moved from 1 Dec 2026 to 2 Dec 2026, 1 working day later",
    ),
    (
        change(
            ChangeKind.MILESTONE, name="Go-live", before=date(2026, 12, 4), after=date(2026, 12, 1), days=-3
        ),
        "Go-live moved from 4 Dec 2026 to 1 Dec 2026, 3 working days earlier",
    ),
    (
        change(ChangeKind.FINISH, before=date(2026, 12, 1)),
        "Finish has no date any more; it was 1 Dec 2026",
    ),
    (
        change(
            ChangeKind.MONEY,
            dimension="eac_management",
            before=Decimal(100_000),
            after=Decimal(250_000),
            amount=Decimal(150_000),
            cause="scope",
            **EURO,
        ),
        "Forecast cost rose by €150 k, from €100 k to €250 k, mainly by approved changes",
    ),
    (change(ChangeKind.RISK_NEW, name="Frost", after=12), "New risk: Frost, score 12"),
    (change(ChangeKind.RISK_CLOSED, name="Frost", before=9), "Risk closed: Frost, score 9"),
    (
        change(ChangeKind.RISK_GONE, name="Frost"),
        "Risk gone from the log without being closed: Frost, not scored",
    ),
    (change(ChangeKind.RISK_RATED, name="Frost", before=6, after=12), "Risk Frost was re-rated from 6 to 12"),
    (change(ChangeKind.RISK_ESCALATED, name="Frost", after=16), "Risk escalated: Frost, score 16"),
    (
        change(
            ChangeKind.BENEFIT,
            dimension="forecast",
            name="Fewer calls",
            before=Decimal(20_000),
            after=Decimal(15_000),
            amount=Decimal(-5_000),
            **EURO,
        ),
        "Benefit Fewer calls: forecast fell by €5,000, from €20.0 k to €15.0 k",
    ),
    (change(ChangeKind.DECISION, name="Fund it?", after="yes"), "Decided: yes (Fund it?)"),
    (
        change(ChangeKind.PERSON, dimension="sponsor", before="A. Old", after="B. New"),
        "Sponsor is now B. New, after A. Old",
    ),
    (
        change(ChangeKind.OVERRIDE_SET, dimension="schedule", after="G", name="won back"),
        "Override of Schedule to green: won back",
    ),
    (
        change(ChangeKind.OVERRIDE_ENDED, dimension="schedule", before="G", cause="expired"),
        "Override of Schedule has expired",
    ),
    (
        change(
            ChangeKind.CORRECTION,
            item="2026-08/Staff",
            name="Staff",
            before=Decimal(100),
            after=Decimal(90),
            amount=Decimal(-10),
            **EURO,
        ),
        "Staff of 1 Aug 2026 was booked anew: fell by €10, from €100 to €90",
    ),
    (change(ChangeKind.PROJECT_IN), "Came into the portfolio"),
]


@pytest.mark.parametrize(("one", "words"), CLAUSES, ids=[words for _, words in CLAUSES])
def test_each_kind_is_a_plain_sentence(one: Change, words: str) -> None:
    text = sentence_text(clause(one, Labels({"cost": "Cost"})), "en_GB")
    assert text.replace("\N{NO-BREAK SPACE}", " ") == words


def test_every_kind_has_its_words() -> None:
    assert {one.kind for one, _ in CLAUSES} == set(ChangeKind) - {ChangeKind.PROJECT_OUT}


def listing(*changes: Change, schedules: tuple[ScheduleChange, ...] = ()) -> PackModel:
    """A pack of these changes, all of them material."""
    before = assessed(period="2026-09")
    found = Changes(
        before=before.period,
        after=assessed().period,
        listed=changes,
        material=changes,
        schedules=schedules,
        bridges=(),
    )
    return compose(replace(assessed(), changes=found), (before,), settings(), pack(sections=SECTIONS), "abc")


def test_what_there_is_none_of_is_said() -> None:
    none = section(listing(change(ChangeKind.RISK_NEW, name="Frost", after=12)), "what_changed").blocks[
        "none"
    ]
    assert isinstance(none, Sentence)
    assert said(none) == (
        "No material change of benefits, projects in or out, decisions, overrides, people or closed months."
    )


def test_twelve_rows_and_the_rest_is_counted() -> None:
    risks = [change(ChangeKind.RISK_NEW, item=f"r{n}", name=f"Risk {n}", after=20) for n in range(15)]
    shown = table(listing(*risks), "what_changed", "risks")
    assert len(shown.rows) == 12
    assert said(shown.more) == "+3 more in the annex workbook"


def test_a_milestone_that_is_the_finish_is_told_once_and_programmes_follow_from_projects() -> None:
    both = {"before": date(2026, 12, 1), "after": date(2027, 1, 4), "days": 20, "direction": Direction.WORSE}
    model = listing(
        change(ChangeKind.FINISH, **both),
        change(ChangeKind.MILESTONE, item="m1", name="Done", **both),
        change(
            ChangeKind.MILESTONE, item="m2", name="Test", **{**both, "after": date(2027, 1, 5), "days": 21}
        ),
        replace(change(ChangeKind.FINISH, **both), entity="all"),
    )
    assert column(table(model, "what_changed", "slips"), "what") == ["Test", "Finish"]
    assert title(model, "what_changed").endswith("2 dates move beyond tolerance")
    assert "Change Portfolio: Finish moved from 2026-12-01 to 2027-01-04, 20 working days later." in said(
        section(model, "what_changed").lead
    )


def test_schedules_say_how_many_activities_moved_in_working_days() -> None:
    moved = ScheduleChange(
        project="atlas",
        activities_before=4,
        activities=5,
        finish_before=date(2026, 12, 4),
        finish=date(2026, 12, 7),
        added=("a", "b"),
        removed=("c",),
        later=2,
        earlier=0,
        same=1,
        negative_float_before=0,
        negative_float=0,
    )
    shown = table(listing(schedules=(moved,)), "what_changed", "schedules")
    cells = {key: column(shown, key)[0] for key in heads(shown)}
    assert (cells["activities"], cells["added"], cells["removed"], cells["later"], cells["earlier"]) == (
        5,
        2,
        1,
        2,
        0,
    )
    assert cells["days"] == 1  # from a Friday to a Monday


def test_a_page_says_what_changed_of_its_project_in_a_line() -> None:
    dates = {"before": date(2026, 12, 1), "after": date(2027, 1, 4), "days": 20}
    model = listing(
        change(ChangeKind.RAG, dimension="overall", before="A", after="R"),
        change(ChangeKind.RAG, dimension="cost", before="A", after="R"),
        change(ChangeKind.FINISH, **dates),
        change(ChangeKind.MILESTONE, item="m", name="Done", **dates),
        change(ChangeKind.RISK_NEW, name="Frost", after=12),
    )
    line = section(model, "project-atlas").blocks["since"]
    assert isinstance(line, Sentence)
    assert said(line) == (
        "Since the last pack: Overall and Cost moved from amber to red; "
        "Finish 2027-01-04 (20 working days); 1 more in the annex workbook."
    )


def test_the_method_page_says_what_is_material() -> None:
    block = section(told(costing({}), costing({}, "2026-09")), "method").blocks["materiality"]
    assert isinstance(block, Facts)
    words = {label: said(cell) if isinstance(cell, Sentence) else cell for label, cell in block.pairs}
    assert words["Dates"] == "by more than 10 (working), or the project's own tolerance"
    assert words["Money"] == "by more than 0.05 of what it was or 0.01 of all, from 10000 on"
    assert words["Risks"] == "new or closed from a score of 12, re-rated by 4 or more"


def test_the_total_is_a_strong_row() -> None:
    money = table(told(costing({"atlas": 5e6}), costing({}, "2026-09")), "what_changed", "money")
    assert total(money).cells[0] == "Total"
