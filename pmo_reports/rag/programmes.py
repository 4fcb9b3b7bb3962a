"""The cells of programmes and the portfolio, each from its member projects at any depth.

A dimension rolls up the same dimension of the projects, overall their overall states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmo_reports.config.rag import RagRules, Rollup
from pmo_reports.model.measures import Measurements
from pmo_reports.rag import reasons
from pmo_reports.rag.codes import Codes, Flags, Numbers, known
from pmo_reports.rag.register import Places, Register
from pmo_reports.rag.rollup import Parts, Wholes, beneath, wholes
from pmo_reports.rag.verdict import WORD_ALONE, Verdict
from pmo_reports.rag.word import Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Which projects are beneath which entities.

    Attributes:
        above: the entities that are no projects.
        of, projects: for each membership the place of the entity, and of the project.
        policies: the policy of each entity, in its place.
        weights: what each project weighs by a policy, in its place.
    """

    above: pd.Index
    of: Places
    projects: Places
    policies: tuple[Rollup, ...]
    weights: Mapping[Rollup, Numbers]

    def members(self, place: int) -> Places:
        """The places of the projects beneath the entity in a place."""
        found: Places = self.projects[self.of == place]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """A dimension rolled up, every programme in its place; `hidden` as in `Settled`."""

    name: str
    membership: Membership
    register: Register
    projects: Codes
    found: Wholes
    hidden: Codes

    def verdict(self, place: int) -> Verdict:
        """The state of a programme, and why."""
        policy = self.membership.policies[place]
        if policy.policy == "declared":
            return WORD_ALONE
        measurements = self.register.measurements
        here = reasons.Place(str(self.membership.above[place]), self.name, weighed_by(measurements, policy))
        states = map(known, self.projects[self.membership.members(place)])
        reason = reasons.rolled(here, states, self.found.at(place), policy)
        return Verdict(state=known(self.found.states[place]), reason=reason, rule=policy.policy)


def membership(members: pd.DataFrame, above: pd.Index, register: Register, rules: RagRules) -> Membership:
    """Who is beneath whom, in places; `members` as in `Basis`."""
    of = above.get_indexer(pd.Index(members["entity_id"]))
    inside = of >= 0
    projects = register.entities.get_indexer(pd.Index(members["project_id"]))[inside]
    levels = Register(above, register.table, register.measurements).stated("level")
    policies = tuple(rules.programme if level == "programme" else rules.portfolio for level in levels)
    return Membership(
        above=above,
        of=of[inside],
        projects=projects,
        policies=policies,
        weights={policy: weights(register, policy) for policy in dict.fromkeys(policies)},
    )


def rolled(name: str, membership: Membership, register: Register, projects: Settled) -> Rolled:
    """A dimension of the entities above, from that of their projects."""
    number = len(membership.above)
    parts = _parts(membership, None, projects)
    found = wholes(parts, number, Rollup(policy="declared"))
    for policy in membership.weights:
        own = np.array([each == policy for each in membership.policies], dtype=bool)
        found = _where(own, wholes(_parts(membership, policy, projects), number, policy), found)
    return Rolled(
        name=name,
        membership=membership,
        register=register,
        projects=projects.effective,
        found=found,
        hidden=beneath(parts, projects.hidden[membership.projects], number),
    )


def weighed_by(measurements: Measurements, policy: Rollup) -> str:
    """By what a policy weighs, in words."""
    measure = measurements.declared.get(policy.weight)
    return _lowered(measure.label) if measure else policy.weight.replace("_", " ")


def weights(register: Register, policy: Rollup) -> Numbers:
    """What each project weighs: a measure of it, or a number in its row; nan where that is not known."""
    if not policy.weight:
        return np.ones(len(register))
    if policy.weight in register.measurements.declared:
        return register.measure(policy.weight)
    return register.number(policy.weight)


def _parts(membership: Membership, policy: Rollup | None, projects: Settled) -> Parts:
    weights = membership.weights[policy] if policy else np.ones(len(projects.effective))
    return Parts(
        of=membership.of,
        states=projects.effective[membership.projects],
        sure=projects.sure[membership.projects],
        weights=weights[membership.projects],
    )


def _where(own: Flags, first: Wholes, second: Wholes) -> Wholes:
    return Wholes(
        states=np.where(own, first.states, second.states),
        sure=np.where(own, first.sure, second.sure),
        least=np.where(own, first.least, second.least),
        best=np.where(own, first.best, second.best),
    )


def _lowered(label: str) -> str:
    """A label inside a sentence: "Budget ..." loses its capital, "EAC" does not."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
