"""The benefits that fall furthest short of what was planned, each with its project."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import TableBlock
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, signed
from pmo_reports.pack.records import Record, converted, text
from pmo_reports.pack.view import View
from pmo_reports.pack.words import not_shown

MOST = 5
_AGAINST = "dis-benefit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A benefit at its last point: planned and forecast in all, in the reporting currency."""

    project: str
    key: str
    name: str
    baseline: float
    forecast: float | None

    @property
    def short(self) -> float | None:
        """Forecast less planned; below zero less is expected than was promised. Null without forecast."""
        return None if self.forecast is None else round(self.forecast - self.baseline, 2)


def gaps(view: View) -> list[Gap]:
    """The benefits that are forecast below plan, largest gap first."""
    found = [gap for gap in _benefits(view) if gap.short is not None and gap.short < 0]
    return sorted(found, key=lambda gap: (gap.short or 0.0, gap.project, gap.key))


def unforecast(view: View) -> int:
    """How many benefits have a plan and no forecast."""
    return sum(gap.forecast is None for gap in _benefits(view))


def gaps_table(view: View) -> TableBlock:
    """The largest gaps, and how many more there are."""
    found = gaps(view)
    words = Words(
        alt="Benefits that are forecast below plan, largest gap first",
        caption="Largest gaps to plan",
        empty="No benefit is forecast below plan.",
        more=not_shown(view.entity, "benefits.gaps_not_shown", len(found) - MOST),
    )
    return grid(_fields(view), found[:MOST], words, locale=view.locale)


def _fields(view: View) -> tuple[Field[Gap], ...]:
    return (
        Field("name", "Benefit", lambda gap: gap.name or gap.key, 2.0),
        Field("project", "Project", lambda gap: view.link(gap.project), 1.6),
        Field("planned", "Planned", lambda gap: _money(view, gap, "baseline"), 0.8),
        Field("forecast", "Forecast", lambda gap: _money(view, gap, "forecast"), 0.8),
        Field("gap", "Gap", lambda gap: signed(_gap(view, gap)), 0.8),
    )


def _money(view: View, gap: Gap, name: str) -> Figure:
    return amount(gap.project, f"benefits.{name}", getattr(gap, name), view.currency, gap.key)


def _gap(view: View, gap: Gap) -> Figure:
    return replace(_money(view, gap, "forecast"), key="benefits.gap", value=gap.short)


def _benefits(view: View) -> list[Gap]:
    """Each benefit of the entity at its last point; one without a plan has no gap."""
    last: dict[tuple[str, str], Record] = {}
    for row in view.rows("benefits"):
        key = (text(row, "project_id"), text(row, "benefit_id"))
        if row.get("month") is not None and (key not in last or row["month"] > last[key]["month"]):
            last[key] = row
    made = (_at_last(key, row) for key, row in last.items())
    return [gap for gap in made if gap]


def _at_last(key: tuple[str, str], row: Record) -> Gap | None:
    planned, expected = (_signed(row, name) for name in ("baseline", "forecast"))
    if planned is None:
        return None
    return Gap(
        project=key[0],
        key=key[1],
        name=text(row, "name"),
        baseline=planned,
        forecast=expected,
    )


def _signed(row: Record, name: str) -> float | None:
    """An amount in the reporting currency; what a dis-benefit takes away is below zero."""
    value = converted(row, name)
    return -abs(value) if value is not None and text(row, "kind") == _AGAINST else value
