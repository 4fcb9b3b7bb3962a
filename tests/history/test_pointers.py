from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pmo_reports.errors import InputError
from pmo_reports.history import after, history, on, put_in_force, remember
from pmo_reports.history.pointers import FORMAT, Entry
from tests.history.portfolio_fixture import FIRST, KEY, OCTOBER, OTHER, SECOND, THIRD, occasion, portfolio

POINTER = "periods/2026-10.json"


def test_the_pointer_lists_what_was_in_force_and_since_when(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY, occasion(FIRST))
    remember(tmp_path, portfolio(), OTHER, occasion(SECOND, own="a2"))
    first, second = history(tmp_path, OCTOBER)
    assert (first.key, first.known, first.supersedes, first.causes) == (KEY, "2026-11-03", "", ())
    assert (second.known, second.supersedes, second.causes) == ("2026-11-20", KEY[:16], ("inputs",))


def test_what_is_in_force_already_is_not_listed_again(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY, occasion(FIRST))
    before = (tmp_path / POINTER).stat().st_ino
    remember(tmp_path, portfolio(), KEY, occasion(SECOND))
    assert ((tmp_path / POINTER).stat().st_ino, len(history(tmp_path, OCTOBER))) == (before, 1)


def test_what_was_in_force_before_may_be_again(tmp_path: Path) -> None:
    for key, day in ((KEY, FIRST), (OTHER, SECOND)):
        remember(tmp_path, portfolio(), key, occasion(day, own=key))
    put_in_force(tmp_path, OCTOBER, KEY, occasion(THIRD, own=KEY))
    assert [entry.snapshot for entry in history(tmp_path, OCTOBER)] == [KEY[:16], OTHER[:16], KEY[:16]]


@pytest.mark.parametrize(
    ("changed", "causes"),
    [
        ({"own": "a2"}, ("inputs",)),
        ({"shared": "b2"}, ("shared",)),
        ({"settings": "s2", "code": "c2"}, ("settings", "code")),
        ({"own": "a2", "code": "c2"}, ("inputs", "code")),
    ],
)
def test_what_differs_is_told_and_only_own_inputs_of_closed_periods_restate(
    changed: dict[str, str], causes: tuple[str, ...]
) -> None:
    there = after((), KEY, occasion(FIRST))
    for closed in (True, False):
        last = after(there, OTHER, occasion(SECOND, closed=closed, **changed))[-1]
        assert (last.causes, last.restates) == (causes, closed and "inputs" in causes)


def test_a_reason_restates_whatever_changed() -> None:
    there = after((), KEY, occasion(FIRST))
    last = after(there, OTHER, occasion(SECOND, reason="rates were wrong", settings="s2"))[-1]
    assert (last.restates, last.reason, last.author) == (True, "rates were wrong", "Ada")


def test_a_reason_can_be_stated_later_of_the_same_snapshot() -> None:
    there = after(after((), KEY, occasion(FIRST)), OTHER, occasion(SECOND, closed=True, own="a2"))
    told = after(there, OTHER, occasion(THIRD, own="a2", reason="late invoice"))
    assert (len(told), told[-1].supersedes, told[-1].causes) == (3, KEY[:16], ("inputs",))
    assert after(told, OTHER, occasion(THIRD, own="a2", reason="late invoice")) == told


def test_a_clock_that_was_set_back_changes_no_order() -> None:
    there = after(after((), KEY, occasion(SECOND)), OTHER, occasion(FIRST, own="a2"))
    assert [entry.known for entry in there] == ["2026-11-20", "2026-11-20"]


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2026, 11, 2), None),
        (FIRST, KEY),
        (date(2026, 11, 19), KEY),
        (SECOND, OTHER),
        (date(2027, 1, 1), OTHER),
        (None, OTHER),
    ],
)
def test_what_was_known_on_a_day(day: date | None, known: str | None) -> None:
    there = after(after((), KEY, occasion(FIRST)), OTHER, occasion(SECOND, own="a2"))
    found = on(there, day)
    assert (found.key if found else None) == known


def test_of_two_on_a_day_the_later_counts() -> None:
    there = after(after((), KEY, occasion(FIRST)), OTHER, occasion(FIRST, own="a2"))
    assert on(there, FIRST) == there[-1]


def test_a_pointer_of_the_first_format_counts_as_known_ever_since(tmp_path: Path) -> None:
    (tmp_path / "periods").mkdir()
    old = {"period": "2026-10", "snapshot": KEY[:16], "key": KEY}
    (tmp_path / POINTER).write_text(json.dumps(old))
    assert history(tmp_path, OCTOBER) == (Entry(snapshot=KEY[:16], key=KEY),)
    assert on(history(tmp_path, OCTOBER), date(2020, 1, 1)) is not None
    put_in_force(tmp_path, OCTOBER, OTHER, occasion(FIRST, closed=True))
    assert [entry.restates for entry in history(tmp_path, OCTOBER)] == [False, False]


def test_a_pointer_of_a_newer_format_is_refused_and_stays(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY, occasion())
    newer = (tmp_path / POINTER).read_text().replace(f'"format": {FORMAT}', '"format": 99')
    (tmp_path / POINTER).write_text(newer)
    with pytest.raises(InputError, match="newer version of pmo-reports \\(format 99"):
        remember(tmp_path, portfolio(), OTHER, occasion(SECOND))
    assert (tmp_path / POINTER).read_text() == newer


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2, "seal": "x", "history": []}'])
def test_a_damaged_pointer_is_told_and_never_written_over(tmp_path: Path, content: str) -> None:
    remember(tmp_path, portfolio(), KEY, occasion())
    (tmp_path / POINTER).write_text(content)
    with pytest.raises(InputError, match="cannot be used") as raised:
        remember(tmp_path, portfolio(), OTHER, occasion(SECOND))
    assert (raised.value.place, "backup" in raised.value.remedy) == (str(tmp_path / POINTER), True)
    assert (tmp_path / POINTER).read_text() == content


def test_a_changed_reason_breaks_the_seal(tmp_path: Path) -> None:
    remember(tmp_path, portfolio(), KEY, occasion())
    remember(tmp_path, portfolio(), OTHER, occasion(SECOND, own="a2", reason="late invoice"))
    file = tmp_path / POINTER
    file.write_text(file.read_text().replace("late invoice", "early invoice"))
    with pytest.raises(InputError, match="seal"):
        history(tmp_path, OCTOBER)
