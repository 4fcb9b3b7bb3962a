"""The skeleton of an .xlsx: sheets, defined names and Excel tables (ECMA-376 part 1, 18.2 and 18.5)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pmo_reports.readers.archive import Archive
from pmo_reports.readers.cells import Area, area
from pmo_reports.readers.refusal import damaged

_DEFAULT_WORKBOOK = "xl/workbook.xml"
_DOCUMENT = "/officeDocument"
_WORKSHEET = "/worksheet"
_TABLE = "/table"
_LOCAL = re.compile(r"^\{[^}]*\}")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListObject:
    """An Excel table: its sheet, its whole area, and how many rows of it are heads and totals."""

    name: str
    sheet: str
    area: Area
    heads: int = 1
    totals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What an .xlsx says about itself. Names of tables and cells are compared without case.

    Attributes:
        sheets: worksheet -> part that holds its cells.
        names: (defined name, sheet it is limited to or "") -> what it refers to.
        tables: Excel table by name.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    tables: Mapping[str, ListObject] = field(default_factory=dict)


NO_PACKAGE = Package()


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    part: str


def package(archive: Archive) -> Package:
    """The skeleton of the workbook in `archive`.

    Raises:
        RefusedError: its parts are no XML or do not fit together.
    """
    root = [link.part for link in _links(archive, "").values() if link.kind.endswith(_DOCUMENT)]
    part = root[0] if root else _DEFAULT_WORKBOOK
    book = _parsed(archive, part)
    links = _links(archive, part)
    listed = list(_elements(book, "sheet"))
    sheets = {_text(sheet, "name"): _cells_part(sheet, links) for sheet in listed}
    worksheets = {name: place for name, place in sheets.items() if place}
    tables = [table for name, place in worksheets.items() for table in _tables(archive, name, place)]
    return Package(
        sheets=worksheets,
        names=_names(book, tuple(sheets)),
        tables={table.name.casefold(): table for table in tables},
    )


def _cells_part(sheet: Element, links: Mapping[str, _Link]) -> str:
    """The part of a worksheet; a chart sheet has none."""
    link = links.get(next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""))
    return link.part if link and link.kind.endswith(_WORKSHEET) else ""


def _names(book: Element, sheets: tuple[str, ...]) -> dict[tuple[str, str], str]:
    names = {}
    for element in _elements(book, "definedName"):
        scope = element.get("localSheetId", "")
        sheet = sheets[int(scope)] if scope.isdecimal() and int(scope) < len(sheets) else ""
        names[_text(element, "name").casefold(), sheet] = (element.text or "").strip()
    return names


def _tables(archive: Archive, sheet: str, part: str) -> Iterator[ListObject]:
    for link in _links(archive, part).values():
        if link.kind.endswith(_TABLE):
            table = _parsed(archive, link.part)
            place = area(table.get("ref", ""))
            if place:
                yield ListObject(
                    name=table.get("displayName") or _text(table, "name"),
                    sheet=sheet,
                    area=place,
                    heads=_count(table, "headerRowCount", 1),
                    totals=_count(table, "totalsRowCount", 0),
                )


def _count(element: Element, name: str, default: int) -> int:
    text = element.get(name, "")
    return int(text) if text.isdecimal() else default


def _links(archive: Archive, part: str) -> dict[str, _Link]:
    """The relations of a part by id: what they are and which part they lead to."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive.parts:
        return {}
    return {
        element.get("Id", ""): _Link(element.get("Type", ""), _resolved(folder, element.get("Target", "")))
        for element in _elements(_parsed(archive, place), "Relationship")
        if element.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _parsed(archive: Archive, part: str) -> Element:
    try:
        tree: Element = fromstring(archive.read(part), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged(f"{part} is missing or no XML") from error
    return tree


def _elements(tree: Element, name: str) -> Iterator[Element]:
    """Elements by local name: the strict and the transitional format differ in the namespace alone."""
    return (element for element in tree.iter() if _LOCAL.sub("", str(element.tag)) == name)


def _text(element: Element, name: str) -> str:
    return element.get(name, "")
