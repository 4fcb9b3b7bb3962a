"""Mistakes in layouts, each with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.config.cross_checks import mistakes
from pmo_reports.config.document import document
from pmo_reports.config.shape import validated
from pmo_reports.config.sources import Source

TOP = """\
reader: {reader}
files: inputs/*.xlsx
parts:
  costs:
    table: costs
{settings}
    columns:
      category: {column}
"""


def problems(tmp_path: Path, settings: str, reader: str = "workbook", column: str = "{}") -> list[str]:
    file = tmp_path / "theirs.yaml"
    lines = "\n".join(f"    {line}" for line in settings.splitlines())
    file.write_text(TOP.format(reader=reader, settings=lines, column=column), encoding="utf-8")
    content = document(file, "theirs.yaml")
    source, found = validated(Source, content)
    told = [f"{problem.place} {problem.message}" for problem in found]
    assert source is not None
    return [*told, *(f"{content.at(*each.keys)} {each.message}" for each in mistakes(source, "theirs"))]


@pytest.mark.parametrize(
    ("settings", "place", "words"),
    [
        ("span: [A, 'F-H']", "theirs.yaml:6", "'F-H' names no columns"),
        ("unpivot: {months: ['%Y']}", "theirs.yaml:6", "'%Y' reads no month"),
        ("unpivot: {across: groups}", "theirs.yaml:6", "no groups above a single row"),
        ("unpivot: {year: -1}", "theirs.yaml:6", "'parts.costs.unpivot.year' is -1"),
        ("belo: Costs", "theirs.yaml:6", "unknown key 'parts.costs.belo'"),
        ("labels: true", "theirs.yaml:6", "`labels` means nothing to `reader: workbook`"),
    ],
)
def test_a_mistake_in_a_layout_has_its_line(tmp_path: Path, settings: str, place: str, words: str) -> None:
    [told] = problems(tmp_path, settings)
    assert told.startswith(place)
    assert words in told


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("{group: Before}", "a group stands in a second row of heads"),
        ("{interval: middle}", "`interval` chooses a number"),
    ],
)
def test_a_mistake_in_a_column_has_its_line(tmp_path: Path, column: str, words: str) -> None:
    [told] = problems(tmp_path, "optional: true", column=column)
    assert told.startswith("theirs.yaml:8")
    assert words in told


def test_a_layout_is_nothing_to_a_form(tmp_path: Path) -> None:
    [told] = problems(tmp_path, "below: Costs", reader="form")
    assert "`below` means nothing to `reader: form`" in told


def test_a_whole_layout_has_no_mistakes(tmp_path: Path) -> None:
    settings = "below: Costs\nspan: [A, 'F:H']\nuntil: ['']\nheader_rows: 2\nunpivot: {across: groups}"
    assert problems(tmp_path, settings, column="{group: Before*}") == []
