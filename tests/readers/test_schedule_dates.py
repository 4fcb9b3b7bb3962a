from typing import Any

from pmo_reports.readers.schedule_dates import done, lacking

DATES = {
    "Start": "2026-10-01T08:00",
    "Finish": "2026-10-30T17:00",
    "Actual Start": None,
    "Actual Finish": None,
}


def activity(share: float | None, kind: str = "task", **more: object) -> dict[str, Any]:
    return {"Kind": kind, "Percentage Complete": share, **DATES, **more}


def test_dates_of_the_plan_stand_for_actual_ones_where_there_are_none() -> None:
    found = done([activity(100.0), activity(40.0), activity(0.0), activity(None), activity(100.0, "summary")])
    assert [(task["Actual Start"], task["Actual Finish"]) for task in found] == [
        (DATES["Start"], DATES["Finish"]),
        (DATES["Start"], None),
        (None, None),
        (None, None),
        (None, None),
    ]


def test_a_form_that_has_actual_dates_keeps_its_own() -> None:
    tasks = [activity(100.0), activity(100.0, **{"Actual Start": "2026-10-02T08:00"})]
    assert not lacking(tasks)
    assert done(tasks) is tasks


def test_a_plan_not_begun_lacks_nothing() -> None:
    assert not lacking([activity(0.0), activity(None)])
