"""Text: runs and paragraphs as values, their measured height, and their DrawingML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pmo_reports.render.deck.colours import fill
from pmo_reports.render.deck.drawing import emu, escape
from pmo_reports.render.deck.typeface import LINE, Typeface, Word, on_one_line, pieces

SMALLEST = 9.0
"""No text of a slide is set smaller, in points."""

INDENT = 1.0
"""Indent of a list item, in ems."""

Target = Callable[[str], str]
"""Gives the relationship id for an anchor, or "" where the anchor is not in the deck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text in one appearance; `scale` is over the paragraph's size, `link` an anchor of the pack."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    scale: float = 1.0
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs in one block; `before` is the space above in ems, `align` is l, ctr or r."""

    runs: tuple[Run, ...]
    bullet: bool = False
    align: str = "l"
    before: float = 0.0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a text body is set: size, inner margins (left, top, right, bottom) in points, anchor, wrapping."""

    size: float
    margins: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    anchor: str = "t"
    wrap: bool = True


def paragraph(text: str, **how: object) -> Paragraph:
    """A paragraph of one run; `align`, `bullet` and `before` go to the paragraph, the rest to the run."""
    block = {key: how.pop(key) for key in ("align", "bullet", "before") if key in how}
    return Paragraph(runs=(Run(text=text, **how),), **block)  # type: ignore[arg-type]


def height(face: Typeface, paragraphs: tuple[Paragraph, ...], width: float, size: float) -> float:
    """Height of `paragraphs` set at `size` in `width`, in points."""
    return sum(_height(face, part, width, size, first=not i) for i, part in enumerate(paragraphs))


def width(face: Typeface, runs: tuple[Run, ...], size: float) -> float:
    """Width of `runs` on one line."""
    return sum(face.width(run.text, _points(size * run.scale), bold=run.bold) for run in runs)


def divided(
    face: Typeface, part: Paragraph, room: tuple[float, float], size: float
) -> tuple[Paragraph, Paragraph] | None:
    """`part` in two, the first as long as fits in `room` (width, height); None if not one line fits."""
    words = [replace(run, text=piece) for run in part.runs for piece in pieces(run.text)]
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = _height(face, replace(part, runs=tuple(words[:middle])), room[0], size, first=True) <= room[1]
        low, high = (middle, high) if fits else (low, middle - 1)
    if not 0 < low < len(words):
        return None
    return replace(part, runs=tuple(words[:low])), replace(part, runs=tuple(words[low:]), bullet=False)


def parted(
    face: Typeface,
    paragraphs: tuple[Paragraph, ...],
    room: tuple[float, float],
    size: float,
    *,
    whole: bool = False,
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """The paragraphs that fit in `room` (width, height), and the others.

    Where not one fits, the first is broken between lines, unless paragraphs stay `whole`.
    """
    count = 0
    while count < len(paragraphs) and height(face, paragraphs[: count + 1], room[0], size) <= room[1]:
        count += 1
    if count or not paragraphs or whole:
        return paragraphs[:count], paragraphs[count:]
    halves = divided(face, paragraphs[0], room, size)
    return ((halves[0],), (halves[1], *paragraphs[1:])) if halves else ((), paragraphs)


def body(
    paragraphs: tuple[Paragraph, ...], setting: Setting, target: Target, lang: str, tag: str = "p:txBody"
) -> str:
    """The text body element of a shape or a table cell."""
    edges = "".join(
        f' {name}="{emu(value)}"'
        for name, value in zip(("lIns", "tIns", "rIns", "bIns"), setting.margins, strict=True)
    )
    wrap = "square" if setting.wrap else "none"
    frame = f'<a:bodyPr wrap="{wrap}"{edges} anchor="{setting.anchor}"><a:noAutofit/></a:bodyPr>'
    if tag == "a:txBody":  # a cell's margins and anchor stand in its properties
        frame = "<a:bodyPr/>"
    inner = "".join(paragraph_xml(part, setting.size, target, lang) for part in paragraphs)
    return f"<{tag}>{frame}<a:lstStyle/>{inner or _empty(setting.size, lang)}</{tag}>"


def paragraph_xml(part: Paragraph, size: float, target: Target, lang: str) -> str:
    """The `a:p` element of a paragraph set at `size`."""
    indent = emu(INDENT * size)
    place = f' marL="{indent}" indent="-{indent}"' if part.bullet else ' marL="0" indent="0"'
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if part.bullet else "<a:buNone/>"
    before = f'<a:spcBef><a:spcPts val="{round(part.before * size * 100)}"/></a:spcBef>'
    runs = "".join(_run_xml(run, size, target, lang) for run in part.runs if run.text)
    end = "" if runs else f'<a:endParaRPr lang="{lang}" sz="{_centipoints(size)}"/>'
    return f'<a:p><a:pPr algn="{part.align}"{place}>{before}{mark}</a:pPr>{runs}{end}</a:p>'


def _run_xml(run: Run, size: float, target: Target, lang: str) -> str:
    reference = target(run.link) if run.link else ""
    link = f'<a:hlinkClick r:id="{reference}" action="ppaction://hlinksldjump"/>' if reference else ""
    bold, italic = ' b="1"' if run.bold else ' b="0"', ' i="1"' if run.italic else ""
    points = _centipoints(_points(size * run.scale))
    face = '<a:latin typeface="+mn-lt"/>'
    style = (
        f'<a:rPr lang="{lang}" sz="{points}"{bold}{italic} dirty="0">{fill(run.colour)}{face}{link}</a:rPr>'
    )
    return f"<a:r>{style}<a:t>{escape(on_one_line(run.text))}</a:t></a:r>"


def _empty(size: float, lang: str) -> str:
    return f'<a:p><a:endParaRPr lang="{lang}" sz="{_centipoints(size)}"/></a:p>'


def _points(size: float) -> float:
    """Sizes go in half points, which PowerPoint can show."""
    return max(SMALLEST, round(size * 2) / 2)


def _centipoints(size: float) -> int:
    return round(size * 100)


def _height(face: Typeface, part: Paragraph, width: float, size: float, *, first: bool) -> float:
    room = width - (INDENT * size if part.bullet else 0)
    tallest = max((_points(size * run.scale) for run in part.runs), default=size)
    lines = face.lines(_words(part, size), room, 1.0)
    return lines * tallest * LINE + (0 if first else part.before * size)


def _words(part: Paragraph, size: float) -> Iterator[Word]:
    for run in part.runs:
        points = _points(size * run.scale)
        for piece in pieces(run.text):
            yield piece, run.bold, points
