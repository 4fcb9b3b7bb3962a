"""The tables of the outlook: finish and cost as ranges, and estimates by formula, most doubtful first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pmo_reports.model.assumptions import EARLY
from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import Cell, TableBlock
from pmo_reports.model.wording import label
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import number
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.view import View

MOST = 12  # estimates by formula that a reader compares; the annex has all
_METHODS = {"Monte Carlo": label("Monte Carlo"), "reference class": label("Reference class")}
_ALL = label("Estimates by formula")
_WORST = label("Estimates by formula, the worst projects; the annex workbook has all")
SHARES = ("10", "50", "80", "90")


def known(view: View, key: str) -> tuple[str, ...]:
    """The active projects that have a value of `key`."""
    return tuple(entity for entity in view.active if view.figure(entity, key).value is not None)


def early(view: View) -> tuple[str, ...]:
    """The active projects so young that a formula made of their indices says little."""
    done = {entity: number(view.figure(entity, "percent_complete")) for entity in view.active}
    return tuple(entity for entity, part in done.items() if part is not None and part < EARLY)


def finish_table(view: View) -> TableBlock | None:
    """P10 to P90 of each finish, with the approved date and the chance to meet it; null without any."""
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.4),
        Field("approved", "Approved", _measure(view, "finish_baseline"), 1.0),
        *(Field(f"p{n}", f"P{n}", _measure(view, f"finish_p{n}"), 1.0) for n in SHARES),
        Field("chance", "Chance to meet it", _measure(view, "finish_chance"), 0.9, optional=True),
        Field("method", "Method", lambda e: _method(view, e), 1.2, optional=True),
    )
    words = Words(
        alt="Finish as a range, against the approved date, the least likely first", caption="Finish"
    )
    return _table(view, fields, "finish", words)


def cost_table(view: View) -> TableBlock | None:
    """P10 to P90 of each cost at completion, with the budget and the chance to keep it; null without any."""
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.4),
        Field("budget", "Budget", _measure(view, "bac"), 0.9),
        *(Field(f"p{n}", f"P{n}", _measure(view, f"cost_p{n}"), 0.9) for n in SHARES),
        Field("chance", "Chance to keep it", _measure(view, "cost_chance"), 0.9, optional=True),
    )
    words = Words(
        alt="Cost at completion as a range, against the budget, the least likely first",
        caption="Cost at completion",
    )
    return _table(view, fields, "cost", words)


def estimates_table(view: View) -> TableBlock | None:
    """Cost and duration by formula, lowest and highest of the methods; null without any."""
    young = frozenset(early(view))
    items = worst_first(view, (e for e in known(view, "eac_lowest") if e not in young))
    if not items:
        return None
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 2.4),
        Field("budget", "Budget", _measure(view, "bac"), 0.9),
        Field("eac_lowest", "EAC, lowest", _measure(view, "eac_lowest"), 0.9),
        Field("eac", "EAC, typical", _measure(view, "eac"), 0.9),
        Field("eac_highest", "EAC, highest", _measure(view, "eac_highest"), 0.9),
        Field("eac_management", "EAC, management", _measure(view, "eac_management"), 1.0, optional=True),
        Field("planned", "Planned duration", _measure(view, "planned_duration"), 0.9, optional=True),
        Field("shortest", "Shortest", _measure(view, "duration_lowest"), 0.8, optional=True),
        Field("longest", "Longest", _measure(view, "duration_highest"), 0.8, optional=True),
    )
    words = Words(
        alt="Cost at completion and duration by formula, the worst projects first",
        caption=_ALL if len(items) <= MOST else _WORST,
    )
    return grid(fields, items[:MOST], words, locale=view.locale)


def doubtful(view: View, kind: str) -> tuple[str, ...]:
    """The projects with a range of `finish` or `cost`, the least likely to keep what was approved first."""
    entities = known(view, f"{kind}_p50")
    chances = {entity: number(view.figure(entity, f"{kind}_chance")) for entity in entities}
    order = {entity: at for at, entity in enumerate(worst_first(view, entities))}

    def rank(entity: str) -> tuple[float, int]:
        chance = chances[entity]
        return (2.0 if chance is None else chance, order[entity])

    return tuple(sorted(entities, key=rank))


def _table(view: View, fields: Iterable[Field[str]], kind: str, words: Words) -> TableBlock | None:
    items = doubtful(view, kind)
    return grid(tuple(fields), items, words, locale=view.locale) if items else None


def _measure(view: View, key: str) -> Callable[[str], Figure]:
    return lambda entity: view.figure(entity, key)


def _method(view: View, entity: str) -> Cell:
    """The method in two words: "Monte Carlo", "reference class"."""
    methods = view.now.drawn.methods
    if entity not in methods.index:
        return ""
    words = " ".join(str(methods.loc[entity, "method"]).replace(",", "").split()[:2])
    return _METHODS.get(words, words[:1].upper() + words[1:])
