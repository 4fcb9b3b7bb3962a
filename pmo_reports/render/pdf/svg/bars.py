"""Bar charts, standing or lying, side by side or stacked; values stand in or beside their bars."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.charts import BarChart, Emphasis, Series
from pmo_reports.render.pdf.svg.labels import Box, spread
from pmo_reports.render.pdf.svg.pen import LABEL, SMALL, Attributes, Pen, line, rect, root
from pmo_reports.render.pdf.svg.scales import Scale, axis_text, scaled

TOP, FOOT, AIR, THICKEST, WIDEST = 16.0, 18.0, 0.34, 44.0, 76.0
NAMES, SWATCH = 0.3, 7.0  # the share of a lying chart that names may take, and the side of a swatch
SOLID = {Emphasis.RED, Emphasis.MAIN, Emphasis.SECOND, Emphasis.ALERT}


@dataclass(frozen=True, slots=True)
class _Piece:
    """One bar or part of a bar: its ends on the value axis, its slot in the category, its value in words."""

    series: Series
    category: int
    low: float
    high: float
    slot: int
    slots: int
    words: str


def bar_chart(chart: BarChart, pen: Pen, width: float, height: float) -> str:
    """A bar chart in a picture of `width` x `height` points."""
    pieces = _stacked(chart, pen) if chart.stacked else _grouped(chart, pen)
    drawn = _lying(chart, pieces, pen, Box(0, 0, width, height)) if chart.horizontal else []
    return root(width, height, chart.alt, *(drawn or _standing(chart, pieces, pen, Box(0, 0, width, height))))


def _stacked(chart: BarChart, pen: Pen) -> list[_Piece]:
    """Pieces piled on one another, gains upwards and losses downwards."""
    pieces = []
    for category in range(len(chart.categories)):
        piled = {True: 0.0, False: 0.0}
        for series in chart.series:
            point = series.points[category]
            if point.value is None:
                continue
            amount = float(point.value)  # type: ignore[arg-type]
            base = piled[amount >= 0]
            piled[amount >= 0] = base + amount
            pieces.append(
                _Piece(series, category, base, base + amount, 0, 1, pen.figure(scaled(point, chart.axis)))
            )
    return pieces


def _grouped(chart: BarChart, pen: Pen) -> list[_Piece]:
    slots = len(chart.series)
    return [
        _Piece(series, n, 0.0, float(point.value), slot, slots, pen.figure(scaled(point, chart.axis)))  # type: ignore[arg-type]
        for slot, series in enumerate(chart.series)
        for n, point in enumerate(series.points)
        if point.value is not None
    ]


def _standing(chart: BarChart, pieces: list[_Piece], pen: Pen, sheet: Box) -> list[str]:
    names = max((pen.width(series.name, LABEL, bold=True) for series in chart.series), default=0)
    pitch = min(WIDEST, (sheet.width - names - 10) / max(1, len(chart.categories)))
    plot = Box(0, TOP, pitch * len(chart.categories), sheet.height - TOP - FOOT)
    y = Scale(chart.axis.low, chart.axis.high, plot.y + plot.height, plot.y)
    boxes = [_upright(piece, y, pitch) for piece in pieces]
    parts = [pen.text(0, 8, axis_text(chart.axis, pen))]
    parts += [_bar(piece, box, pen) for piece, box in zip(pieces, boxes, strict=True)]
    parts += [
        pen.text((n + 0.5) * pitch, sheet.height - 4, name, text_anchor="middle")
        for n, name in enumerate(chart.categories)
    ]
    parts.append(line(0, y(0), plot.width, y(0), stroke=pen.colours["muted"], stroke_width=0.6))
    return parts + _names(chart, pieces, boxes, pen, plot)


def _upright(piece: _Piece, y: Scale, pitch: float) -> Box:
    thick = min(THICKEST, pitch * (1 - AIR)) / piece.slots
    x = (piece.category + 0.5) * pitch + (piece.slot - piece.slots / 2) * thick
    top, foot = sorted((y(piece.low), y(piece.high)))
    return Box(x, top, thick, foot - top)


def _bar(piece: _Piece, box: Box, pen: Pen) -> str:
    """A piece with its value, inside where it fits."""
    emphasis = piece.series.emphasis
    edge = _edge(pen, emphasis)
    shape = rect(
        box.x, box.y + 0.4, box.width, box.height - 0.8, fill=_fill(pen, emphasis), stroke_width=0.5, **edge
    )
    words = piece.words
    if box.height >= SMALL + 1 and box.width >= pen.width(words) + 2:
        return shape + _inside(piece, box, pen)
    return shape + _outside(piece, box, words, pen)


def _inside(piece: _Piece, box: Box, pen: Pen) -> str:
    ink = "#ffffff" if piece.series.emphasis in SOLID else pen.colours["ink"]
    middle, base = box.x + box.width / 2, box.y + box.height / 2 + 3
    return pen.text(middle, base, piece.words, text_anchor="middle", fill=ink)


def _edge(pen: Pen, emphasis: Emphasis) -> Attributes:
    """What is not known has a dashed outline, for it has no fill."""
    unknown = emphasis is Emphasis.UNKNOWN
    return {"stroke": pen.colours["muted"], "stroke_dasharray": "2 1.6"} if unknown else {}


def _outside(piece: _Piece, box: Box, words: str, pen: Pen) -> str:
    """The value of a small piece: right of it in a pile, above it where bars stand side by side."""
    if not box.height:
        return ""
    if piece.slots == 1:
        return pen.text(box.x + box.width + 3, box.y + box.height / 2 + 3, words, fill=pen.colours["ink"])
    return pen.text(box.x + box.width / 2, box.y - 3, words, text_anchor="middle", fill=pen.colours["ink"])


def _fill(pen: Pen, emphasis: Emphasis) -> str:
    if emphasis is Emphasis.UNKNOWN:
        return "#ffffff"
    return pen.tint("green", 0.3) if emphasis is Emphasis.GREEN else pen.colour(emphasis)


def _names(chart: BarChart, pieces: list[_Piece], boxes: list[Box], pen: Pen, plot: Box) -> list[str]:
    """Series named beside their last bar, spread apart."""
    last = {p.series.name: box for p, box in zip(pieces, boxes, strict=True)}
    named = [series for series in chart.series if series.name in last]
    wanted = [last[s.name].y + last[s.name].height / 2 for s in named]
    heights = spread(wanted, LABEL + 2, plot.y, plot.y + plot.height)
    return [
        pen.text(
            plot.width + 6, y + 3, s.name, fill=_ink(pen, s.emphasis), font_size=LABEL, font_weight="bold"
        )
        for s, y in zip(named, heights, strict=True)
    ]


def _ink(pen: Pen, emphasis: Emphasis) -> str:
    """A colour that can be read as text: amber and unknown cannot."""
    return pen.colours["ink"] if emphasis in {Emphasis.AMBER, Emphasis.UNKNOWN} else pen.colour(emphasis)


def _lying(chart: BarChart, pieces: list[_Piece], pen: Pen, sheet: Box) -> list[str]:
    names = [_lines_of(name, pen, sheet.width * NAMES) for name in chart.categories]
    left = max((pen.width(part, LABEL) for lines in names for part in lines), default=0) + 8
    values = [pen.width(piece.words) for piece in pieces]
    x = Scale(chart.axis.low, chart.axis.high, left, sheet.width - max(values, default=0) - 6)
    pitch = (sheet.height - TOP) / max(1, len(chart.categories))
    parts = [pen.text(left, 8, axis_text(chart.axis, pen)), *_key(chart, pen, sheet.width)]
    for n, lines in enumerate(names):
        parts += _beside(lines, pen, left - 8, TOP + (n + 0.5) * pitch)
    flat = _piled if chart.stacked else _flat
    parts += [flat(piece, x, pitch, pen) for piece in pieces]
    return [*parts, line(x(0), TOP, x(0), sheet.height, stroke=pen.colours["muted"], stroke_width=0.6)]


def _beside(lines: list[str], pen: Pen, right: float, middle: float) -> list[str]:
    """A category's name left of its bars."""
    ink: Attributes = {"text_anchor": "end", "font_size": LABEL, "fill": pen.colours["ink"]}
    first = middle + 3 - (len(lines) - 1) * LABEL / 2
    return [pen.text(right, first + n * LABEL, words, **ink) for n, words in enumerate(lines)]


