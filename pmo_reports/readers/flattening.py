"""A record of a tree as leaves: heads by path, ids with what they stand for, named values under their names.

Lists of plain values become several columns of one head. Of lists of objects become columns what a
field asks for; the whole list stays beside them as its text, so nothing is lost.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from string import Formatter

from pmo_reports.config.sources import Join, Pairs, Part
from pmo_reports.model.heads import plain
from pmo_reports.readers import heads
from pmo_reports.readers.tree import Batch, Node, Syntax, entries

ABOVE = "above"
"""Leads from a record to the object around its list: `above.name` is the board's name for its cards."""

WHOLE = " (whole list)"
"""Marks the head of a list of objects that is kept as its text."""

_plain = lru_cache(maxsize=8192)(plain)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value with its head and its address; `{row}` in it stands for the record's number."""

    head: str
    address: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Flattener:
    """How the records of one part become leaves.

    Attributes:
        wanted: heads that a field asks for, as they are compared.
        looked_up: head of ids -> what each id stands for.
    """

    syntax: Syntax
    wanted: frozenset[str]
    joins: Mapping[str, Join] = field(default_factory=dict)
    looked_up: Mapping[str, Mapping[str, Mapping[str, Node]]] = field(default_factory=dict)
    pairs: Mapping[str, Pairs] = field(default_factory=dict)

    def leaves(self, record: Node, batch: Batch) -> Iterator[Leaf]:
        """The leaves of a record, then those of the objects around it that a field asks for."""
        yield from self._node(record, "", batch.address)
        front = ABOVE
        for around, place in batch.enclosing:
            yield from self._above(around, front, place)
            front = f"{front}.{ABOVE}"

    def _node(self, node: Node, head: str, address: str) -> Iterator[Leaf]:
        if head in self.pairs and isinstance(node, dict | list):
            yield from self._named(node if isinstance(node, list) else [node], head, address)
        elif isinstance(node, dict):
            for key, value in node.items():
                yield from self._node(value, below(head, key), self.syntax.step(address, key))
        elif isinstance(node, list):
            yield from self._list(node, head, address)
        else:
            yield Leaf(head or "value", address, node)
            yield from self._joined(node, head, address)

    def _list(self, several: Sequence[Node], head: str, address: str) -> Iterator[Leaf]:
        flat = not any(isinstance(each, dict | list) for each in several)
        asked = flat or any(want.startswith(_plain(head)) for want in self.wanted)
        for number, each in enumerate(several if asked else ()):
            for leaf in self._node(each, head, self._place(address, number)):
                if flat or _plain(leaf.head) in self.wanted:
                    yield leaf
        if not flat:
            yield Leaf(head + WHOLE, address, json.dumps(several, ensure_ascii=False, default=str))

    def _place(self, address: str, number: int) -> str:
        """XPath means the first by the bare name, so that one and several share a column."""
        return address if self.syntax.first and not number else self.syntax.item(address, number)

    def _joined(self, node: Node, head: str, address: str) -> Iterator[Leaf]:
        join = self.joins.get(head)
        if join is None or node is None:
            return
        entry = self.looked_up[head].get(str(node))
        for way in join.take:
            found = value(entry, way) if entry else node  # an id that nobody knows stands for itself
            yield Leaf(below(head, way), address, found)

    def _named(self, several: Sequence[Node], head: str, address: str) -> Iterator[Leaf]:
        pairs, seen = self.pairs[head], Counter[str]()
        inner = Flattener(syntax=self.syntax, wanted=self.wanted, joins=self.joins, looked_up=self.looked_up)
        for each in several:
            found = list(inner._node(each, head, ""))
            name = next((str(leaf.value) for leaf in found if leaf.head == below(head, pairs.name)), "")
            for written in _filled(found, [below(head, way) for way in pairs.value]) if name else ():
                place = f'{address}["{name}"]'
                yield Leaf(
                    below(head, name), self._place(place, seen[name]) if seen[name] else place, written
                )
                seen[name] += 1
            yield from self._asked(found, head, name, f'{address}["{name}"]')

    def _asked(self, found: Sequence[Leaf], head: str, name: str, place: str) -> Iterator[Leaf]:
        """The values beside the first of a name, where a field asks for one by its way."""
        for way in self.pairs[head].value if name else ():
            whole = below(below(head, name), way)
            if _plain(whole) in self.wanted:
                yield Leaf(whole, self.syntax.step(place, way), _filled(found, [below(head, way)])[0])

    def _above(self, around: Mapping[str, Node], front: str, place: str) -> Iterator[Leaf]:
        for key, node in around.items():
            head = below(front, key)
            if isinstance(node, list) or not any(want.startswith(_plain(head)) for want in self.wanted):
                continue
            top = f"${self.syntax.between if place else ''}{place}"
            for leaf in self._node(node, head, self.syntax.step(top, key)):
                if _plain(leaf.head) in self.wanted:
                    yield leaf


def flattener(part: Part, document: Node, syntax: Syntax) -> Flattener:
    """How the part's records become leaves; ids are looked up in the same document."""
    return Flattener(
        syntax=syntax,
        wanted=frozenset(map(plain, _wanted(part))),
        joins=part.joins,
        looked_up={head: _index(document, join, syntax) for head, join in part.joins.items()},
        pairs=part.pairs,
    )


def below(head: str, key: str) -> str:
    """The head of `key` in what stands at `head`."""
    return f"{head}.{key}" if head and key else head or key


def value(node: Node, way: str) -> Node:
    """What stands in a mapping at a dotted way, None if nothing does."""
    for step in way.split("."):
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _wanted(part: Part) -> Iterator[str]:
    for name, column in part.columns.items():
        yield from heads.aliases(name, column)
        yield from (piece for _, piece, _, _ in Formatter().parse(column.template) if piece)
    for head, pairs in part.pairs.items():
        yield from (below(head, way) for way in (pairs.name, *pairs.value))


def _index(document: Node, join: Join, syntax: Syntax) -> Mapping[str, Mapping[str, Node]]:
    listed = entries(document, join.entries.split("."), syntax)
    return {str(entry[join.key]): entry for entry in listed if join.key in entry}


def _filled(found: Sequence[Leaf], asked: Sequence[str]) -> list[object]:
    """The values of the first of the heads that has any."""
    for head in asked:
        values = [leaf.value for leaf in found if leaf.head == head and leaf.value not in (None, "")]
        if values:
            return values
    return [None]
