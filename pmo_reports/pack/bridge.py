"""The bridge from the last period's forecast cost to this one's: opening + changes = closing.

It uses measures that add up. The portfolio's statistical EAC does not: its index is recomputed on sums.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pmo_reports.model.figures import Figure, Style
from pmo_reports.model.pack import Cell, TableBlock
from pmo_reports.model.wording import capital, label, term
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, count, number
from pmo_reports.pack.records import records, text
from pmo_reports.pack.view import View, measured
from pmo_reports.pack.words import counted

MOST = 6  # rows with a name; the rest is one row
_MEASURES = (
    ("eac_management", label("forecast cost (management EAC)")),
    ("whole_life_cost", label("whole-life cost")),
)
_HEADS = {"opening": label("Opening"), "change": label("Change"), "closing": label("Closing")}
_OTHERS = "others"
_EXACT = 1e-6
_UNITS = ((1_000_000, 0), (1_000_000, 1), (1_000_000, 2), (1_000, 0), (1_000, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    entity: str
    name: Cell
    opening: float | None
    closing: float | None
    item: str = ""

    @property
    def change(self) -> float:
        return (self.closing or 0.0) - (self.opening or 0.0)


def bridge(view: View) -> TableBlock | None:
    """Opening, change and closing of the largest movers; null where the measure cannot be compared."""
    for key, called in _MEASURES:
        total = _step(view, view.entity, key, label("Total"))
        if total.opening is not None and total.closing is not None:
            return _table(view, key, called, total)
    return None


def _table(view: View, key: str, called: str, total: _Step) -> TableBlock:
    moved = sorted(_moved(view, key), key=lambda step: (-abs(step.change), step.entity))
    rows = [*moved[:MOST], *_rest(view, moved[:MOST], total)]
    ends = (value or 0.0 for step in (*rows, total) for value in (step.opening, step.closing))
    scale, decimals = exact_unit(ends)
    fields: tuple[Field[_Step], ...] = (
        Field("project", "Project", lambda step: step.name, 2.2),
        *(_column(view, key, name, decimals) for name in ("opening", "change", "closing")),
    )
    words = Words(
        alt=label("Opening, change and closing of {measure}, largest change first", measure=called),
        caption=label("{measure}: opening + changes = closing", measure=capital(term(called))),
        scale=scale,
    )
    return grid(fields, rows, words, locale=view.locale, total=total)


def _column(view: View, key: str, name: str, decimals: int) -> Field[_Step]:
    style = Style(decimals=decimals, signed=name == "change")

    def cell(step: _Step) -> Figure:
        return replace(_money(view, step, f"{key}.{name}", getattr(step, name)), style=style)

    return Field(name, _HEADS[name], cell)


def _moved(view: View, key: str) -> list[_Step]:
    steps = (_step(view, entity, key, view.link(entity)) for entity in view.projects)
    gone = (_step(view, entity, key, name) for entity, name in _gone(view))
    return [step for step in (*steps, *gone) if abs(step.change) >= 1]


def _rest(view: View, named: Iterable[_Step], total: _Step) -> list[_Step]:
    """All other projects in one row, so that the columns add up to their totals."""
    listed = list(named)
    others = len({*view.projects, *(entity for entity, _ in _gone(view))} - {step.entity for step in listed})
    if not others:
        return []
    opening = (total.opening or 0.0) - sum(step.opening or 0.0 for step in listed)
    closing = (total.closing or 0.0) - sum(step.closing or 0.0 for step in listed)
    name = counted(count(view.entity, "bridge.others", others), "other project")
    return [_Step(entity=view.entity, name=name, opening=opening, closing=closing, item=_OTHERS)]


def _step(view: View, entity: str, key: str, name: Cell) -> _Step:
    assert view.before is not None  # noqa: S101 - the section is left out without it
    opening, closing = (number(measured(period, entity, key)) for period in (view.before, view.now))
    return _Step(entity=entity, name=name, opening=opening, closing=closing)


def _gone(view: View) -> list[tuple[str, str]]:
    """Projects of the period before that are no longer there; only the whole portfolio knows them."""
    if view.before is None or view.entity != view.settings.organisation.portfolio.id:
        return []
    rows = records(view.before.portfolio["projects"])
    left = [
        r
        for r in rows
        if text(r, "level") not in {"portfolio", "programme"} and text(r, "project_id") not in view.projects
    ]
    return [(text(row, "project_id"), text(row, "name")) for row in left]


def _money(view: View, step: _Step, key: str, value: float | None) -> Figure:
    return amount(step.entity, key, value, view.currency, step.item)


def exact_unit(values: Iterable[float]) -> tuple[int, int]:
    """The coarsest scale and decimals that round none of the amounts, so that rows can be added up by eye."""
    values = tuple(values)
    fits = (unit for unit in _UNITS if all(_exact(value, *unit) for value in values))
    return next(fits, (1, 0))


def _exact(value: float, scale: int, decimals: int) -> bool:
    shown = value * 10**decimals / scale
    return bool(abs(shown - round(shown)) < _EXACT)
