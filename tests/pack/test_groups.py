"""Projects rolled up by a column: its groups worst first, with counts and budget, as the settings name it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from pmo_reports.config.cross_checks import mistakes
from pmo_reports.config.packs import Pack
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.charts import BarChart
from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import ChartBlock, PackModel
from pmo_reports.model.rag import Rag
from tests.pack.portfolio_fixture import assessed, composed
from tests.pack.text_fixture import column, section, table, title

SECTIONS = ({"kind": "groups", "by": "sponsor"}, "method")


@dataclass(frozen=True)
class Group:
    """A group as the rollup gives it."""

    value: str
    state: Rag
    counts: dict[Rag, int]
    projects: tuple[str, ...] = ()
    reason: Sentence = field(default=Sentence.of("Worst of the projects."))


ADA = Group("Ada", Rag.GREEN, {Rag.GREEN: 1, Rag.COMPLETE: 1}, ("cedar", "delta"))
BEN = Group("Ben", Rag.RED, {Rag.RED: 1, Rag.STALE: 1}, ("atlas", "beacon"))
NOBODY = Group("", Rag.RED, {Rag.RED: 1, Rag.UNKNOWN: 1, Rag.AMBER: 1})


def model(*groups: Group, now: Assessed | None = None) -> PackModel:
    period = replace(now or assessed(), groups={"sponsor": groups})
    return composed(period, (), sections=SECTIONS)


def test_groups_come_worst_first_and_those_not_stated_last_of_their_state() -> None:
    made = model(ADA, BEN, NOBODY)
    assert title(made, "groups") == "2 of 3 sponsors are red"
    assert column(table(made, "groups", "table_sponsor"), "group") == ["Ben", "Not stated", "Ada"]


def test_a_group_has_its_counts_its_state_and_its_budget() -> None:
    shown = table(model(ADA, BEN), "groups", "table_sponsor")
    told = {key: column(shown, key) for key in ("overall", "red", "amber", "green", "unknown", "out")}
    assert told == {
        "overall": [Rag.RED, Rag.GREEN],
        "red": [1, 0],
        "amber": [0, 0],
        "green": [0, 1],
        "unknown": [1, 0],
        "out": [0, 1],
    }
    assert column(shown, "bac") == [8e6, 8e6]  # two projects of four millions each
    assert column(shown, "why") == ["Worst of the projects."] * 2


def test_the_chart_has_the_same_counts_without_states_that_nobody_is_in() -> None:
    block = section(model(ADA, BEN), "groups").blocks["chart_sponsor"]
    assert isinstance(block, ChartBlock)
    assert isinstance(block.chart, BarChart)
    assert {s.name: [p.value for p in s.points] for s in block.chart.series} == {
        "Red": [1, 0],
        "Green": [0, 1],
        "Not known": [1, 0],
    }
    assert "chart_sponsor" not in section(model(ADA), "groups").blocks


def test_without_groups_the_section_is_left_out() -> None:
    assert not any(s.kind == "groups" for s in model().sections)


@pytest.mark.parametrize("by", ["sponsor", ["sponsor", "region"]])
def test_a_section_names_one_column_or_several(by: object) -> None:
    made = Pack.model_validate(
        {"title": "T", "audience": "A", "sections": ["risks", {"kind": "groups", "by": by}]}
    )
    assert made.kinds == ("risks", "groups")
    assert made.columns == ((by,) if isinstance(by, str) else tuple(by))  # type: ignore[arg-type]


def test_a_groups_section_needs_a_column_and_no_other_takes_one() -> None:
    sections = [{"kind": "groups"}, {"kind": "risks", "by": "sponsor"}]
    made = Pack.model_validate({"title": "T", "audience": "A", "sections": sections})
    assert [(mistake.keys, mistake.message) for mistake in mistakes(made, "one")] == [
        (("sections", 0), "the section 'groups' does not say which column it is made by"),
        (("sections", 1, "by"), "the section 'risks' is not made by columns"),
    ]
