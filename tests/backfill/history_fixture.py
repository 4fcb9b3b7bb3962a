"""A small workspace, and folders of old files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from pmo_reports import backfill, pipeline
from pmo_reports.backfill import Imported, Order
from pmo_reports.model.period import Period

TODAY = date(2026, 11, 29)
STATUS = "Project;Report month;Overall;Schedule;Summary\n"
SOURCES = {
    "portfolio": """
reader: csv
files: reference/portfolio.csv
parts:
  projects:
    table: projects
    columns:
      project_id: {aliases: [ID], required: true}
      name: {aliases: [Name]}
""",
    "status": """
reader: csv
files: inputs/{period}/status.csv
delimiter: ";"
parts:
  report:
    table: status_reports
    columns:
      project_id: &project {aliases: [Project], required: true}
      overall: &rag {aliases: [Overall], type: choice, values: {green: G, amber: A, red: R}}
      schedule: {aliases: [Schedule], type: choice, values: {green: G, amber: A, red: R}}
      summary: {aliases: [Summary]}
""",
    "raid": """
reader: csv
files: inputs/{period}/raid/*.csv
parts:
  risks:
    table: risks
    columns:
      project_id: {aliases: [Project], required: true}
      risk_id: {aliases: [Risk id], required: true}
      title: {aliases: [Risk], required: true}
""",
}
MANY = {
    "log": """
reader: csv
files: inputs/many/status*.csv
delimiter: ";"
values: {locales: [de_DE]}
parts:
  report:
    table: status_reports
    period: {column: Report month}
    columns:
      project_id: {aliases: [Project], required: true}
      overall: {aliases: [Overall], type: choice, values: {green: G, amber: A, red: R}}
      schedule: {aliases: [Schedule], type: choice, values: {green: G, amber: A, red: R}}
      summary: {aliases: [Summary]}
"""
}


def workspace(folder: Path, **more: str) -> Path:
    """A workspace with two projects, whose sources read a status list and risks of each month."""
    pipeline.init(folder)
    for file in (folder / "config" / "sources").glob("*.yaml"):
        file.unlink()
    (folder / "config" / "precedence.yaml").unlink()
    for name, text in {**SOURCES, **more}.items():
        (folder / "config" / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
    put(folder / "reference/portfolio.csv", "ID,Name\nP1,Pump\nP2,Weir\n")
    return folder


def put(path: Path, content: str | bytes) -> Path:
    """Write a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def status(*rows: Sequence[str]) -> str:
    """A status list: project, month, overall, schedule."""
    return STATUS + "".join(";".join((*row, "All well")) + "\n" for row in rows)


def month(folder: Path, name: str, letter: str = "Green") -> Path:
    """A month's folder with a status list and a risk log."""
    put(folder / name / "status.csv", status(["P1", "", letter, letter], ["P2", "", "Amber", "Green"]))
    put(folder / name / "raid" / "pump.csv", "Project,Risk id,Risk\nP1,R1,Leak\nP9,R2,Stranger\n")
    return folder / name


def book(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook; underscores in the names of its sheets stand for blanks."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return path


def imported(folder: Path, place: Path, **asked: object) -> Imported:
    """What an import came to."""
    settings = pipeline.configured(folder)
    order = Order(**{"settings": settings, "place": place, "today": TODAY, **asked})  # type: ignore[arg-type]
    return backfill.brought(order, say=lambda _: None)


def rules(found: Imported) -> list[str]:
    """Why files were not taken."""
    return [each.rule for each in found.skipped]


def ids(found: Imported) -> list[str]:
    """The periods, with what became of each."""
    return [f"{each.period} {each.state.value}" for each in found.periods]


def period(text: str) -> Period:
    """The period."""
    return Period.parse(text)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes; empty folders are nothing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
