"""Rules: a measure held against two bounds, for all projects at once. At the bound is the better state.

What a rule needs and does not find is unknown, never green; a rule that does not apply, or that has too
little data to be more than noise, does not decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmo_reports.config.rag import Rule
from pmo_reports.rag.codes import AMBER, GREEN, RED, SEVERE, UNKNOWN, Codes, Flags, Numbers
from pmo_reports.rag.register import Register

EXACT = 9
"""Decimals that are compared: enough for any measure, too few for the noise of floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A rule held against every project, in their places.

    Attributes:
        applies: where projects are of a kind that the rule is for.
        decides: where it applies, and there is enough data to be more than noise.
        raw: the states that the bounds alone give.
        states: the same, but worse where hysteresis holds the state of the last period.
        values: the measure's values; nan where there is none.
        green, amber: the bounds, in one place for all projects or one for each.
    """

    rule: Rule
    applies: Flags
    decides: Flags
    raw: Codes
    states: Codes
    values: Numbers
    green: Numbers
    amber: Numbers


def ruling(rule: Rule, register: Register, before: Codes | None = None) -> Ruling:
    """What `rule` gives for every project of the register.

    `before` are the rule's states of the last period: `NONE` where there was no such project or rule.
    """
    values = register.measure(rule.measure)
    applies = _applies(rule, register)
    decides = applies & ~_too_early(rule, register)
    if rule.missing == "skip":
        decides &= ~np.isnan(values)
    green, amber = bounds(rule, register.number(rule.tolerance) if rule.tolerance else None)
    doubted = _doubted(rule, register, values)
    raw = np.where(doubted, UNKNOWN, held(rule, values, green, amber)).astype(np.int8)
    states = raw
    if rule.hysteresis and before is not None:
        back = held(rule, values, *_way_back(rule, green, amber, before))
        states = np.where(doubted, UNKNOWN, back).astype(np.int8)
    return Ruling(
        rule=rule,
        applies=applies,
        decides=decides,
        raw=raw,
        states=states,
        values=values,
        green=green,
        amber=amber,
    )


def bounds(rule: Rule, tolerance: Numbers | None = None) -> tuple[Numbers, Numbers]:
    """The rule's green and amber bounds, or those that the projects' own tolerances give.

    A tolerance is written without a sign: it is counted to the side on which the rule's values are worse.
    """
    own = np.full(1, np.nan) if tolerance is None else tolerance
    worse = -np.abs(own) if rule.higher_is_better else np.abs(own)
    green, amber = (
        np.where(np.isnan(own), stated, exact(rule.tolerance_from + worse * part))
        for stated, part in ((rule.green, rule.tolerance_green), (rule.amber, rule.tolerance_amber))
    )
    return green, amber


def held(rule: Rule, values: Numbers, green: Numbers, amber: Numbers) -> Codes:
    """The states of `values` between bounds; what is nan is red."""
    side = 1 if rule.higher_is_better else -1
    at_worst_amber = np.where(exact(side * (values - amber)) >= 0, AMBER, RED)
    return np.where(exact(side * (values - green)) >= 0, GREEN, at_worst_amber).astype(np.int8)


def too_far(rule: Rule, value: float) -> bool:
    """Whether a value is beyond what can be believed."""
    return rule.plausible is not None and not rule.plausible[0] <= value <= rule.plausible[1]


def exact(values: Numbers) -> Numbers:
    """Without the noise of floats."""
    return np.round(values, EXACT)


def _way_back(rule: Rule, green: Numbers, amber: Numbers, before: Codes) -> tuple[Numbers, Numbers]:
    """The bounds of those that were worse: to come back takes `hysteresis` more than the bound.

    Of what was not known it is not known that it was better: it has the whole way back to go.
    """
    further = rule.hysteresis if rule.higher_is_better else -rule.hysteresis
    was_there = before >= 0
    was_green = SEVERE[before] == SEVERE[GREEN]
    was_amber = SEVERE[before] == SEVERE[AMBER]
    return (
        np.where(was_there & ~was_green, green + further, green),
        np.where(was_there & ~was_green & ~was_amber, amber + further, amber),
    )


def _applies(rule: Rule, register: Register) -> Flags:
    """Where projects are of a kind that the rule is for; of an unknown kind they may be."""
    found = np.ones(len(register), dtype=bool)
    for field, allowed in rule.applies_when.items():
        found &= register.is_of(field, allowed)
    return found


def _too_early(rule: Rule, register: Register) -> Flags:
    """Where there is less data than the rule needs; what is not known may be enough."""
    found = np.zeros(len(register), dtype=bool)
    for least in rule.needs:
        found |= exact(register.measure(least.measure) - least.at_least) < 0
    return found


def _doubted(rule: Rule, register: Register, values: Numbers) -> Flags:
    """Where a value, or what the rule needs beside it, is not known or cannot be believed."""
    found = np.isnan(values)
    for least in rule.needs:
        found = found | ~register.is_known(least.measure)
    if rule.plausible:
        found = found | (values < rule.plausible[0]) | (values > rule.plausible[1])
    return found
