"""RAG marks: letter, shape and colour together, so that none of the three has to be seen.

Red is a diamond, amber a triangle, green a muted disc, unknown and stale a dashed ring; complete,
on hold and not applicable are quiet squares.
"""

from __future__ import annotations

from pmo_reports.model.rag import Rag
from pmo_reports.render.pdf.svg.pen import Pen, element, root

SIZE = 16.0


def mark(pen: Pen, rag: Rag, x: float = 0, y: float = 0) -> str:
    """The mark of a state in a square of `SIZE` points whose upper left corner is at `x`, `y`."""
    shape, fill, baseline = _shape(pen, rag)
    size = 7 if rag is Rag.NOT_APPLICABLE else 9
    letter = pen.text(
        8, baseline, rag.value, fill=fill, font_size=size, font_weight="bold", text_anchor="middle"
    )
    return element("g", shape, letter, transform=f"translate({x:g} {y:g})")


def picture(pen: Pen, rag: Rag) -> str:
    """The mark as a picture of its own."""
    return root(SIZE, SIZE, pen.word(rag.word), mark(pen, rag))


def _shape(pen: Pen, rag: Rag) -> tuple[str, str, float]:
    """Shape, colour of the letter and its baseline."""
    colours = pen.colours
    if rag is Rag.RED:
        return element("path", d="M8 .2 15.8 8 8 15.8 .2 8Z", fill=colours["red"]), "#ffffff", 11
    if rag is Rag.AMBER:
        return element("path", d="M8 .4 16 15.4H0Z", fill=colours["amber"]), colours["ink"], 13.9
    if rag is Rag.GREEN:
        return element("circle", cx=8, cy=8, r=7.2, fill=pen.tint("green", 0.2)), colours["green"], 11
    if rag in {Rag.UNKNOWN, Rag.STALE}:
        return _ring(pen), colours["ink"], 11
    return element("rect", x=0.8, y=2, width=14.4, height=12, fill=colours["paper"]), colours["muted"], 11


def _ring(pen: Pen) -> str:
    return element(
        "circle", cx=8, cy=8, r=7, fill="#ffffff", stroke=pen.colours["muted"], stroke_width=0.9,
        stroke_dasharray="2 1.6",
    )  # fmt: skip
