"""Native charts in DrawingML: series with their cached values, axes with the model's own scale and ticks."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.charts import Axis, BarChart, LineChart, Series
from pmo_reports.model.figures import Unit
from pmo_reports.render.deck.colours import SERIES, fill, text_on
from pmo_reports.render.deck.drawing import Box, emu, escape, outline
from pmo_reports.render.deck.sparks import number
from pmo_reports.render.deck.workbook import DAY, Value, address, day

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CATEGORY_AXIS, VALUE_AXIS = 111_111_111, 222_222_222
MONTH = "mmm\\ yy"
AXES = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'
_DECIMALS = {Unit.INDEX: 2, Unit.MONTHS: 1, Unit.FTE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A chart with the place of its plot area in fractions of the frame, its text size and its language.

    With `every` over 1 the slide names each n-th category, since all would collide; stacked bars of a value
    under `hidden` are too thin for a label inside.
    """

    chart: LineChart | BarChart
    area: Box
    size: float
    language: str
    every: int = 1
    hidden: float = 0.0


def chart_xml(plot: Plot) -> str:
    """The chart part; relationship rId1 is its workbook."""
    kind = _lines(plot) if isinstance(plot.chart, LineChart) else _bars(plot)
    return chart_space(plot, kind + category_axis(plot) + value_axis(plot))


def chart_space(plot: Plot, drawn: str) -> str:
    """The chart part around what is drawn in its plot area: kinds of chart, then the axes."""
    place = "".join(
        f'<c:{name} val="{value:.5f}"/>'
        for name, value in zip("xywh", (plot.area.x, plot.area.y, plot.area.w, plot.area.h), strict=True)
    )
    inner = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    layout = f"<c:layout><c:manualLayout>{inner}{place}</c:manualLayout></c:layout>"
    return (
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{plot.language}"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{drawn}'
        '<c:spPr><a:noFill/></c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
        "</c:chart>"
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_xml(plot.size, plot.language, 'muted')}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def cells(chart: LineChart | BarChart) -> tuple[tuple[Value, ...], ...]:
    """The plotted cells, as the workbook behind the chart has them: numbers of days are dates there."""
    dates = chart.axis.unit is Unit.DATE
    head: tuple[Value, ...] = ("", *(series.name for series in chart.series))
    lines = (
        (category, *(_plotted(number(series.points[i]), dates=dates) for series in chart.series))
        for i, category in enumerate(chart.categories)
    )
    return (head, *lines)


def _plotted(value: float | None, *, dates: bool) -> Value:
    return day(value) if dates and value is not None else value


