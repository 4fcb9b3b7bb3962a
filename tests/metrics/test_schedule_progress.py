from __future__ import annotations

import pytest

from pmo_reports.metrics import schedule_progress
from pmo_reports.metrics.earned_dates import ev_activities, ev_in_order, planned_days, sv_t_days
from tests.metrics.examples import basis_of
from tests.metrics.schedule_examples import schedule, scheduled

FIGURES = ((planned_days, 80), (sv_t_days, 55 - 65), (ev_activities, 150), (ev_in_order, 150))


@pytest.mark.parametrize("at_once", [1, 4, 200_000])
def test_figures_do_not_depend_on_how_many_projects_are_looked_at_together(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(schedule_progress, "AT_ONCE", at_once)
    mixed = [task for tasks in zip(*map(schedule, "QPR"), strict=True) for task in tasks]
    found = basis_of(scheduled(mixed))
    for each, figure in FIGURES:
        assert each.function(found).to_dict() == pytest.approx(dict.fromkeys("QPR", figure))


def test_without_tasks_no_project_has_any() -> None:
    assert planned_days.function(basis_of(scheduled([]))).empty
