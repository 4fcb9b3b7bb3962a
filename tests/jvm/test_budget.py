"""The budget of records."""

from __future__ import annotations

import pytest

from pmo_reports.jvm.budget import TASK, Budget
from pmo_reports.jvm.trouble import Trouble, TroubleError


def test_all_records_share_one_budget() -> None:
    budget = Budget(TASK + 2)
    assert list(budget.counted(["task"], TASK)) == ["task"]
    assert list(budget.counted("ab")) == ["a", "b"]
    with pytest.raises(TroubleError, match="more than 10 records") as caught:
        list(budget.counted("c"))
    assert caught.value.trouble is Trouble.TOO_LARGE


def test_nothing_is_made_beyond_the_budget() -> None:
    made: list[int] = []
    with pytest.raises(TroubleError):
        list(Budget(3).counted(made.append(n) or n for n in range(10**6)))  # type: ignore[func-returns-value]
    assert len(made) == 4
