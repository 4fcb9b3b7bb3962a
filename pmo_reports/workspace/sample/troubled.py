"""Planted trouble: sheets are changed as `data/troubles.yaml` tells, and each changed cell is listed."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.workspace.sample import schedules
from pmo_reports.workspace.sample.reports import path
from pmo_reports.workspace.sample.sheets import Sheet
from pmo_reports.workspace.sample.status_form import CELLS
from pmo_reports.workspace.sample.story import (
    COUNT,
    FormTrouble,
    Project,
    Trouble,
    projects,
    schedule_troubles,
    troubles,
)

Book = tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted trouble and its place."""

    file: str
    place: str
    what: str
    says: str


def planted(books: dict[str, Book]) -> tuple[dict[str, Book], tuple[Planted, ...]]:
    """The books with all troubles in them, and where each lies."""
    tables, forms = troubles()
    for trouble in tables:
        books = {**books, trouble.file: tuple(_with(sheet, trouble) for sheet in books[trouble.file])}
    return books, (*(_place(books, trouble) for trouble in tables), *map(_form_place, forms))


def _with(sheet: Sheet, trouble: Trouble) -> Sheet:
    if sheet.name != trouble.sheet:
        return sheet
    return sheet.changed(sheet.found(trouble.at), trouble.put, copied=trouble.copied)


def _place(books: dict[str, Book], trouble: Trouble) -> Planted:
    """The cell as it lies in the end, when further troubles may have moved its row."""
    sheet = next(sheet for sheet in books[trouble.file] if sheet.name == trouble.sheet)
    row = sheet.found({**trouble.at, **trouble.put})
    cell = sheet.address(row, trouble.column)
    return Planted(trouble.file, f"{sheet.name}!{cell}" if sheet.name else cell, trouble.what, trouble.says)


def _form_place(trouble: FormTrouble) -> Planted:
    where = ", ".join(f"Status!{CELLS[name]} ({name})" for name in trouble.cells) or "the whole file"
    return Planted(path(_project(trouble.project), COUNT - 1), where, trouble.what, trouble.says)


def schedule_places() -> tuple[Planted, ...]:
    """The troubles of schedule files; they have no cell."""
    return tuple(
        Planted(schedules.path(_project(each.project), COUNT - 1), "the whole file", each.what, each.says)
        for each in schedule_troubles()
    )


def _project(code: str) -> Project:
    return next(project for project in projects() if project.id == code)
