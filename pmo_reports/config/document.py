"""One YAML file as plain values, with the line of every key; mistakes of writing are gathered, not raised.

Only what YAML 1.2 calls safe is read: text, numbers, dates, flags, nothing, lists and mappings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pmo_reports.errors import Problem

Keys = tuple[str | int, ...]

_STANDARD = "tag:yaml.org,2002:"
_MERGE = _STANDARD + "merge"
_SCALARS = frozenset(_STANDARD + kind for kind in ("str", "int", "float", "bool", "null", "timestamp"))
_GROUPS = frozenset((_STANDARD + "map", _STANDARD + "seq"))
_DEEPEST = 30
_LARGEST = 50_000  # values; aliases of aliases can make a small file endless


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A settings file: its name for messages, its values, and where each of them stands.

    Attributes:
        name: `config/rag.yaml`, or `(package) config/rag.yaml` for a default.
        places: path of keys -> `file:line`.
    """

    name: str
    content: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[Keys, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def at(self, *keys: str | int) -> str:
        """`file:line` of a key, or of the nearest group around it."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.places:
                return self.places[keys[:length]]
        return self.places.get((), self.name)


def document(file: Path, name: str) -> Document:
    """The settings in `file`; what is wrong with the writing stands in `problems`."""
    root = _root(file, name)
    if isinstance(root, Problem):
        return Document(name=name, problems=(root,))
    walk = _Walk(name)
    content = walk.value(root, ())
    if not isinstance(content, dict) and not walk.problems:
        walk.problem(root, f"the file holds {_kind(content)}, not settings", "write `key: value` lines")
    return Document(
        name=name,
        content=content if isinstance(content, dict) else {},
        places=walk.places,
        problems=tuple(walk.problems),
    )


def overlaid(base: Document, top: Document) -> Document:
    """`top` laid over `base`: mappings are merged, everything else is replaced."""
    return Document(
        name=top.name,
        content=_merged(base.content, top.content),
        places={**base.places, **top.places},
        problems=base.problems + top.problems,
    )


def _merged(base: Mapping[str, object], top: Mapping[str, object]) -> dict[str, object]:
    merged = dict(base)
    for key, value in top.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _merged(below, value) if both else value  # type: ignore[arg-type]
    return merged


def _root(file: Path, name: str) -> Node | Problem:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(f"{name}:{line}", "the file is not UTF-8 text", "save it with the encoding UTF-8")
    except OSError as error:
        return Problem(name, f"the file cannot be read: {error.strerror}", "make it a readable file")
    return _composed(text, name) or Problem(f"{name}:1", "the file is empty", "fill it in, or delete it")


def _composed(text: str, name: str) -> Node | Problem | None:
    try:
        reader = YAML(typ="safe", pure=True)
        reader.composer.warn_double_anchors = False
        root: Node | None = reader.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return Problem(
            f"{name}:{line}", f"not valid YAML: {error.problem}", _syntax_remedy(str(error.problem))
        )
    except (YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Problem(f"{name}:1", f"not valid YAML: {reason}", "write it anew as plain `key: value` lines")
    return root


def _syntax_remedy(problem: str) -> str:
    if r"'\t'" in problem:
        return "indent with blanks, never with tabs"
    return "check indentation, quotes and brackets on this line and the one before"


class _Walk:
    """One walk over a file's nodes; it gathers lines and mistakes on its way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Keys, str] = {}
        self.problems: list[Problem] = []
        self._values = YAML(typ="safe", pure=True).constructor
        self._count = 0

    def problem(self, node: Node, message: str, remedy: str) -> None:
        self.problems.append(Problem(self._place(node), message, remedy))

    def value(self, node: Node, keys: Keys) -> object:
        self.places.setdefault(keys, self._place(node))
        self._count += 1
        if len(keys) > _DEEPEST or self._count > _LARGEST:
            if self._count <= _LARGEST + 1:
                self.problem(node, "too much is nested or repeated here", "write it out without anchors")
            self._count = _LARGEST + 1
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if node.tag not in _GROUPS:
            self._foreign(node)
            return None
        if isinstance(node, SequenceNode):
            return [self.value(item, (*keys, at)) for at, item in enumerate(node.value)]
        return self._mapping(node, keys)

    def _mapping(self, node: Node, keys: Keys) -> dict[str, object]:
        own: dict[str, object] = {}
        merged: dict[str, object] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                for base in _bases(value):
                    merged = {**self._mapping(base, keys), **merged}
                continue
            word = self._key(key)
            if word in own:
                first = self.places[*keys, word]
                self.problem(
                    key, f"the key {word!r} stands here a second time", f"keep one; the first is at {first}"
                )
            self.places[*keys, word] = self._place(key)
            own[word] = self.value(value, (*keys, word))
        return {**merged, **own}

    def _key(self, node: Node) -> str:
        """A key as it is written: `1:` and `yes:` are texts too."""
        if isinstance(node, ScalarNode):
            return str(node.value)
        self.problem(node, "a key is a group of values", "write a word before the colon")
        return ""

    def _scalar(self, node: ScalarNode) -> object:
        if node.tag not in _SCALARS:
            self._foreign(node)
            return None
        try:
            value: object = self._values.construct_object(node)
        except (ValueError, OverflowError):
            self.problem(
                node, f"{node.value!r} is no such number or day", "correct it, or put text in quotes"
            )
            return None
        return str(node.value) if isinstance(value, datetime) else value

    def _foreign(self, node: Node) -> None:
        self.problem(node, f"the tag {str(node.tag)!r} is not allowed", "write plain values without tags")

    def _place(self, node: Node) -> str:
        return f"{self.name}:{node.start_mark.line + 1}"


def _bases(node: Node) -> Iterator[Node]:
    bases = node.value if isinstance(node, SequenceNode) else [node]
    yield from (base for base in bases if isinstance(base, MappingNode))


def _kind(content: object) -> str:
    return "a list" if isinstance(content, list) else f"only {content!r}"
