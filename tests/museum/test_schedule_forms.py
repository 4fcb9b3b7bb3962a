"""The ten plans of the sample in every form of schedule: equal tables, but for what a form cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pmo_reports import readers
from pmo_reports.config.document import document
from pmo_reports.jvm.forms import WRITERS
from pmo_reports.model.tables import TABLES, Portfolio
from tests.museum import gantt_project
from tests.museum.exhibit import ROOT, Exhibit, read
from tests.museum.forms import GAPS, ROWS, TOLD, Gap
from tests.museum.plans import Plan, Record, plans

SHIPPED = document(ROOT / "config" / "sources" / "schedules.yaml", "schedules").content
COMPARED = tuple(part["table"] for part in SHIPPED["parts"].values())
WORKED_OUT = {"schedules", "task_months"}
UNHELD = {"calendars": ("Base ID",)}
"""What Project XML loses: a calendar of its own is written out whole."""
HEADS = {"wbs": "WBS", **{f"{name}_id": f"{name.title()} ID" for name in ("task", "parent", "calendar")}}
HEADS |= {f"{name}_id": f"{name.title()} ID" for name in ("predecessor", "successor", "resource")}
HEADS |= {"assignment_id": "Assignment ID", "base_id": "Base ID"}
Shown = Callable[[str], Portfolio]


@pytest.fixture(scope="module")
def shown(one_period: Path, tmp_path_factory: pytest.TempPathFactory, workbench: readers.Workbench) -> Shown:
    """Form -> what its files are read to; each form is written and read once."""
    known: dict[str, Portfolio] = {}

    def of(form: str) -> Portfolio:
        if form not in known:
            folder = tmp_path_factory.mktemp(form)
            files = {f"{name} plan.any": written(plan, form, workbench) for name, plan in plans().items()}
            known[form] = read(Exhibit(files=files, settings=SHIPPED), one_period, folder / "w", workbench)
        return known[form]

    return of


def written(plan: Plan, form: str, workbench: readers.Workbench) -> bytes:
    return gantt_project.content(plan) if form == "gan" else workbench.worker.write(plan, form)


@pytest.mark.parametrize("table", COMPARED)
@pytest.mark.parametrize("form", [form for form in GAPS if form != "mspdi"])
def test_every_form_holds_the_same(shown: Shown, form: str, table: str) -> None:
    mine, theirs = shown(form), shown("mspdi")
    if form in {"xer", "pmxml"}:
        mine, theirs = without_the_project(mine), as_work_breakdown(theirs)
    query, _ = ROWS.get(form, {}).get(table, ("", ""))
    wanted = theirs[table].query(query, engine="python") if query else theirs[table]
    assert len(wanted) < len(theirs[table]) or not query, "the form holds more than it is said to"
    same(mine[table], wanted, table, GAPS[form].get(table, ()))


def same(mine: pd.DataFrame, theirs: pd.DataFrame, table: str, gaps: tuple[Gap, ...]) -> None:
    """Nothing, if two frames are equal but for the gaps, each of which is one."""
    key, fields = list(TABLES[table].key), list(TABLES[table].fields)
    mine, theirs = (each[fields].sort_values(key, ignore_index=True) for each in (mine, theirs))
    pd.testing.assert_frame_equal(mine[key], theirs[key])
    for gap in gaps:
        rows = theirs.query(gap.rows, engine="python").index if gap.rows else theirs.index
        for name in gap.columns.split():
            given, wanted = mine.loc[rows, name], theirs.loc[rows, name]
            assert not given.equals(wanted), f"{name} is no gap"
            assert gap.other or given.isna().all(), f"{name} holds more than it is said to"
            mine.loc[rows, name] = wanted
    pd.testing.assert_frame_equal(mine, theirs)


def as_work_breakdown(shown: Portfolio) -> Portfolio:
    """Summaries with the codes of a work breakdown, which Primavera has in their place."""
    tasks = shown["tasks"]

    def code(ids: pd.Series) -> pd.Series:
        return tasks["project_id"] + "." + ids.str[:-3]

    is_summary = tasks["kind"] == "summary"
    named = tasks.assign(
        task_id=tasks["task_id"].where(~is_summary, code(tasks["task_id"])),
        parent_id=code(tasks["parent_id"]),
        wbs=code(tasks["parent_id"].fillna(tasks["task_id"])),
    )
    return replace(shown, tables={**shown.tables, "tasks": named})


def without_the_project(shown: Portfolio) -> Portfolio:
    """The activities without the row of the project itself, below which an XER has all others."""
    tasks = shown["tasks"]
    above = tasks["task_id"] == tasks["project_id"]
    if not above.any():
        return shown
    bare = tasks.assign(
        parent_id=tasks["parent_id"].mask(tasks["parent_id"] == tasks["project_id"]),
        outline_level=tasks["outline_level"] - 1,
    )
    return replace(shown, tables={**shown.tables, "tasks": bare[~above]})


def test_every_form_that_can_be_written_is_shown() -> None:
    assert {*WRITERS, "gan"} == set(GAPS) == set(TOLD)
    assert all(set(gaps) <= set(COMPARED) for gaps in (*GAPS.values(), *ROWS.values()))


@pytest.mark.parametrize("form", GAPS)
def test_what_a_form_loses_is_said(shown: Shown, form: str) -> None:
    assert all(tally.holds and not tally.quarantined for tally in shown(form).tallies)
    told = [finding.problem for finding in shown(form).findings if finding.rule == "incomplete-schedule"]
    assert len(told) == (len(plans()) if TOLD[form] else 0)
    assert all(f" has {TOLD[form]}:" in problem for problem in told)


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        ("xer", "plan-as-baseline"),
        ("pmxml", "plan-as-baseline"),
        ("gan", "missing-links"),
        ("gan", "no-actual-dates"),
    ],
)
def test_what_stands_for_something_else_is_said(shown: Shown, form: str, rule: str) -> None:
    assert len([f for f in shown(form).findings if f.rule == rule]) == len(plans())


def test_links_that_are_lost_are_counted(shown: Shown) -> None:
    missing = [f.problem.split()[0] for f in shown("gan").findings if f.rule == "missing-links"]
    assert sum(map(int, missing)) == len(shown("mspdi")["task_links"])


@pytest.mark.parametrize("table", [table for table in COMPARED if table not in WORKED_OUT])
def test_project_xml_holds_what_was_planned(shown: Shown, table: str) -> None:
    key, told = [name for name in TABLES[table].key if name != "project_id"], heads(table)
    columns = {name: said for name, said in told.items() if said["head"] not in UNHELD.get(table, ())}
    found = {
        (row["project_id"], *(seen(row[name], told[name]) for name in key)): row
        for row in shown("mspdi")[table].to_dict("records")
    }
    for project, plan in plans().items():
        for record in rows(plan, table):
            row = found[(project, *(seen(record[told[name]["head"]], told[name]) for name in key))]
            given = {name: said for name, said in columns.items() if record.get(said["head"]) is not None}
            assert {name: seen(row[name], said) for name, said in given.items()} == {
                name: seen(record[said["head"]], said, planned=True) for name, said in given.items()
            }


def rows(plan: Plan, table: str) -> list[Record]:
    if table == "milestones":
        return [task for task in plan["tasks"] if task["Kind"] == "milestone"]
    return plan[table]


def heads(table: str) -> Mapping[str, Mapping[str, str]]:
    """Column -> what a record calls it, and of which type it is, by the shipped settings."""
    part = next(part for part in SHIPPED["parts"].values() if part["table"] == table)
    return {
        name: {
            "head": (column.get("aliases") or [HEADS.get(name, name.replace("_", " ").title())])[0],
            "type": column.get("type", ""),
        }
        for name, column in part["columns"].items()
        if "filename" not in column
    }


def seen(value: Any, said: Mapping[str, str], *, planned: bool = False) -> object:  # noqa: ANN401 - a cell
    """A cell or a planned value, so that equal ones are equal."""
    kind = said["type"]
    if kind in {"date", "moment"}:
        return str(pd.Timestamp(value))[: 10 if kind == "date" else 16]
    if kind in {"money", "number", "percent"}:
        return round(float(value) / (100 if planned and kind == "percent" else 1), 4)
    return " ".join(str(value).split())
