"""`rag.yaml`: dimensions, rules, weights and rollup policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, PrivateAttr

from pmo_reports.config.document import Document
from pmo_reports.config.mistake import dotted
from pmo_reports.config.setting import Setting


class Least(Setting):
    """The least data a rule needs: `measure` must be at least `at_least`, else it does not decide."""

    measure: str
    at_least: float


class Rule(Setting):
    """A measure held against two bounds. At the bound is the better state.

    Attributes:
        measure: key of a measure.
        green, amber: the worst value that is still green, still amber; the direction follows from them.
        tolerance: project field (`tolerance_days`, `tolerance_cost`, ...) that, where filled, replaces both
            bounds: `green` by `tolerance_green` times it, `amber` by `tolerance_amber` times it, counted
            from `tolerance_from` to the bad side (1 for a ratio that is 1 as planned, 0 for a variance).
        applies_when: project fields and the values they may have.
        needs: guard against early-life noise.
        missing: what no value means: the dimension is `unknown` at best, or the rule is left out (`skip`,
            for measures that not every project can have; then missing data may look better than it is).
        weight: what the rule weighs where its dimension is `weighted`.
        hysteresis: how far beyond a bound, in the measure's unit, a value must come before a state that was
            worse in the last period is better again; 0: the bound alone decides.
        plausible: least and greatest value that can be believed; beyond, the data is in doubt: unknown.
        message: what the measure says, in words: "key milestones slip".
    """

    key: str
    measure: str
    green: float
    amber: float
    tolerance: str = ""
    tolerance_green: float = Field(default=1.0, ge=0)
    tolerance_amber: float = Field(default=2.0, ge=0)
    tolerance_from: float = 0.0
    applies_when: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    needs: tuple[Least, ...] = ()
    missing: Literal["unknown", "skip"] = "unknown"
    weight: float = Field(default=1.0, ge=0)
    hysteresis: float = Field(default=0.0, ge=0)
    plausible: tuple[float, float] | None = None
    message: str

    @property
    def higher_is_better(self) -> bool:
        """The good direction, from the order of the bounds."""
        return self.green > self.amber


class Combination(Setting):
    """How the rules of a dimension give its state; the bounds and the veto as in `Rollup`."""

    policy: Literal["worst_of", "weighted"] = "worst_of"
    red_below: float = 0.75
    green_from: float = 1.6
    veto: bool = True


class Dimension(Setting):
    """A RAG dimension: its label, weight in the overall state, and rules that it is combined from.

    `declared_only` dimensions have no rules yet: what is declared stands, nothing declared is unknown.
    `reported` dimensions rest on the project's report too: without a declared state they are unknown at
    best, with a report that is too old they are stale at best.
    `rests_on` names the tables whose missing rows leave it unknown; empty: all that its rules read.
    """

    label: str
    weight: float = Field(default=1.0, ge=0)
    mandatory: bool = False
    rules: tuple[Rule, ...] = ()
    combine: Combination = Combination()
    declared_only: bool = False
    reported: bool = True
    rests_on: tuple[str, ...] = ()


class Rollup(Setting):
    """How children give a parent's state.

    Attributes:
        policy: weighted (score with red veto), worst_of, proportion of green, or declared.
        weight: project field or measure that weighs children; "" counts each as one.
        red_below, green_from: bounds of the mean score (red 0, amber 1, green 2), weighted policy.
        veto: with any red child the parent is amber at best.
        green_share, amber_share: bounds of the proportion policy.
    """

    policy: Literal["weighted", "worst_of", "proportion", "declared"] = "weighted"
    weight: str = "bac"
    red_below: float = 0.75
    green_from: float = 1.6
    veto: bool = True
    green_share: float = 0.9
    amber_share: float = 0.8


Declaration = Literal["overall", "delivery_confidence"]


class RagRules(Setting):
    """All of `rag.yaml`.

    Attributes:
        version: printed in the pack.
        overall: how dimensions give a project's overall state.
        overall_declared: fields of the report that declare the overall state; the worse of those that are
            filled counts, with none filled it is unknown at best. Empty: nobody declares it.
        stale_after_days: a report older than this at the status date is stale; 0: reports do not age.
        stale_sources: by table that says of which day it is, after how many days at the status date the
            newest entry of a project is too old: what rests on it is stale at best.
        vanished: an entry of the last period that is gone without being closed leaves its dimension
            unknown at best.
        states: project states that take a project out of rollups: state -> `C` or `H`.
    """

    version: str = "1"
    dimensions: Mapping[str, Dimension]
    overall: Literal["worst_of", "weighted", "declared"] = "worst_of"
    programme: Rollup = Rollup()
    portfolio: Rollup = Rollup()
    overall_declared: tuple[Declaration, ...] = ("overall", "delivery_confidence")
    stale_after_days: int = Field(default=35, ge=0)
    stale_sources: Mapping[str, int] = Field(default_factory=dict)
    vanished: bool = True
    states: Mapping[str, Literal["C", "H"]] = {"closed": "C", "on_hold": "H"}
    _written: Document | None = PrivateAttr(default=None)

    def read_from(self, content: Document) -> RagRules:
        """The same rules, that know the lines they stand in."""
        told = self.model_copy()
        told._written = content  # noqa: SLF001 - a copy of ourselves
        return told

    def at(self, *keys: str | int) -> str:
        """`file:line` of a key; of rules that were not read from a file, the path of keys."""
        return self._written.at(*keys) if self._written else f"rag.yaml: {dotted(keys)}"
