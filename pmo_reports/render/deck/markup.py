"""Slide markup: what a template says about a section's slides, checked name by name.

    <section name="Portfolio">
      <slide layout="Message + Content" id="dashboard">
        <ph name="Title">...</ph>
        <rows fill="Content"> <table data="table"/> <columns widths="2,1"> ... </columns> </rows>
        <notes>...</notes>
      </slide>
    </section>

`data` names a block of the section, with a question mark where it may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pmo_reports.errors import Problem, TemplateError
from pmo_reports.model.pack import Section
from pmo_reports.render.deck.blocks import ROLES, TAGS, component
from pmo_reports.render.deck.brand import Layout
from pmo_reports.render.deck.canvas import House
from pmo_reports.render.deck.component import Component, columns, rows

_ATTRIBUTES = {
    "section": {"name"},
    "slide": {"layout", "id"},
    "ph": {"name"},
    "notes": set[str](),
    "rows": {"fill"},
    "columns": {"fill", "widths"},
    **{tag: {"fill", "data", "as"} for tag in TAGS},
}
_INSIDE = {"section": {"slide"}, "slide": {"ph", "notes", "rows", "columns", *TAGS}}
_CONTENT = {"rows", "columns", *TAGS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where markup comes from: the template's name and its text, to say where a mistake is."""

    name: str
    text: str

    def mistake(self, needle: str, message: str, valid: object = ()) -> TemplateError:
        """The error for `needle`, a literal of the template, with its line."""
        lines = self.text.splitlines()
        line = next((i for i, text in enumerate(lines, 1) if needle in text), 1)
        names = (
            ", ".join(sorted(map(str, valid))) if isinstance(valid, (set, dict, tuple, list)) else str(valid)
        )
        return TemplateError((Problem(f"{self.name}:{line}", message, f"valid: {names}" if names else ""),))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideMarkup:
    """A slide as a template asks for it, before it is measured."""

    group: str
    anchor: str
    layout: Layout
    texts: Mapping[str, str]
    fills: Mapping[str, Component]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What markup is read against: its source, the section, the layouts and the house."""

    source: Source
    section: Section
    layouts: Mapping[str, Layout]
    house: House


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
    tag = str(element.tag)
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
    fills = dict(_fills(element, layout, reading))
    if left:
        name = next(iter(fills), _spacious(layout))
        extra = [component(reading.section.blocks[block], reading.house) for block in left]
        whole = rows(tuple(part for part in (fills.get(name), *extra) if part))
        fills.update({name: whole} if whole else {})
    return SlideMarkup(
        group=group or reading.section.name,
        anchor=element.get("id", reading.section.anchor),
        layout=layout,
        texts=dict(_texts(element, layout, reading.source)),
        fills=fills,
        notes=tuple(_words(note) for note in element.iterchildren("notes")),
    )


def _layout(element: etree._Element, reading: Reading) -> Layout:
    name = element.get("layout", "")
    if name not in reading.layouts:
        raise reading.source.mistake(f'"{name}"', f"the brand has no layout {name!r}", dict(reading.layouts))
    return reading.layouts[name]


def _spacious(layout: Layout) -> str:
    """The largest placeholder, where content goes that no template has placed."""
    return max(layout.places.values(), key=lambda place: place.box.w * place.box.h).name


def _texts(element: etree._Element, layout: Layout, source: Source) -> Iterator[tuple[str, str]]:
    for ph in element.iterchildren("ph"):
        name = ph.get("name", "")
        if name not in layout.places:
            raise source.mistake(
                f'"{name}"', f"layout {layout.name!r} has no placeholder {name!r}", dict(layout.places)
            )
        if text := _words(ph):
            yield name, text


def _fills(element: etree._Element, layout: Layout, reading: Reading) -> Iterator[tuple[str, Component]]:
    for child in element:
        if child.tag in {"ph", "notes"}:
            continue
        name = child.get("fill", "")
        if name not in layout.places:
            message = f"layout {layout.name!r} has no placeholder {name!r} to fill"
            raise reading.source.mistake(f'"{name}"', message, dict(layout.places))
        if part := _component(child, reading):
            yield name, part


def _component(element: etree._Element, reading: Reading) -> Component | None:
    if element.tag == "rows":
        return rows(tuple(part for child in element if (part := _component(child, reading))))
    if element.tag == "columns":
        return _columns(element, reading)
    return _block(element, reading)


def _columns(element: etree._Element, reading: Reading) -> Component | None:
    widths = [float(width) for width in element.get("widths", "").split(",") if width.strip()] or [1.0] * len(
        element
    )
    if len(widths) != len(element):
        message = f"{len(widths)} widths for {len(element)} columns"
        raise reading.source.mistake(f'"{element.get("widths")}"', message)
    made = [(_component(child, reading), width) for child, width in zip(element, widths, strict=True)]
    kept = [(part, width) for part, width in made if part]
    return columns(tuple(part for part, _ in kept), tuple(width for _, width in kept))


def _block(element: etree._Element, reading: Reading) -> Component | None:
    asked, role, tag = element.get("data", ""), element.get("as", ""), str(element.tag)
    name = asked.removesuffix("?")
    blocks = reading.section.blocks
    if role not in ROLES:
        raise reading.source.mistake(f'as="{role}"', f"a block is not shown as {role!r}", ROLES[1:])
    if name not in blocks:
        if asked.endswith("?"):
            return None
        message = f"section {reading.section.kind!r} has no block {name!r}"
        raise reading.source.mistake(f'data="{asked}"', message, dict(blocks))
    if not isinstance(blocks[name], TAGS[tag]):
        kind = type(blocks[name]).__name__
        raise reading.source.mistake(f'data="{asked}"', f"<{tag}> does not draw a {kind}", dict(TAGS))
    return component(blocks[name], reading.house, role)


def _words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip(" \n\t\r")
