"""A reporting round, step by step: forms out, reports chased. Nothing is sent from here.

what was reported last -> forms        the period's findings -> debts, annotated copies, mail drafts
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from pmo_reports import atomic, forms, metrics, pipeline, readers
from pmo_reports.config.settings import Settings
from pmo_reports.errors import InputError, UsageError
from pmo_reports.forms import Assignment, Debt, file_name
from pmo_reports.letters import HEADS, PLACE, Case, cells, letters
from pmo_reports.model.period import Period
from pmo_reports.pipeline import Say

FURTHEST = 12
"""Months after the last inputs for which forms are written; beyond, the period is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """The forms of a period.

    Attributes:
        written: file -> manager.
        kept: files that were there and differ: a manager may have filled them in.
        unchanged: files that were there, as they would be written now.
    """

    folder: Path
    written: dict[str, str]
    kept: tuple[str, ...]
    unchanged: tuple[str, ...]
    nobody: bool

    def as_json(self) -> dict[str, object]:
        """For machines."""
        return {
            "folder": str(self.folder),
            "written": self.written,
            "kept": list(self.kept),
            "unchanged": list(self.unchanged),
        }

    def as_text(self) -> str:
        """For people: what was written, what was not, and why."""
        lines = [
            f"{self.folder}: {len(self.written)} forms written, {len(self.unchanged)} were there already"
        ]
        lines += [f"  {name}" for name in self.written]
        lines += [
            f"  kept: {name} is there and differs; somebody may have filled it in" for name in self.kept
        ]
        if self.kept:
            lines.append("  mend: move the kept ones away to get fresh forms, or choose another --out")
        if self.nobody:
            lines.append('  some projects have no manager in the register: see "no manager named.xlsx"')
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """Who owes what as of a day, and where the table, the drafts and the annotated copies are."""

    folder: Path
    debts: tuple[Debt, ...]
    files: tuple[str, ...]
    unaddressed: tuple[str, ...]
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """For machines: each debt with its place, and the files."""
        heads = [head.casefold().replace(" ", "_") for head in (*HEADS, *PLACE)]
        return {
            "folder": str(self.folder),
            "owed": [dict(zip(heads, map(_plain, cells(debt)), strict=True)) for debt in self.debts],
            "files": list(self.files),
            "without_address": list(self.unaddressed),
            "warnings": list(self.warnings),
        }

    def as_text(self) -> str:
        """For people: a table, then where the files are and what to mind."""
        lines = [*_table(self.debts), f"{self.folder}: {len(self.files)} files, nothing was sent"]
        if self.unaddressed:
            lines.append(
                f"  no address in reference/people.csv: {', '.join(map(_on_one_line, self.unaddressed))}"
            )
        lines += [f"  annotated copy: {warning}" for warning in self.warnings]
        return "\n".join(lines)


def hand_out(workspace: Path, period: Period, *, out: Path | None, manager: str, say: Say) -> Handed:
    """Writes the form of each project manager, or of one; never over a file that is there.

    Raises:
        UsageError: no such manager, or a period that nothing leads to.
        InputError: there is no active project.
        PublishError: the folder cannot be written, which is told before anything is read; what is written
            is whole.
    """
    settings = pipeline.configured(workspace)
    _check(settings, period)
    folder = out or settings.workspace / "forms" / period.id
    atomic.ready(folder)
    asked = forms.Asked(
        period=period,
        status_date=metrics.status_date(settings.calendar, period),
        due=due(settings, period),
    )
    found = forms.assignments(pipeline.standing(settings, period, say=say), settings, asked)
    if not found:
        raise _no_project(settings)
    chosen = _chosen(found, manager)
    say(f"writing {len(chosen)} forms")
    return _written(folder, {_name(each, found): each for each in chosen})


def chase(workspace: Path, period: Period, *, out: Path | None, on: date, say: Say) -> Chased:
    """Writes who owes what as of the day `on`: a table, a mail draft for each owner, annotated workbooks.

    Raises:
        UsageError: the period has no inputs.
        PublishError: the folder cannot be written, which is told before anything is read; then nothing is.
    """
    parent = (out or workspace / "chase") / period.id
    if out or workspace.is_dir():
        atomic.ready(parent)
    month = pipeline.assess(workspace, period, say=say)
    settings, portfolio = month.settings, month.assessed.portfolio
    expected = due(settings, period)
    as_of = metrics.status_date(settings.calendar, period)
    owed = forms.debts(month.findings, portfolio, as_of, expected, lambda day: late(settings, day, on))
    say(f"writing to {len({debt.owner for debt in owed})} owners")
    case = Case(settings=settings, portfolio=portfolio, debts=owed, due=expected, on=on)
    made = letters(case)
    folder = _settled(parent, on, {each.name: each.content for each in made.files})
    return Chased(
        folder=folder,
        debts=owed,
        files=tuple(each.name for each in made.files),
        unaddressed=made.unaddressed,
        warnings=made.warnings,
    )


