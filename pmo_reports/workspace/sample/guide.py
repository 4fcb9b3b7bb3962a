"""The sample's README: what it is, what lies where, and every planted trouble with its place."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_reports.workspace.readme import FILES, LAYOUT, STEPS
from pmo_reports.workspace.sample.story import PERIODS, programmes, projects
from pmo_reports.workspace.sample.troubled import Planted

INTRODUCTION = """
## The sample
Talmark Water & Energy is invented, and so is every person, project and number here. Its portfolio has
{programmes} programmes with {projects} projects in three currencies, reported in euro, over {periods} periods
from {first} to {last}.

{table}

Try it: `pmo-reports build --period {last} --workspace .`
"""
TROUBLES = """
## Planted troubles in {last}
Earlier periods are clean. A build of {last} should find each of these; the cells are where they are.

"""


def guide(found: Iterable[Planted]) -> str:
    """The README of the sample workspace, as Markdown."""
    told = INTRODUCTION.format(
        programmes=len(programmes()),
        projects=len(projects()),
        periods=len(PERIODS),
        first=PERIODS[0],
        last=PERIODS[-1],
        table=_programmes(),
    )
    return LAYOUT + told + FILES + STEPS + TROUBLES.format(last=PERIODS[-1]) + _troubles(found)


def _programmes() -> str:
    rows = [
        f"| {p.id} | {p.name} | {', '.join(f'{j.id} {j.short}' for j in p.projects)} |" for p in programmes()
    ]
    return "\n".join(["| programme | name | projects |", "|---|---|---|", *rows])


def _troubles(found: Iterable[Planted]) -> str:
    rows = [
        f"| {number} | `{each.file}` | {each.place} | {each.what} | {each.says} |"
        for number, each in enumerate(found, start=1)
    ]
    return "\n".join(
        [
            "| # | file | sheet and cell | what is wrong | what the pack should say |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
