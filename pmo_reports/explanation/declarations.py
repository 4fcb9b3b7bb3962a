"""What people say on a cell: the state that a report declares, and overrides, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmo_reports.config.rag import RagRules
from pmo_reports.explanation.measures import Measures
from pmo_reports.explanation.tree import Branch, Detail, Explanation
from pmo_reports.model.assessed import OVERALL
from pmo_reports.model.figures import Raw
from pmo_reports.model.inputs import raw
from pmo_reports.model.rag import Assessment
from pmo_reports.model.tables import TABLES
from pmo_reports.model.tracing import Rows

REPORTS = "status_reports"
_WRITTEN = ("reason", "author", "approver", "valid_from", "expires_on")


@dataclass(frozen=True, slots=True)
class Declarations:
    """What was declared and overridden in one period."""

    rules: RagRules
    measures: Measures

    def branches(self, cell: Assessment) -> tuple[Explanation, ...]:
        """The declared state of a cell, then its overrides, those out of force too."""
        return (self._declared(cell), *self._overrides(cell))

    def _declared(self, cell: Assessment) -> Explanation:
        named = self.rules.overall_declared if cell.dimension == OVERALL else (cell.dimension,)
        fields = [name for name in named if name in TABLES[REPORTS].fields]
        rows = Rows(projects=frozenset((cell.entity,)))
        found, _ = self.measures.inputs.of({f"{REPORTS}.{name}": rows for name in fields})
        report = self._record(REPORTS, cell.entity)
        word = cell.declared.word if cell.declared else "nothing"
        known = {
            "by": report.get("submitted_by"),
            "of": report.get("status_date"),
            "handed in on": report.get("submitted_on"),
        }
        return Explanation(
            branch=Branch.DECLARED,
            key=cell.dimension,
            label="declared",
            value=word,
            raw=cell.declared.word if cell.declared else None,
            because="" if report else "There is no report of it in this period.",
            details=tuple(_detail(name, value) for name, value in known.items() if report),
            inputs=found,
        )

    def _record(self, table: str, entity: str) -> dict[str, Raw]:
        frame = self.measures.now.portfolio[table]
        found = frame[frame["project_id"].eq(entity)].to_dict("records")
        return {str(name): raw(value) for name, value in found[0].items()} if found else {}

    def _overrides(self, cell: Assessment) -> Iterator[Explanation]:
        frame = self.measures.now.portfolio["overrides"]
        own = frame[frame["project_id"].eq(cell.entity) & frame["dimension"].eq(cell.dimension)]
        for record in own.sort_values("valid_from", ascending=False, kind="stable").to_dict("records"):
            yield self._override(cell, {str(name): raw(value) for name, value in record.items()})

    def _override(self, cell: Assessment, entry: dict[str, Raw]) -> Explanation:
        live = cell.override is not None and cell.override.valid_from == entry["valid_from"]
        item = f"{cell.dimension}/{entry['valid_from']}"
        rows = Rows(projects=frozenset((cell.entity,)), item=item)
        found, _ = self.measures.inputs.of({f"overrides.{name}": rows for name in ("to", *_WRITTEN)})
        return Explanation(
            branch=Branch.OVERRIDE,
            key=cell.dimension,
            label=f"override to {entry['to']}",
            value="in force" if live else "not in force",
            raw=live,
            because=self._why(entry, live=live),
            details=tuple(_detail(name.replace("_", " "), entry[name]) for name in _WRITTEN),
            inputs=found,
        )

    def _why(self, entry: dict[str, Raw], *, live: bool) -> str:
        """Why an override does not count."""
        if live:
            return ""
        on = self.measures.now.status_date
        lacking = [name.replace("_", " ") for name in ("to", *_WRITTEN) if entry[name] is None]
        if lacking:
            return f"It says nothing of: {', '.join(lacking)}."
        if str(entry["expires_on"]) < on.isoformat():
            return f"It ended on {entry['expires_on']}, before the status date {on}."
        if str(entry["valid_from"]) > on.isoformat():
            return f"It begins on {entry['valid_from']}, after the status date {on}."
        return "It would not make the state better, or a later one counts."


def _detail(name: str, value: Raw) -> Detail:
    return Detail(name=name, value=value, text="not said" if value is None else str(value))
