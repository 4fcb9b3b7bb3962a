"""The brand file: layouts with named placeholders, theme colours, and what it may not carry.

A template (.potx) is opened like a presentation; sample slides in it are left out.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as PresentationType
from pptx.slide import SlideLayout

from pmo_reports.errors import Problem, TemplateError
from pmo_reports.render.deck.colours import THEME
from pmo_reports.render.deck.drawing import EMU, Box
from pmo_reports.render.deck.workbook import zipped

OURS = "PMO Reports"
"""Name of our own theme: it takes all the organisation's colours, a customer's only those of the RAG."""

ALWAYS = ("accent3", "accent4", "accent5", "accent6")
MOST_BYTES = 300_000_000
_REFUSED = ("vbaProject", "activeX", "oleObject")
_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml."
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named placeholder: its kind ("title", "body", "ftr", ...), its index in the layout, its box."""

    name: str
    kind: str
    idx: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout of the brand and its placeholders by name."""

    name: str
    places: Mapping[str, Place]
    source: SlideLayout


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """An opened brand file."""

    name: str
    presentation: PresentationType
    layouts: Mapping[str, Layout]


def opened(path: Path) -> Brand:
    """The brand at `path`, without its sample slides.

    Raises:
        TemplateError: when it cannot be opened, carries macros or links to other files.
    """
    content = _guarded(path)
    try:
        presentation = Presentation(BytesIO(content))
        _empty(presentation)
        layouts = {layout.name: _layout(layout) for layout in presentation.slide_layouts}
    except (KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise _mistake(path, f"not a PowerPoint file: {error}", "save it as .pptx or .potx") from error
    return Brand(name=path.name, presentation=presentation, layouts=layouts)


def recolour(company: Brand, colours: Mapping[str, str]) -> None:
    """Write the organisation's `colours` into the theme of the brand."""
    theme = company.presentation.slide_masters[0].part.part_related_by(RT.THEME)
    root = etree.fromstring(theme.blob)
    slots = THEME if root.get("name") == OURS else {slot: THEME[slot] for slot in ALWAYS}
    for slot, word in slots.items():
        element = root.find(f".//{_DRAWING}clrScheme/{_DRAWING}{slot}")
        if element is not None and word in colours:
            for child in list(element):
                element.remove(child)
            etree.SubElement(element, f"{_DRAWING}srgbClr", val=colours[word].lstrip("#").upper())
    theme.blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _guarded(path: Path) -> bytes:
    """The file's bytes as a presentation's, after a look at what is inside."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise _mistake(path, "unpacks to more than 300 MB", "leave out large pictures")
            members = {entry.filename: archive.read(entry) for entry in entries}
    except (OSError, zipfile.BadZipFile) as error:
        raise _mistake(path, f"cannot be read: {error}", "save it as .pptx or .potx") from error
    _refuse(path, members)
    types = members.get("[Content_Types].xml", b"")
    members["[Content_Types].xml"] = types.replace(
        _MAIN + b"template.main+xml", _MAIN + b"presentation.main+xml"
    )
    return zipped(members)


def _refuse(path: Path, members: Mapping[str, bytes]) -> None:
    for name, content in members.items():
        if any(word in name for word in _REFUSED) or (
            name.endswith("Types].xml") and b"macroEnabled" in content
        ):
            raise _mistake(path, f"carries {name}", "save it without macros, controls and embedded objects")
        if name.endswith(".rels") and b'TargetMode="External"' in content and b"/hyperlink" not in content:
            raise _mistake(path, f"{name} points outside the file", "embed the picture instead of linking it")


def _empty(presentation: PresentationType) -> None:
    """Leave out the sample slides; nothing is added before, so no part name is used twice."""
    root: Any = presentation.part._element  # noqa: SLF001 - no public way to drop a slide
    slides = root.get_or_add_sldIdLst()
    for slide in list(slides):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)


def _layout(layout: SlideLayout) -> Layout:
    """The layout's placeholders; a name that stands twice is left out: nobody could say which is meant."""
    shapes: Any = layout.placeholders
    found = [place for shape in shapes if (place := _place(shape))]
    names = Counter(place.name for place in found)
    return Layout(
        name=layout.name,
        places={place.name: place for place in found if names[place.name] == 1},
        source=layout,
    )


def _place(shape: Any) -> Place | None:  # noqa: ANN401 - python-pptx's placeholder classes share no base
    ph, edges = shape.element.ph, (shape.left, shape.top, shape.width, shape.height)
    if any(edge is None for edge in edges):
        return None
    box = Box(*(edge / EMU for edge in edges))
    return Place(name=shape.name, kind=ph.get("type", "obj"), idx=int(ph.get("idx", "0")), box=box)


def _mistake(path: Path, message: str, remedy: str) -> TemplateError:
    return TemplateError((Problem(path.name, message, remedy),))
