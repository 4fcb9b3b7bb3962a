"""Money from period to period as bridges that close: opening + changes = closing, exact to the cent.

In the reporting currency opening and closing are the printed amounts. What a rate did is the opening amount
at the rates of now less at those of then; all else is at the rates of now. Approved changes count in full;
as far as a budget does not show them, that is a cause of its own. A budget that moved otherwise was
re-baselined; of a cost at completion as much of that counts as goes the
way the rest goes, and what is left is performance. Whole-life cost is stated by projects, not made of lines:
what is left of its move has no further cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from pmo_reports.changes.codes import Flags, Whole
from pmo_reports.changes.lines import BUDGET, CENT, EAC, Ledger, Sums, cents, ledger, own
from pmo_reports.changes.pairs import pairs
from pmo_reports.changes.revaluation import revalued
from pmo_reports.changes.scope import approved
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.changes import Bridge, Cause, Step

WHOLE_LIFE = "whole_life_cost"
MEASURES = (EAC, BUDGET, WHOLE_LIFE)
NOUGHT = Decimal(0)
_ABOVE = ("portfolio", "programme")
_SURE = 2.0**45
"""Cents up to which a number tells them without a doubt."""
_BETWEEN = 0.49


@dataclass(frozen=True, slots=True)
class _Amounts:
    """Amounts in cents, row by row of the entities, and which are known; nought where they are not."""

    cents: Whole
    known: Flags


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two periods, the lines of both, and their entities.

    Attributes:
        entities: the ids of all projects that either has, in order; `place` says where each is.
        then, now: which of them are in the register of each.
    """

    before: Assessed
    after: Assessed
    ledger: Ledger
    entities: tuple[str, ...]
    place: Mapping[str, int]
    index: pd.Index[str]
    then: Flags
    now: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effects:
    """What is known of the causes, by entity in cents; none is nought.

    Attributes:
        missing: what a budget does not show of scope; of other amounts none.
    """

    fx: Whole
    scope: Whole
    missing: Whole
    rebaseline: Whole


def bridges(before: Assessed, after: Assessed, lines: Ledger | None = None) -> tuple[Bridge, ...]:
    """A bridge for each measure in the reporting currency, and for each currency of the ledger's lines."""
    sides = _sides(before, after, lines or ledger(before, after))
    return (*_reported(sides), *_in_own_currencies(sides))


def projects(assessed: Assessed) -> frozenset[str]:
    """The ids of what is neither a programme nor the portfolio."""
    listed = assessed.portfolio["projects"]
    return frozenset(map(str, listed.loc[~listed["level"].isin(_ABOVE), "project_id"]))


def _sides(before: Assessed, after: Assessed, lines: Ledger) -> _Sides:
    then, now = projects(before), projects(after)
    entities = tuple(sorted({*then, *now, *lines.projects.texts}))
    return _Sides(
        before=before,
        after=after,
        ledger=lines,
        entities=entities,
        place={entity: at for at, entity in enumerate(entities)},
        index=pd.Index(entities, dtype="str"),
        then=np.fromiter((entity in then for entity in entities), dtype=bool, count=len(entities)),
        now=np.fromiter((entity in now for entity in entities), dtype=bool, count=len(entities)),
    )


def _reported(sides: _Sides) -> Iterator[Bridge]:
    scope = _spread(sides, approved(sides.before, sides.after).in_reporting_currency)
    nothing = np.zeros_like(scope)
    printed = {measure: _both(sides, measure) for measure in MEASURES}
    fx = {measure: _spread(sides, told) for measure, told in revalued(sides.ledger).items()}
    fx[WHOLE_LIFE] = _spread(sides, _restated(sides, printed[WHOLE_LIFE]))
    missing, moved = _budget_moves(printed[BUDGET], fx[BUDGET], scope)
    for measure, both in printed.items():
        known = measure != WHOLE_LIFE
        effects = _Effects(
            fx=fx[measure],
            scope=scope if known else nothing,
            missing=missing if measure == BUDGET else nothing,
            rebaseline=moved if known else nothing,
        )
        bridge = replace(
            _bridge(sides, both, effects),
            measure=measure,
            currency=sides.after.measurements.currency,
            reporting=True,
        )
        yield _as_printed(bridge, sides)


