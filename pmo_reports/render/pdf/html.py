"""From the pack model to HTML: each section by its own template, knowing no other; then joined."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from markupsafe import Markup

from pmo_reports.errors import Problem, TemplateError
from pmo_reports.model.pack import PackModel, Section
from pmo_reports.render.pdf.columns import apart, fits, said_once, told, unit_once, widths
from pmo_reports.render.pdf.resources import mark_name
from pmo_reports.render.pdf.svg import drawing
from pmo_reports.render.pdf.svg.pen import Pen
from pmo_reports.render.templating import plain, rendered, templates

SECTIONS = "sections/"
_PATH = re.compile(r"/.*\.[a-z]{2,5}\b")
_PAIR = re.compile(r"(\b[^\W\d]+/[^\W\d]+\b)")
_COUNTER = re.compile(r"\{(pages?)\}")
_PLAIN = re.compile(r"[^\w .,:;–-]")


def pages(model: PackModel, folders: tuple[Path, ...], pen: Pen) -> tuple[str, str]:
    """The pack as HTML and its style sheet as CSS.

    Raises:
        TemplateError: if a template is missing, or names something that is not there.
    """
    env = templates(folders, model.meta.locale, model.wording)
    env.filters.update(
        kind=lambda value: type(value).__name__,
        svg=partial(_svg, pen=pen),
        mark=lambda rag: f"pack:{mark_name(rag)}",
        css_text=css_text,
        css_counters=css_counters,
        apart=apart,
        breakable=breakable,
        zipped=lambda keys, cells: list(zip(keys, cells, strict=True)),
        fits=partial(fits, pen=pen),
        starting=lambda names, head: [name for name in names if name.startswith(head)],
        said_once=said_once,
        told=partial(told, locale=model.meta.locale),
        lines=partial(_lines, pen=pen),
        unit_once=unit_once,
        widths=partial(widths, pen=pen),
    )
    kinds = [
        name.removeprefix(SECTIONS).removesuffix(".html")
        for name in env.list_templates()
        if name.startswith(SECTIONS)
    ]
    anchors = frozenset(places(model))
    shared = {"meta": model.meta, "anchors": anchors}
    parts = [
        rendered(env, _template(section, kinds), section=section, **shared) for section in model.sections
    ]
    html = rendered(env, "pack.html", meta=model.meta, parts=parts)
    return pen.typeface.set(html), rendered(
        env, "theme.css", meta=model.meta, colours=pen.colours, tint=pen.tint
    )


def places(model: PackModel) -> dict[str, str]:
    """The places of the pack that links can lead to, by anchor, in words."""
    told = model.wording.label
    return {anchor: told(words) for section in model.sections for anchor, words in section.places.items()}


def css_text(words: str) -> str:
    """`words` as a quoted CSS string that cannot end before its time."""
    return '"' + _PLAIN.sub(lambda match: f"\\{ord(match[0]):06x} ", words) + '"'


def css_counters(words: str) -> str:
    """`words` as CSS content, each `{name}` in them a counter: "Page {page} of {pages}"."""
    pieces = _COUNTER.split(words)
    written = (f"counter({piece})" if n % 2 else css_text(piece) for n, piece in enumerate(pieces) if piece)
    return " ".join(written)


def breakable(value: object) -> object:
    """A file's path with a place to break after each segment; in other words "Amber/Red" stays in one."""
    if not isinstance(value, str) or "/" not in value:
        return value
    if _PATH.search(value):
        return Markup("/<wbr>").join(plain(value).split("/"))
    pieces = _PAIR.split(plain(value))
    marked = (
        Markup('<span class="figure">{}</span>').format(p) if n % 2 else p for n, p in enumerate(pieces)
    )
    return Markup("").join(marked)


def _svg(chart: object, width: float, height: float, pen: Pen) -> str:
    return drawing(chart, pen, width, height)


def _lines(words: str, size: float, room: float, pen: Pen) -> int:
    """How many lines `words` take in `room` millimetres."""
    return len(pen.typeface.lines(words, size, room * 72 / 25.4))


def _template(section: Section, kinds: list[str]) -> str:
    if section.kind not in kinds:
        problem = Problem(
            f"section {section.anchor!r}",
            f"no template draws sections of kind {section.kind!r}",
            f"kinds: {', '.join(kinds)}; add sections/{section.kind}.html to draw it",
        )
        raise TemplateError((problem,))
    return f"{SECTIONS}{section.kind}.html"
