"""Charts for the renderers' tests: an S-curve, a status history, a risk map, a sparkline."""

from __future__ import annotations

from math import cos, pi

from pmo_reports.model.charts import (
    Axis,
    BarChart,
    Emphasis,
    HeatCell,
    HeatMap,
    LineChart,
    Range,
    RangeChart,
    Series,
    Spark,
    Waterfall,
    WaterfallStep,
)
from pmo_reports.model.figures import Figure, Style, Unit
from tests.render.figure_fixture import count, index, money

MONTHS = tuple(
    f"{month} {year}"
    for year in ("25", "26", "27")
    for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
)[6:30]
STATUS = MONTHS.index("Oct 26")


def ranges(names: tuple[str, ...] = ("Atlas", "Beacon"), shift: int = 0) -> RangeChart:
    """How many days P10, P50 and P90 lie behind the approved date: 10 early, 10 and 50 late, and so on."""

    def late(name: str, n: str, value: int) -> Figure:
        return Figure(
            key=f"finish_p{n}.gap", entity=name, value=value, unit=Unit.DAYS, style=Style(signed=True)
        )

    made = (
        Range(
            label=name,
            low=late(name, "10", -10 + at * shift),
            middle=late(name, "50", 10 + at * shift),
            high=late(name, "90", 50 + at * shift),
        )
        for at, name in enumerate(names)
    )
    axis = Axis(low=-20, high=60, ticks=(-20, 0, 20, 40, 60), unit=Unit.DAYS, label="calendar days")
    return RangeChart(ranges=tuple(made), axis=axis, alt="Days after the approved date.")


def falls(opening: float, *changes: float, cut: float | None = None) -> Waterfall:
    """From an opening in millions over its changes to the closing; `cut` is where the axis begins."""

    def amount(name: str, value: float) -> Figure:
        style = Style(scale=1_000_000, decimals=1, signed=name.startswith("Cause"), bare=True)
        key = name.lower().replace(" ", "_")
        return Figure(
            key=key, entity="P", value=value * 1_000_000, unit=Unit.MONEY, currency="EUR", style=style
        )

    level, steps = opening, [_total("Opening", amount("Opening", opening))]
    for at, change in enumerate(changes, 1):
        emphasis = Emphasis.ALERT if change > 0 else Emphasis.GREEN
        name = f"Cause {at}"
        steps.append(
            WaterfallStep(name=name, figure=amount(name, change), base=level * 1_000_000, emphasis=emphasis)
        )
        level = round(level + change, 6)
    steps.append(_total("Closing", amount("Closing", level)))
    ends = [
        end / 1_000_000 for step in steps for end in (step.low, step.high) if not step.total or cut is None
    ]
    low = min(ends) if cut is None else cut
    high = max([*ends, opening, level, 0.0 if cut is None else opening])
    axis = Axis(
        low=low * 1_000_000,
        high=high * 1_000_000,
        ticks=(low * 1_000_000, high * 1_000_000),
        unit=Unit.MONEY,
        label="€ m",
        scale=1_000_000,
        currency="EUR",
    )
    return Waterfall(steps=tuple(steps), axis=axis, alt="Cost by cause.")


def _total(name: str, figure: Figure) -> WaterfallStep:
    return WaterfallStep(name=name, figure=figure, base=0.0, emphasis=Emphasis.MAIN, total=True)


def s_curve(entity: str, total: int = 50_000_000, overrun: float = 1.05) -> LineChart:
    """Planned, earned, actual and forecast cost over 24 months; three of the curves end close together."""
    shape = [(1 - cos(pi * n / (len(MONTHS) - 1))) / 2 for n in range(len(MONTHS))]

    def series(
        name: str, factor: float, months: range, emphasis: Emphasis, *, dashed: bool = False
    ) -> Series:
        values = [int(total * factor * part) if n in months else None for n, part in enumerate(shape)]
        key = name.lower().replace(" ", "_")
        points = tuple(money(key, entity, v, item=MONTHS[n]) for n, v in enumerate(values))
        return Series(name=name, points=points, emphasis=emphasis, dashed=dashed)

    past, ahead = range(STATUS + 1), range(STATUS, len(MONTHS))
    high = total * 1.2
    return LineChart(
        categories=MONTHS,
        series=(
            series("Budget", 1.0, range(len(MONTHS)), Emphasis.MUTED),
            series("Actual", 0.97, past, Emphasis.MAIN),
            series("Earned", 0.93, past, Emphasis.SECOND),
            series("Forecast", overrun, ahead, Emphasis.MAIN, dashed=True),
        ),
        axis=Axis(
            low=0,
            high=high,
            ticks=(0, high / 3, high * 2 / 3, high),
            unit=Unit.MONEY,
            scale=1_000_000,
            currency="EUR",
        ),
        alt="Cumulative cost: actual trails the budget, earned value trails both, the forecast ends above.",
        marker="Oct 26",
    )


def history() -> BarChart:
    """Projects by status in six periods."""
    counts = {"Red": (1, 1, 1, 2, 2, 3), "Amber": (5, 6, 6, 5, 6, 5), "Green": (14, 14, 14, 15, 14, 13)}
    months = ("May", "Jun", "Jul", "Aug", "Sep", "Oct")
    emphasis = {"Red": Emphasis.RED, "Amber": Emphasis.AMBER, "Green": Emphasis.GREEN}
    series = tuple(
        Series(
            name=name,
            points=tuple(count(name, "MER", v, item=m) for v, m in zip(values, months, strict=True)),
            emphasis=emphasis[name],
        )
        for name, values in counts.items()
    )
    unknown = tuple(
        count("unknown", "MER", v, item=m) for v, m in zip((4, 3, 3, 2, 2, 3), months, strict=True)
    )
    return BarChart(
        categories=months,
        series=(*series, Series(name="Not known", points=unknown, emphasis=Emphasis.UNKNOWN)),
        axis=Axis(low=0, high=24, ticks=(0, 12, 24), unit=Unit.COUNT, label="Projects"),
        alt="Red projects rose from one in May to three in October.",
        stacked=True,
    )


def heat_map() -> HeatMap:
    """A 5x5 map with one crowded cell."""
    bands = ("GAARR", "GAARR", "GGAAR", "GGAAA", "GGGAA")
    names = {"G": Emphasis.GREEN, "A": Emphasis.AMBER, "R": Emphasis.RED}
    placed = {
        (5, 3): ("R04",),
        (4, 4): ("R07", "R08", "R11", "R12", "R15", "R16"),
        (4, 5): ("R01",),
        (1, 1): ("R12",),
    }
    cells = tuple(
        HeatCell(
            probability=5 - row,
            impact=column + 1,
            band=names[letter],
            count=count(
                "risks", "MER", len(placed.get((5 - row, column + 1), ())), item=f"{5 - row}x{column + 1}"
            ),
            ids=placed.get((5 - row, column + 1), ()),
        )
        for row, letters in enumerate(bands)
        for column, letter in enumerate(letters)
    )
    return HeatMap(cells=cells, alt="Nine open risks, eight of them above appetite.")


def spark(entity: str, last: float | None) -> Spark:
    """Six periods of an index, the third unknown."""
    base = last if last is not None else 1.0
    values = (base + 0.06, base + 0.03, None, base - 0.02, base + 0.01, last)
    points = tuple(index("cpi", entity, v) for v in values)
    return Spark(points=points, low=0.7, high=1.3, reference=1.0, alt=f"Cost index of {entity}, six periods")
