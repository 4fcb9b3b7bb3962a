"""The risk map: probability upwards, impact to the right, muted bands, counts and ids in the cells."""

from __future__ import annotations

from pmo_reports.model.charts import Emphasis, HeatCell, HeatMap
from pmo_reports.model.wording import label
from pmo_reports.render.pdf.svg.pen import LABEL, SMALL, Attributes, Pen, element, rect, root

SIDE, LEFT, FOOT = 5, 30.0, 30.0
BANDS = {Emphasis.RED: ("red", 0.2), Emphasis.AMBER: ("amber", 0.2), Emphasis.GREEN: ("green", 0.09)}


def heat_map(chart: HeatMap, pen: Pen, width: float, height: float) -> str:
    """A 5x5 map in a picture of `width` x `height` points."""
    across, down = (width - LEFT) / SIDE, (height - FOOT) / SIDE
    cells = [_cell(cell, pen, across, down) for cell in chart.cells]
    return root(width, height, chart.alt, *cells, *_axes(pen, across, down, height))


def _cell(cell: HeatCell, pen: Pen, across: float, down: float) -> str:
    x, y = LEFT + (cell.impact - 1) * across, (SIDE - cell.probability) * down
    name, share = BANDS.get(cell.band, ("paper", 1.0))
    shape = rect(x, y, across - 1.5, down - 1.5, fill=pen.tint(name, share))
    middle, words = x + (across - 1.5) / 2, pen.figure(cell.count)
    if not cell.count.value:
        return shape + pen.text(middle, y + down / 2 + 2.5, words, text_anchor="middle")
    lines = _ids(cell.ids, pen, across - 5, int((down - 16) // 9))
    top = y + (down - 12 - 9 * len(lines)) / 2 + 9
    ink = {"fill": pen.colours["ink"], "text_anchor": "middle"}
    number = pen.text(middle, top, words, font_size=12, font_weight="bold", **ink)
    below = [pen.text(middle, top + 10.5 + 9 * n, text, **ink) for n, text in enumerate(lines)]
    return shape + number + "".join(below)


def _ids(ids: tuple[str, ...], pen: Pen, room: float, most: int) -> list[str]:
    """The ids in as many lines as there is room for; the count above tells how many there are."""
    lines = pen.typeface.lines(" ".join(ids), SMALL, room)
    if len(lines) <= most:
        return lines
    return [*lines[: max(0, most - 1)], f"{lines[max(0, most - 1)]} …"] if most > 0 else []


def _axes(pen: Pen, across: float, down: float, height: float) -> list[str]:
    ink: Attributes = {"fill": pen.colours["ink"], "text_anchor": "middle", "font_size": LABEL}
    rows = [pen.text(LEFT - 8, (SIDE - n + 0.5) * down + 3, str(n), **ink) for n in range(1, SIDE + 1)]
    foot = height - FOOT + 10
    columns = [pen.text(LEFT + (n - 0.5) * across, foot, str(n), **ink) for n in range(1, SIDE + 1)]
    impact = pen.text(
        LEFT + SIDE * across / 2,
        height - 4,
        pen.word(label("Impact →")),
        text_anchor="middle",
        font_size=LABEL,
    )
    middle = SIDE * down / 2
    probability = element(
        "g",
        pen.text(0, 0, pen.word(label("Probability →")), text_anchor="middle", font_size=LABEL),
        transform=f"translate(9 {middle:g}) rotate(-90)",
    )
    return [*rows, *columns, impact, probability]
