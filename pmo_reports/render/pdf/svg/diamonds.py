"""Milestones on a roadmap row: diamonds, and as many of their names as stand clear of one another."""

from __future__ import annotations

from pmo_reports.model.charts import Bar, Diamond
from pmo_reports.model.rag import Rag
from pmo_reports.render.pdf.svg.labels import Box
from pmo_reports.render.pdf.svg.pen import SMALL, Pen, element, rect
from pmo_reports.render.pdf.svg.scales import Scale

HALF = 5.0


def diamonds(bar: Bar, lane: Box, middle: float, pen: Pen, x: Scale) -> list[str]:
    """The row's diamonds at height `middle`, named above or below inside `lane`.

    Names that find no room are left out; the milestone table has them all. The last milestone is
    named first, because it is the one that people ask for.
    """
    shown = [diamond for diamond in bar.diamonds if x.low <= diamond.on.toordinal() <= x.high]
    at = {id(diamond): x(diamond.on.toordinal()) for diamond in shown}
    taken = [
        _bar(bar, middle, x),
        *(Box(centre - HALF, middle - HALF, 2 * HALF, 2 * HALF) for centre in at.values()),
    ]
    names = []
    for diamond in sorted(shown, key=lambda d: d.on, reverse=True):
        box = _room(pen.width(diamond.label), at[id(diamond)], middle, lane, taken)
        if box:
            taken.append(box)
            names.append(_label(diamond, box, pen))
    return [*names, *(_diamond(diamond, at[id(diamond)], middle, pen) for diamond in shown)]


def _bar(bar: Bar, middle: float, x: Scale) -> Box:
    """The room the row's own bar takes."""
    if bar.start is None or bar.finish is None:
        return Box(x.start, middle, 0, 0)
    left, right = x(bar.start.toordinal()), x(bar.finish.toordinal())
    return Box(left, middle - HALF / 2, right - left, HALF)


def _room(width: float, centre: float, middle: float, lane: Box, taken: list[Box]) -> Box | None:
    """The first place above the bar, below it or beside the diamond that touches nothing."""
    above, below, level = middle - HALF - SMALL - 1.5, middle + HALF + 1.5, middle - SMALL / 2
    lefts = (centre - width / 2, centre - HALF, centre + HALF - width)
    places = [(left, top) for top in (above, below) for left in lefts]
    places += [(centre + HALF + 3, level), (centre - HALF - 3 - width, level)]
    boxes = (Box(left, top, width, SMALL) for left, top in places)
    return next((box for box in boxes if box.within(lane) and not any(map(box.touches, taken))), None)


def _label(diamond: Diamond, box: Box, pen: Pen) -> str:
    paper = rect(box.x - 1, box.y, box.width + 2, SMALL, fill="#ffffff")
    return paper + pen.text(box.x, box.y + SMALL - 1.7, diamond.label, fill=pen.colours["ink"])


def _diamond(diamond: Diamond, x: float, y: float, pen: Pen) -> str:
    """Filled with ink when done; red and amber show their state, everything else is an outline."""
    states = {Rag.RED: pen.colours["red"], Rag.AMBER: pen.colours["amber"]}
    fill = pen.colours["brand"] if diamond.done else states.get(diamond.rag, "#ffffff")
    path = f"M{x:.1f} {y - HALF:.1f} L{x + HALF:.1f} {y:.1f} L{x:.1f} {y + HALF:.1f} L{x - HALF:.1f} {y:.1f}Z"
    return element("path", d=path, fill=fill, stroke=pen.colours["brand"], stroke_width=0.9)
