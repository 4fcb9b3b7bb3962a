"""Sparklines: word-sized, last point marked, a hairline at the value that matters."""

from __future__ import annotations

from itertools import groupby

from pmo_reports.model.charts import Spark
from pmo_reports.render.pdf.svg.pen import Pen, element, line, root
from pmo_reports.render.pdf.svg.scales import Scale

PAD = 3.0


def sparkline(spark: Spark, pen: Pen, width: float, height: float) -> str:
    """A sparkline in a picture of `width` x `height` points."""
    x = Scale(0, max(1, len(spark.points) - 1), PAD, width - PAD)
    y = Scale(spark.low, spark.high, height - PAD, PAD)
    known = [
        (x(n), y(min(max(float(point.value), spark.low), spark.high)), point is spark.points[-1])  # type: ignore[arg-type]
        for n, point in enumerate(spark.points)
        if point.value is not None
    ]
    return root(
        width,
        height,
        spark.alt,
        *_reference(spark, pen, y, width),
        *_stretches(spark, pen, x, y),
        *_end(known, pen),
    )


def _reference(spark: Spark, pen: Pen, y: Scale, width: float) -> list[str]:
    if spark.reference is None:
        return []
    at = y(spark.reference)
    return [line(0, at, width, at, stroke=pen.colours["muted"], stroke_width=0.4, stroke_dasharray="1.5 1.5")]


def _stretches(spark: Spark, pen: Pen, x: Scale, y: Scale) -> list[str]:
    """The line between gaps; a point alone between two gaps is a dot."""
    drawn = []
    for known, stretch in groupby(enumerate(spark.points), key=lambda pair: pair[1].value is not None):
        run = list(stretch)
        if not known:
            continue
        at = [(x(n), y(min(max(float(p.value), spark.low), spark.high))) for n, p in run]  # type: ignore[arg-type]
        path = "M" + " L".join(f"{a:.1f} {b:.1f}" for a, b in at)
        ink = pen.colours["accent"]
        drawn.append(
            element("path", d=path, fill="none", stroke=ink, stroke_width=1.1)
            if len(at) > 1
            else element("circle", cx=at[0][0], cy=at[0][1], r=0.9, fill=ink)
        )
    return drawn


def _end(known: list[tuple[float, float, bool]], pen: Pen) -> list[str]:
    if not known or not known[-1][2]:
        return []
    return [element("circle", cx=known[-1][0], cy=known[-1][1], r=1.9, fill=pen.colours["accent"])]
