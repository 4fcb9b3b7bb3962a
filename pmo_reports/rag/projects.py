"""The cells of projects: each dimension by its rules, overall from the dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pmo_reports.config.rag import RagRules, Rollup
from pmo_reports.model.rag import Rag
from pmo_reports.rag import reasons
from pmo_reports.rag.codes import NONE, Codes, Flags, grey, known, worse
from pmo_reports.rag.rollup import Parts, wholes
from pmo_reports.rag.verdict import WORD_ALONE, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """What the dimensions give together, every project in its place.

    Attributes:
        weighing: the dimensions that weigh something, with their states.
    """

    rules: RagRules
    weighing: Mapping[str, Codes]
    states: Codes
    sure: Flags

    def verdict(self, place: int) -> Verdict:
        """The state of one project, and why."""
        if self.rules.overall == "declared":
            return WORD_ALONE
        told: dict[str, Rag] = {
            self.rules.dimensions[name].label: known(codes[place]) for name, codes in self.weighing.items()
        }
        reason = reasons.overall(told, self.rules.overall, sure=bool(self.sure[place]))
        return Verdict(state=known(self.states[place]), reason=reason)


def overall(rules: RagRules, effective: Mapping[str, Codes], sure: Mapping[str, Flags]) -> Overall:
    """Overall from the dimensions that weigh something; never green while a mandatory one is unknown."""
    weighing = {name: effective[name] for name, each in rules.dimensions.items() if each.weight > 0}
    number = len(next(iter(effective.values())))
    parts = Parts(
        of=np.tile(np.arange(number), len(weighing)),
        states=np.concatenate(list(weighing.values())),
        sure=np.concatenate([sure[name] for name in weighing]),
        weights=np.concatenate([np.full(number, rules.dimensions[name].weight) for name in weighing]),
    )
    found = wholes(parts, number, Rollup(policy=rules.overall))
    mandatory = (effective[name] for name, each in rules.dimensions.items() if each.mandatory)
    states = worse(found.states, *(np.where(grey(each), each, NONE).astype(np.int8) for each in mandatory))
    return Overall(rules=rules, weighing=weighing, states=states, sure=found.sure & (states == found.states))
