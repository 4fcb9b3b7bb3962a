"""The whole sample: every input file of every period as bytes, the same each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from pmo_reports.jvm import Worker
from pmo_reports.workspace.sample import exports, finance, lists, plans, raid, register, tracker, value
from pmo_reports.workspace.sample.guide import guide
from pmo_reports.workspace.sample.reports import reports
from pmo_reports.workspace.sample.schedules import schedules
from pmo_reports.workspace.sample.sheets import Sheet
from pmo_reports.workspace.sample.story import COUNT, PERIODS
from pmo_reports.workspace.sample.troubled import Book, planted, schedule_places

EXPORTS: dict[str, Callable[[Sheet], bytes]] = {
    "finance_export.csv": exports.erp,
    "tracker.csv": exports.tracker,
}


def sample() -> dict[str, bytes]:
    """Path -> content of the sample's inputs, reference data and README."""
    books = _reference()
    for index in range(COUNT):
        books |= _inputs(index)
    books, found = planted(books)
    files = {path: _written(path, book) for path, book in books.items()}
    for index in range(COUNT):
        files |= reports(index)
    with Worker() as worker:
        files |= schedules(worker)
    found = (*found, *schedule_places())
    return {**files, "README.md": guide(found).encode()}


def _reference() -> dict[str, Book]:
    return {
        "reference/portfolio.xlsx": (register.register(),),
        "reference/crosswalk.csv": (register.crosswalk(),),
        "reference/overrides.csv": (register.overrides(),),
        "reference/fx_rates.csv": (register.fx_rates(),),
        "reference/business_cases.csv": (value.business_cases(),),
        "reference/strategy.xlsx": value.strategy(),
    }


def _inputs(index: int) -> dict[str, Book]:
    folder = f"inputs/{PERIODS[index]}"
    return {
        f"{folder}/finance_export.csv": (finance.export(index),),
        f"{folder}/tracker.csv": (tracker.export(index),),
        f"{folder}/raid_log.xlsx": raid.raid_log(index),
        f"{folder}/benefits.xlsx": (plans.benefits_plan(index),),
        f"{folder}/resources.xlsx": (plans.resource_plan(index),),
    }


def _written(path: str, book: Book) -> bytes:
    folder, _, name = path.rpartition("/")
    if name.endswith(".csv"):
        return EXPORTS.get(name, exports.plain)(book[0])
    ended = [period.end for period in PERIODS if folder.endswith(period.id)]
    return lists.workbook(book, datetime.combine(ended[0] if ended else PERIODS[-1].start, time(9)))
