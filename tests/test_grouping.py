"""A pack's groups from its settings: the right projects, and an unknown column told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports import grouping, pipeline
from pmo_reports.errors import ConfigurationError
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.period import Period

OCTOBER = Period.parse("2026-10")
NAME = "steering-committee"


def grouped(workspace: Path, by: str, scope: str = "") -> Assessed:
    """The period with the groups of a pack by a column."""
    path = workspace / "config" / "packs" / f"{NAME}.yaml"
    path.write_text(
        f'title: T\naudience: A\nscope: "{scope}"\nsections:\n  - cover\n  - {{kind: groups, by: {by}}}\n',
        encoding="utf-8",
    )
    month = pipeline.assess(workspace, OCTOBER)
    return grouping.grouped(month.assessed, month.settings, month.settings.packs[NAME])


def test_each_sponsor_has_the_projects_of_the_register(workspace: Path) -> None:
    found = grouped(workspace, "sponsor")
    register = found.portfolio["projects"]
    projects = register[register["level"].eq("project")]
    told = {group.value: set(group.projects) for group in found.groups["sponsor"]}
    assert told == {
        str(sponsor): set(rows["project_id"]) for sponsor, rows in projects.groupby("sponsor", sort=False)
    }


def test_a_pack_about_a_programme_groups_its_projects_alone(workspace: Path) -> None:
    found = grouped(workspace, "class", scope="DIG")
    projects = [project for group in found.groups["class"] for project in group.projects]
    assert len(projects) == len(set(projects)) == 6
    assert all(project.startswith("DIG") for project in projects)


def test_an_unknown_column_is_told_with_file_line_and_nearest_name(workspace: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        grouped(workspace, "sponsr")
    (problem,) = raised.value.problems
    assert problem.place == f"config/packs/{NAME}.yaml:6"
    assert problem.message == "the projects have no column 'sponsr'"
    assert problem.remedy == "did you mean 'sponsor'?"
