"""`reader: xml`: records as elements, every value with its XPath ("channel/item[1]/status").

Attributes are heads behind an `@` ("status.@id"). A DOCTYPE is refused: it can pull in other files, and
no export needs one.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pmo_reports.model.finding import Finding
from pmo_reports.model.raw import RawTable
from pmo_reports.readers.guard import Limits, inspect_document, inspect_elements, limits
from pmo_reports.readers.nesting import too_deep
from pmo_reports.readers.paging import Page
from pmo_reports.readers.record_table import tables as of_part
from pmo_reports.readers.refusal import RefusedError, hostile
from pmo_reports.readers.sniffing import Format
from pmo_reports.readers.submission import Submission
from pmo_reports.readers.tree import DEEPEST, XPATH, Node

Found = Iterator[RawTable | Finding | Page]


def tables(submission: Submission) -> Found:
    """The tables of each part and the page that each is.

    Raises:
        RefusedError: the file is no XML, damaged, hostile or too large.
    """
    most = limits(submission.source)
    kind = inspect_document(submission.content, most)
    if kind not in {Format.XML, Format.TEXT}:
        raise RefusedError(
            "mislabelled-file",
            f"The file is {kind.value}, not XML, whatever its name says.",
            remedy="Export it again as XML, or set the right `reader` for its source.",
        )
    root = _root(submission.content, most)
    node = _node(root, 0)
    document = {**(node if isinstance(node, dict) else {}), _name(root): node}
    for name, part in submission.source.parts.items():
        try:
            yield from of_part(submission, name, document, XPATH)
        except RefusedError as refused:
            yield submission.refusal(refused, part.table)


def _root(content: bytes, most: Limits) -> Element:
    inspect_elements(content, most)
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise hostile("it declares a DOCTYPE or entities, which can pull in other files") from error
    except (ParseError, ValueError, LookupError) as error:
        raise _damaged(error) from error
    return root


def _node(element: Element, level: int) -> Node:
    """The text of a plain element; else a mapping of attributes, text and children (lists if repeated)."""
    inner = _children(element, level)
    text = (element.text or "").strip()
    if not inner and not element.attrib:
        return text
    attributes = {f"@{_local(key)}": value for key, value in element.attrib.items()}
    return {**({"": text} if text or not inner else {}), **attributes, **inner}


def _children(element: Element, level: int) -> dict[str, Node]:
    if level > DEEPEST:
        raise too_deep()
    gathered: dict[str, list[Node]] = {}
    for child in element:
        gathered.setdefault(_name(child), []).append(_node(child, level + 1))
    return {name: each[0] if len(each) == 1 else each for name, each in gathered.items()}


def _name(element: Element) -> str:
    return _local(str(element.tag))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _damaged(error: Exception) -> RefusedError:
    line, column = getattr(error, "position", (0, 0))
    where = f" at line {line}, column {column + 1}" if line else ""
    return RefusedError(
        "damaged-file",
        f"The file is not valid XML{where}: {str(error).partition(':')[0]}.",
        remedy="Export it again, and see that it is copied in whole.",
        cell=f"line {line}, column {column + 1}" if line else "",
    )
