"""The package: slide, notes and chart parts in the brand's presentation, saved without a clock.

Parts are named and numbered here, each once: python-pptx's search for the next free name is quadratic.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import count, groupby
from typing import Any

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation

from pmo_reports.model.pack import PackMeta
from pmo_reports.render.deck.brand import Brand, Layout
from pmo_reports.render.deck.canvas import Doors
from pmo_reports.render.deck.drawing import escape
from pmo_reports.render.package import canonical_zip

FIRST_SLIDE_ID = 256
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlidePart:
    """A slide of the package: its part, the anchor it is reached by, the deck section it is in."""

    part: Part
    number: int
    anchor: str
    group: str


class Package:
    """The presentation that is being made: slides first, so that they can point at each other."""

    def __init__(self, brand: Brand) -> None:
        self._presentation: Presentation = brand.presentation
        self._slides: list[SlidePart] = []
        self._anchors: dict[str, Part] = {}
        self._charts = count(1)

    def slide(self, layout: Layout, anchor: str, group: str) -> SlidePart:
        """A new slide, empty as yet; the first one of an anchor is where its links lead."""
        number = len(self._slides) + 1
        part = self._part(f"/ppt/slides/slide{number}.xml", CT.PML_SLIDE)
        part.relate_to(layout.source.part, RT.SLIDE_LAYOUT)
        self._anchors.setdefault(anchor, part)
        made = SlidePart(part=part, number=number, anchor=anchor, group=group)
        self._slides.append(made)
        return made

    def doors(self, slide: SlidePart) -> Doors:
        """The ways out of a slide."""

        def link(anchor: str) -> str:
            target = self._anchors.get(anchor)
            if target is None or target is slide.part:
                return ""
            return str(slide.part.relate_to(target, RT.SLIDE))

        def chart(xml: str, workbook: bytes) -> str:
            return str(slide.part.relate_to(self._chart(xml, workbook), RT.CHART))

        return Doors(link=link, chart=chart)

    def notes(self, slide: SlidePart, xml: str) -> None:
        """Speaker notes for a slide."""
        part = self._part(f"/ppt/notesSlides/notesSlide{slide.number}.xml", CT.PML_NOTES_SLIDE, xml)
        part.relate_to(self._presentation.part.notes_master_part, RT.NOTES_MASTER)
        part.relate_to(slide.part, RT.SLIDE)
        slide.part.relate_to(part, RT.NOTES_SLIDE)

    def saved(self, meta: PackMeta) -> bytes:
        """The bytes of the presentation; the same slides give the same bytes."""
        self._listed()
        self._described(meta)
        stream = BytesIO()
        self._presentation.save(stream)
        return canonical_zip(stream.getvalue())

    def _part(self, name: str, content_type: str, xml: str = "") -> Part:
        return Part(PackURI(name), content_type, self._presentation.part.package, xml.encode())

    def _chart(self, xml: str, workbook: bytes) -> Part:
        number = next(self._charts)
        book = self._part(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx", CT.SML_SHEET)
        book.blob = workbook
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        chart = self._part(f"/ppt/charts/chart{number}.xml", CT.DML_CHART, head + xml)
        chart.relate_to(book, RT.PACKAGE)
        return chart

    def _listed(self) -> None:
        """Slide list, sections and the notes master in presentation.xml, in the schema's order."""
        root: Any = self._presentation.part._element  # noqa: SLF001 - no public way to list slides
        listed = root.get_or_add_sldIdLst()
        for slide in self._slides:
            reference = self._presentation.part.relate_to(slide.part, RT.SLIDE)
            entry = etree.SubElement(listed, f"{{{_P}}}sldId", id=str(FIRST_SLIDE_ID + slide.number - 1))
            entry.set(f"{{{_R}}}id", reference)
        self._notes_master(root)
        extensions = root.find(f"{{{_P}}}extLst")
        if extensions is None:
            extensions = etree.SubElement(root, f"{{{_P}}}extLst")
        for old in [ext for ext in extensions if ext.get("uri") == _SECTIONS]:
            extensions.remove(old)
        extensions.append(etree.fromstring(_sections_xml(self._slides)))

    def _notes_master(self, root: etree._Element) -> None:
        """A notes master that is not listed makes PowerPoint ask for a repair."""
        if root.find(f"{{{_P}}}notesMasterIdLst") is not None:
            return
        reference = self._presentation.part.relate_to(
            self._presentation.part.notes_master_part, RT.NOTES_MASTER
        )
        listed = etree.Element(f"{{{_P}}}notesMasterIdLst")
        etree.SubElement(listed, f"{{{_P}}}notesMasterId").set(f"{{{_R}}}id", reference)
        masters = root.find(f"{{{_P}}}sldMasterIdLst")
        root.insert(0 if masters is None else root.index(masters) + 1, listed)

    def _described(self, meta: PackMeta) -> None:
        properties = self._presentation.core_properties
        moment = _moment(meta.status_date)
        texts: Mapping[str, str] = {
            "title": meta.title,
            "author": meta.organisation,
            "subject": f"{meta.portfolio}, {meta.period.id}",
            "keywords": f"run {meta.run}, {meta.state}, {meta.classification}",
            "last_modified_by": meta.organisation,
            "language": meta.language,
        }
        for name, text in texts.items():
            setattr(properties, name, text[:255])
        properties.created = properties.modified = moment
        properties.revision = 1


def _sections_xml(slides: list[SlidePart]) -> str:
    """The deck sections; neighbours of one name are one section."""
    groups = "".join(
        f'<p14:section name="{escape(name)}" id="{{{_uuid(name, index)}}}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{FIRST_SLIDE_ID + slide.number - 1}"/>' for slide in members)
        + "</p14:sldIdLst></p14:section>"
        for index, (name, members) in enumerate(groupby(slides, key=lambda slide: slide.group))
    )
    listed = f'<p14:sectionLst xmlns:p14="{_P14}">{groups}</p14:sectionLst>'
    return f'<p:ext xmlns:p="{_P}" uri="{_SECTIONS}">{listed}</p:ext>'


def _uuid(name: str, index: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{index}/{name}")).upper()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC).replace(tzinfo=None)
