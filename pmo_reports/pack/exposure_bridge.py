"""The bridge of risk exposure since the period before: opening + new − closed ± re-rated = closing.

It is of the projects that know all its parts in both periods; so it closes to the cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pmo_reports.model.figures import Figure, Style
from pmo_reports.model.pack import Cell, TableBlock
from pmo_reports.model.wording import label
from pmo_reports.pack.adding_up import exact_unit
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import amount, number
from pmo_reports.pack.view import View

OPENING, NEW, CLOSED, MOVED, CLOSING = (
    "exposure_opening",
    "exposure_new",
    "exposure_closed",
    "exposure_movement",
    "exposure",
)
_KNOWN = (OPENING, NEW, CLOSED, CLOSING)
_HEADS = {
    OPENING: label("Opening"),
    NEW: label("New"),
    CLOSED: label("Closed"),
    MOVED: label("Re-rated"),
    CLOSING: label("Closing"),
}
_FACTS = {OPENING: "exposure.opening", CLOSED: "exposure_closed.was"}
"""Parts that the inputs of the period before tell, by the names that say so."""
_CENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The parts of an entity's bridge in the reporting currency; `n` of its `of` projects know them all.

    `closed` is what has left, above zero; `moved` is how much dearer the risks have become that stayed.
    """

    entity: str
    opening: float
    new: float
    closed: float
    closing: float
    n: int
    of: int

    @property
    def moved(self) -> float:
        """What the risks of both periods explain; the rest explains itself."""
        return round(self.closing - self.opening - self.new + self.closed, _CENTS)

    @property
    def parts(self) -> tuple[float, ...]:
        """All parts, in the order of the row."""
        return (self.opening, self.new, -self.closed or 0.0, self.moved, self.closing)

    def part(self, view: View, key: str) -> Figure:
        """A part as a fact; what has left is below zero, so that a row adds up as it stands."""
        value = dict(zip(_HEADS, self.parts, strict=True))[key]
        return amount(self.entity, _FACTS.get(key, f"{key}.bridge"), value, view.currency)


def bridge(view: View, entity: str) -> Bridge:
    """The bridge of the entity, over its projects that know all the parts."""
    projects = view.about(entity).projects
    known = [parts for parts in (_parts(view, project) for project in projects) if parts]
    opening, new, closed, closing = (_sum(parts[key] for parts in known) for key in _KNOWN)
    return Bridge(
        entity=entity,
        opening=opening,
        new=new,
        closed=closed,
        closing=closing,
        n=len(known),
        of=len(projects),
    )


def bridge_table(view: View) -> TableBlock | None:
    """The bridge by programme, else by project, with a total; null where none can be compared."""
    whole = bridge(view, view.entity)
    if not whole.n:
        return None
    groups = view.scope.programmes or (view.projects if len(view.projects) > 1 else ())
    loose = [p for p in view.projects if view.scope.programmes and not view.scope.programme.get(p)]
    parts = [each for each in (bridge(view, entity) for entity in (*groups, *loose)) if each.n]
    rows = sorted(parts, key=lambda each: (-abs(each.closing - each.opening), each.entity))
    scale, decimals = exact_unit(value for each in (*rows, whole) for value in each.parts)
    fields: tuple[Field[Bridge], ...] = (
        Field(
            "group",
            label("Programme") if view.scope.programmes else label("Project"),
            lambda b: _name(view, b),
            1.8,
        ),
        *(_field(view, key, head, decimals) for key, head in _HEADS.items()),
    )
    words = Words(
        alt="Exposure of risks from the last period to this one, largest change first, with a total",
        caption="Opening + new + closed + re-rated = closing",
        scale=scale,
    )
    return grid(fields, rows, words, locale=view.locale, total=whole)


def _parts(view: View, project: str) -> dict[str, float] | None:
    values = {key: number(view.figure(project, key)) for key in _KNOWN}
    known = {key: value for key, value in values.items() if value is not None}
    return known if len(known) == len(_KNOWN) else None


def _sum(values: Iterable[float]) -> float:
    return round(sum(values), _CENTS)


def _name(view: View, each: Bridge) -> Cell:
    return label("Total") if each.entity == view.entity else view.link(each.entity)


def _field(view: View, key: str, head: str, decimals: int) -> Field[Bridge]:
    style = Style(decimals=decimals, signed=key not in {OPENING, CLOSING})

    def cell(each: Bridge) -> Figure:
        return replace(each.part(view, key), style=style)

    return Field(key, head, cell, 0.9)
