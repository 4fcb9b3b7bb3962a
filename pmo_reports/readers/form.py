"""`reader: form`: the named or addressed cells of a sheet make one record; an Excel table makes many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pmo_reports.config.sources import Part
from pmo_reports.model.finding import Finding
from pmo_reports.model.heads import plain
from pmo_reports.model.raw import RawTable
from pmo_reports.readers import doubts, form_version, workbook_table
from pmo_reports.readers.blocks import matching, no_sheet
from pmo_reports.readers.cells import Place
from pmo_reports.readers.form_cells import Field, FormCells
from pmo_reports.readers.heads import aliases, sought, wanted
from pmo_reports.readers.refusal import RefusedError
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.tabulation import frame
from pmo_reports.readers.workbook import Workbook

Found = Iterator[RawTable | Finding]


@dataclass(frozen=True, slots=True)
class _Found:
    """The cells of a sheet, and those of them that fill each field."""

    cells: FormCells
    fields: Mapping[str, tuple[Field, ...]]


def tables(submission: Submission) -> Found:
    """A record of each sheet, or the rows of Excel tables, for each part; with findings on what is not there.

    Raises:
        RefusedError: the file is no workbook, none that can be opened, or a form of an unknown version.
    """
    book = workbook_table.opened(submission)
    yield from doubts.invisible_errors(submission, book)
    version = form_version.version(book)
    yield from form_version.findings(submission, version)
    for name, part in form_version.parts(submission.source, version).items():
        found = _rows(submission, book, name) if part.listobject else _records(submission, book, name)
        try:
            yield from found
        except RefusedError as refused:
            yield submission.refusal(refused, part.table)


def _records(submission: Submission, book: Workbook, name: str) -> Found:
    """A record of each sheet that the part matches; cells that two of them share are read once."""
    part = submission.source.parts[name]
    homes = matching(book, part)
    seen: set[tuple[Place, ...]] = set()
    for home in homes or ("",):
        cells = FormCells.of(book, part, home, homes)
        found = {field: cells.fields(field, column) for field, column in sought(part).items()}
        places = tuple(field.place for each in found.values() for field in each)
        if places and places in seen:
            continue
        seen.add(places)
        yield from _record(submission, book, name, _Found(cells, found))


def _record(submission: Submission, book: Workbook, name: str, on: _Found) -> Found:
    part, cells = submission.source.parts[name], on.cells
    fields = {field.alias: field for places in on.fields.values() for field in places}
    if not fields:
        if not part.optional:
            yield submission.refusal(
                _no_cells(part, cells) if cells.home else no_sheet(book, part), part.table
            )
        return
    yield _raw_record(submission, book, name, tuple(fields.values()))
    missing = [field for field, places in on.fields.items() if part.columns[field].required and not places]
    yield from (submission.refusal(cells.missing(field, part), part.table) for field in missing)


def _raw_record(submission: Submission, book: Workbook, name: str, fields: tuple[Field, ...]) -> RawTable:
    first = fields[0].place
    return RawTable(
        file=submission.file,
        part=name,
        sheet=first.sheet,
        header=tuple(field.alias for field in fields),
        addresses=tuple(field.place.seen_from(first.sheet) for field in fields),
        frame=frame([[_value(book, field) for field in fields]], len(fields)),
        rows=(first.row,),
    )


def _rows(submission: Submission, book: Workbook, name: str) -> Found:
    part = submission.source.parts[name]
    for found in workbook_table.of_part(submission, book, name):
        yield found if isinstance(found, Finding) else _with_constants(found, book, part)


def _with_constants(table: RawTable, book: Workbook, part: Part) -> RawTable:
    """The table with a column for each named cell of the form that fills a field of every row."""
    cells = FormCells.of(book, part, table.sheet, matching(book, part))
    heads = set(map(plain, table.header))
    absent = {
        field: column
        for field, column in sought(part).items()
        if heads.isdisjoint(map(plain, aliases(field, column)))
    }
    found = {field.alias: field for name, column in absent.items() for field in cells.fields(name, column)}
    values = [_value(book, field) for field in found.values()]
    width = len(table.header)
    constants = pd.DataFrame(
        [values] * len(table.rows), columns=range(width, width + len(values)), dtype=object
    )
    return replace(
        table,
        header=(*table.header, *found),
        addresses=(*table.addresses, *(field.place.seen_from(table.sheet) for field in found.values())),
        frame=pd.concat([table.frame, constants], axis=1) if values else table.frame,
    )


def _value(book: Workbook, field: Field) -> object:
    return book.grid(field.place.sheet).value(field.place.row, field.place.column)


def _no_cells(part: Part, cells: FormCells) -> RefusedError:
    return RefusedError(
        "missing-name",
        f'The form has none of the cells that "{part.table}" is read from: {wanted(part)}.',
        remedy="Start from a fresh form, or name the cells again (Formulas, Name Manager).",
        sheet=cells.home,
    )
