"""Sources of schedules, and values in file names."""

from collections.abc import Iterator
from typing import Any

import pytest

from pmo_reports.config.mistake import Mistake
from pmo_reports.config.source_checks import source_mistakes
from pmo_reports.config.sources import Source


def mistakes(rows: str = "tasks", **project_id: Any) -> list[Mistake]:  # noqa: ANN401
    part = {"table": "tasks", "rows": rows, "columns": {"project_id": project_id, "task_id": {}}}
    source = Source.model_validate({"reader": "schedule", "files": "plans/*", "parts": {"tasks": part}})
    found: Iterator[Mistake] = source_mistakes(source)
    return list(found)


def test_a_source_of_schedules_is_in_order() -> None:
    assert mistakes(filename="^(P-[0-9]+)") == []


@pytest.mark.parametrize(
    ("rows", "keys", "remedy"),
    [
        ("task", ("parts", "tasks", "rows"), "did you mean 'tasks'?"),
        ("", ("parts", "tasks"), "allowed: schedules, tasks, milestones"),
    ],
)
def test_a_kind_of_record_must_be_one_that_there_is(rows: str, keys: tuple[str, ...], remedy: str) -> None:
    [mistake] = mistakes(rows)
    assert mistake.keys == keys
    assert mistake.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"filename": "^(P-"}, "is no pattern"),
        ({"filename": "^P-"}, "no group in brackets"),
        ({"filename": "^(P)", "constant": "P-1"}, "another way to its value"),
        ({"filename": "^(P)", "aliases": ["Project"]}, "another way to its value"),
    ],
)
def test_a_pattern_over_file_names_must_hold_together(settings: dict[str, Any], says: str) -> None:
    [mistake] = mistakes(**settings)
    assert says in mistake.message
    assert mistake.keys == ("parts", "tasks", "columns", "project_id", "filename")