def _in_own_currencies(sides: _Sides) -> Iterator[Bridge]:
    scope = approved(sides.before, sides.after).in_own_currency
    of = sides.ledger
    sums = {measure: (own(of, of.then, measure), own(of, of.now, measure)) for measure in (EAC, BUDGET)}
    currencies = [
        name for at, name in enumerate(of.currencies) if any(s.lines[1:, at].any() for s in sums[EAC])
    ]
    for measure, both in sums.items():
        for currency in sorted(currencies):
            at = of.currencies.index(currency)
            effects = _spread(sides, {pair[0]: cost for pair, cost in scope.items() if pair[1] == currency})
            nothing = np.zeros_like(effects)
            missing, moved = _budget_moves(_of_currency(sides, sums[BUDGET], at), nothing, effects)
            causes = _Effects(
                fx=nothing,
                scope=effects,
                missing=missing if measure == BUDGET else nothing,
                rebaseline=moved,
            )
            bridge = _bridge(sides, _of_currency(sides, both, at), causes)
            yield replace(bridge, measure=measure, currency=currency)


def _of_currency(sides: _Sides, both: tuple[Sums, Sums], at: int) -> tuple[_Amounts, _Amounts]:
    """The amounts in a currency of projects that then or now have a line in it.

    Nought where a project has lines, but none in the currency.
    """
    some = both[0].lines[1:, at] | both[1].lines[1:, at]
    place = np.array([sides.place[project] for project in sides.ledger.projects.texts], dtype=np.intp)
    found = []
    for side in both:
        known = some & side.lines[1:].any(axis=1) & (side.known[1:, at] | ~side.lines[1:, at])
        values = np.zeros(len(sides.entities), dtype=side.cents.dtype)
        flags = np.zeros(len(sides.entities), dtype=bool)
        values[place], flags[place] = np.where(known, side.cents[1:, at], 0), known
        found.append(_Amounts(values, flags))
    return found[0], found[1]


def _both(sides: _Sides, measure: str) -> tuple[_Amounts, _Amounts]:
    """The printed amounts of the projects of each register."""
    return (
        _measured(sides.before, measure, sides.index, sides.then),
        _measured(sides.after, measure, sides.index, sides.now),
    )


def _measured(assessed: Assessed, measure: str, entities: pd.Index[str], there: Flags) -> _Amounts:
    """The printed amounts of the entities that are `there`, of those that have one."""
    found = _Amounts(np.zeros(len(entities), dtype=np.int64), np.zeros(len(entities), dtype=bool))
    values = assessed.measurements.values  # noqa: PD011 - a field of ours
    if values.empty or measure not in values.columns:
        return found
    at = values.index.get_indexer(entities)
    amounts = values[measure].to_numpy(dtype=np.float64, na_value=np.nan)[at]
    known = there & (at >= 0) & ~np.isnan(amounts)
    told = _in_cents(amounts[known])
    whole = found.cents.astype(told.dtype)
    whole[known] = told
    return _Amounts(whole, known)


def _in_cents(amounts: Whole) -> Whole:
    """Printed amounts in cents, half away from zero by their shortest digits."""
    scaled = amounts * 100
    whole = np.rint(scaled)
    unsure = np.flatnonzero(~((np.abs(scaled - whole) < _BETWEEN) & (np.abs(scaled) < _SURE)))
    if not len(unsure):
        sure: Whole = whole.astype(np.int64)
        return sure
    exact = whole.astype(object)
    exact[unsure] = [int(cents(Decimal(str(amounts[at]))) / CENT) for at in unsure]
    told = np.array([int(each) for each in exact], dtype=object)
    small: Whole = told.astype(np.int64) if (np.abs(told) < _SURE).all() else told
    return small


def _spread(sides: _Sides, amounts: Mapping[str, Decimal]) -> Whole:
    """Amounts by entity in cents; those of entities that nobody lists are left out."""
    told = {
        sides.place[entity]: int(amount / CENT) for entity, amount in amounts.items() if entity in sides.place
    }
    small = all(abs(amount) < _SURE for amount in told.values())
    found = np.zeros(len(sides.entities), dtype=np.int64 if small else object)
    if told:
        found[list(told)] = list(told.values())
    return found


def _restated(sides: _Sides, both: tuple[_Amounts, _Amounts]) -> Mapping[str, Decimal]:
    """What rates did to a whole-life cost: a project's rate is what its printed amount is to its own."""
    opening, closing = both
    found = pairs(sides.before.portfolio["projects"], sides.after.portfolio["projects"], ("project_id",))
    then, now = found.then, found.now
    foreign = then["currency"].notna() & then["currency"].ne(sides.after.measurements.currency)
    some = foreign & then["currency"].eq(now["currency"]) & now[WHOLE_LIFE].fillna(0).ne(0)
    columns = (then["project_id"][some], then[WHOLE_LIFE][some], now[WHOLE_LIFE][some])
    told = {}
    for project, was, is_ in zip(*columns, strict=True):
        at = sides.place.get(project)
        if at is not None and opening.known[at] and closing.known[at]:
            told[project] = cents(was * _decimal(closing.cents[at]) / is_) - _decimal(opening.cents[at])
    return told


