"""`precedence.yaml`: which source is believed where several tell of one thing, by table and field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from pydantic import Field

from pmo_reports.config.document import Keys
from pmo_reports.config.fields import field_names, table_names, unknown_fields
from pmo_reports.config.mistake import Mistake, dotted, repeats, suggestion
from pmo_reports.config.setting import Setting


class TableOrder(Setting):
    """The order of sources of one canonical table; rows of one key from different sources become one.

    Attributes:
        sources: best first. Sources that are not named come behind those that are, by name.
        fields: another order for some fields.
        contradictions: what it is when sources say different things: a `note`, a `warning`, or `none`.
        quiet: fields in which sources may differ without a word (names, descriptions).
        whole: field, such as `project_id`, of which one source is believed as a whole: of each project only
            the rows of the first source that has any count, those of others are deduplicated.
        days: dates no further apart than this say the same.
        share: numbers that differ by no more than this part of the greater one say the same.
    """

    sources: tuple[str, ...] = Field(min_length=1)
    fields: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    contradictions: Literal["none", "note", "warning"] = "note"
    quiet: tuple[str, ...] = ()
    whole: str = ""
    days: int = Field(default=0, ge=0)
    share: float = Field(default=0.0, ge=0, lt=1)

    def order(self, field: str) -> tuple[str, ...]:
        """The sources of a field, best first."""
        return self.fields.get(field, self.sources)


class Precedence(Setting):
    """Precedence between sources. A table that is not named takes each key from one source only."""

    tables: Mapping[str, TableOrder] = Field(default_factory=dict)


def precedence_mistakes(setting: Precedence) -> Iterator[Mistake]:
    """Tables and fields that there are not, and sources that are named twice."""
    for name, order in setting.tables.items():
        keys: Keys = ("tables", name)
        if name not in table_names():
            yield Mistake(keys, f"there is no table {name!r}", suggestion(name, table_names()))
            continue
        yield from unknown_fields((*keys, "fields"), order.fields, name)
        for at, field in enumerate(order.quiet):
            if field not in field_names(name):
                remedy = suggestion(field, field_names(name))
                yield Mistake((*keys, "quiet", at), f"the table {name!r} has no field {field!r}", remedy)
        if order.whole and order.whole not in field_names(name):
            remedy = suggestion(order.whole, field_names(name))
            yield Mistake((*keys, "whole"), f"the table {name!r} has no field {order.whole!r}", remedy)
        for place, named in _lists(keys, order):
            yield from repeats(place, named)


def source_order_mistakes(setting: Precedence, known: Collection[str]) -> Iterator[Mistake]:
    """Sources that have an order and that nobody reads."""
    for name, order in setting.tables.items():
        for keys, named in _lists(("tables", name), order):
            for at, source in enumerate(named):
                if source not in known:
                    others = any(other in known for other in named)
                    remedy = f"{suggestion(source, known)}; {_removal(keys, source, others=others)}"
                    yield Mistake((*keys, at), f"there is no source {source!r}", remedy)


def _removal(keys: Keys, source: str, *, others: bool) -> str:
    """What to take out where the source is gone for good: a list without others cannot stay."""
    whole = dotted(keys[:-1] if keys[-1] == "sources" else keys)
    alone = f"delete `{whole}`, which names no other source"
    out = f"take {source!r} out of `{dotted(keys)}`" if others else alone
    return f"if its file config/sources/{source}.yaml was deleted on purpose, {out}"


def _lists(keys: Keys, order: TableOrder) -> Iterator[tuple[Keys, tuple[str, ...]]]:
    yield (*keys, "sources"), order.sources
    for field, named in order.fields.items():
        yield (*keys, "fields", field), named
