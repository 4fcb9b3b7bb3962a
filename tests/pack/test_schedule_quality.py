"""Schedule quality: verdicts by schedule and check, worked by hand, and what is left out."""

from __future__ import annotations

import pytest

from pmo_reports.config.measures import Measures
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.assumptions import ScheduleQuality
from pmo_reports.model.pack import Chip, PackModel
from pmo_reports.model.rag import Rag
from pmo_reports.pack import compose
from tests.pack.outlook_fixture import checked, ranged
from tests.pack.portfolio_fixture import assessed, composed, empty, pack, settings
from tests.pack.text_fixture import column, said, section, table, title

ONE = ("schedule_quality", "method")


def model(now: Assessed | None = None) -> PackModel:
    return composed(now or ranged(assessed()), sections=ONE)


def test_the_title_names_the_schedule_that_fails_most() -> None:
    assert title(model(), "schedule_quality") == "2 of 2 schedules fail a check; Atlas fails 2 checks"


def test_the_lead_says_what_all_together_fail_and_who_keeps_none() -> None:
    assert said(section(model(), "schedule_quality").lead) == (
        "All schedules together fail: logic, baseline execution index. "
        "2 active projects have no schedule that could be read."
    )


def test_the_matrix_marks_each_check_with_a_letter_and_tells_why() -> None:
    block = table(model(), "schedule_quality", "matrix")
    assert column(block, "project") == ["Atlas", "Beacon"]
    assert column(block, "check_1") == [Rag.RED, Rag.GREEN]  # 2 of 8 above 5 %, 0 of 8
    assert column(block, "check_10") == [Rag.NOT_APPLICABLE, Rag.NOT_APPLICABLE]  # no bound is set
    assert column(block, "check_14") == [Rag.RED, Rag.RED]  # half of what was due
    assert column(block, "failed") == [2, 1]
    first = block.rows[0].cells[1]
    assert isinstance(first, Chip)
    assert said(first.note) == "Logic failed: 0.25 (2 of 8)"


def test_checks_say_numerator_denominator_share_bound_and_who_fails() -> None:
    block = table(model(), "schedule_quality", "checks")
    assert len(block.rows) == 14
    at = {key: column(block, key)[0] for key in ("check", "numerator", "denominator", "share", "bound")}
    assert at == {
        "check": "1 Logic",
        "numerator": 3,
        "denominator": 8,
        "share": 0.375,
        "bound": "at most 0.05",
    }
    assert column(block, "verdict")[0] is Rag.RED
    assert column(block, "disclosed")[0] == "1 of 2"
    assert column(block, "bound")[3] == "at least 0.9"
    assert column(block, "bound")[9] == "none set"


def test_bounds_are_those_of_the_settings() -> None:
    lenient = Measures(schedule_quality=ScheduleQuality(most_share=0.5, least_index=0.4))
    own = settings().model_copy(update={"measures": lenient})
    made = compose(ranged(assessed()), (), own, pack(sections=ONE), "abc")
    assert title(made, "schedule_quality") == "None of 2 schedules fails a check"
    assert column(table(made, "schedule_quality", "checks"), "bound")[0] == "at most 0.5"


def test_a_figure_that_is_not_known_has_no_verdict() -> None:
    unknown = checked(0) | {"bei": None}
    block = table(model(ranged(assessed(), {"atlas": unknown, "all": unknown})), "schedule_quality", "matrix")
    assert column(block, "check_14") == [Rag.UNKNOWN]
    assert column(block, "failed") == [0]


def test_one_schedule() -> None:
    made = model(ranged(assessed(), {"atlas": checked(), "all": checked()}))
    assert title(made, "schedule_quality") == "1 of 1 schedule fails a check; Atlas fails 2 checks"


def test_counts_stand_behind_the_checks() -> None:
    block = table(model(), "schedule_quality", "counts")
    assert column(block, "missing_logic") == [2, 0]
    assert column(block, "bei") == [0.5, 0.5]


@pytest.mark.parametrize("now", [assessed(), empty()])
def test_without_a_schedule_it_is_left_out_and_the_method_says_so(now: Assessed) -> None:
    made = model(now)
    assert [s.kind for s in made.sections] == ["method"]
    assert "Schedule quality" in said(section(made, "method").lead)