def _budget_moves(both: tuple[_Amounts, _Amounts], fx: Whole, scope: Whole) -> tuple[Whole, Whole]:
    """What each budget does not show of its approved changes, and how it moved otherwise.

    Only of budgets that are known in both periods.
    """
    opening, closing = both
    known = opening.known & closing.known
    left = np.where(known, closing.cents - opening.cents - fx - scope, 0)
    missing = np.where(known, _within(left, -scope), 0)
    return missing, left - missing


def _causes(sides: _Sides, both: tuple[_Amounts, _Amounts], effects: _Effects) -> Mapping[Cause, Whole]:
    """What each cause comes to, by entity; of amounts that one period alone knows there is one cause."""
    opening, closing = both
    change = closing.cents - opening.cents
    only = {
        Cause.PROJECTS_IN: ~sides.then,
        Cause.PROJECTS_OUT: sides.then & ~sides.now,
        Cause.DISCLOSED: sides.then & sides.now & ~opening.known,
        Cause.WITHHELD: sides.then & sides.now & opening.known & ~closing.known,
    }
    normal = sides.then & sides.now & opening.known & closing.known
    left = change - effects.fx - effects.scope - effects.missing
    rebaseline = _within(effects.rebaseline, left)
    told = {
        Cause.SCOPE: effects.scope,
        Cause.FX: effects.fx,
        Cause.NOT_YET_IN_BUDGET: effects.missing,
        Cause.REBASELINE: rebaseline,
        Cause.PERFORMANCE: left - rebaseline,
    }
    found = {cause: np.where(where, change, 0) for cause, where in only.items()}
    found |= {cause: np.where(normal, amounts, 0) for cause, amounts in told.items()}
    return {cause: amounts for cause, amounts in found.items() if (amounts != 0).any()}


def _within(amount: Whole, most: Whole) -> Whole:
    """As much of an amount as lies between nought and `most`."""
    found: Whole = np.maximum(np.minimum(amount, np.maximum(most, 0)), np.minimum(most, 0))
    return found


def _bridge(sides: _Sides, both: tuple[_Amounts, _Amounts], effects: _Effects) -> Bridge:
    """The bridge of amounts, whose measure and currency the caller says."""
    causes = _causes(sides, both, effects)
    steps = tuple(_steps(sides, both, causes))
    total = Step(
        entity="",
        opening=_sum(both[0].cents),
        closing=_sum(both[1].cents),
        causes={cause: _sum(causes[cause]) for cause in Cause if cause in causes and _sum(causes[cause])},
    )
    return Bridge(measure="", currency="", reporting=False, steps=steps, total=total)


def _steps(sides: _Sides, both: tuple[_Amounts, _Amounts], causes: Mapping[Cause, Whole]) -> Iterator[Step]:
    opening, closing = both
    some = np.flatnonzero(opening.known | closing.known)
    listed = [sides.entities[at] for at in some.tolist()]
    ends = (_decimals(each.cents[some], each.known[some]) for each in both)
    amounts = zip(*(causes[cause][some].tolist() for cause in causes), strict=True)
    found = zip(listed, *ends, amounts if causes else [()] * len(some), strict=True)
    for entity, before, after, row in found:
        told = {cause: Decimal(amount) * CENT for cause, amount in zip(causes, row, strict=True) if amount}
        yield Step(entity=entity, opening=before, closing=after, causes=told)


def _decimals(amounts: Whole, known: Flags) -> list[Decimal | None]:
    return [
        Decimal(amount) * CENT if there else None
        for amount, there in zip(amounts.tolist(), known.tolist(), strict=True)
    ]


def _decimal(amount: int) -> Decimal:
    return Decimal(int(amount)) * CENT


def _sum(amounts: Whole) -> Decimal:
    return _decimal(amounts.sum())


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
    roots = pd.Index(listed.loc[listed["level"].eq("portfolio"), "project_id"].unique(), dtype="str")
    found = _measured(assessed, measure, roots, np.ones(len(roots), dtype=bool))
    return _decimal(found.cents[found.known][0]) if found.known.sum() == 1 else None
