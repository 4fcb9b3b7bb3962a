"""Every canonical table is shown by two forms at least, or it is said here why it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pmo_reports.model.tables import TABLES, Portfolio
from tests.museum import (
    budget_sheets,
    ledgers,
    odd_ledgers,
    pmo_lists,
    test_earned_value,
    test_gate_forms,
    test_raid_forms,
    test_register_forms,
    test_saved_forms,
    test_schedule_forms,
    test_status_forms,
    test_trackers,
)
from tests.museum.forms import GAPS

ENOUGH = 2
PROTRACK = (
    "ProTrack alone states it: tests/normalise/test_protrack_corpus.py holds it to facts of other tools"
)
OLD_PACKS = "printed states stand in old packs alone: tests/backfill/test_packs.py"
ELSEWHERE: Mapping[str, str] = {"earned_value": PROTRACK, "told_states": OLD_PACKS}
"""Table -> why the museum does not show it, or not twice."""


def test_every_table_is_shown_twice_or_it_is_said_why_not(reference: Portfolio) -> None:
    shown = forms(reference)
    assert set(shown) <= set(TABLES)
    twice = {table for table, by in shown.items() if len(by) >= ENOUGH}
    assert twice | set(ELSEWHERE) == set(TABLES)
    assert not twice & set(ELSEWHERE), "what is shown twice needs no reason any longer"


def forms(reference: Portfolio) -> Mapping[str, set[str]]:
    """Table -> the forms that the tests of the museum are run with."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, form in (*_of_offices(), *_of_registers(reference)):
        found[table].add(form)
    return found


def _of_offices() -> Iterator[tuple[str, str]]:
    yield from (("costs", form) for form in (*ledgers.FORMS, *budget_sheets.FORMS, *odd_ledgers.FORMS))
    yield from pmo_lists.SHOWN
    yield from (("gates", form) for form in test_gate_forms.FORMS)
    yield from ((table, form) for table in test_raid_forms.HEADS for form in ("a sheet each", "a file each"))
    yield from ((table, "one sheet") for table in (*test_raid_forms.KINDS, *test_raid_forms.INVENTED))
    yield from ((table, form) for table in test_status_forms.TABLES for form in ("older forms", "our forms"))
    yield "status_reports", "labels"
    yield from ((table, form) for table in test_schedule_forms.COMPARED for form in GAPS)
    yield from (("task_progress", form) for form in test_earned_value.FORMS)
    yield from (("work_items", form) for form in ("the sample's own tracker", *test_trackers.FORMS))


def _of_registers(reference: Portfolio) -> Iterator[tuple[str, str]]:
    for preset, made in test_register_forms.EXHIBITS.items():
        _, _, holds = made(reference)
        yield from ((table, preset) for table in holds)
    for form in ("titled", "separated", "columns", "columns_separated"):
        yield "projects", form
    yield from (("projects", f"register.{form}") for form in test_saved_forms.FORMATS)
