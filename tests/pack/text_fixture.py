"""What a pack says, as text: a tiny language for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Link, PackModel, Row, Section, TableBlock

T = TypeVar("T")


def said(sentence: Sentence) -> str:
    """The sentence with bare values in the place of its figures."""
    return "".join(part if isinstance(part, str) else str(part.value) for part in sentence.parts)


def section(model: PackModel, anchor: str) -> Section:
    return next(section for section in model.sections if section.anchor == anchor)


def title(model: PackModel, anchor: str) -> str:
    return said(section(model, anchor).title)


def table(model: PackModel, anchor: str, name: str = "table") -> TableBlock:
    block = section(model, anchor).blocks[name]
    assert isinstance(block, TableBlock)
    return block


def column(block: TableBlock, key: str) -> list[object]:
    at = [column.key for column in block.columns].index(key)
    return [plain(row.cells[at]) for row in block.rows]


def plain(cell: object) -> object:
    """A cell as its text, value or state."""
    if isinstance(cell, Figure):
        return cell.value
    if isinstance(cell, Sentence):
        return said(cell)
    if isinstance(cell, Link):
        return cell.text
    return getattr(cell, "rag", getattr(cell, "markdown", cell))


def heads(block: TableBlock) -> list[str]:
    return [column.key for column in block.columns]


def total(block: TableBlock) -> Row:
    return next(row for row in block.rows if row.strong)


def walk(value: object, kind: type[T]) -> Iterator[T]:
    """Every value of `kind` inside a pack, in reading order."""
    if isinstance(value, kind):
        yield value
    parts: list[object] = []
    if isinstance(value, Mapping):
        parts = list(value.values())
    elif isinstance(value, tuple):
        parts = list(value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, part.name) for part in fields(value)]
    for part in parts:
        yield from walk(part, kind)
