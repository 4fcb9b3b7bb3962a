"""Identity: each system's own project codes resolved by the crosswalk; what nobody knows is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pmo_reports.model.finding import Severity
from pmo_reports.model.heads import plain
from pmo_reports.normalise import whole_files
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows
from pmo_reports.normalise.validity import Codes, days
from pmo_reports.normalise.wording import suggestion

PROJECT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "people": (),
    "objectives": (),
    "projects": ("project_id", "parent_id"),
    "dependencies": ("giver_id", "receiver_id"),
    "crosswalk": (),
    "fx_rates": (),
}
_USUAL = ("project_id",)


@dataclass(frozen=True, slots=True)
class Identities:
    """The projects there are, and their codes."""

    projects: frozenset[str] = frozenset()
    codes: Codes = field(default_factory=Codes)


def identified(rows: Rows, known: Identities) -> Rows:
    """The rows with project ids for codes; rows of a project that nobody knows are quarantined.

    Projects themselves need no one who knows them, only their codes are resolved. A decision may be
    about no project.
    """
    for name in PROJECT_FIELDS.get(rows.table.name, _USUAL):
        rows = _resolved(rows, name, known)
    return rows


def _resolved(rows: Rows, name: str, known: Identities) -> Rows:
    local = rows.frame[name]
    written = local.tolist()
    mapped = known.codes.systems  # elsewhere everybody uses the same codes
    asked = [each.part.crosswalk for each in rows.origins]
    systems = rows.by_origin([system if system in mapped else "" for system in asked])
    ids = _ids(rows, systems, written, known)
    found = pd.Series(ids, index=local.index, dtype="str")
    stranger = local.notna() & ~found.isin(known.projects)
    if rows.table.name == "projects":
        stranger = local.notna() & found.isna() & (name == rows.table.key[0])
    resolved = rows.assign(**{name: found.where(found.notna(), local)})
    whole = whole_files.named(rows) & (name == whole_files.PROJECT)

    def unknown(row: int) -> Fault:
        mend = "begin the name of the file with the code of its project" if whole[row] else "correct the code"
        return _unknown(written[row], systems[row], known, mend)

    told = whole_files.faulted(resolved, stranger & whole, unknown)
    return told.faulted(stranger & ~whole, name, unknown)


def _ids(rows: Rows, systems: list[str], written: list[str], known: Identities) -> list[str | None]:
    """The project that each code means in the row's month; without a system the code is the project's id."""
    asked = list(zip(systems, _writings(rows, systems, written, known), days(rows), strict=True))
    resolved = {
        (system, code, day): (known.codes.project((system, code), day) if system else code)
        for system, code, day in dict.fromkeys(asked)
        if not pd.isna(code)
    }
    return [resolved.get(each) for each in asked]


def _writings(rows: Rows, systems: list[str], written: list[str], known: Identities) -> list[str]:
    """The codes as the crosswalk writes them, where the part does not mind case, blanks and marks."""
    loose = [origin.part.loose_codes for origin in rows.origins]
    if not any(loose):
        return written
    minding = [loose[at] for at in rows.marks["mapped"]]
    bare = {system: known.codes.loosely(system) for system in set(systems)}
    codes = zip(written, systems, minding, strict=True)
    return [bare[s].get(plain(code), code) if free and not pd.isna(code) else code for code, s, free in codes]


def _unknown(code: str, system: str, known: Identities, mend: str) -> Fault:
    mine = known.codes.of(system) if system else known.projects
    where = f"the crosswalk for {system}" if system else "the list of projects"
    expired = "; ".join(map(str, known.codes.meanings.get((system, code), ())))
    problem = f"stands in {where}, but for another time ({expired})" if expired else f"is not in {where}"
    return Fault(
        rule="unknown-project-code",
        severity=Severity.ERROR,
        problem=f"the project code {code!r} {problem}",
        remedy=f"{mend}, or add it to {where}{'' if expired else suggestion(code, mine)}",
    )
