"""Which kind of chart is drawn by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pmo_reports.errors import RenderError
from pmo_reports.model.charts import (
    BarChart,
    Gantt,
    HeatMap,
    LineChart,
    MilestoneTrend,
    RangeChart,
    Spark,
    Waterfall,
)
from pmo_reports.render.pdf.svg.bars import bar_chart
from pmo_reports.render.pdf.svg.gantt import gantt
from pmo_reports.render.pdf.svg.heat import heat_map
from pmo_reports.render.pdf.svg.line import line_chart
from pmo_reports.render.pdf.svg.milestone_trend import milestone_trend
from pmo_reports.render.pdf.svg.pen import Pen
from pmo_reports.render.pdf.svg.ranges import range_chart
from pmo_reports.render.pdf.svg.spark import sparkline
from pmo_reports.render.pdf.svg.waterfall import waterfall

MM = 72 / 25.4
KINDS: Mapping[type, Callable[[Any, Pen, float, float], str]] = {
    LineChart: line_chart,
    BarChart: bar_chart,
    Gantt: gantt,
    HeatMap: heat_map,
    RangeChart: range_chart,
    MilestoneTrend: milestone_trend,
    Spark: sparkline,
    Waterfall: waterfall,
}


def drawing(chart: object, pen: Pen, width: float, height: float) -> str:
    """The chart as SVG, `width` millimetres wide and `height` high (a roadmap: at most).

    Raises:
        RenderError: if nothing draws that kind of chart.
    """
    draw = KINDS.get(type(chart))
    if draw is None:
        known = ", ".join(kind.__name__ for kind in KINDS)
        raise RenderError(f"nothing draws charts of kind {type(chart).__name__}", remedy=f"kinds: {known}")
    return draw(chart, pen, width * MM, height * MM)
