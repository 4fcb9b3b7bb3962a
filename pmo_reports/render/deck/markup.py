"""Slide markup: what a template says about a section's slides, checked name by name.

    <section name="Portfolio">
      <slide layout="Message + Content" id="dashboard">
        <ph name="Title">...</ph>
        <rows fill="Content"> <table data="table"/> <columns widths="2,1"> ... </columns> </rows>
        <notes>...</notes>
      </slide>
    </section>

`data` names a block of the section, with a question mark where it may be missing. A table may show some
columns (`keys`, with `widths` as their shares). Tables, bullets and prose may show their first rows, items
or sentences (`rows="5,3"`: five, or three where the slide would run over; 0 is all).
`<leave data="x"/>` leaves a block to the PDF and the annex.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from pmo_reports.errors import Problem, TemplateError
from pmo_reports.render.deck.blocks import TAGS
from pmo_reports.render.deck.brand import Layout
from pmo_reports.render.deck.component import Component
from pmo_reports.render.deck.composition import filled
from pmo_reports.render.deck.reading import Reading, Source

_ATTRIBUTES = {
    "section": {"name"},
    "slide": {"layout", "id"},
    "ph": {"name"},
    "notes": set[str](),
    "rows": {"fill"},
    "columns": {"fill", "widths"},
    "leave": {"data"},
    **{tag: {"fill", "data", "as", "keys", "rows", "widths"} for tag in TAGS},
}
_INSIDE = {"section": {"slide"}, "slide": {"ph", "notes", "rows", "columns", "leave", *TAGS}}
_CONTENT = {"rows", "columns", *TAGS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideMarkup:
    """A slide as a template asks for it, before it is measured; `tight` make ever shorter fills."""

    group: str
    anchor: str
    layout: Layout
    texts: Mapping[str, str]
    fills: Mapping[str, Component]
    tight: tuple[Callable[[], Mapping[str, Component]], ...]
    notes: tuple[str, ...]


def slides(text: str, reading: Reading) -> tuple[SlideMarkup, ...]:
    """The slides that the rendered template `text` describes.

    A block that the template does not name stands at the end of the last slide: nothing is lost.

    Raises:
        TemplateError: for an unknown tag, attribute, layout, placeholder or block, with the valid names.
    """
    root = _parsed(text, reading.source)
    _checked(root, {"section"}, reading.source)
    used = {element.get("data", "").rstrip("?") for element in root.iter() if isinstance(element.tag, str)}
    left = [name for name in reading.section.blocks if name not in used]
    elements = list(root)
    return tuple(
        _slide(element, root.get("name", ""), left if element is elements[-1] else [], reading)
        for element in elements
    )


def _parsed(text: str, source: Source) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        place = f"{source.name}:{error.lineno or 1}"
        raise TemplateError((Problem(place, f"not well-formed: {error.msg}", "close every tag"),)) from error


def _checked(element: etree._Element, allowed: set[str], source: Source) -> None:
    """Refuse unknown tags and attributes, here and below."""
    if not isinstance(element.tag, str):
        raise source.mistake("&", "entities of a DOCTYPE cannot stand here")
    tag = element.tag
    if tag not in allowed:
        raise source.mistake(f"<{tag}", f"<{tag}> cannot stand here", allowed)
    for name in map(str, element.keys()):
        if name not in _ATTRIBUTES[tag]:
            raise source.mistake(f" {name}=", f"<{tag}> has no attribute {name!r}", _ATTRIBUTES[tag])
    inside = _INSIDE.get(tag, _CONTENT if tag in {"rows", "columns"} else set())
    for child in element:
        _checked(child, inside, source)


def _slide(element: etree._Element, group: str, left: list[str], reading: Reading) -> SlideMarkup:
    layout = _layout(element, reading)
    return SlideMarkup(
        group=group or reading.section.name,
        anchor=element.get("id", reading.section.anchor),
        layout=layout,
        texts=dict(_texts(element, layout, reading.source)),
        fills=filled(element, layout, left, reading),
        tight=tuple(
            partial(filled, element, layout, left, replace(reading, tight=step))
            for step in range(1, _steps(element))
        ),
        notes=tuple(_words(note) for note in element.iterchildren("notes")),
    )


def _steps(element: etree._Element) -> int:
    """How many lengths the blocks of a slide have."""
    return max(str(part.get("rows", "")).count(",") + 1 for part in element.iter())


def _layout(element: etree._Element, reading: Reading) -> Layout:
    name = element.get("layout", "")
    if name not in reading.layouts:
        raise reading.source.mistake(f'"{name}"', f"the brand has no layout {name!r}", dict(reading.layouts))
    return reading.layouts[name]


def _texts(element: etree._Element, layout: Layout, source: Source) -> Iterator[tuple[str, str]]:
    for ph in element.iterchildren("ph"):
        name = ph.get("name", "")
        if name not in layout.places:
            raise source.mistake(
                f'"{name}"', f"layout {layout.name!r} has no placeholder {name!r}", dict(layout.places)
            )
        if text := _words(ph):
            yield name, text


def _words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip(" \n\t\r")
