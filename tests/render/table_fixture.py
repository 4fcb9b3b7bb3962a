"""Short ways to write tables and sections in the renderers' tests."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import (
    Align,
    Block,
    Cell,
    Column,
    Row,
    Section,
    TableBlock,
)

ROOT = "MER"


def table(*columns: str, rows: tuple[tuple[Cell, ...], ...], alt: str, **rest: object) -> TableBlock:
    """A table whose columns are written "head|width|align|unit", everything after the head optional."""
    made = tuple(_column(n, *text.split("|")) for n, text in enumerate(columns))
    body = tuple(Row(cells=cells) for cells in rows)
    return TableBlock(columns=made, rows=body, alt=alt, **rest)  # type: ignore[arg-type]


def _column(n: int, head: str, width: str = "1", align: str = "left", unit: str = "") -> Column:
    return Column(key=f"c{n}", head=head, width=float(width), align=Align(align), unit=unit)


def section(kind: str, name: str, title: Sentence, blocks: dict[str, Block], lead: str = "") -> Section:
    """A section of that kind."""
    return Section(
        kind=kind,
        anchor=kind.replace("_", "-"),
        name=name,
        title=title,
        blocks=blocks,
        lead=Sentence.of(lead) if lead else Sentence(),
        source=Sentence.of("Source: status reports, finance export and RAID log of October 2026."),
    )
