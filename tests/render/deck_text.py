"""A tiny language for decks in tests: their slides, texts, charts, and what runs over its box."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from pmo_reports.render.deck.drawing import EMU
from pmo_reports.render.deck.typeface import LINE, Typeface, pieces

TEMPLATES = Path(__file__).parents[2] / "templates"
FONTS = TEMPLATES / "fonts"
FOOT = 511.0
"""Where the footer begins, in points."""

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
A = f"{{{NS['a']}}}"


def members(content: bytes, pattern: str) -> list[bytes]:
    """The parts whose names match, in the order of their numbers."""
    with ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if re.fullmatch(pattern, name)]
        return [package.read(name) for name in sorted(names, key=lambda name: (len(name), name))]


def slides(content: bytes) -> list[etree._Element]:
    """The slides, parsed."""
    return [etree.fromstring(part) for part in members(content, r"ppt/slides/slide\d+\.xml")]


def charts(content: bytes) -> list[etree._Element]:
    """The charts, parsed."""
    return [etree.fromstring(part) for part in members(content, r"ppt/charts/chart\d+\.xml")]


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath, with the prefixes a, p, c and p14."""
    elements = root.xpath(path, namespaces=NS)
    assert isinstance(elements, list)
    return elements  # type: ignore[return-value]


def text(root: etree._Element) -> str:
    """The text of a slide: a line a paragraph."""
    return "\n".join("".join(str(t.text or "") for t in p.iter(f"{A}t")) for p in root.iter(f"{A}p"))


def deck_text(content: bytes) -> list[str]:
    """The text of each slide."""
    return [text(slide) for slide in slides(content)]


def notes_text(content: bytes) -> str:
    """All speaker notes."""
    parts = members(content, r"ppt/notesSlides/notesSlide\d+\.xml")
    return "\n".join(text(etree.fromstring(part)) for part in parts)


def alt_texts(content: bytes) -> list[str]:
    """What a screen reader is told of shapes, charts and tables."""
    return [str(told) for slide in slides(content) for told in found(slide, "//p:cNvPr/@descr")]


def titles(content: bytes) -> list[str]:
    """The title of each slide."""
    path = "//p:sp[p:nvSpPr/p:nvPr/p:ph[@type='title']]"
    return [text(shape) for slide in slides(content) for shape in found(slide, path)]


def overflows(content: bytes) -> Iterator[str]:
    """Texts that are taller than their box or row, and shapes over the slide's edge."""
    face = Typeface(FONTS)
    for number, slide in enumerate(slides(content), 1):
        for shape in found(slide, "//p:sp[p:spPr/a:xfrm][p:txBody]"):
            yield from (f"slide {number}: {told}" for told in _shape(shape, face))
        for row in found(slide, "//a:tr"):
            yield from (f"slide {number}: {told}" for told in _row(row, face))
        for extent in found(slide, "//p:graphicFrame/p:xfrm"):
            if sum(int(extent[i].get(key, "0")) for i, key in ((0, "y"), (1, "cy"))) > FOOT * EMU:
                yield f"slide {number}: a table or chart over the foot"


def _shape(shape: etree._Element, face: Typeface) -> Iterator[str]:
    extent, frame = found(shape, "p:spPr/a:xfrm/a:ext")[0], found(shape, "p:txBody/a:bodyPr")[0]
    edges = {key: int(frame.get(key, "0")) / EMU for key in ("lIns", "tIns", "rIns", "bIns")}
    wide, tall = int(extent.get("cx", "0")) / EMU, int(extent.get("cy", "0")) / EMU
    if frame.get("vert"):
        wide, tall = tall, wide
    inner = wide - edges["lIns"] - edges["rIns"] if frame.get("wrap") == "square" else 10_000
    needed = sum(_paragraph(p, face, inner) for p in found(shape, "p:txBody/a:p"))
    if needed + edges["tIns"] + edges["bIns"] > tall + 2:
        yield f"{text(shape)!r} needs {needed:.0f} of {tall:.0f} points"


def _row(row: etree._Element, face: Typeface) -> Iterator[str]:
    table = row.getparent()
    assert table is not None
    widths = [int(column.get("w", "0")) / EMU for column in found(table, "a:tblGrid/a:gridCol")]
    for cell, wide in zip(found(row, "a:tc"), widths, strict=True):
        sides = sum(int(found(cell, "a:tcPr")[0].get(key, "0")) for key in ("marL", "marR")) / EMU
        needed = sum(_paragraph(p, face, wide - sides) for p in found(cell, "a:txBody/a:p"))
        if needed > int(row.get("h", "0")) / EMU + 0.5:
            yield f"cell {text(cell)!r} needs {needed:.0f} points"


def _paragraph(p: etree._Element, face: Typeface, wide: float) -> float:
    runs = [(r, found(r, "a:rPr")[0]) for r in found(p, "a:r")]
    sizes = [int(style.get("sz", "1800")) / 100 for _, style in runs] or [9.0]
    words = [
        (piece, style.get("b") == "1", int(style.get("sz", "1800")) / 100)
        for r, style in runs
        for piece in pieces(text(r) or str(found(r, "a:t")[0].text or ""))
    ]
    space = [int(points.get("val", "0")) / 100 for points in found(p, "a:pPr/a:spcBef/a:spcPts")]
    margin = sum(int(style.get("marL", "0")) for style in found(p, "a:pPr")) / EMU
    above = p.getprevious()
    before = sum(space) if above is not None and above.tag == p.tag else 0.0
    return face.lines(words, wide - margin, 1.0) * max(sizes) * LINE + before
