"""The heat map of roles by month: demand over capacity, on the tint of how it can be met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pmo_reports.model.charts import Emphasis
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import Cell, TableBlock, Tint
from pmo_reports.model.wording import say
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.period_names import tick
from pmo_reports.pack.quantities import count, share
from pmo_reports.pack.role_months import Role, RoleMonth, months
from pmo_reports.pack.view import View

MOST = 10


def load_map(view: View, found: Sequence[Role]) -> TableBlock:
    """A row for each role, those that lack most first, a column for each month."""
    rest = count(view.entity, "resources.roles_not_shown", len(found) - MOST)
    words = Words(
        alt="Demand over capacity by role and month, the roles that lack most first",
        caption="Demand over capacity by role and month",
        more=say("+{n} more roles in the annex workbook", n=rest) if len(found) > MOST else Sentence(),
    )
    name: Field[Role] = Field("role", "Role", lambda role: role.name, 3.0)
    fields = (name, *(Field(f"{m:%Y-%m}", tick(view, m), _cell(view, m), 0.7) for m in months(view)))
    return grid(fields, found[:MOST], words, locale=view.locale)


def key(view: View) -> Sentence:
    """What the tints mean."""
    rules = view.settings.measures.resources
    most = share(view.entity, "rules.overbooked", rules.overbooked)
    least = share(view.entity, "rules.underbooked", rules.underbooked)
    return Sentence.of(
        "Red and bold: more is booked than ",
        most,
        " of capacity. Amber: more is asked for, but not booked. Grey: less than ",
        least,
        " is asked for. FTE: no capacity at all.",
    )


def _cell(view: View, month: date) -> Callable[[Role], Cell]:
    def cell(role: Role) -> Cell:
        each = role.at(month)
        return Tint(_figure(view, each), _band(view, each)) if each else None

    return cell


def _figure(view: View, each: RoleMonth) -> Figure:
    """Demand over capacity; without any capacity the demand itself."""
    if each.capacity == 0 and each.demand:
        return each.fte(view, "demand")
    item = f"{each.role}/{each.month:%Y-%m}"
    return share(view.scope.root, "resources.load", each.load, item)


def _band(view: View, each: RoleMonth) -> Emphasis:
    """Red: booked too much; amber: asked for too much; grey: asked for too little; unknown: neither known."""
    if each.over:
        return Emphasis.RED
    if each.short:
        return Emphasis.AMBER
    if each.load is None:
        return Emphasis.UNKNOWN
    return Emphasis.MUTED if each.load < view.settings.measures.resources.underbooked else Emphasis.MAIN
