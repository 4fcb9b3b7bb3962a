"""What is written is read back, and the same bytes come out of every process."""

from typing import Any

import pytest

from pmo_reports import readers
from pmo_reports.jvm import Worker
from tests.readers.schedule_fixture import plan, task

FORMS = ("mspdi", "xer", "pmxml", "mpx", "planner")
DONE = task(
    2,
    Parent_ID="1",
    Baseline_Start="2026-09-01T08:00",
    Baseline_Finish="2026-09-21T17:00",
    Baseline_Duration=15.0,
    Actual_Start="2026-09-01T08:00",
    Actual_Finish="2026-09-28T17:00",
    Percentage_Complete=100.0,
    Baseline_Cost=6000.0,
    Cost=8000.0,
    Actual_Cost=8000.0,
    Baseline_Work=120.0,
    Work=160.0,
    Actual_Work=160.0,
)
OPEN = task(
    3,
    Parent_ID="1",
    Baseline_Start="2026-10-01T08:00",
    Baseline_Finish="2026-10-28T17:00",
    Baseline_Duration=20.0,
    Start="2026-10-01T08:00",
    Finish="2026-11-11T17:00",
    Duration=30.0,
    Total_Slack=2.0,
    Constraint_Type="start no earlier than",
    Constraint_Date="2026-10-01T08:00",
)
END = task(4, "milestone", Start="2026-11-11T17:00", Finish="2026-11-11T17:00", Duration=0.0)
DEPOT = plan(
    task(1, "summary"),
    DONE,
    OPEN,
    END,
    task_links=[
        {"Predecessor ID": "2", "Successor ID": "3", "Type": "FS", "Lag": 2.0},
        {"Predecessor ID": "3", "Successor ID": "4", "Type": "FF", "Lag": 0.0},
    ],
    schedule_resources=[{"Resource ID": "1", "Name": "Crew", "Type": "work", "Standard Rate": 50.0}],
    assignments=[
        {
            "Assignment ID": "1",
            "Task ID": "2",
            "Resource ID": "1",
            "Work": 160.0,
            "Actual Work": 160.0,
            "Remaining Work": 0.0,
            "Baseline Work": 120.0,
            "Cost": 8000.0,
            "Actual Cost": 8000.0,
            "Remaining Cost": 0.0,
            "Baseline Cost": 6000.0,
        }
    ],
    calendar_exceptions=[
        {"Calendar ID": "1", "First Day": "2026-12-25", "Last Day": "2026-12-28", "Hours": "non-working"}
    ],
)


@pytest.fixture(scope="module")
def read(workbench: readers.Workbench) -> dict[str, dict[str, Any]]:
    worker = workbench.worker
    return {form: worker.read(worker.write(DEPOT, form))["records"] for form in FORMS}


