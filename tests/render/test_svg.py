"""Charts: sound SVG, in the pack's typeface, with labels that stand clear of one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pmo_reports.errors import RenderError
from pmo_reports.model.charts import Axis, BarChart, Diamond, Emphasis, Series
from pmo_reports.model.figures import PLAIN, Unit
from pmo_reports.model.rag import Rag
from pmo_reports.render.pdf.svg import drawing
from pmo_reports.render.pdf.svg.labels import Box, placed, spread
from pmo_reports.render.pdf.svg.line import line_chart
from pmo_reports.render.pdf.svg.marks import picture
from pmo_reports.render.pdf.svg.months import _months
from pmo_reports.render.pdf.svg.pen import LABEL, SMALL, Pen, tint
from pmo_reports.render.pdf.svg.scales import Scale, axis_text, tick_texts
from pmo_reports.render.pdf.typeface import typeface
from tests.render.chart_fixture import falls, heat_map, history, ranges, s_curve, spark
from tests.render.figure_fixture import count
from tests.render.pack_fixture import COLOURS
from tests.render.project_fixture import HOSTILE, PROJECTS, roadmap_of
from tests.render.trend_fixture import milestone_trend

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {
    "line": s_curve("P1"),
    "bars": history(),
    "grouped": replace(history(), stacked=False),
    "lying": replace(history(), stacked=False, horizontal=True),
    "lying pile": replace(history(), horizontal=True),
    "heat": heat_map(),
    "gantt": roadmap_of(PROJECTS[:12]),
    "spark": spark("P1", 0.9),
    "ranges": ranges(),
    "milestone trend": milestone_trend(),
    "waterfall": falls(100, 8, -3),
    "waterfall across zero": falls(-2, 5, -4),
    "waterfall, cut": falls(100, 8, -3, cut=95),
}


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(COLOURS, typeface(FONTS), "en_GB")


def drawn(chart: object, pen: Pen, width: float = 174, height: float = 70) -> ET.Element:
    return ET.fromstring(drawing(chart, pen, width, height))  # noqa: S314 - our own SVG


def texts(svg: ET.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_every_chart_has_typeface_and_alternative_text(chart: object, pen: Pen) -> None:
    svg = drawn(chart, pen)
    assert svg.get("font-family") == "Carlito"
    assert (svg.findtext(f"{SVG}title") or "").startswith(chart.alt)  # type: ignore[attr-defined]


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_charts_have_no_style_attribute(chart: object, pen: Pen) -> None:
    assert " style=" not in drawing(chart, pen, 174, 70)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_no_text_leaves_the_picture(chart: object, pen: Pen) -> None:
    svg = drawn(chart, pen)
    width = float(svg.get("width", "").removesuffix("pt"))
    for text in svg.iter(f"{SVG}text"):
        wide = pen.width(text.text or "", float(text.get("font-size", 0)))
        shift = {"end": wide, "middle": wide / 2}.get(text.get("text-anchor", ""), 0)
        left = float(text.get("x", 0)) - shift
        if text.get("x") != "0":  # turned text stands at the origin of its own system
            assert left >= -1
            assert left + wide <= width + 1


def test_every_curve_is_labelled_with_its_last_value(pen: Pen) -> None:
    said = texts(drawn(CHARTS["line"], pen))
    assert {"Budget €50.0\xa0m", "Forecast €52.5\xa0m"} <= set(said)
    assert "Status Oct 26" in said


def test_a_low_curve_has_its_labels_at_the_edge(pen: Pen) -> None:
    low = ET.fromstring(line_chart(s_curve("P1"), pen, 235, 74))  # noqa: S314 - our own picture
    edge = max(
        float(rule.get("x2", 0)) for rule in low.iter(f"{SVG}line") if rule.get("y1") == rule.get("y2")
    )
    labels = [text for text in low.iter(f"{SVG}text") if text.get("font-weight") == "bold"]
    assert len(labels) == len(s_curve("P1").series)
    assert min(float(text.get("x", 0)) for text in labels) > edge
    heights = sorted(float(text.get("y", 0)) for text in labels)
    assert min(below - above for above, below in pairwise(heights)) >= LABEL


def test_ticks_of_a_low_curve_do_not_touch(pen: Pen) -> None:
    chart = s_curve("P1")
    ticks = tuple(chart.axis.high * part / 10 for part in range(11))
    chart = replace(chart, axis=replace(chart.axis, ticks=ticks))
    low = ET.fromstring(line_chart(chart, pen, 235, 74))  # noqa: S314 - our own picture
    heights = sorted(float(t.get("y", 0)) for t in low.iter(f"{SVG}text") if t.get("text-anchor") == "end")
    assert 2 <= len(heights) < len(ticks)
    assert min(below - above for above, below in pairwise(heights)) >= SMALL


def test_ticks_have_one_number_of_decimals(pen: Pen) -> None:
    axis = replace(s_curve("P1").axis, ticks=(0, 2_500_000, 5_000_000))
    assert tick_texts(axis, pen) == ("0.0", "2.5", "5.0")


def test_labels_are_written_in_the_axis_scale(pen: Pen) -> None:
    chart = s_curve("P1")
    bare = replace(chart.series[0], points=tuple(replace(p, style=PLAIN) for p in chart.series[0].points))
    assert "Budget €50.0\xa0m" in texts(drawn(replace(chart, series=(bare,)), pen))


def test_a_unit_in_the_label_of_an_axis_is_not_said_twice(pen: Pen) -> None:
    axis = s_curve("P1").axis
    assert axis_text(axis, pen) == axis_text(replace(axis, label="€ m"), pen) == "€ m"


def test_losses_pile_downwards(pen: Pen) -> None:
    axis = Axis(low=-10, high=10, ticks=(0,), unit=Unit.COUNT)
    series = tuple(
        Series(name=name, points=(count(name, "P1", value),)) for name, value in (("a", 5), ("b", -5))
    )
    chart = BarChart(categories=("Oct",), series=series, axis=axis, alt="x", stacked=True)
    up, down = (float(r.get("y", 0)) for r in drawn(chart, pen).iter(f"{SVG}rect"))
    assert up < down


def test_small_pieces_of_a_pile_keep_their_value(pen: Pen) -> None:
    ones = [text for text in texts(drawn(CHARTS["bars"], pen, height=50)) if text == "1"]
    assert len(ones) == 3


def test_an_empty_bar_chart_is_drawn(pen: Pen) -> None:
    empty = BarChart(categories=(), series=(), axis=history().axis, alt="nothing")
    assert drawn(empty, pen) is not None


def test_the_risk_map_prints_zero_and_ids(pen: Pen) -> None:
    said = texts(drawn(CHARTS["heat"], pen, 116, 78))
    assert said.count("0") == 21
    assert {"6", "R07 R08 R11"} <= set(said)


def test_hostile_labels_are_text(pen: Pen) -> None:
    assert HOSTILE in " ".join(texts(drawn(CHARTS["gantt"], pen, 261, 128)))


def test_a_bar_without_dates_says_so(pen: Pen) -> None:
    bars = tuple(replace(bar, start=None, finish=None) for bar in roadmap_of(PROJECTS[:1]).bars)
    assert "No forecast dates" in texts(drawn(replace(roadmap_of(()), bars=bars), pen, 261, 128))


def test_milestone_names_never_touch(pen: Pen) -> None:
    bar = roadmap_of(PROJECTS[:1]).bars[0]
    days = (date(2026, 10, n) for n in range(1, 29, 2))
    crowded = replace(bar, diamonds=tuple(Diamond(on=d, label=f"Gate {d.day}", rag=Rag.RED) for d in days))
    svg = drawn(replace(roadmap_of(()), bars=(crowded,)), pen, 261, 128)
    names = [t for t in svg.iter(f"{SVG}text") if (t.text or "").startswith("Gate")]
    boxes = [Box(float(t.get("x", 0)), float(t.get("y", 0)), pen.width(t.text or ""), 8.5) for t in names]
    assert 0 < len(boxes) < 14
    assert not any(a.touches(b, air=0) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_months_stay_inside_the_chart() -> None:
    assert _months(date(2026, 11, 15), date(2027, 2, 1)) == [date(2026, 12, 1), date(2027, 1, 1)]


def test_a_gap_in_a_sparkline_is_not_bridged(pen: Pen) -> None:
    paths = [p.get("d", "") for p in drawn(CHARTS["spark"], pen, 20, 5).iter(f"{SVG}path")]
    assert [path.count("L") for path in paths] == [1, 2]


@pytest.mark.parametrize("rag", Rag)
def test_a_mark_has_its_letter_and_its_word(rag: Rag, pen: Pen) -> None:
    svg = ET.fromstring(picture(pen, rag))  # noqa: S314 - our own SVG
    assert texts(svg) == [rag.value]
    assert svg.findtext(f"{SVG}title") == rag.word


def test_red_amber_green_and_unknown_differ_in_shape(pen: Pen) -> None:
    states = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.UNKNOWN)
    shapes = {picture(pen, rag).split("<g")[1].split("fill")[0] for rag in states}
    assert len(shapes) == 4


def test_an_unknown_kind_of_chart_names_the_known_ones(pen: Pen) -> None:
    with pytest.raises(RenderError, match="LineChart"):
        drawing("pie", pen, 10, 10)


def test_spread_keeps_order_distance_and_bounds() -> None:
    assert spread([10, 11, 50], 12, 0, 60) == [10, 22, 50]
    assert spread([58, 59], 12, 0, 60) == [48, 60]


def test_a_label_avoids_the_line_beside_it() -> None:
    line = [(n, 50.0) for n in range(100)]
    box = placed((50, 50), (20, 8), line, [], Box(0, 0, 100, 100))
    assert not any(box.holds(point) for point in line)


def test_a_flat_scale_does_not_divide_by_zero() -> None:
    assert Scale(5, 5, 0, 100)(5) == 0


def test_a_tint_is_mixed_into_white() -> None:
    assert tint("#000000", 0.5) == "#808080"


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Łódź €", "Łódź €"),
        ("\N{GRINNING FACE} \u4f60", "\N{WHITE SQUARE} \N{WHITE SQUARE}"),
        ("co\N{NON-BREAKING HYPHEN}op \N{FULLWIDTH DIGIT ONE}", "co-op 1"),
        ("a\N{NO-BREAK SPACE}b\N{SOFT HYPHEN}", "a\N{NO-BREAK SPACE}b"),
    ],
)
def test_what_the_typeface_lacks_is_plainer_or_marked(words: str, printed: str, pen: Pen) -> None:
    assert pen.typeface.set(words) == printed


def test_a_range_runs_from_p10_over_p50_to_p90_around_what_was_approved(pen: Pen) -> None:
    svg = drawn(ranges(("Atlas",)), pen)
    bars = [(float(r.get("x", 0)), float(r.get("width", 0))) for r in svg.iter(f"{SVG}rect")]
    ticks = [float(each.get("x1", 0)) for each in svg.iter(f"{SVG}line")][:5]  # -20, 0, 20, 40, 60
    day = (ticks[-1] - ticks[0]) / 80
    assert bars[0] == pytest.approx((ticks[1] - 10 * day, 20 * day), abs=0.1)
    assert bars[1] == pytest.approx((ticks[1] + 10 * day, 40 * day), abs=0.1)
    assert "+10\N{NO-BREAK SPACE}days" in texts(svg)
    assert "Atlas" in texts(svg)


def test_a_sure_range_is_a_mark_without_a_bar(pen: Pen) -> None:
    chart = ranges(("Atlas",))
    sure = replace(chart.ranges[0], low=chart.ranges[0].middle, high=chart.ranges[0].middle)
    svg = drawn(replace(chart, ranges=(sure,)), pen)
    assert list(svg.iter(f"{SVG}rect")) == []
    assert len(list(svg.iter(f"{SVG}line"))) == 6


def test_a_lying_pile_has_its_values_in_its_parts_and_none_for_nothing(pen: Pen) -> None:
    series = [("Red", Emphasis.RED, (2, 0)), ("Not known", Emphasis.UNKNOWN, (1, 3))]
    bars = tuple(
        Series(
            name=name,
            emphasis=role,
            points=tuple(count(name, "P1", value, item=str(at)) for at, value in enumerate(values)),
        )
        for name, role, values in series
    )
    axis = replace(history().axis, low=0.0, high=3.0, ticks=(0.0, 1.0, 2.0, 3.0))
    chart = BarChart(
        categories=("Ada", "Ben"), series=bars, axis=axis, alt="Projects", stacked=True, horizontal=True
    )
    svg = drawn(chart, pen)
    assert sorted(text for text in texts(svg) if text.isdigit()) == ["1", "2", "3"]
    dashed = [rect for rect in svg.iter(f"{SVG}rect") if rect.get("stroke-dasharray")]
    assert len(dashed) == 3  # two parts and the key