def due(settings: Settings, period: Period) -> date:
    """The day that the period's reports are due on: `reports_due` working days after its end."""
    days = _days(settings, period.end, period.shifted(2).end)
    found = np.busday_offset(period.end, settings.calendar.reports_due, roll="backward", busdaycal=days)
    return date.fromisoformat(str(found))


def late(settings: Settings, day: date, on: date) -> int:
    """How many working days `on` is after `day`; 0 if it is not."""
    first, last = np.datetime64(day) + 1, np.datetime64(on) + 1
    return max(0, int(np.busday_count(first, last, busdaycal=_days(settings, min(day, on), max(day, on)))))


def _days(settings: Settings, first: date, last: date) -> np.busdaycalendar:
    found = metrics.working_days(settings.calendar, range(first.year, last.year + 1))
    return np.busdaycalendar(weekmask=found.week, holidays=np.array(found.days_off, dtype="datetime64[D]"))


def day(text: str) -> date:
    """The day that `text` (ISO 8601) names, today for "".

    Raises:
        UsageError: it is no day.
    """
    try:
        return date.fromisoformat(text) if text else datetime.now(tz=UTC).astimezone().date()
    except ValueError as error:
        raise UsageError(f"{text!r} is not a day", remedy="write it as 2026-11-05") from error


def _table(debts: tuple[Debt, ...]) -> list[str]:
    """Owner, what is owed, project, how late, and the problem, in columns."""
    if not debts:
        return ["Nobody owes anything."]
    rows = [("Owner", "Owes", "Project", "Late", "What is wrong")]
    rows += [(d.owner, str(d.kind), d.finding.entity, _ago(d.late), d.finding.problem) for d in debts]
    lines = [[*map(_on_one_line, row)] for row in rows]
    widths = [max(len(row[at]) for row in lines) for at in range(4)]
    return ["  ".join([*map(str.ljust, row, widths), row[4]]).rstrip() for row in lines]


def _on_one_line(text: str) -> str:
    """What people typed may have line breaks; a table of lines has none."""
    return " ".join(text.split())


def _ago(late: int) -> str:
    return f"{late} d" if late else "-"


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _check(settings: Settings, period: Period) -> None:
    known = readers.periods(settings)
    if known and not known[0] <= period <= known[-1].shifted(FURTHEST):
        raise UsageError(
            f"period {period} does not follow what was reported: the inputs are of {known[0]} to {known[-1]}",
            remedy=f"choose a period from {known[0]} to {known[-1].shifted(FURTHEST)}",
        )


def _no_project(settings: Settings) -> InputError:
    lists = [
        source.files
        for source in settings.sources.values()
        if any(part.table == "projects" for part in source.parts.values())
    ]
    return InputError(
        "there is no active project to report on",
        place=", ".join(lists),
        remedy="check the list of projects: its file, its columns, and the state of each project",
    )


def _chosen(found: tuple[Assignment, ...], manager: str) -> tuple[Assignment, ...]:
    chosen = tuple(each for each in found if not manager or each.manager.casefold() == manager.casefold())
    if chosen:
        return chosen
    names = [each.manager for each in found if each.manager]
    near = difflib.get_close_matches(manager, names, n=1)
    mean = f"did you mean {near[0]!r}? " if near else ""
    raise UsageError(
        f"nobody called {manager!r} manages an active project",
        remedy=f"{mean}project managers: {', '.join(names)}",
    )


def _name(asked: Assignment, found: tuple[Assignment, ...]) -> str:
    """The form's file; the same whether it is written alone or with all others."""
    taken: list[str] = []
    for each in found[: found.index(asked)]:
        taken.append(file_name(each.manager or "no manager named", ".xlsx", taken))
    return file_name(asked.manager or "no manager named", ".xlsx", taken)


def _written(folder: Path, asked: dict[str, Assignment]) -> Handed:
    from pmo_reports.render.package import canonical_office  # noqa: PLC0415 - only this step needs it

    written, kept, unchanged = {}, [], []
    for name, assignment in asked.items():
        content = canonical_office(forms.workbook(assignment), assignment.period.end)
        file = folder / name
        if not file.exists():
            atomic.replace(file, content)
            written[name] = assignment.manager
        elif file.read_bytes() == content:
            unchanged.append(name)
        else:
            kept.append(name)
    nobody = any(not each.manager for each in asked.values())
    return Handed(folder=folder, written=written, kept=tuple(kept), unchanged=tuple(unchanged), nobody=nobody)


def _settled(parent: Path, on: date, files: dict[str, bytes]) -> Path:
    """The folder that holds `files` now: of that day, numbered where another one is there already."""
    number = 1
    while (folder := parent / (f"{on}" if number == 1 else f"{on}-{number}")).exists():
        if _same(folder, files):
            return folder
        number += 1
    atomic.appear(folder, files)
    return folder


def _same(folder: Path, files: dict[str, bytes]) -> bool:
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return there.keys() == files.keys() and all(there[name].read_bytes() == files[name] for name in files)