def leaf(read: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [record for record in read["tasks"] if record["Name"] == name and record["Kind"] != "summary"]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_days_kinds_and_links_are_kept_by_every_form(read: dict[str, Any], form: str) -> None:
    for wanted in (DONE, OPEN, END):
        found = leaf(read[form], wanted["Name"])
        assert {found[name][:10] == wanted[name][:10] for name in ("Start", "Finish")} == {True}
        assert (found["Kind"], found["Duration"], found["Task ID"]) == (
            wanted["Kind"],
            wanted["Duration"],
            wanted["Task ID"],
        )
    assert {(link["Successor ID"], link["Type"]) for link in read[form]["task_links"]} == {
        ("3", "FS"),
        ("4", "FF"),
    }


@pytest.mark.parametrize("form", ["mspdi", "xer", "pmxml", "mpx"])
def test_baseline_money_and_progress_are_kept(read: dict[str, Any], form: str) -> None:
    found = leaf(read[form], "Activity 2")
    names = ("Baseline Cost", "Cost", "Actual Cost", "Baseline Work", "Work", "Baseline Duration")
    assert {name: found[name] for name in names} == {name: DONE[name] for name in names}
    assert (found["Baseline Finish"][:10], found["Percentage Complete"]) == ("2026-09-21", 100)


@pytest.mark.parametrize("form", ["mspdi", "xer", "pmxml", "mpx"])
def test_baseline_by_month_lies_on_its_working_days(read: dict[str, Any], form: str) -> None:
    months = {m["Month"]: m["Baseline Cost"] for m in read[form]["task_months"] if m["Task ID"] == "2"}
    assert months == {"2026-09-01": 6000.0}


@pytest.mark.parametrize("form", ["mspdi", "xer", "pmxml"])
def test_float_and_constraint_are_kept(read: dict[str, Any], form: str) -> None:
    found = leaf(read[form], "Activity 3")
    assert (found["Total Slack"], found["Constraint Type"], found["Critical"]) == (
        2.0,
        "start no earlier than",
        False,
    )


@pytest.mark.parametrize("form", ["mspdi", "xer", "pmxml"])
def test_calendars_are_kept_to_the_hour(read: dict[str, Any], form: str) -> None:
    week = next(record for record in read[form]["calendars"] if record["Name"] == "Standard")
    assert (week["Monday"], week["Sunday"]) == ("08:00-12:00, 13:00-17:00", "non-working")
    days = [day for day in read[form]["calendar_exceptions"] if day["Hours"] == "non-working"]
    assert (days[0]["First Day"], days[-1]["Last Day"]) == ("2026-12-25", "2026-12-28")


@pytest.mark.slow
def test_another_process_writes_the_same_bytes(workbench: readers.Workbench) -> None:
    with Worker() as other:
        for form in FORMS:
            assert other.write(DEPOT, form) == workbench.worker.write(DEPOT, form), form


def test_an_actual_cost_ends_at_the_status_date(workbench: readers.Workbench) -> None:
    begun = {**OPEN, "Parent ID": None, "Actual Start": OPEN["Start"], "Percentage Complete": 50.0}
    spent = plan({**begun, "Cost": 3000.0, "Actual Cost": 2200.0})
    found = workbench.worker.read(workbench.worker.write(spent, "mspdi"))["records"]["task_months"]
    assert {m["Month"]: (m["Cost"], m["Actual Cost"]) for m in found} == {
        "2026-10-01": (2200.0, 2200.0),  # 22 of 30 working days, at 100 a day
        "2026-11-01": (800.0, 0.0),
    }


@pytest.mark.parametrize("language", ["de", "fr", "it", "pt", "sv", "zh", "es", "ru"])
def test_mpx_is_read_in_the_language_it_is_written_in(workbench: readers.Workbench, language: str) -> None:
    worker = workbench.worker
    written = worker.write(DEPOT, f"mpx-{language}")
    assert written != worker.write(DEPOT, "mpx")
    foreign, english = (worker.read(each)["records"] for each in (written, worker.write(DEPOT, "mpx")))
    names = ("Name", "Duration", "Constraint Type", "Cost", "Percentage Complete")
    for one, other in zip(foreign["tasks"], english["tasks"], strict=True):
        assert {name: one[name] for name in names} == {name: other[name] for name in names}
        assert {one[name][:10] == other[name][:10] for name in ("Start", "Finish")} == {True}
    assert [link["Type"] for link in foreign["task_links"]] == ["FS", "FF"]


def test_mpx_keeps_times_and_the_currency_but_in_a_language_of_its_own(workbench: readers.Workbench) -> None:
    english, german = (
        workbench.worker.read(workbench.worker.write(DEPOT, form))["records"] for form in ("mpx", "mpx-de")
    )
    assert (english["schedules"][0]["Currency"], leaf(english, "Activity 3")["Finish"]) == (
        "GBP",
        OPEN["Finish"],
    )
    assert leaf(german, "Activity 3")["Finish"] == "2026-11-11T00:00"


def test_days_without_times_are_spread_over_their_last_day_too(workbench: readers.Workbench) -> None:
    found = [
        workbench.worker.read(workbench.worker.write(DEPOT, form))["records"]["task_months"]
        for form in ("mpx", "mpx-de")
    ]
    assert found[0] == [{**month, "Currency": "GBP"} for month in found[1]]
    assert {m["Month"]: m["Baseline Cost"] for m in found[1] if m["Task ID"] == "2"} == {"2026-09-01": 6000.0}


def test_without_a_status_date_nothing_is_spent_after_what_is_done(workbench: readers.Workbench) -> None:
    begun = {**OPEN, "Parent ID": None, "Actual Start": OPEN["Start"], "Percentage Complete": 50.0}
    spent = plan({**begun, "Cost": 3000.0, "Actual Cost": 1500.0})
    found = workbench.worker.read(workbench.worker.write(spent, "mpx"))["records"]["task_months"]
    assert [(m["Month"], m["Actual Cost"]) for m in found] == [("2026-10-01", 1500.0), ("2026-11-01", 0.0)]


def test_float_is_kept_by_primavera_and_is_none_of_what_is_finished(read: dict[str, Any]) -> None:
    for form in ("mspdi", "xer", "pmxml", "mpx"):
        assert (
            leaf(read[form], "Activity 3")["Total Slack"],
            leaf(read[form], "Activity 3")["Critical"],
        ) == (
            2.0,
            False,
        )
        assert leaf(read[form], "Activity 2")["Total Slack"] is None


def test_a_name_stays_on_one_line_in_every_form(workbench: readers.Workbench) -> None:
    for form in FORMS:
        content = workbench.worker.write(plan(task(1, Name="Line 1\nLine\t2")), form)
        names = {record["Name"] for record in workbench.worker.read(content)["records"]["tasks"]}
        assert "Line 1 Line 2" in names, form
