"""The content of a slide: rows, columns and blocks of its markup as components that fill placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pmo_reports.model.pack import Block, TableBlock
from pmo_reports.render.deck.blocks import ROLES, TAGS, Noted, component
from pmo_reports.render.deck.brand import Layout
from pmo_reports.render.deck.component import Component, columns, rows
from pmo_reports.render.deck.reading import Reading
from pmo_reports.render.deck.selection import capped, cut, dropped, selected

NO_CONTENT = {"ph", "notes", "leave"}
"""Tags of a slide that draw nothing."""


def filled(
    element: etree._Element, layout: Layout, left: list[str], reading: Reading
) -> dict[str, Component]:
    """What the slide's placeholders hold; blocks that no template names follow at the end."""
    fills = dict(_fills(element, layout, reading))
    if left:
        name = next(iter(fills), _spacious(layout))
        extra = [component(reading.section.blocks[block], reading.house) for block in left]
        whole = rows(tuple(part for part in (fills.get(name), *extra) if part))
        fills.update({name: whole} if whole else {})
    return fills


def _spacious(layout: Layout) -> str:
    """The largest placeholder, where content goes that no template has placed."""
    return max(layout.places.values(), key=lambda place: place.box.w * place.box.h).name


def _fills(element: etree._Element, layout: Layout, reading: Reading) -> Iterator[tuple[str, Component]]:
    for child in element:
        if child.tag in NO_CONTENT:
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
    return _drawn(element, blocks[name], reading)


def _drawn(element: etree._Element, block: Block, reading: Reading) -> Component | None:
    role, locale = element.get("as", ""), reading.house.locale
    most = _most(element, reading)
    if not isinstance(block, TableBlock):
        return _noted(
            component(capped(block, most, reading.house.wording), reading.house, role),
            cut(block, most, locale),
        )
    keys, shares = _listed(element, "keys"), _listed(element, "widths")
    known = {column.key for column in block.columns}
    if set(keys) - known and not element.get("data", "").endswith("?"):
        message = f"the table has no column {', '.join(sorted(set(keys) - known))}"
        raise reading.source.mistake(f'keys="{element.get("keys")}"', message, known)
    shown = capped(selected(block, keys, tuple(map(float, shares))), most, reading.house.wording)
    return _noted(component(shown, reading.house, role), dropped(block, keys, locale))


def _noted(made: Component | None, told: tuple[str, ...]) -> Component | None:
    return Noted(body=made, told=told) if made and told else made


def _listed(element: etree._Element, name: str) -> tuple[str, ...]:
    """The parts of an attribute that is a list."""
    return tuple(part.strip() for part in element.get(name, "").split(",") if part.strip())


def _most(element: etree._Element, reading: Reading) -> int:
    """Rows, items or sentences to show; 0 is all of them."""
    try:
        most = [int(number) for number in element.get("rows", "0").split(",")]
    except ValueError as error:
        raise reading.source.mistake(f'rows="{element.get("rows")}"', "rows are whole numbers") from error
    return most[min(reading.tight, len(most) - 1)]
