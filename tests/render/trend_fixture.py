"""A milestone trend for the renderers' tests: thirteen reports, seven milestones, some that end together."""

from __future__ import annotations

from datetime import date, timedelta

from pmo_reports.model.charts import DateAxis, Emphasis, MilestoneTrend, Series
from pmo_reports.model.figures import Figure, Unit

MONTHS = tuple(f"{name} 25" for name in ("Oct", "Nov", "Dec")) + tuple(
    f"{name} 26" for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
)
STATUS = tuple(
    date(2025 + (9 + at) // 12, (9 + at) % 12 + 1, 1) + timedelta(days=27) for at in range(len(MONTHS))
)
GAP, DONE = 5, 8
LONG = "Replacement of the Billing Engine in all Subsidiaries: second parallel run passed and signed off"


def on(key: str, day: date | None, at: int) -> Figure:
    return Figure(key=key, entity="P1", item=MONTHS[at], value=day, unit=Unit.DATE)


def line(name: str, first: date, step: int, emphasis: Emphasis = Emphasis.MAIN, *, until: int = 13) -> Series:
    """A milestone that moves by so many days a month; not known in the sixth report."""
    days = [
        None if at == GAP or at > until else first + timedelta(days=step * at) for at in range(len(MONTHS))
    ]
    points = tuple(on("trends.milestone_date", day, at) for at, day in enumerate(days))
    return Series(name=name, points=points, emphasis=emphasis)


def milestone_trend() -> MilestoneTrend:
    """Two that end on one day, one with a long name, one that is done, one level, two more."""
    return MilestoneTrend(
        categories=MONTHS,
        lines=(
            line("Atlas: Go live", date(2026, 12, 1), 20, Emphasis.ALERT),
            line("Beacon: Go live", date(2027, 5, 30), 5),
            line(LONG, date(2027, 2, 3), 15, Emphasis.SECOND),
            line("Cedar: Test (done)", date(2026, 5, 4), 5, Emphasis.MUTED, until=DONE),
            line("Delta: Level", date(2027, 6, 1), 0),
            line("Elm: Nearer", date(2027, 9, 1), -8, Emphasis.SECOND),
            line("Fir: Slow", date(2027, 7, 1), 2, Emphasis.ALERT),
        ),
        done=Series(
            name="Status date",
            points=tuple(on("trends.status_date", day, at) for at, day in enumerate(STATUS)),
            emphasis=Emphasis.MUTED,
            dashed=True,
        ),
        axis=DateAxis(
            low=date(2025, 10, 15),
            step=365.2425 / 4,
            names=("Oct 25", "Jan 26", "Apr 26", "Jul 26", "Oct 26", "Jan 27", "Apr 27", "Jul 27", "Oct 27"),
        ),
        alt="Milestone trend of seven milestones.",
    )
