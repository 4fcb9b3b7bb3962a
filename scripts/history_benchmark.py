"""Figures of history: ten years of months on disk, a period read, a trend, and what changed between two.

Each figure comes from a process of its own. A trend is counted whole, less a like process that only imports;
changes are counted from where both periods are there, assessed. What is read plainly is the same rows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest_benchmark import peak, spent

if TYPE_CHECKING:
    from pmo_reports.model.assessed import Assessed
    from pmo_reports.model.tables import Portfolio

ROOT = Path(__file__).parents[1]
WHOLE, PERIODS, TREND = 10_000, 120, 24
KEY = "benchmark"
SECOND, MEGABYTES = 1.0, 2048.0
STORE = 4096.0
MEGABYTE = 1024 * 1024
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "projects": ("project_id", "forecast_finish"),
    "status_reports": ("project_id", "overall"),
    "milestones": ("project_id", "milestone_id", "forecast_date", "actual_date"),
}
LEDGER = ("project_id", "actual", "forecast")
LOOPED = 10
"""One project in so many goes through the plain loop that changes are held against."""
Figures = dict[str, float]


def made(folder: str, projects: int, periods: int) -> Figures:
    """All periods, remembered through the store: their bytes on disk."""
    from history_inputs import Course

    from pmo_reports import history

    course = Course(projects)
    rows = 0
    for number in range(periods):
        portfolio = course.portfolio(number)
        history.remember(Path(folder), portfolio, KEY)
        rows = sum(map(len, portfolio.tables.values()))
    sizes = [path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()]
    return _figures(mb=sum(sizes) / MEGABYTE, rows=rows)


def imports(folder: str, projects: int, periods: int) -> Figures:  # noqa: ARG001 - as the others
    """Nothing but the imports of a trend, and of a period read."""
    from pmo_reports import history

    return _figures(rows=len(history.__all__))


def read(folder: str, projects: int, periods: int) -> Figures:  # noqa: ARG001 - as the others
    """The last period, every table of it, held against its hashes."""
    from pmo_reports import history

    at = Path(folder)
    period = history.periods(at)[-1]
    found = history.recalled(at, period, history.history(at, period)[-1])
    return _figures(rows=sum(map(len, found.tables.values())))


def trend(folder: str, projects: int, periods: int) -> Figures:  # noqa: ARG001 - as the others
    """Of the last periods the forecast finish, the state and the milestones of each project."""
    from pmo_reports import history

    at = Path(folder)
    last = history.periods(at)[-TREND:]
    found = {table: history.trend(at, last, table, columns) for table, columns in COLUMNS.items()}
    states = found["status_reports"].groupby(["period", "overall"]).size()
    return _figures(rows=sum(map(len, found.values())), counted=len(states))


def ledger(folder: str, projects: int, periods: int) -> Figures:  # noqa: ARG001 - as the others
    """Of the last periods what was spent and is expected of each line of the ledger."""
    from pmo_reports import history

    at = Path(folder)
    return _figures(rows=len(history.trend(at, history.periods(at)[-TREND:], "costs", LEDGER)))


def whole(folder: str, projects: int, periods: int) -> Figures:  # noqa: ARG001 - as the others
    """The same trend plainly: each period recalled as a whole, and the columns taken."""
    import pandas as pd

    from pmo_reports import history

    at = Path(folder)
    found: dict[str, list[pd.DataFrame]] = {table: [] for table in COLUMNS}
    for period in history.periods(at)[-TREND:]:
        portfolio = history.recalled(at, period, history.history(at, period)[-1])
        for table, columns in COLUMNS.items():
            found[table].append(portfolio[table][list(columns)].assign(period=period.id))
    return _figures(rows=sum(len(pd.concat(frames, ignore_index=True)) for frames in found.values()))


def neighbours(folder: str, projects: int, periods: int) -> Figures:  # noqa: ARG001 - as the others
    """What changed between the last two of the periods."""
    from pmo_reports import history

    at = Path(folder)
    begin = spent()
    then, now = (history.recalled(at, p, history.history(at, p)[-1]) for p in history.periods(at)[-2:])
    return {"read": spent() - begin, **_changed(then, now)}


def changes(folder: str, projects: int, periods: int) -> Figures:  # noqa: ARG001 - as the others
    """What changed between two periods with whole ledgers and schedules, kept and read again."""
    from history_inputs import two

    from pmo_reports import history

    at, figures = Path(folder) / "two", {}
    for name, portfolio in zip(("before", "after"), two(projects), strict=True):
        history.remember(at, portfolio, KEY)
        figures[name] = sum(path.stat().st_size for path in at.rglob("*.*")) / MEGABYTE
    del portfolio
    begin = spent()
    then, now = (history.recalled(at, each, history.history(at, each)[-1]) for each in history.periods(at))
    return {"read": spent() - begin, "mb": figures["before"], **_changed(then, now)}


def _changed(then: Portfolio, now: Portfolio) -> Figures:
    """What changed between two periods, as the pipeline works it out, from where both are there, assessed."""
    from pmo_reports import changes
    from pmo_reports.garbage import undisturbed

    before, after = _assessed(then, now)
    begin = spent()
    with undisturbed():
        found = changes.changes(before, after)
    taken = spent() - begin
    return {
        "cpu": taken,
        "peak_mb": peak(),
        "rows": float(len(then["costs"]) + len(now["costs"])),
        "tasks": float(len(then["tasks"]) + len(now["tasks"])),
        "listed": float(len(found.listed)),
        "plain": _plainly(before, after, found),
    }


def _assessed(then: Portfolio, now: Portfolio) -> tuple[Assessed, Assessed]:
    """Both periods with the measures that changes are told of, and states by the rules of that benchmark."""
    from measures_inputs import settings
    from rag_inputs import RULES, made_of

    from pmo_reports import metrics, rag
    from pmo_reports.changes.money import MEASURES
    from pmo_reports.metrics.evaluation import needed

    chosen = needed(metrics.DECLARED, (*MEASURES, "finish_forecast", *made_of()))
    found: list[Assessed] = []
    for portfolio in (then, now):
        basis = metrics.basis(portfolio, settings(), portfolio.period, tuple(found))
        measurements = metrics.measured(basis, chosen)
        judged = rag.assessed(basis, measurements, RULES, settings().organisation, tuple(found))
        found.append(replace(judged, calendars=basis.calendars))
    return found[0], found[1]


def _plainly(before: Assessed, after: Assessed, found: object) -> float:
    """CPU seconds of a plain loop over a tenth of both ledgers, times ten: it sums budgets by project.

    What it comes to is what the bridges in the lines' own currencies say: the benchmark is a check, too.
    """
    from decimal import Decimal

    begin = spent()
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for at, assessed in enumerate((before, after)):
        costs = assessed.portfolio["costs"]
        some = costs[costs["project_id"].str[-2:].isin([f"{LOOPED - 1}{digit}" for digit in range(10)])]
        for project, currency, amount in some[["project_id", "currency", "budget_current"]].itertuples(
            index=False
        ):
            sums.setdefault((project, currency), [Decimal(0), Decimal(0)])[at] += amount
    taken = (spent() - begin) * LOOPED
    steps = {
        (step.entity, bridge.currency): step
        for bridge in found.bridges
        if bridge.measure == "bac" and not bridge.reporting
        for step in bridge.steps
    }
    for key, (opening, closing) in sums.items():
        step = steps[key]
        told = ((step.opening or 0), (step.closing or 0))
        assert told == (round(opening, 2), round(closing, 2)), (key, step)  # noqa: S101 - as above
    return taken


def _figures(**more: float) -> Figures:
    return {"cpu": spent(), "peak_mb": peak(), **{name: float(value) for name, value in more.items()}}


CHILDREN: Mapping[str, Callable[[str, int, int], Figures]] = {
    each.__name__: each for each in (made, imports, read, trend, ledger, whole, neighbours, changes)
}


def measured(name: str, folder: str, projects: int, periods: int = PERIODS) -> Figures:
    """The figures of one of `CHILDREN` in a fresh process."""
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    answer = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, __file__, name, folder, str(projects), str(periods)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    return dict(json.loads(answer.stdout))


def history_of(arguments: Sequence[str]) -> dict[str, object]:
    """All figures and what they come to, for as many projects as `arguments` say (10,000)."""
    projects = next((int(each) for each in arguments if each.isdigit()), WHOLE)
    with tempfile.TemporaryDirectory() as folder:
        found = {name: measured(name, folder, projects) for name in CHILDREN if name != "changes"}
        two = measured("changes", folder, projects)
    import_only = found["imports"]["cpu"]
    last = found["neighbours"]
    net = {name: {**each, "cpu": each["cpu"] - import_only} for name, each in found.items()}
    made = found["made"]
    words = {
        f"{PERIODS} periods of {projects:,} projects made and kept": made,
        "one of them read": net["read"],
        f"{TREND} periods: state, finish, milestones": net["trend"],
        f"{TREND} periods: the ledger's lines": net["ledger"],
        f"{TREND} periods plainly: each read whole": net["whole"],
        "what changed between the last two": last,
        "a plain loop over their ledgers' budgets": {**last, "cpu": last["plain"]},
        "both of them read": {**last, "cpu": last["read"]},
        "what changed between two with five years and tasks": two,
        "a plain loop over the budgets of those": {**two, "cpu": two["plain"]},
        "both of those read": {**two, "cpu": two["read"]},
    }
    told = (
        (f"{TREND}-period trend, CPU s beside imports", net["trend"]["cpu"], SECOND),
        ("its peak memory, MB", net["trend"]["peak_mb"], MEGABYTES / 2),
        ("trend over reading each period whole", net["trend"]["cpu"] / net["whole"]["cpu"], 0.5),
        ("two-period diff, CPU s", last["cpu"], SECOND),
        ("two-period diff over a plain loop over its budgets", last["cpu"] / last["plain"], 1.0),
        ("the same with five years and tasks, over a plain loop", two["cpu"] / two["plain"], 1.0),
        (f"{PERIODS} periods on disk, MB", made["mb"], STORE),
    )
    goals = [{"goal": name, "is": value, "at most": most, "met": value <= most} for name, value, most in told]
    return {"figures": words, "goals": goals, "told": _told(projects, found, two)}


def _told(projects: int, found: Mapping[str, Figures], two: Figures) -> list[str]:
    """What a period holds, in sentences."""
    made, last = found["made"], found["neighbours"]
    whole = two["mb"] * PERIODS / 1024
    course = (
        f"A period of the {PERIODS}: {made['rows']:,.0f} rows, {made['mb'] / PERIODS:.1f} MB. Of each project"
        " the register, a report, 10 milestones, 8 risks, 3 changes, 5 points of a benefit, 12 lines of"
        f" demand, and the ledger of the year; no schedules. Between the last two ({last['rows']:,.0f} lines)"
        f" {last['listed']:,.0f} changes are told of {projects:,} projects."
    )
    pair = (
        f"Two heavier periods: ledgers of 60 months ({two['rows']:,.0f} lines in both) and schedules"
        f" ({two['tasks']:,.0f} activities), {two['mb']:.0f} MB each; {PERIODS} of those would be"
        f" {whole:.1f} GB. Between them {two['listed']:,.0f} changes are told of {projects:,} projects."
    )
    return [course, pair]


def show(results: Mapping[str, object]) -> None:
    """Print what periods hold, the figures, then the goals."""
    for sentence in list(results["told"]):  # type: ignore[call-overload]
        print(sentence)
    print(f"\n{'':52}{'CPU s':>9}{'peak MB':>9}{'rows':>12}")
    for name, each in dict(results["figures"]).items():  # type: ignore[call-overload]
        print(f"{name:52}{each['cpu']:9.2f}{each['peak_mb']:9.0f}{each['rows']:12,.0f}")
    print()
    for goal in list(results["goals"]):  # type: ignore[call-overload]
        verdict = "met" if goal["met"] else "MISSED"
        print(f"{goal['goal']:52}{goal['is']:9.3f}  at most {goal['at most']:.3f}  {verdict}")


if __name__ == "__main__":
    print(json.dumps(CHILDREN[sys.argv[1]](sys.argv[2], *map(int, sys.argv[3:5]))))