def _lines_of(name: str, pen: Pen, room: float) -> list[str]:
    """A name in two lines at most; a table beside the chart has the rest."""
    lines = pen.typeface.lines(name, LABEL, room)
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]} …"]  # noqa: PLR2004 - two lines


def _key(chart: BarChart, pen: Pen, right: float) -> list[str]:
    """The names of the series behind swatches, over the chart on the right; none for a single one."""
    parts: list[str] = []
    for series in reversed(chart.series if len(chart.series) > 1 else ()):
        right -= pen.width(series.name, LABEL, bold=True)
        ink = _ink(pen, series.emphasis)
        parts.append(pen.text(right, 8, series.name, font_size=LABEL, font_weight="bold", fill=ink))
        right -= SWATCH + 4
        fill, edge = _fill(pen, series.emphasis), _edge(pen, series.emphasis)
        parts.append(rect(right, 1.5, SWATCH, SWATCH, fill=fill, stroke_width=0.5, **edge))
        right -= 12
    return parts


def _flat(piece: _Piece, x: Scale, pitch: float, pen: Pen) -> str:
    thick = min(16.0, pitch * (1 - AIR)) / piece.slots
    top = TOP + (piece.category + 0.5) * pitch - thick * piece.slots / 2 + piece.slot * thick
    left, right = sorted((x(piece.low), x(piece.high)))
    words = piece.words
    shape = rect(left, top, right - left, thick - 1, fill=_fill(pen, piece.series.emphasis))
    return shape + pen.text(right + 4, top + thick / 2 + 2.5, words, fill=pen.colours["ink"])


def _piled(piece: _Piece, x: Scale, pitch: float, pen: Pen) -> str:
    """A part of a lying pile with its value in it; one too narrow goes without, none has no part."""
    thick = min(16.0, pitch * (1 - AIR))
    left, right = sorted((x(piece.low), x(piece.high)))
    box = Box(left, TOP + (piece.category + 0.5) * pitch - thick / 2, right - left, thick - 1)
    if not box.width:
        return ""
    fill, edge = _fill(pen, piece.series.emphasis), _edge(pen, piece.series.emphasis)
    shape = rect(box.x, box.y, box.width, box.height, fill=fill, stroke_width=0.5, **edge)
    return shape + (_inside(piece, box, pen) if box.width >= pen.width(piece.words) + 2 else "")
