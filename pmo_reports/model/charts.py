"""Charts as data: what is shown, not how it is drawn. Each renderer draws the kinds it knows.

Axis ends and ticks belong to the chart, so PDF and deck show the same scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_reports.model.figures import Figure, Style, Unit
from pmo_reports.model.rag import Rag


class Emphasis(StrEnum):
    """The role of a series or bar; brand colours are chosen by role, never by a chart."""

    MAIN = "main"
    SECOND = "second"
    MUTED = "muted"
    ALERT = "alert"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A value axis from `low` to `high` with its `ticks`; values are divided by `scale` in labels."""

    low: float
    high: float
    ticks: tuple[float, ...]
    unit: Unit
    label: str = ""
    scale: int = 1
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A named run of points, one for each category; a null point is a gap, never interpolated."""

    name: str
    points: tuple[Figure, ...]
    emphasis: Emphasis = Emphasis.MAIN
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Series over categories (months), labelled at their last point; S-curves and trends."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    alt: str
    marker: str = ""  # category at which the status-date line stands


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars by category, stacked when `stacked`, lying when `horizontal`."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    alt: str
    stacked: bool = False
    horizontal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diamond:
    """A milestone on a roadmap row."""

    on: date
    label: str
    rag: Rag
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a roadmap: baseline ghost, forecast bar with its done part, diamonds."""

    entity: str
    label: str
    rag: Rag
    start: date | None
    finish: date | None
    baseline_start: date | None
    baseline_finish: date | None
    done: float  # fraction of the forecast bar that is done
    diamonds: tuple[Diamond, ...] = ()
    slip: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt:
    """A roadmap between two dates with a status-date line; months are labelled on top."""

    start: date
    finish: date
    status_date: date
    bars: tuple[Bar, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A cell of the 5x5 risk map: ids of the risks in it, its band and how many there are."""

    probability: int
    impact: int
    band: Emphasis
    count: Figure
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Risks by probability (rows, 5 on top) and impact (columns, 5 on the right)."""

    cells: tuple[HeatCell, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A row of a range chart: from what goes well over what is as likely as not to what goes badly."""

    label: str
    low: Figure
    middle: Figure
    high: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeChart:
    """Ranges below one another, as distances from what was approved: zero is kept, the right is missed."""

    ranges: tuple[Range, ...]
    axis: Axis
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallStep:
    """A column of a waterfall: a total from zero, or a change that begins where the one before it ended.

    Attributes:
        figure: the total, or the change with its sign.
        base: where the column begins; zero for a total.
        emphasis: MAIN for totals; of changes ALERT is worse, GREEN better, MUTED neither.
    """

    name: str
    figure: Figure
    base: float
    emphasis: Emphasis
    total: bool = False

    @property
    def end(self) -> float:
        """Where the column ends; nothing known is no step."""
        value = self.figure.value
        return self.base + (0.0 if value is None or isinstance(value, date) else float(value))

    @property
    def low(self) -> float:
        """The lower of its two ends."""
        return min(self.base, self.end)

    @property
    def high(self) -> float:
        """The upper of its two ends."""
        return max(self.base, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Opening + changes = closing, as columns; renderers mark an axis that does not begin at zero as cut."""

    steps: tuple[WaterfallStep, ...]
    axis: Axis
    alt: str

    @property
    def cut(self) -> bool:
        """Whether the axis leaves zero out, so that totals are drawn shorter than they are."""
        return self.axis.low > 0 or self.axis.high < 0

    @property
    def foot(self) -> float:
        """Where totals begin to be drawn: zero, or the end of the axis that is nearest to it."""
        return min(max(0.0, self.axis.low), self.axis.high)

    @property
    def cut_at(self) -> Figure:
        """Where a cut axis begins, as it is written beside its unit: a number of the scale, no fact."""
        axis, shown = self.axis, self.foot / self.axis.scale
        decimals = next((places for places in (0, 1) if round(shown, places) == shown), 2)
        style = Style(scale=axis.scale, decimals=decimals, bare=True)
        return Figure(
            key="cut", entity="", value=self.foot, unit=axis.unit, currency=axis.currency, style=style
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A word-sized line of the last periods, last point marked; null points are gaps."""

    points: tuple[Figure, ...]
    low: float
    high: float
    alt: str
    reference: float | None = None  # a value worth a hairline, such as 1.0 for an index


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAxis:
    """A value axis of dates with evenly spaced ticks, `step` days apart from `low` on, each with its name."""

    low: date
    step: float
    names: tuple[str, ...]

    @property
    def days(self) -> tuple[float, ...]:
        """The ticks as days of the proleptic Gregorian calendar, 1 January of year 1 being 1."""
        return tuple(self.low.toordinal() + self.step * at for at in range(len(self.names)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneTrend:
    """Milestone trend analysis: by period of report the date that each milestone was expected on.

    Attributes:
        lines: the dates of each milestone, the worst mover first; a line ends where its milestone was done.
        done: the status date of each period: a milestone whose line meets this one is done.
    """

    categories: tuple[str, ...]
    lines: tuple[Series, ...]
    done: Series
    axis: DateAxis
    alt: str


ChartSpec = LineChart | BarChart | Gantt | HeatMap | RangeChart | MilestoneTrend | Waterfall