def number_format(axis: Axis) -> str:
    """The axis's number format; a comma divides by a thousand, as the axis's scale asks for."""
    if axis.unit is Unit.DATE:
        return MONTH
    if axis.unit is Unit.PERCENT:
        return "0%"
    step = abs(axis.ticks[1] - axis.ticks[0]) / axis.scale if len(axis.ticks) > 1 else 1.0
    places = _DECIMALS.get(axis.unit, 0) or (
        0 if step == round(step) else 1 if step * 10 == round(step * 10) else 2
    )
    thousands = "," * ((len(str(axis.scale)) - 1) // 3)
    return "#,##0" + (f".{'0' * places}" if places else "") + thousands


def label_format(chart: BarChart) -> str:
    """The format of the values at bars: money with three digits of the largest, the rest as the axis."""
    axis = chart.axis
    if axis.unit is not Unit.MONEY or axis.scale == 1:
        return number_format(axis)
    values = [abs(number(point) or 0.0) for series in chart.series for point in series.points]
    size = max(values, default=0.0) / axis.scale
    places = next((places for most, places in ((10, 2), (100, 1)) if size < most), 0)
    return "#,##0" + (f".{'0' * places}" if places else "") + "," * ((len(str(axis.scale)) - 1) // 3)


def _lines(plot: Plot) -> str:
    series = "".join(_line(plot, i, one) for i, one in enumerate(plot.chart.series))
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{series}<c:marker val="1"/>{AXES}</c:lineChart>'
    )


def _line(plot: Plot, index: int, series: Series) -> str:
    tone = SERIES[series.emphasis]
    dash = "sysDash" if series.dashed else ""
    look = f"<c:spPr>{outline(tone, 2.25, dash)}</c:spPr>"
    look = look.replace(f' w="{emu(2.25)}"', f' w="{emu(2.25)}" cap="rnd"')
    last = max((i for i, point in enumerate(series.points) if number(point) is not None), default=None)
    dot = (
        f'<c:dPt><c:idx val="{last}"/><c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill(tone)}'
        f'{outline("white", 0.75)}</c:spPr></c:marker><c:bubble3D val="0"/>{look}</c:dPt>'
        if last is not None
        else ""
    )
    hidden = '<c:marker><c:symbol val="none"/></c:marker>'
    data = data_xml(plot, index, series)
    return f'<c:ser>{name_xml(index, series)}{look}{hidden}{dot}{data}<c:smooth val="0"/></c:ser>'


def _bars(plot: Plot) -> str:
    chart = plot.chart
    assert isinstance(chart, BarChart)  # noqa: S101 - narrowed by the caller
    series = "".join(_bar(plot, chart, i, one) for i, one in enumerate(chart.series))
    overlap = '<c:overlap val="100"/>' if chart.stacked else ""
    return (
        f'<c:barChart><c:barDir val="{"bar" if chart.horizontal else "col"}"/>'
        f'<c:grouping val="{"stacked" if chart.stacked else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/>{overlap}{AXES}</c:barChart>'
    )


def _bar(plot: Plot, chart: BarChart, index: int, series: Series) -> str:
    tone = SERIES[series.emphasis]
    text = text_xml(plot.size, plot.language, text_on(tone) if chart.stacked else "ink", bold=True)
    code = label_format(chart)
    shown = f"{code};\N{MINUS SIGN}{code};;" if chart.stacked else code
    labels = (
        f'<c:dLbls>{_thin(plot, chart, series)}<c:numFmt formatCode="{escape(shown)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{text}"
        f'<c:dLblPos val="{"ctr" if chart.stacked else "outEnd"}"/><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        "</c:dLbls>"
    )
    look = f'<c:spPr>{fill(tone)}</c:spPr><c:invertIfNegative val="0"/>'
    return f"<c:ser>{name_xml(index, series)}{look}{labels}{data_xml(plot, index, series)}</c:ser>"


def _thin(plot: Plot, chart: BarChart, series: Series) -> str:
    values = enumerate(number(point) for point in series.points)
    thin = (i for i, value in values if chart.stacked and value and abs(value) < plot.hidden)
    return "".join(f'<c:dLbl><c:idx val="{i}"/><c:delete val="1"/></c:dLbl>' for i in thin)


def name_xml(index: int, series: Series) -> str:
    """The place and name of a series, with the cell of its name."""
    points = f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt>'
    where = address(0, index + 1)
    reference = f"<c:strRef><c:f>{where}</c:f><c:strCache>{points}</c:strCache></c:strRef>"
    return f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx>{reference}</c:tx>'


def data_xml(plot: Plot, index: int, series: Series) -> str:
    """The categories and values of a series, with the cells they stand in."""
    categories, axis = plot.chart.categories, plot.chart.axis
    code = escape(DAY if axis.unit is Unit.DATE else number_format(axis))
    names = "".join(f'<c:pt idx="{i}"><c:v>{escape(name)}</c:v></c:pt>' for i, name in enumerate(categories))
    values = ((i, number(point)) for i, point in enumerate(series.points))
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in values if value is not None
    )
    count = f'<c:ptCount val="{len(categories)}"/>'
    return (
        f"<c:cat><c:strRef><c:f>{_range(0, len(categories))}</c:f><c:strCache>{count}{names}</c:strCache>"
        "</c:strRef>"
        f"</c:cat><c:val><c:numRef><c:f>{_range(index + 1, len(categories))}</c:f><c:numCache>"
        f"<c:formatCode>{code}</c:formatCode>{count}{points}</c:numCache></c:numRef></c:val>"
    )


def _range(column: int, rows: int) -> str:
    return f"{address(1, column)}:{address(max(1, rows), column).removeprefix('Sheet1!')}"


def category_axis(plot: Plot) -> str:
    """The axis of categories."""
    lying = isinstance(plot.chart, BarChart) and plot.chart.horizontal
    labels = "none" if plot.every > 1 else "low"
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if lying else "minMax"}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{labels}"/><c:spPr>{outline("muted-light", 0.75)}</c:spPr>'
        f"{text_xml(plot.size, plot.language, 'muted')}"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(plot: Plot) -> str:
    """The axis of values, with the ends and ticks of the model."""
    axis = plot.chart.axis
    bars = isinstance(plot.chart, BarChart)
    lying = isinstance(plot.chart, BarChart) and plot.chart.horizontal
    unit = f'<c:majorUnit val="{axis.ticks[1] - axis.ticks[0]!r}"/>' if len(axis.ticks) > 1 else ""
    grid = "" if bars else f"<c:majorGridlines><c:spPr>{outline('rule', 0.5)}</c:spPr></c:majorGridlines>"
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{axis.high!r}"/>'
        f'<c:min val="{axis.low!r}"/></c:scaling><c:delete val="{int(bars)}"/>'
        f'<c:axPos val="{"b" if lying else "l"}"/>'
        f'{grid}<c:numFmt formatCode="{escape(number_format(axis))}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{outline("", 0)}</c:spPr>'
        f"{text_xml(plot.size, plot.language, 'muted')}"
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{unit}'
        "</c:valAx>"
    )


def text_xml(size: float, language: str, tone: str, *, bold: bool = False) -> str:
    """How the words of a chart are set."""
    style = f'lang="{language}" sz="{round(size * 100)}" b="{int(bold)}"'
    run = f'<a:defRPr {style}>{fill(tone)}<a:latin typeface="+mn-lt"/></a:defRPr>'
    words = f'<a:p><a:pPr>{run}</a:pPr><a:endParaRPr lang="{language}"/></a:p>'
    return f'<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>{words}</c:txPr>'
