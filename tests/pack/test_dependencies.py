"""The page of dependencies, against promises worked by hand; 31 October 2026 is a Saturday."""

from __future__ import annotations

from itertools import pairwise
from string import ascii_lowercase

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import PackModel
from tests.pack.control_fixture import made, projects, promise
from tests.pack.portfolio_fixture import GROUPS, project_rows
from tests.pack.text_fixture import column, heads, said, section, table, title, total

TASKS = [{"project_id": "cedar", "task_id": "t", "name": "t", "total_float_days": 12.0, "source": "plan"}]
PROMISES = [
    promise("x-a", "atlas", "beacon", "2026-11-02", "2026-11-13"),  # two weeks less a day: 9 working days
    promise("x-b", "beacon", "cedar", "2026-11-02", "2026-11-16", receiver_task_id="t"),  # 10, float 12
    promise("x-c", "cedar", "delta", "2026-11-20", None),
    promise("x-d", "delta", "atlas", "2026-11-30", "2026-11-20"),  # 6 to spare
    promise("x-e", "atlas", "delta", "2026-10-30", "2026-10-16"),  # 10 before, and not kept
    promise("x-f", "atlas", "delta", "2026-09-01", "2026-09-01", state="closed"),
]


def pack(rows: list[dict[str, object]] = PROMISES, **given: object) -> PackModel:
    return made({"projects": [*GROUPS, *project_rows()], "dependencies": rows, "tasks": TASKS}, **given)


def test_the_title_says_how_many_come_too_late_and_the_longest_gap() -> None:
    assert title(pack(), "dependencies") == (
        "2 of 5 open dependencies come too late; the longest gap is 10; 1 promise is broken"
    )


def test_one_that_is_late_is_told_in_the_singular() -> None:
    assert title(pack([PROMISES[0]]), "dependencies") == (
        "1 of 1 open dependency comes too late; it comes 9 late (Atlas to Beacon)"
    )


def test_what_is_kept_is_said_and_what_is_not_promised() -> None:
    kept = "None of 2 open dependencies comes too late; 1 is not promised"
    assert title(pack([PROMISES[2], PROMISES[3]]), "dependencies") == kept


def test_the_broken_comes_first_then_the_late_by_what_float_does_not_cover() -> None:
    shown = table(pack(), "dependencies")
    assert column(shown, "state") == ["Broken", "Late", "Late", "Not promised", "In time"]
    assert column(shown, "dependency") == ["Thing x-e", "Thing x-a", "Thing x-b", "Thing x-c", "Thing x-d"]
    assert column(shown, "giver") == ["Atlas", "Atlas", "Beacon", "Cedar", "Delta"]
    assert column(shown, "receiver") == ["Delta", "Beacon", "Cedar", "Delta", "Atlas"]


def test_gaps_stand_against_float() -> None:
    shown = table(pack(), "dependencies")
    assert column(shown, "gap") == [-10, 9, 10, None, -6]
    assert column(shown, "float") == [0.0, 0.0, 12.0, 0.0, 0.0]
    assert column(shown, "slip") == [-10, 9, -2, None, -6]
    assert said(section(pack(), "dependencies").lead).startswith("Float covers 1 of the late ones. Gaps are")


def test_what_nobody_promised_says_so_and_is_not_blank() -> None:
    assert column(table(pack(), "dependencies"), "promise_date")[3] == "not promised"


def test_programmes_say_what_they_wait_for_and_broke() -> None:
    shown = table(pack(), "dependencies", "programmes")
    assert column(shown, "programme") == ["Digital", "Workplace", "Total"]
    assert column(shown, "open") == [2, 3, 5]
    assert column(shown, "broken") == [0, 1, 1]
    assert column(shown, "late") == [1, 1, 2]
    assert column(shown, "not_promised") == [0, 1, 1]
    assert column(shown, "at_risk_60_days") == [1, 2, 3]
    assert column(shown, "chain_delay") == [None, None, None]  # all of them wait in a circle
    assert total(shown).strong


def test_who_waits_in_no_programme_has_a_row_so_that_the_total_adds_up() -> None:
    rows = [PROMISES[0], promise("x-z", "atlas", None, "2026-11-02", "2026-11-13")]
    shown = table(pack(rows), "dependencies", "programmes")
    assert column(shown, "programme") == ["Digital", "In no programme", "Total"]
    assert column(shown, "late") == [1, 1, 2]


