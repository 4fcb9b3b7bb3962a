"""The UK Government Major Projects Portfolio of 2018 and 2021 as two periods, held against the files.

The file of 2018 has no numbers of projects, that of 2021 has: a project is the same if its name is.
"""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from pmo_reports import pipeline
from pmo_reports.changes import by_name, changes, identified
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Cause, ChangeKind, Changes
from pmo_reports.model.period import Period

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "portfolio"
FILES = {"2018-03": ("p02_uk_2018.csv", ","), "2021-03": ("p03_uk_2021.csv", ";")}
LETTERS = {"red": "R", "amber/red": "A", "amber": "A", "amber/green": "A", "green": "G"}
Row = dict[str, str]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of public files is not beside the project"),
]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assessed, Assessed]:
    workspace = tmp_path_factory.mktemp("gmpp") / "workspace"
    pipeline.init(workspace, preset="uk-gmpp")
    for period, (name, _) in FILES.items():
        (workspace / "inputs" / period).mkdir()
        shutil.copy(CORPUS / name, workspace / "inputs" / period)
    month = pipeline.assess(workspace, Period.parse("2021-03"))
    return month.past[-1], month.assessed


@pytest.fixture(scope="module")
def found(years: tuple[Assessed, Assessed]) -> Changes:
    before, after = years
    return changes(identified(before, by_name(before, after)), after)


def published(period: str) -> dict[str, Row]:
    """The rows of a file by name."""
    name, delimiter = FILES[period]
    with (CORPUS / name).open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    named = {" ".join(row["project_name"].casefold().split()): row for row in rows}
    assert len(named) == len(rows)
    return named


def cost(row: Row) -> Decimal | None:
    """Whole-life cost in pounds; null where it is a text."""
    try:
        return Decimal(row["wlc_baseline_incl_NCG"].strip("£ \xa0").replace(",", "")) * 1_000_000
    except InvalidOperation:
        return None


BEFORE, AFTER = (published(period) for period in FILES) if CORPUS.is_dir() else ({}, {})
BOTH = BEFORE.keys() & AFTER.keys()


def test_projects_in_and_out(found: Changes) -> None:
    assert len(found.of(ChangeKind.PROJECT_IN)) == len(AFTER) - len(BOTH)
    assert len(found.of(ChangeKind.PROJECT_OUT)) == len(BEFORE) - len(BOTH)
    assert len(BOTH) > 50


def test_ratings_that_moved(found: Changes, years: tuple[Assessed, Assessed]) -> None:
    pairs = [[each[name]["colour_rating"].lower() for each in (BEFORE, AFTER)] for name in BOTH]
    told = Counter(tuple(LETTERS.get(word, "?") for word in pair) for pair in pairs)
    expected = {pair: number for pair, number in told.items() if pair[0] != pair[1]}
    listed = years[1].portfolio["projects"].query("level == 'project'")
    cells = (each for each in found.of(ChangeKind.RAG) if each.dimension == "overall")
    moves = [each for each in cells if each.entity in set(listed["project_id"])]
    assert Counter((each.before, each.after) for each in moves) == expected


def test_whole_life_cost_reconciles_to_the_unit(found: Changes, years: tuple[Assessed, Assessed]) -> None:
    bridge = found.bridge("whole_life_cost")
    assert bridge is not None
    costs = {name: (cost(BEFORE[name]), cost(AFTER[name])) for name in BOTH}
    moved = sum(now - then for then, now in costs.values() if None not in (then, now))  # type: ignore[operator,misc]
    assert bridge.total.causes == {
        Cause.PROJECTS_IN: sum(cost(row) or 0 for name, row in AFTER.items() if name not in BOTH),
        Cause.PROJECTS_OUT: -sum(cost(row) or 0 for name, row in BEFORE.items() if name not in BOTH),
        Cause.DISCLOSED: sum(now or 0 for then, now in costs.values() if then is None),
        Cause.WITHHELD: -sum(then or 0 for then, now in costs.values() if now is None),
        Cause.PERFORMANCE: moved,
    }
    totals = [year.measurements.value("gmpp", "whole_life_cost") for year in years]
    assert [float(bridge.total.opening or 0), float(bridge.total.closing or 0)] == totals
    assert bridge.total.change == sum(bridge.total.causes.values())


def test_without_being_told_a_project_of_another_id_is_another(years: tuple[Assessed, Assessed]) -> None:
    plain = changes(*years)
    assert len(plain.of(ChangeKind.PROJECT_IN)) == len(AFTER)
    assert len(plain.of(ChangeKind.PROJECT_OUT)) == len(BEFORE)
