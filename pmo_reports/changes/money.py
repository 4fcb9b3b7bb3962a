"""Money from period to period as bridges that close: opening + changes = closing, exact to the cent.

In the reporting currency opening and closing are the printed amounts. What a rate did is the opening amount
at the rates of now less at those of then; all else is at the rates of now. Approved changes count in full;
as far as a budget does not show them, that is a cause of its own. A budget that moved otherwise was
re-baselined; of a cost at completion as much of that counts as goes the
way the rest goes, and what is left is performance. Whole-life cost is stated by projects, not made of lines:
what is left of its move has no further cause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from pmo_reports.changes.lines import BUDGET, CENT, EAC, Pair, cents, lines, own, revalued
from pmo_reports.changes.pairs import pairs
from pmo_reports.changes.scope import approved
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Bridge, Cause, Step, summed

WHOLE_LIFE = "whole_life_cost"
MEASURES = (EAC, BUDGET, WHOLE_LIFE)
NOUGHT = Decimal(0)
Amounts = Mapping[str, Decimal | None]
Effects = Mapping[str, Decimal]
_ABOVE = ("portfolio", "programme")


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two periods, the projects of each, and the lines of both by measure."""

    before: Assessed
    after: Assessed
    then: frozenset[str]
    now: frozenset[str]
    lines: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effects:
    """What is known of the causes, by project; none is nought.

    Attributes:
        missing: what a budget does not show of scope; of other amounts none.
    """

    fx: Effects
    scope: Effects
    missing: Effects
    rebaseline: Effects


def bridges(before: Assessed, after: Assessed) -> tuple[Bridge, ...]:
    """A bridge for each measure in the reporting currency, and for each currency of the ledger's lines."""
    both = {measure: (lines(before, measure), lines(after, measure)) for measure in (EAC, BUDGET)}
    sides = _Sides(before, after, projects(before), projects(after), both)
    return (*_reported(sides), *_in_own_currencies(sides))


def projects(assessed: Assessed) -> frozenset[str]:
    """The ids of what is neither a programme nor the portfolio."""
    listed = assessed.portfolio["projects"]
    return frozenset(map(str, listed.loc[~listed["level"].isin(_ABOVE), "project_id"]))


def _reported(sides: _Sides) -> Iterator[Bridge]:
    scope = approved(sides.before, sides.after).in_reporting_currency
    budgets = _both(sides, BUDGET)
    fx = {measure: _revalued(sides, measure) for measure in MEASURES}
    missing, moved = _budget_moves(budgets, fx[BUDGET], scope)
    for measure in MEASURES:
        opening, closing = _both(sides, measure)
        known = measure != WHOLE_LIFE
        effects = _Effects(
            fx=fx[measure],
            scope=scope if known else {},
            missing=missing if measure == BUDGET else {},
            rebaseline=moved if known else {},
        )
        steps = _steps(sides, opening, closing, effects)
        bridge = _bridge(measure, sides.after.measurements.currency, steps, reporting=True)
        yield _as_printed(bridge, sides)


def _in_own_currencies(sides: _Sides) -> Iterator[Bridge]:
    scope = approved(sides.before, sides.after).in_own_currency
    sums = {measure: tuple(map(own, sides.lines[measure])) for measure in (EAC, BUDGET)}
    base = sums[BUDGET]
    for measure, (then, now) in sums.items():
        for currency in sorted({currency for _, currency in (*then, *now)}):
            opening, closing = _of_currency(then, now, currency)
            effects = {pair[0]: cost for pair, cost in scope.items() if pair[1] == currency}
            missing, moved = _budget_moves(_of_currency(base[0], base[1], currency), {}, effects)
            causes = _Effects(
                fx={},
                scope=effects,
                missing=missing if measure == BUDGET else {},
                rebaseline=moved,
            )
            yield _bridge(measure, currency, _steps(sides, opening, closing, causes), reporting=False)


def _of_currency(
    then: Mapping[Pair, Decimal | None], now: Mapping[Pair, Decimal | None], currency: str
) -> tuple[Amounts, Amounts]:
    """The amounts in a currency of projects that then or now have a line in it."""
    some = {project for project, of in (*then, *now) if of == currency}
    return _filled(then, currency, some), _filled(now, currency, some)


def _filled(amounts: Mapping[Pair, Decimal | None], currency: str, some: Collection[str]) -> Amounts:
    """Nought where a project has lines, but none in the currency."""
    known = {project for project, _ in amounts}
    return {project: amounts.get((project, currency), NOUGHT) for project in some if project in known}


def _both(sides: _Sides, measure: str) -> tuple[Amounts, Amounts]:
    return _measured(sides.before, measure, sides.then), _measured(sides.after, measure, sides.now)


def _measured(assessed: Assessed, measure: str, of: Collection[str]) -> Amounts:
    """The printed amounts of projects, of those that have one."""
    values = assessed.measurements.values  # noqa: PD011 - a field of ours
    if measure not in values.columns:
        return {}
    some = values[measure].dropna()
    found = zip(some.index, some.tolist(), strict=True)
    return {str(entity): cents(Decimal(str(amount))) for entity, amount in found if str(entity) in of}