def test_a_need_without_a_day_hides_no_late_promise() -> None:
    rows = [PROMISES[0], promise("x-z", "atlas", "beacon", None, "2026-11-13")]
    assert title(pack(rows), "dependencies").startswith("1 of 2 open dependencies comes too late")
    assert column(table(pack(rows), "dependencies", "programmes"), "late") == [1, 1]


def test_a_programme_has_the_dependencies_of_either_end() -> None:
    shown = table(pack(scope="works"), "dependencies")
    assert column(shown, "dependency") == ["Thing x-e", "Thing x-b", "Thing x-c", "Thing x-d"]


def chain(names: list[str], days: int = 2) -> PackModel:
    """Each project promises the next one `days` working days after it is needed."""
    pairs = pairwise(names)
    late = f"2026-11-{2 + days:02d}"
    rows = [promise(f"x-{giver}", giver, receiver, "2026-11-02", late) for giver, receiver in pairs]
    return made({"projects": projects(*names), "dependencies": rows})


TWELVE = [f"p{letter}" for letter in ascii_lowercase[:12]]


def test_a_chain_of_twelve_projects_is_one_row_with_its_ends() -> None:
    shown = table(chain(TWELVE), "dependencies", "chains")
    assert column(shown, "begins") == ["Pa"]
    assert column(shown, "through") == ["Pb → 8 others → Pk"]
    assert column(shown, "reaches") == ["Pl"]
    assert column(shown, "delay") == [22]  # eleven links of two days


def test_a_short_chain_names_all_who_pass_it_on() -> None:
    assert column(table(chain(TWELVE[:5]), "dependencies", "chains"), "through") == ["Pb → Pc → Pd"]


def test_who_is_waited_for_most_is_named() -> None:
    reach = section(chain(TWELVE), "dependencies").blocks["reach"]
    assert isinstance(reach, Sentence)
    assert said(reach) == "11 projects wait for Pa, directly or through others."


def test_where_nothing_is_passed_on_that_is_said() -> None:
    shown = table(chain(TWELVE[:2]), "dependencies", "chains")
    assert (shown.rows, shown.empty[:29]) == ((), "No late promise is passed on:")


def test_a_circle_ends_and_is_told() -> None:
    rows = [
        promise("x-a", "pa", "pb", "2026-11-02", "2026-11-04"),
        promise("x-b", "pb", "pa", "2026-11-02", "2026-11-04"),
    ]
    model = made({"projects": projects("pa", "pb"), "dependencies": rows})
    reach = section(model, "dependencies").blocks["reach"]
    assert isinstance(reach, Sentence)
    assert said(reach) == "2 projects lead into a circle of promises, whose delay is not known."


def test_dates_and_parties_that_are_missing_are_said() -> None:
    rows = [
        promise("x-a", None, "atlas", None, "2026-11-13"),
        promise("x-b", "atlas", None, None, None),
    ]
    shown = table(pack(rows), "dependencies")
    assert column(shown, "state") == ["Not promised", "Need not dated"]
    assert (column(shown, "giver"), column(shown, "receiver")) == (
        ["Atlas", "not named"],
        ["not named", "Atlas"],
    )
    assert column(shown, "gap") == [None, None]


def test_two_hundred_dependencies_are_eight_rows_and_a_count() -> None:
    names = [f"{first}{second}" for first in "abcdefghij" for second in "abcdefghijklmnopqrstu"][:201]
    model = chain(names, days=3)
    shown = table(model, "dependencies")
    assert len(shown.rows) == 8
    assert said(shown.more) == "+192 more in the annex workbook"
    assert column(table(model, "dependencies", "chains"), "delay") == [600]


def test_one_project_has_no_programmes() -> None:
    model = made({"projects": projects("pa"), "dependencies": [PROMISES[0] | {"receiver_id": "pa"}]})
    assert "programmes" not in section(model, "dependencies").blocks
    assert "state" in heads(table(model, "dependencies"))


def test_delivered_ones_are_said_and_none_leaves_the_page_out() -> None:
    assert title(pack([PROMISES[-1]]), "dependencies") == ("No dependency is open; 1 is delivered or closed")
    assert not any(s.kind == "dependencies" for s in pack([]).sections)
    assert "Dependencies" in said(section(pack([]), "method").lead)
