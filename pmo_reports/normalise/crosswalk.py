"""Identity: each system's own project codes resolved by the crosswalk; what nobody knows is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pmo_reports.model.finding import Severity
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.rows import Rows
from pmo_reports.normalise.wording import suggestion

PROJECT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "people": (),
    "projects": ("project_id", "parent_id"),
    "dependencies": ("giver_id", "receiver_id"),
    "crosswalk": (),
    "fx_rates": (),
}
_USUAL = ("project_id",)


@dataclass(frozen=True, slots=True)
class Identities:
    """The projects there are, and their codes: (system, local id) -> project id."""

    projects: frozenset[str] = frozenset()
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def resolved(self, system: str, code: str) -> str | None:
        """The project that a system's code means; without a system the code is the project's id."""
        return self.codes.get((system, code)) if system else code

    @property
    def systems(self) -> frozenset[str]:
        """The systems that the crosswalk knows codes of."""
        return frozenset(system for system, _ in self.codes)


def codes(crosswalk: pd.DataFrame) -> Mapping[tuple[str, str], str]:
    """(system, local id) -> project id, from the crosswalk table."""
    systems, local = crosswalk["system"], crosswalk["local_id"]
    return dict(zip(zip(systems, local, strict=True), crosswalk["project_id"], strict=True))


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
    mapped = known.systems  # elsewhere everybody uses the same codes
    systems = [rows.origin(row).part.crosswalk for row in range(len(local))]
    systems = [system if system in mapped else "" for system in systems]
    ids = [
        None if pd.isna(code) else known.resolved(s, code) for s, code in zip(systems, written, strict=True)
    ]
    found = pd.Series(ids, index=local.index, dtype="str")
    stranger = local.notna() & ~found.isin(known.projects)
    if rows.table.name == "projects":
        stranger = local.notna() & found.isna() & (name == rows.table.key[0])
    resolved = rows.assign(**{name: found.where(found.notna(), local)})
    return resolved.faulted(stranger, name, lambda row: _unknown(written[row], systems[row], known))


def _unknown(code: str, system: str, known: Identities) -> Fault:
    mine = [local for each, local in known.codes if each == system] if system else known.projects
    where = f"the crosswalk for {system}" if system else "the list of projects"
    return Fault(
        rule="unknown-project-code",
        severity=Severity.ERROR,
        problem=f"the project code {code!r} is not in {where}",
        remedy=f"correct the code, or add it to {where}{suggestion(code, mine)}",
    )
