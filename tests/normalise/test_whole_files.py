"""Plans are one project's as a whole: what is wrong with a file is told once, and two are never mixed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmo_reports.model.tables import Portfolio
from tests.normalise.conftest import part_of, raw_table, with_projects

COLUMNS = {"project_id": {"filename": r"^(\w-\d+)"}, "task_id": {}, "name": {}}


@pytest.fixture
def read() -> Callable[..., Portfolio]:
    def of(*names: str, reader: str = "schedule") -> Portfolio:
        source = {"reader": reader, "files": "plans/*", **part_of("tasks", COLUMNS, rows="tasks")}
        rows = [["1", "Dig"], ["2", "Pour"], ["3", "Build"]]
        tables = [
            raw_table("given", "tasks", ["task_id", "name"], rows, path=f"plans/{name}") for name in names
        ]
        return with_projects(source, tables)

    return of


def test_a_file_of_an_unknown_project_is_one_finding(read: Callable[..., Portfolio]) -> None:
    found = read("Z-9 depot.mpp")
    [finding] = [each for each in found.findings if each.rule == "unknown-project-code"]
    assert (finding.place, finding.entity) == ("plans/Z-9 depot.mpp", "Z-9")
    assert [(each.read, each.quarantined) for each in found.tallies if each.source == "given"] == [(3, 3)]


def test_a_second_plan_of_a_project_is_left_out_whole(read: Callable[..., Portfolio]) -> None:
    found = read("P-1 old.xer", "P-1 new.xer", "P-2.xer")
    assert found["tasks"]["file"].value_counts().to_dict() == {"plans/P-1 new.xer": 3, "plans/P-2.xer": 3}
    [finding] = [each for each in found.findings if each.rule == "second-plan"]
    assert finding.place == "plans/P-1 old.xer"
    assert "plans/P-1 new.xer" in finding.problem
    assert all(each.holds for each in found.tallies)


def test_exports_of_other_kinds_may_come_in_several_files(read: Callable[..., Portfolio]) -> None:
    found = read("P-1 a.csv", "P-1 b.csv", reader="csv")
    assert {each.rule for each in found.findings} == {"duplicate-row"}
