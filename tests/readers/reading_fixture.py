"""A workspace to read from, and short ways to make files for it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from pmo_reports import readers
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Column, Part, Source
from pmo_reports.model.finding import Finding
from pmo_reports.model.period import Period
from pmo_reports.model.raw import RawTable, Reading

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
OCTOBER = Period(2026, 10)


def columns(*names: str, **more: Mapping[str, Any]) -> dict[str, Column]:
    """Text columns by name; a name with "!" is required."""
    plain = {name.rstrip("!"): Column(required=name.endswith("!")) for name in names}
    return plain | {name: Column(**settings) for name, settings in more.items()}


def part(*names: str, table: str = "risks", **settings: Any) -> Part:  # noqa: ANN401 - passed on to the model
    """A part with plain columns."""
    return Part(**{"table": table, "columns": columns(*names), **settings})


@dataclass
class Desk:
    """A workspace with its sources; files are put on it and read from it."""

    workspace: Path
    store: Path
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return Settings.model_construct(workspace=self.workspace, sources=self.sources, calendar=Calendar())

    def put(self, path: str, content: bytes | str | Workbook) -> Path:
        """Write a file into the workspace."""
        target = self.workspace / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Workbook):
            content.save(target)
        else:
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def source(self, files: str, *parts: Part, name: str = "raid", **settings: Any) -> None:  # noqa: ANN401
        """Add a source; its parts are keyed by their table."""
        kind = settings.pop("reader", "csv" if files.endswith("csv") else "workbook")
        self.sources[name] = Source(
            reader=kind, files=files, parts={p.table: p for p in parts}, **{"owner": "Ada", **settings}
        )

    def collected(self) -> Reading:
        return readers.collect(self.settings, OCTOBER, self.store)

    def reading(self) -> Reading:
        return readers.read(self.collected(), self.settings, self.store)

    def table(self) -> RawTable:
        """The only table; nothing else was found."""
        reading = self.reading()
        assert reading.findings == ()
        [table] = reading.tables
        return table

    def finding(self) -> Finding:
        """The only finding."""
        [finding] = self.reading().findings
        return finding


def book(*rows: Sequence[object], sheet: str = "Risks", top: int = 1) -> Workbook:
    """A workbook of one sheet; a value that starts with "#" is an error cell."""
    made = Workbook()
    page = made.active
    page.title = sheet
    fill(page, rows, top)
    return made


def fill(page: Worksheet, rows: Sequence[Sequence[object]], top: int = 1) -> None:
    """Write `rows` from row `top` on."""
    for row, cells in enumerate(rows, top):
        for column, value in enumerate(cells, 1):
            cell = page.cell(row, column, value)
            if isinstance(value, str) and value.startswith("#"):
                cell.data_type = "e"


def named(made: Workbook, **places: str) -> Workbook:
    """The workbook with defined names."""
    for name, place in places.items():
        made.defined_names[name] = DefinedName(name, attr_text=place)
    return made


def tabled(page: Worksheet, name: str, ref: str) -> None:
    """Make an Excel table of an area."""
    page.add_table(Table(displayName=name, ref=ref))


def saved(made: Workbook) -> bytes:
    """The workbook's bytes."""
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def repacked(content: bytes, parts: Mapping[str, bytes], level: int | None = None) -> bytes:
    """The archive with parts replaced or added."""
    buffer = BytesIO()
    made = zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level)
    with zipfile.ZipFile(BytesIO(content)) as old, made as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, inner in parts.items():
            new.writestr(name, inner)
    return buffer.getvalue()
