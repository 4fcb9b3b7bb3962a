"""What goes back to those who owe something: a table, annotated copies, a mail draft for each owner."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from pmo_reports import forms, knowledge, readers
from pmo_reports.config.loading import package_folder
from pmo_reports.config.settings import Settings
from pmo_reports.forms import NOBODY, Debt, Kind, file_name
from pmo_reports.model.artefact import Artefact
from pmo_reports.model.finding import Finding
from pmo_reports.model.tables import Portfolio

HEADS = ("Owner", "Owes", "Project", "Due", "Working days late", "What is wrong", "What to do")
PLACE = ("File", "Sheet", "Cell", "Value")
ATTACHED = 15_000_000
"""Bytes of a mail's attachments; more is named and not attached, for servers refuse it."""

_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a formula begins with, for the spreadsheets of East Asia in full width, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the letters are made of."""

    settings: Settings
    portfolio: Portfolio
    debts: tuple[Debt, ...]
    due: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The files, the owners without an address, and what an annotated copy could not keep."""

    files: tuple[Artefact, ...]
    unaddressed: tuple[str, ...]
    warnings: tuple[str, ...]


def letters(case: Case) -> Letters:
    """The files of a case, the same each time."""
    copies, warnings = _annotated(case)
    addresses = _addresses(case.portfolio)
    owners = {owner: tuple(owed) for owner, owed in groupby(case.debts, key=lambda debt: debt.owner)}
    drafts: list[Artefact] = []
    for owner, owed in owners.items():
        name = file_name(owner, ".eml", [each.name.removeprefix("mails/") for each in drafts])
        drafts.append(Artefact(f"mails/{name}", _draft(case, owed, addresses, copies)))
    return Letters(
        files=(*_tables(case), *copies.values(), *drafts),
        unaddressed=tuple(owner for owner in owners if not addresses.get(owner.casefold())),
        warnings=warnings,
    )


def cells(debt: Debt) -> tuple[str | int | date, ...]:
    """A debt as a row below `HEADS` and `PLACE`."""
    found = debt.finding
    said = (debt.owner, str(debt.kind), found.entity, debt.due, debt.late, found.problem, found.remedy)
    return (*said, found.file, found.sheet, found.cell, found.value)


def _tables(case: Case) -> Iterator[Artefact]:
    from pmo_reports.render.workbook import DAY, PROSE, WHOLE, Head, Sheet, workbook  # noqa: PLC0415 - openpyxl

    looks = dict.fromkeys((*HEADS, *PLACE), PROSE) | {"Due": DAY, "Working days late": WHOLE}
    widths = {"What is wrong": 48, "What to do": 48, "File": 36, "Working days late": 12, "Cell": 9}
    heads = tuple(Head(name=name, look=look, width=widths.get(name, 18)) for name, look in looks.items())
    rows = [cells(debt) for debt in case.debts]
    title = f"Who owes what for {case.portfolio.period} as of {case.on}"
    yield Artefact(
        "chase.xlsx", workbook(title, [Sheet(name="Owed", heads=heads, rows=rows, frozen=1)], case.on)
    )
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(looks)
    lines.writerows([_guarded(cell) for cell in row] for row in rows)
    yield Artefact("chase.csv", text.getvalue().encode("utf-8-sig"))


