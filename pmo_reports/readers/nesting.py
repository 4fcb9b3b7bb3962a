"""How deep the elements of an XML file are nested: asked once nothing was found in it, to say why."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat

from pmo_reports.readers.refusal import RefusedError, hostile
from pmo_reports.readers.tree import DEEPEST

_PIECE = 1 << 16


def inspect(content: bytes, most: int = DEEPEST) -> None:
    """Nothing, if no element stands more than `most` deep, as far as `content` is XML.

    Raises:
        RefusedError: one does.
    """
    level = 0

    def start(_: str, __: object) -> None:
        nonlocal level
        level += 1
        if level > most:
            raise too_deep(most)

    def end(_: str) -> None:
        nonlocal level
        level -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    with suppress(expat.ExpatError, ValueError):
        for at in range(0, len(content), _PIECE):
            parser.Parse(content[at : at + _PIECE], False)  # noqa: FBT003 - expat takes no keyword


def too_deep(most: int = DEEPEST) -> RefusedError:
    """The refusal of a file whose elements stand deeper."""
    return hostile(f"its elements are nested more than {most} deep")
