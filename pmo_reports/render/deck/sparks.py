"""Sparklines: word-sized curves over a table's cells, their last point marked, on one common scale each."""

from __future__ import annotations

from datetime import date

from pmo_reports.model.charts import Spark
from pmo_reports.model.figures import Figure
from pmo_reports.render.deck.canvas import Canvas
from pmo_reports.render.deck.drawing import Box, Look, path, stroke

DOT = 4.5
CURVE = Look(line="accent", weight=1.5)
REFERENCE = Look(line="muted-light", weight=0.75, dash="sysDash")


def spark(canvas: Canvas, box: Box, line: Spark) -> str:
    """The shapes of a sparkline: reference hairline, curve with gaps, last point."""
    runs = _runs(box, line)
    shapes = [path(canvas.id(), run, CURVE) for run in runs if len(run) > 1]
    if line.reference is not None and line.low <= line.reference <= line.high:
        y = _y(box, line, line.reference)
        shapes.insert(0, stroke(canvas.id(), (box.x, y), (box.right, y), REFERENCE))
    if runs and runs[-1]:
        x, y = runs[-1][-1]
        dot = Box(x - DOT / 2, y - DOT / 2, DOT, DOT)
        shapes.append(canvas.shape(dot, Look(preset="ellipse", fill="accent")))
    return "".join(shapes)


def _runs(box: Box, line: Spark) -> list[tuple[tuple[float, float], ...]]:
    """Unbroken stretches of points; a null point ends one."""
    step = (box.w - DOT) / max(1, len(line.points) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, point in enumerate(line.points):
        value = number(point)
        if value is None:
            runs.append([])
        else:
            runs[-1].append((box.x + index * step, _y(box, line, value)))
    return [tuple(run) for run in runs if run]


def number(figure: Figure) -> float | None:
    """The figure's value as a float; None when it has none (dates have none on a value axis)."""
    value = figure.value
    return None if value is None or isinstance(value, date) else float(value)


def _y(box: Box, line: Spark, value: float) -> float:
    span = (line.high - line.low) or 1.0
    part = min(1.0, max(0.0, (value - line.low) / span))
    return box.bottom - part * box.h