def _guarded(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _annotated(case: Case) -> tuple[Mapping[str, Artefact], tuple[str, ...]]:
    """Input file -> its annotated copy, or a list of what is wrong in it; and what copies could not keep."""
    by_file: dict[str, list[Finding]] = {}
    for debt in case.debts:
        if debt.finding.file in case.portfolio.inputs:
            by_file.setdefault(debt.finding.file, []).append(debt.finding)
    made: dict[str, Artefact] = {}
    warnings = []
    for file, found in sorted(by_file.items()):
        taken = [each.name.removeprefix("annotated/") for each in made.values()]
        copy = _copy(case, file, tuple(found))
        if copy:
            name = file_name(Path(file).stem, Path(file).suffix, taken)
            made[file] = Artefact(f"annotated/{name}", _canonical(copy.content, case.on))
            warnings += [f"{file}: {lost}" for lost in copy.lost]
        else:
            name = file_name(f"{Path(file).name} corrections", ".xlsx", taken)
            made[file] = Artefact(f"annotated/{name}", _list(case, file, found))
    return made, tuple(warnings)


def _copy(case: Case, file: str, found: tuple[Finding, ...]) -> forms.Annotated | None:
    """The annotated copy, if the file is an .xlsx that the guard lets through."""
    if Path(file).suffix.lower() not in (".xlsx", ".xlsm"):
        return None
    content = readers.kept(knowledge.store(case.settings), case.portfolio.inputs[file])
    return forms.annotated(content, found) if readers.is_safe(content) else None


def _list(case: Case, file: str, found: Iterable[Finding]) -> bytes:
    from pmo_reports.render.findings import findings_sheet  # noqa: PLC0415 - openpyxl
    from pmo_reports.render.workbook import workbook  # noqa: PLC0415 - openpyxl

    return workbook(f"Corrections for {file}", [findings_sheet(tuple(found))], case.on)


def _canonical(content: bytes, on: date) -> bytes:
    from pmo_reports.render.package import canonical_office  # noqa: PLC0415 - as above

    return canonical_office(content, on)


def _addresses(portfolio: Portfolio) -> Mapping[str, str]:
    people = portfolio["people"]
    known = people[people["email"].fillna("").str.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+")]
    return dict(zip(known["name"].str.casefold(), known["email"], strict=True))


def _draft(
    case: Case, owed: tuple[Debt, ...], addresses: Mapping[str, str], copies: Mapping[str, Artefact]
) -> bytes:
    from pmo_reports.render.mail import Draft, draft  # noqa: PLC0415 - Jinja takes its time

    owner = owed[0].owner
    files = tuple(dict.fromkeys(debt.finding.file for debt in owed if debt.finding.file in copies))
    attached = tuple(Artefact(Path(copies[file].name).name, copies[file].content) for file in files)
    fits = sum(len(each.content) for each in attached) <= ATTACHED
    subject = f"{case.portfolio.period}: {_counted(owed)}"
    mail = Draft(
        name=owner,
        address=addresses.get(owner.casefold(), ""),
        subject=subject,
        template="chase",
        context=_context(case, owed) | {"subject": subject, "attachments": [each.name for each in attached]},
        attachments=attached if fits else (),
    )
    organisation = case.settings.organisation
    return draft(mail, folders=_folders(case.settings), locale=organisation.locale)


def _context(case: Case, owed: tuple[Debt, ...]) -> dict[str, object]:
    organisation = case.settings.organisation
    return {
        "person": "colleague" if owed[0].owner == NOBODY else owed[0].owner,
        "period": f"{case.portfolio.period.start:%B %Y}",
        "due": f"{case.due.day} {case.due:%B %Y}",
        "reports": any(debt.kind in (Kind.MISSING_REPORT, Kind.MISSING_FILE) for debt in owed),
        "entries": [_entry(debt) for debt in owed],
        "organisation": organisation.name,
        "language": organisation.language,
    }


def _entry(debt: Debt) -> dict[str, object]:
    found = debt.finding
    return {
        "kind": str(debt.kind),
        "project": found.entity,
        "late": debt.late,
        "problem": found.problem,
        "remedy": found.remedy,
        "value": "" if debt.kind is Kind.MISSING_REPORT else found.value,
        "place": found.place,
    }


def _counted(owed: tuple[Debt, ...]) -> str:
    """What is owed, in words for a subject line: "2 faulty inputs, 1 overdue entry"."""
    counts = {kind: sum(debt.kind is kind for debt in owed) for kind in Kind}
    return ", ".join(f"{count} {_plural(kind, count)}" for kind, count in counts.items() if count)


def _plural(kind: Kind, count: int) -> str:
    if count == 1:
        return str(kind)
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _folders(settings: Settings) -> tuple[Path, ...]:
    """Where templates are looked for: the workspace's own first."""
    own = settings.workspace / "templates"
    return (*((own,) if own.is_dir() else ()), package_folder("templates"))
