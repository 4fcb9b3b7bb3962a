"""An assignment of two projects, its form filled in as a manager would, and what is read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from pmo_reports import forms, normalise, readers
from pmo_reports.config import loading
from pmo_reports.config.settings import Settings
from pmo_reports.forms.content import Assignment, LastReport, Milestone, Progress, ProjectForm, Risk
from pmo_reports.model.period import Period
from pmo_reports.model.tables import Portfolio

NOVEMBER = Period(2026, 11)
CODES = ("NET-101", "DIG-9")
REGISTER = "ID,Project name,Project manager,Type\n" + "".join(
    f"{c},Name of {c},Ada Byron,Project\n" for c in CODES
)
LAST = LastReport(
    period="2026-10",
    status_date=date(2026, 10, 31),
    submitted_by="Ada Byron",
    submitted_on=date(2026, 11, 2),
    rags={"overall": "Amber", "schedule": "Red"},
    return_to_green=date(2027, 1, 15),
    texts={"summary": "=HYPERLINK(1)"},
)


def project(code: str, name: str = "Trunk Main") -> ProjectForm:
    return ProjectForm(
        code=code,
        name=name,
        last=LAST,
        milestones=(
            Milestone(
                id="M1",
                name="Go live",
                key=True,
                baseline=date(2026, 12, 4),
                forecast=date(2027, 1, 8),
                actual=None,
                owner="Ada Byron",
            ),
        ),
        progress=(Progress(month=date(2026, 9, 1), planned=0.4, earned=0.35),),
        risks=(Risk(id="R-1", title="@SUM(A1)", score=12, due=date(2026, 12, 1), response="-1"),),
    )


def assignment(*projects: ProjectForm) -> Assignment:
    return Assignment(
        manager="Ada Byron",
        organisation="Talmark",
        period=NOVEMBER,
        status_date=NOVEMBER.end,
        due=date(2026, 12, 3),
        budgets={"summary": 120, "achieved": 90, "next": 90, "help_needed": 60},
        projects=projects or tuple(map(project, CODES)),
    )


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def form() -> Workbook:
    return opened(_empty())


@cache
def _empty() -> bytes:
    return forms.workbook(assignment())


@dataclass
class Entry:
    """What a manager writes: cell -> value on the sheets of a project."""

    status: Mapping[str, object] = field(default_factory=dict)
    milestones: Mapping[str, object] = field(default_factory=dict)
    progress: Mapping[str, object] = field(default_factory=dict)


def filled(entries: Mapping[str, Entry]) -> bytes:
    """The form with the entries by project code; text is entered as text."""
    book = form()
    for code, entry in entries.items():
        for kind in ("status", "milestones", "progress"):
            page = book[f"{kind.capitalize()} {code}"]
            for cell, value in getattr(entry, kind).items():
                assert not page[cell].protection.locked
                page[cell].value = value
                if isinstance(value, str):
                    page[cell].data_type = "s"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def shipped() -> Settings:
    """The shipped settings."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "inputs").mkdir()
        return loading.load(Path(folder))


def read(workspace: Path, content: bytes, name: str = "Ada Byron.xlsx") -> Portfolio:
    """The tables that the shipped settings make of a form, and of nothing but it and a register."""
    own = {"status": shipped().sources["status"], "portfolio": _register(shipped())}
    found = shipped().model_copy(update={"sources": own, "workspace": workspace})
    (workspace / "inputs" / "2026-11" / "status").mkdir(parents=True, exist_ok=True)
    (workspace / "register.csv").write_text(REGISTER, encoding="utf-8")
    (workspace / "inputs" / "2026-11" / "status" / name).write_bytes(content)
    collected = readers.collect(found, NOVEMBER, workspace / "store")
    reading = readers.read(collected, found, workspace / "store")
    return normalise.portfolio(reading, found, NOVEMBER)


def _register(found: Settings) -> object:
    source = found.sources["portfolio"]
    part = next(part for part in source.parts.values() if part.table == "projects")
    return source.model_copy(update={"reader": "csv", "files": "register.csv", "parts": {"projects": part}})
