"""What columns are called, by table and field: the aliases of all settings that ship with the package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pmo_reports.config.document import document
from pmo_reports.config.mistake import suggestion
from pmo_reports.config.shape import validated
from pmo_reports.config.shipped import package_folder
from pmo_reports.config.sources import Part, Source
from pmo_reports.errors import UsageError
from pmo_reports.model.tables import TABLES, Kind

_ELSEWHERE = frozenset({"project_id", "giver_id", "receiver_id", "month", "currency", "kind", "system"})
"""Key fields that a file of one project need not have."""
_UNSAID = ("fx_rate", "note")
"""Fields that no file has by a head of its own."""
_TOLD = frozenset({"told_states"})
"""Tables of old packs: proposed only where they are asked for."""
_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.MOMENT: "moment",
    Kind.MONEY: "money",
    Kind.NUMBER: "number",
    Kind.RATIO: "percent",
    Kind.INTEGER: "integer",
    Kind.FLAG: "flag",
}


@dataclass(slots=True)
class Term:
    """A field: what it may be called, its type, and the words that are known for its choices."""

    type: str
    aliases: dict[str, None] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    required: bool = False


Terms = Mapping[str, Term]


def known(table: str = "") -> Mapping[str, Terms]:
    """Table -> field -> term, for all canonical tables or for `table` alone.

    Raises:
        UsageError: there is no such table.
    """
    if table and table not in TABLES:
        raise UsageError(f"there is no table {table!r}", remedy=suggestion(table, tuple(TABLES)))
    chosen = [table] if table else [name for name in TABLES if name not in _TOLD]
    terms = {name: _plain_terms(name) for name in chosen}
    for part in _parts():
        for name, column in part.columns.items() if part.table in terms else ():
            if column.pattern or name in _UNSAID:  # a piece of such a cell counts: its head is another's
                continue
            term = terms[part.table][name]
            term.aliases |= dict.fromkeys(alias for alias in column.aliases if "*" not in alias)
            term.values |= column.values
            term.required |= column.required
            term.type = column.type if column.type in ("choice", "month") else term.type
    return terms


def needed(table: str, terms: Terms) -> frozenset[str]:
    """The fields of which one must be there for a sheet to be this table's."""
    key = [name for name in TABLES[table].key if name not in _ELSEWHERE]
    required = [name for name, term in terms.items() if term.required and name not in _ELSEWHERE]
    return frozenset((*key, *required))


def _plain_terms(table: str) -> dict[str, Term]:
    return {
        name: Term(_TYPES[kind], {name.replace("_", " "): None})
        for name, kind in TABLES[table].fields.items()
        if name not in _UNSAID
    }


def _parts() -> Iterator[Part]:
    for folder in ("sources", "presets"):
        for path in sorted((package_folder("config") / folder).glob("*.yaml")):
            source, _ = validated(Source, document(path, path.name))
            yield from source.parts.values() if source else ()