def _revalued(sides: _Sides, measure: str) -> Effects:
    if measure == WHOLE_LIFE:
        return _restated(sides)
    return revalued(*sides.lines[measure])


def _restated(sides: _Sides) -> Effects:
    """What rates did to a whole-life cost: a project's rate is what its printed amount is to its own."""
    opening, closing = _both(sides, WHOLE_LIFE)
    found = pairs(sides.before.portfolio["projects"], sides.after.portfolio["projects"], ("project_id",))
    then, now = found.then, found.now
    foreign = then["currency"].notna() & then["currency"].ne(sides.after.measurements.currency)
    both = foreign & then["currency"].eq(now["currency"]) & now[WHOLE_LIFE].fillna(0).ne(0)
    columns = (then["project_id"][both], then[WHOLE_LIFE][both], now[WHOLE_LIFE][both])
    told = zip(*columns, strict=True)
    return {
        project: cents(was * (closing[project] or NOUGHT) / is_) - (opening[project] or NOUGHT)
        for project, was, is_ in told
        if project in opening and project in closing
    }


def _budget_moves(both: tuple[Amounts, Amounts], fx: Effects, scope: Effects) -> tuple[Effects, Effects]:
    """By project, what its budget does not show of its approved changes, and how it moved otherwise.

    Only of budgets that are known in both periods.
    """
    opening, closing = both
    missing, moved = {}, {}
    for project, amount in closing.items():
        was = opening.get(project)
        if amount is not None and was is not None:
            added = scope.get(project, NOUGHT)
            left = amount - was - fx.get(project, NOUGHT) - added
            missing[project] = _within(left, -added)
            moved[project] = left - missing[project]
    return missing, moved


def _steps(sides: _Sides, opening: Amounts, closing: Amounts, effects: _Effects) -> Iterator[Step]:
    listed = sorted({*opening, *closing})
    for entity in listed:
        before, after = opening.get(entity), closing.get(entity)
        if before is None and after is None:
            continue
        one_sided = _one_sided(sides, entity, before, after)
        causes = one_sided if one_sided is not None else _causes(entity, before, after, effects)
        told = {cause: amount for cause, amount in causes.items() if amount}
        yield Step(entity=entity, opening=before, closing=after, causes=told)


def _one_sided(
    sides: _Sides, entity: str, before: Decimal | None, after: Decimal | None
) -> Mapping[Cause, Decimal] | None:
    """The cause of an amount that one period alone knows; null where both do."""
    if entity not in sides.then:
        return {Cause.PROJECTS_IN: (after or NOUGHT) - (before or NOUGHT)}
    if entity not in sides.now:
        return {Cause.PROJECTS_OUT: (after or NOUGHT) - (before or NOUGHT)}
    if before is None:
        return {Cause.DISCLOSED: after or NOUGHT}
    return {Cause.WITHHELD: -before} if after is None else None


def _causes(
    entity: str, before: Decimal | None, after: Decimal | None, effects: _Effects
) -> Mapping[Cause, Decimal]:
    fx, scope = (each.get(entity, NOUGHT) for each in (effects.fx, effects.scope))
    missing = effects.missing.get(entity, NOUGHT)
    left = (after or NOUGHT) - (before or NOUGHT) - fx - scope - missing
    rebaseline = _within(effects.rebaseline.get(entity, NOUGHT), left)
    return {
        Cause.SCOPE: scope,
        Cause.FX: fx,
        Cause.NOT_YET_IN_BUDGET: missing,
        Cause.REBASELINE: rebaseline,
        Cause.PERFORMANCE: left - rebaseline,
    }


def _within(amount: Decimal, most: Decimal) -> Decimal:
    """As much of an amount as lies between nought and `most`."""
    return max(min(amount, max(most, NOUGHT)), min(most, NOUGHT))


def _bridge(measure: str, currency: str, steps: Iterable[Step], *, reporting: bool) -> Bridge:
    listed = tuple(steps)
    return Bridge(measure=measure, currency=currency, reporting=reporting, steps=listed, total=summed(listed))


def _as_printed(bridge: Bridge, sides: _Sides) -> Bridge:
    """The bridge with the portfolio's printed amounts in all, where they are its steps' but for cents."""
    total, most = bridge.total, CENT * len(bridge.steps)
    opening, closing = (_root(each, bridge.measure) for each in (sides.before, sides.after))
    if opening is None or closing is None:
        return bridge
    away = (opening - (total.opening or NOUGHT), closing - (total.closing or NOUGHT))
    if not any(away) or max(map(abs, away)) > most:
        return bridge
    left = closing - opening - sum(total.causes.values())
    causes = {**total.causes, Cause.ROUNDING: left} if left else total.causes
    return replace(bridge, total=replace(total, opening=opening, closing=closing, causes=causes))


def _root(assessed: Assessed, measure: str) -> Decimal | None:
    """The printed amount of the portfolio."""
    listed = assessed.portfolio["projects"]
    roots = frozenset(map(str, listed.loc[listed["level"].eq("portfolio"), "project_id"]))
    found = _measured(assessed, measure, roots)
    return next(iter(found.values())) if len(found) == 1 else None
