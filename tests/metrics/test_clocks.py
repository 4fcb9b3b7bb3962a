"""Minutes worked and moments on many calendars at once, against the plain calendar one by one."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_reports.metrics.clocks import clocks
from pmo_reports.model.working_time import WorkingTime, spans

DAY = spans("08:00-12:00, 13:00-17:00")
CHRISTMAS = {date(2026, 12, 25): (), date(2026, 12, 26): spans("09:00-10:00")}
OFFICE = WorkingTime((DAY,) * 5 + ((), ()), CHRISTMAS)
ALWAYS = WorkingTime((spans("00:00-24:00"),) * 7)
BOTH = clocks([OFFICE, ALWAYS], date(2026, 11, 1), date(2027, 1, 31))
MOMENTS = st.integers(25_000_000, 35_000_000)  # minutes: 2017 to 2036, far beyond the table's days


def moment(text: str) -> int:
    return int(np.datetime64(text, "m").astype(np.int64))


@settings(max_examples=20)
@given(st.lists(st.tuples(MOMENTS, st.integers(0, 1)), min_size=1, max_size=30))
def test_first_and_last_moment_of_what_is_worked(drawn: list[tuple[int, int]]) -> None:
    moments, kinds = np.array(drawn, dtype=np.int64).T
    worked = BOTH.worked(moments, kinds)
    first, last = BOTH.earliest(worked, kinds), BOTH.latest(worked, kinds)
    assert ((first <= moments) & (moments <= last)).all()
    for each in (first, last):
        assert (BOTH.worked(each, kinds) == worked).all()
    assert (BOTH.worked(first - 1, kinds) < worked).all()
    assert (BOTH.worked(last + 1, kinds) > worked).all()
    hours = OFFICE.hours_between(
        np.full(len(moments), moments[0]).astype("datetime64[m]"), moments.astype("datetime64[m]")
    )
    own = (BOTH.worked(moments, 0 * kinds) - BOTH.worked(moments[:1], 0 * kinds[:1])) / 60
    assert np.allclose(hours, own)


def test_evenings_and_mornings_around_days_off() -> None:
    kind = np.array([0])
    worked = BOTH.worked(np.array([moment("2026-12-24T17:00")]), kind)
    assert BOTH.earliest(worked, kind).tolist() == [moment("2026-12-24T17:00")]
    assert BOTH.latest(worked, kind).tolist() == [moment("2026-12-26T09:00")]
    assert BOTH.earliest(worked + 60 + 480, kind).tolist() == [moment("2026-12-28T17:00")]
