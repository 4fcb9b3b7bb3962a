"""The cells of projects: each dimension by its rules, overall from the dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pmo_reports.config.rag import RagRules, Rollup
from pmo_reports.model.rag import Rag
from pmo_reports.rag import reasons
from pmo_reports.rag.codes import NONE, Codes, Flags, grey, known, worse
from pmo_reports.rag.rollup import Parts, beneath, wholes
from pmo_reports.rag.verdict import WORD_ALONE, Verdict
from pmo_reports.rag.word import Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """What the dimensions give together, every project in its place.

    Attributes:
        weighing: the dimensions that weigh something, with their states.
        hidden: unknown or stale where anything beneath is, whatever the state; else `NONE`.
    """

    rules: RagRules
    weighing: Mapping[str, Codes]
    states: Codes
    sure: Flags
    hidden: Codes

    def verdict(self, place: int) -> Verdict:
        """The state of one project, and why."""
        if self.rules.overall == "declared":
            return WORD_ALONE
        told: dict[str, Rag] = {
            self.rules.dimensions[name].label: known(codes[place]) for name, codes in self.weighing.items()
        }
        reason = reasons.overall(told, self.rules.overall, sure=bool(self.sure[place]))
        return Verdict(state=known(self.states[place]), reason=reason)


def overall(rules: RagRules, settled: Mapping[str, Settled]) -> Overall:
    """Overall from the dimensions that weigh something; never green while a mandatory one is unknown."""
    weighing = {name: settled[name].effective for name, each in rules.dimensions.items() if each.weight > 0}
    number = len(next(iter(weighing.values())))
    parts = Parts(
        of=np.tile(np.arange(number), len(weighing)),
        states=np.concatenate(list(weighing.values())),
        sure=np.concatenate([settled[name].sure for name in weighing]),
        weights=np.concatenate([np.full(number, rules.dimensions[name].weight) for name in weighing]),
    )
    found = wholes(parts, number, Rollup(policy=rules.overall))
    hidden = beneath(parts, np.concatenate([settled[name].hidden for name in weighing]), number)
    mandatory = (settled[name].effective for name, each in rules.dimensions.items() if each.mandatory)
    states = worse(found.states, *(np.where(grey(each), each, NONE).astype(np.int8) for each in mandatory))
    return Overall(
        rules=rules,
        weighing=weighing,
        states=states,
        sure=found.sure & (states == found.states),
        hidden=worse(hidden, np.where(grey(states), states, NONE).astype(np.int8)),
    )
