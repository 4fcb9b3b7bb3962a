"""`sources/*.yaml`: where inputs lie and how their columns map to the canonical tables.

A source is a set of files read in one way; each part of it fills one canonical table. Values are
parsed by what is written here, never by guessing cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, PositiveInt

from pmo_reports.config.columns import Column, Values
from pmo_reports.config.layout import Layout
from pmo_reports.config.records import Join, Pairs
from pmo_reports.config.setting import Setting
from pmo_reports.config.split import Split

__all__ = ["Column", "Join", "Pairs", "Part", "Source", "Split", "Values"]


class Part(Layout):
    """One canonical table filled from this source; `Layout` says where it lies on its sheet.

    Attributes:
        table: canonical table.
        sheet: worksheet name, or several to try; an empty one, alone or last, takes the first sheet.
            `*` in it is a wildcard.
        listobject: name of an Excel table on it; preferred to header search. `*` in it is a wildcard.
        header: 1-based row of the heads; 0 searches the first 30 rows for matched aliases.
        crosswalk: system name whose local ids stand in `project_id`; "" if they are project ids.
        loose_codes: codes of that system are the same without case, blanks and punctuation; otherwise a
            code that is nearly one of the crosswalk's is only suggested.
        optional: a missing sheet or table is no finding.
        skip_blank: field that must be filled for the row to count (pre-numbered empty rows).
        rows: where the records are in a file that is no grid: the way to a list in JSON ("issues"), to the
            elements in XML ("channel/item"), or the kind of record in a schedule ("tasks"). In JSON, ""
            is the document itself, a list of records or a single one. Heads are dotted ways from the
            record; `above.name` is a field of the object around the list, such as the board of its cards.
        joins: in JSON, fields that hold ids of another list's entries, with what to take from there.
        pairs: in JSON and XML, lists of names with values (custom fields) that become columns.
        header_rows: how many rows of heads there are: 2 where a row of groups stands above the heads;
            `header` then is the lower one.
        transposed: records are columns, heads stand in the first column; `header` then counts columns.
        latest: field or head that says when a row was written: of each key only the latest row counts,
            earlier ones are history and counted as deduplicated.
        where: head -> texts, one of which must stand there for the row to be this part's; other rows
            are other parts' (a RAID log with all kinds on one sheet).
        without: head -> texts, `*` for anything: rows where one of them stands are no rows of the table
            (pull requests among issues). They are left out with a note and counted as deduplicated.
        versions: of a form: the versions of its layout that the part is for; empty: all of them.
        distinct: rows repeat on purpose (a department named on each of its projects' lines): the first
            of each is taken, the rest counted as deduplicated without a finding.
        period: what says which period a row is of, where one file holds many of them.
    """

    table: str
    sheet: str | tuple[str, ...] = ""
    listobject: str = ""
    header: int = Field(default=0, ge=0)
    columns: Mapping[str, Column]
    crosswalk: str = ""
    loose_codes: bool = False
    optional: bool = False
    skip_blank: str = ""
    rows: str = ""
    joins: Mapping[str, Join] = Field(default_factory=dict)
    pairs: Mapping[str, Pairs] = Field(default_factory=dict)
    header_rows: Literal[1, 2] = 1
    transposed: bool = False
    latest: str = ""
    where: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    versions: tuple[str, ...] = ()
    distinct: bool = False
    period: Split | None = None


class Source(Setting):
    """A set of input files of one shape.

    Attributes:
        reader: `csv`, `workbook` (tables on sheets), `form` (named cells, one record a sheet), `json`
            (JSON Lines are a list), `xml`, `schedule` (whatever MPXJ reads) or `protrack` (.p2x).
        files: glob relative to the workspace; `{period}` stands for `2026-10`.
        expected: a file must be there each period: `block`, `error` or `warning` if none is.
        encodings: tried in order after BOM and strict UTF-8.
        delimiter: "" sniffs among comma, semicolon, tab and bar.
        versions: the layouts of a form that can be read, oldest first; a form says its own in the defined
            name `PmoFormVersion`, and one that says none is read by the parts that are for all.
        on_unknown_columns: keep them as extras, warn, or fail.
        limits: the most that a sheet or text file may have, where one is larger for good reason: `rows`,
            `columns`, filled `cells` and bytes of `text` (usual: 200 000, 4 000, 2 500 000, 64 000 000).
            Memory grows with them, by some 150 bytes a cell. Of a JSON, XML or .p2x file: bytes of the
            `document` and `values` in it (usual: 16 000 000 and 300 000; some 500 bytes a value).
            Of a schedule: megabytes of `heap` (usual: 56 up to 2 MB, unpacked, else 128 or 256 by its size).
            Up to 2 MB all processes stay within 300 MB, up to 100 MB within 600 MB, which is room for a plan
            of 10,000 activities with costs by month. More heap allows for more of both.
        preset: the settings that this file is laid over; they may stand on another preset themselves.
        owner: who mends it; `project manager` stands for the manager of the project concerned.
    """

    name: str = ""
    reader: Literal["csv", "workbook", "form", "json", "xml", "schedule", "protrack"]
    files: str
    expected: Literal["", "block", "error", "warning"] = ""
    encodings: tuple[str, ...] = ("utf-8", "cp1252")
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    values: Values = Values()
    versions: tuple[str, ...] = ()
    parts: Mapping[str, Part]
    on_unknown_columns: Literal["keep", "warn", "fail"] = "keep"
    limits: Mapping[
        Literal["rows", "columns", "cells", "text", "document", "values", "heap"], PositiveInt
    ] = Field(default_factory=dict)
    owner: str = "PMO"
    preset: str = ""

    @property
    def splits(self) -> bool:
        """Whether one of its files may hold many periods."""
        return any(part.period for part in self.parts.values())

    def asks_for(self, table: str, field: str) -> bool:
        """Whether a part of it fills a field of a canonical table."""
        return any(part.table == table and field in part.columns for part in self.parts.values())
