"""The curves of a project: planned value, earned value and actual cost by month (ISO 21508).

All arithmetic is our own and has no chance in it: the same story gives the same curves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from zlib import crc32

from pmo_reports.model.period import Period
from pmo_reports.workspace.sample.milestones import baseline_finish, finish, finished, first_baseline
from pmo_reports.workspace.sample.story import COUNT, FIRST, PERIODS, Project

SEASON = 0.22
EVEN = 0.45
"""The part of a budget that is spent evenly: people are there from the first day to the last."""
EARLY_WAVE = 0.02
UNFINISHED = 0.995


@dataclass(frozen=True, slots=True)
class Curves:
    """Cumulative curves of a project as of a period, a value for each of `months`.

    Attributes:
        original, current: cumulative budget at the first and at the approved baseline.
        planned: the approved baseline as a fraction.
        earned: physical progress as a fraction, up to the status month.
        spent: cumulative actual cost, up to the status month.
        outlook: cumulative cost over the whole life: spent, then what management expects.
    """

    months: tuple[Period, ...]
    original: tuple[float, ...]
    current: tuple[float, ...]
    planned: tuple[float, ...]
    earned: tuple[float, ...]
    spent: tuple[float, ...]
    outlook: tuple[float, ...]


def curves(project: Project, index: int) -> Curves:
    """The curves of a project as of a period."""
    ends = (first_baseline(project), baseline_finish(project, index), PERIODS[index].end)
    # A month that finance once showed stays in its export, with zeros, when the finish comes closer again.
    last = month_of(max(*ends, *(finish(project, step) for step in range(index + 1))))
    months = _run(project.first, last)
    original = baseline(project, month_of(ends[0]), len(months))
    current = original if index < project.replan else _replanned(project, index, len(months))
    past = sum(month <= PERIODS[index] for month in months)
    spent = _spent(project, months[:past])
    return Curves(
        months=months,
        original=tuple(project.budget * each for each in original),
        current=tuple(project.bac(index) * each for each in current),
        planned=current,
        earned=_progress(project, months[:past]),
        spent=spent,
        outlook=_outlook(project, index, spent, len(months)),
    )


def wave(*keys: object) -> float:
    """A steady number between -1 and 1 for `keys`: the ups and downs of real months."""
    return crc32("/".join(map(str, keys)).encode()) / 2**31 - 1


def month_of(day: date) -> Period:
    """The month that `day` lies in."""
    return Period(day.year, day.month)


def baseline(project: Project, last: Period, length: int) -> tuple[float, ...]:
    """Cumulative planned fraction from the project's start to `last`, then flat up to `length`."""
    months = _run(project.first, last)
    steps = [_step(project, k, len(months)) for k in range(len(months))]
    rest = 1 - sum(project.lumps.values())
    parts = [rest * s / sum(steps) + project.lumps.get(m.id, 0) for s, m in zip(steps, months, strict=True)]
    return (*accumulate(parts[:-1]), *((1.0,) * (1 + length - len(months))))


def _run(first: Period, last: Period) -> tuple[Period, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(first.shifted(step) for step in range(count))


def _step(project: Project, k: int, n: int) -> float:
    """What is done in month `k` of `n`: the S-curve's rise, with the seasons of this project."""
    rise = _s_curve((k + 1) / n, project.shape) - _s_curve(k / n, project.shape)
    return rise * (1 + SEASON * wave(project.id, k))


def _s_curve(x: float, shape: tuple[float, float]) -> float:
    early, late = x ** shape[0], (1 - x) ** shape[1]
    return float(EVEN * x + (1 - EVEN) * early / (early + late))


def _replanned(project: Project, index: int, length: int) -> tuple[float, ...]:
    """What was earned up to the re-plan, then a new curve to the new finish."""
    cut = sum(month < PERIODS[project.replan] for month in _run(project.first, PERIODS[index]))
    done = _progress(project, _run(project.first, PERIODS[project.replan - 1]))
    whole = baseline(project, month_of(baseline_finish(project, index)), length)
    ahead = [
        done[-1] + (1 - done[-1]) * (each - whole[cut - 1]) / (1 - whole[cut - 1]) for each in whole[cut:]
    ]
    return (*done[:cut], *ahead)


def _progress(project: Project, months: tuple[Period, ...]) -> tuple[float, ...]:
    """Earned fraction by month: planned times the month's SPI, never falling."""
    planned = baseline(project, month_of(first_baseline(project)), COUNT * len(months))
    done = [_done(project, month, part) for month, part in zip(months, planned, strict=False)]
    return tuple(accumulate(done, max))


def _done(project: Project, month: Period, planned: float) -> float:
    if index_of(month) > project.hold:
        return 0.0
    return 1.0 if _over(project, month) else min(UNFINISHED, planned * _at(project.spi, project, month))


def _over(project: Project, month: Period) -> bool:
    return 0 <= index_of(month) < COUNT and finished(project, index_of(month))


def _spent(project: Project, months: tuple[Period, ...]) -> tuple[float, ...]:
    """Actual cost by month: what was earned over the month's CPI, never falling."""
    earned = zip(_progress(project, months), months, strict=True)
    costs = [project.budget * done / _at(project.cpi, project, month) for done, month in earned]
    return tuple(accumulate(costs, max))


def _outlook(project: Project, index: int, spent: tuple[float, ...], length: int) -> tuple[float, ...]:
    """Spent so far, then the rest of management's EAC along the project's own curve."""
    if finished(project, index):
        return spent + spent[-1:] * (length - len(spent))
    rest = max(0.0, project.bac(index) * (1 + project.over[index]) - spent[-1])
    until = len(_run(project.first, month_of(finish(project, index))))
    steps = [_step(project, k, until) if k < until else 0.0 for k in range(len(spent), length)]
    return (*spent, *(spent[-1] + rest * part / sum(steps) for part in accumulate(steps)))


def index_of(month: Period) -> int:
    """The place of `month` among the sample's periods; negative before the first."""
    return (month.year - FIRST.year) * 12 + month.month - FIRST.month


def _at(told: tuple[float, ...], project: Project, month: Period) -> float:
    """An index in a month: as told in the six periods, before them on the way from 1 to the first."""
    step = index_of(month)
    if step >= 0:
        return told[min(step, COUNT - 1)]
    way = 1 + step / max(1, -index_of(project.first) + 1)
    return 1 + (told[0] - 1) * way + EARLY_WAVE * wave(project.id, month, len(told)) * way * (1 - way) * 4


def monthly(cumulative: tuple[float, ...]) -> tuple[float, ...]:
    """What each month adds, in whole cents, so that the months sum to the total exactly."""
    rounded = [0.0, *(round(each, 2) for each in cumulative)]
    return tuple(round(after - before, 2) for before, after in pairwise(rounded))
