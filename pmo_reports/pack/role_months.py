"""The resource plan by role and month, of the months after the status date, as records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_reports.model.figures import Figure, Unit
from pmo_reports.pack.records import records, text
from pmo_reports.pack.view import View

MONTHS = 12
"""Months that are shown at most."""

NEAR = 3
"""Months that measures of capacity look ahead."""

_EXACT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMonth:
    """A role in a month, over all projects, in FTE; null is not known.

    Attributes:
        load: demand over capacity; null without capacity.
        short: demand above what may be booked of the capacity.
        over: what is booked above that.
    """

    role: str
    month: date
    demand: float | None
    allocated: float | None
    capacity: float | None
    load: float | None
    short: float | None
    over: float | None

    def fte(self, view: View, name: str) -> Figure:
        """One of its amounts as a fact of the pack's entity."""
        return Figure(
            key=f"resources.{name}",
            entity=view.scope.root,
            item=f"{self.role}/{self.month:%Y-%m}",
            value=getattr(self, name),
            unit=Unit.FTE,
        )


@dataclass(frozen=True, slots=True)
class Role:
    """A role with its months in order."""

    name: str
    months: tuple[RoleMonth, ...]

    @property
    def short(self) -> float:
        """FTE-months that it lacks."""
        return _total(each.short for each in self.months)

    @property
    def worst(self) -> RoleMonth:
        """The month with the greatest lack, the first of equals."""
        return max(self.months, key=lambda each: (each.short or 0.0, each.demand or 0.0, _before(each)))

    def at(self, month: date) -> RoleMonth | None:
        """The role in a month, null where the plan has none."""
        return next((each for each in self.months if each.month == month), None)


def roles(view: View) -> list[Role]:
    """The roles that the entity's projects draw on, those that lack most first."""
    shown, drawn = set(months(view)), {text(row, "role") for row in view.rows("resources")}
    found: dict[str, list[RoleMonth]] = {}
    for row in _records(view):
        if row.month in shown and row.role in drawn:
            found.setdefault(row.role, []).append(row)
    made = [Role(name, tuple(rows)) for name, rows in found.items()]
    return sorted(made, key=lambda role: (-role.short, -_highest(role), role.name))


def months(view: View) -> list[date]:
    """The months of the plan after the status date's that are shown."""
    last = view.status_date.replace(day=1)
    ahead = {row["month"] for row in view.rows("resources") if row.get("month") and row["month"] > last}
    return sorted(ahead)[:MONTHS]


def peak(view: View, found: Sequence[Role]) -> date | None:
    """The month in which most roles lack people, of equals the one that lacks most, then the first."""
    ranked = [(len(_short(found, month)), _lack(found, month), month) for month in months(view)]
    worst = max(ranked, key=lambda each: (each[0], each[1], -each[2].toordinal()), default=None)
    return worst[2] if worst and worst[0] else None


def short_in(found: Sequence[Role], month: date) -> list[RoleMonth]:
    """The roles that lack people in a month, the greatest lack first."""
    return sorted(_short(found, month), key=lambda each: (-(each.short or 0.0), each.role))


def known_in(found: Sequence[Role], month: date) -> int:
    """Of how many roles demand and capacity of a month are known."""
    return sum(1 for role in found if (each := role.at(month)) and each.short is not None)


def causes(view: View, each: RoleMonth) -> list[tuple[str, float]]:
    """The projects that ask for a role in a month and how many FTE, the largest first."""
    asked: dict[str, float] = {}
    for project in view.book.projects("resources"):
        rows = [r for r in view.book.rows("resources", project) if _is(r.get("month"), text(r, "role"), each)]
        demand = [float(row["demand"]) for row in rows if row.get("demand") is not None]
        if demand and sum(demand) > 0:
            asked[project] = round(sum(demand), _EXACT)
    return sorted(asked.items(), key=lambda pair: (-pair[1], pair[0]))


def _is(month: date | None, role: str, each: RoleMonth) -> bool:
    return month == each.month and role == each.role


def _short(found: Sequence[Role], month: date) -> list[RoleMonth]:
    return [each for role in found if (each := role.at(month)) and (each.short or 0.0) > 0]


def _lack(found: Sequence[Role], month: date) -> float:
    return _total(each.short for each in _short(found, month))


def _total(values: Iterable[float | None]) -> float:
    return round(sum(value or 0.0 for value in values), _EXACT)


def _highest(role: Role) -> float:
    return max((each.load or 0.0 for each in role.months), default=0.0)


def _before(each: RoleMonth) -> int:
    return -each.month.toordinal()


def _records(view: View) -> list[RoleMonth]:
    told = view.now.measurements.role_months
    names = RoleMonth.__dataclass_fields__
    return [RoleMonth(**{name: row[name] for name in names}) for row in records(told)]
