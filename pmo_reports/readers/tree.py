"""Records in a tree of values: where they are, and how a place in the tree is written (JSON path, XPath)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pmo_reports.model.lineage import ROW

Node = object
"""A mapping, a list, or a value: text, number, flag, None."""

DEEPEST = 60
_PLAIN = re.compile(r"[\w@$-]+")
_TOP = "$"


@dataclass(frozen=True, slots=True)
class Syntax:
    """How places are written: `issues[0].fields.status`, or `channel/item[1]/status`.

    Attributes:
        between: what stands between steps.
        first: number of the first of several.
    """

    between: str
    first: int

    def step(self, place: str, key: str) -> str:
        """The place of `key` in a mapping at `place`; a key with marks in it is put in quotes."""
        if not key:
            return place
        if self.between == "." and not _PLAIN.fullmatch(key):
            return f'{place}["{key}"]'
        return f"{place}{self.between if place else ''}{key}"

    def item(self, place: str, number: int) -> str:
        """The place of an entry of the list at `place`, counted from 0 here."""
        return f"{place}[{number + self.first}]"


JSON_PATH = Syntax(between=".", first=0)
XPATH = Syntax(between="/", first=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Records that stand side by side in one list, or a single one.

    Attributes:
        place: of the list; `$` in front where the record is no entry of a list.
        enclosing: the mappings around them with their places, the nearest first.
    """

    place: str
    records: Sequence[Node] = field(repr=False)
    listed: bool = True
    enclosing: tuple[tuple[Mapping[str, Node], str], ...] = field(default=(), repr=False)

    @property
    def address(self) -> str:
        """The place of a record, with `{row}` for its number."""
        return f"{self.place}[{ROW}]" if self.listed else self.place


Around = tuple[tuple[Mapping[str, Node], str], ...]


def batches(document: Node, steps: Sequence[str], syntax: Syntax) -> Iterator[Batch]:
    """The records at the end of the way; lists on the way are walked through.

    A bare list where the way leads through a wrapper is taken as what would be wrapped.
    """
    found = list(_walked(document, steps, syntax))
    if not found and isinstance(document, list):
        found = [(document, "", ())]
    for node, place, around in found:
        if isinstance(node, list):
            yield Batch(place=place, records=node, enclosing=around)
        elif isinstance(node, dict) or place:
            single = [] if node is None or node == "" else [node]
            yield Batch(place=_topped(place, syntax), records=single, listed=False, enclosing=around)
        else:
            return


def entries(document: Node, steps: Sequence[str], syntax: Syntax) -> Iterator[Mapping[str, Node]]:
    """The mappings at the end of the way, lists at its end walked through too."""
    for node, place, around in _walked(document, steps, syntax):
        for inner, _, _ in _entries(node, place, around, syntax):
            if isinstance(inner, dict):
                yield inner


def depth(node: Node, most: int = DEEPEST) -> bool:
    """Whether nothing in `node` is nested deeper than `most`."""
    layer: list[Node] = [node]
    for _ in range(most):
        layer = [inner for each in layer for inner in _inner(each) if isinstance(inner, dict | list)]
        if not layer:
            return True
    return False


def _walked(document: Node, steps: Sequence[str], syntax: Syntax) -> Iterable[tuple[Node, str, Around]]:
    places: list[tuple[Node, str, Around]] = [(document, "", ())]
    for step in steps:
        places = [
            (inner[step], syntax.step(place, step), ((inner, place), *around))
            for each in places
            for inner, place, around in _entries(*each, syntax)
            if isinstance(inner, dict) and step in inner
        ]
    return places


def _entries(node: Node, place: str, around: Around, syntax: Syntax) -> Iterator[tuple[Node, str, Around]]:
    if not isinstance(node, list):
        yield node, place, around
        return
    for number, inner in enumerate(node):
        yield inner, syntax.item(place, number), around


def _inner(node: Node) -> Iterable[Node]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


def _topped(place: str, syntax: Syntax) -> str:
    return f"{_TOP}{syntax.between if place else ''}{place}"
