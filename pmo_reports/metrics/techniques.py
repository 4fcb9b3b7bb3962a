"""How activities earn their budget (ANSI/EIA-748, PMI's practice standard): the share earned by each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.model.assumptions import EarnedValueRules

Shares = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Techniques = pd.Categorical
"""The name of each task's technique."""

AT_START = {"0/100": 0.0, "25/75": 0.25, "50/50": 0.5}
"""The share that is earned as work starts; the rest as it ends."""

LEVEL_OF_EFFORT = "level_of_effort"

PERCENTAGES = ("percent_complete", "physical")
"""Techniques that earn by percent what is spread over the work; what falls due at once is earned then."""


def earned_shares(
    tasks: pd.DataFrame, planned: Shares, rules: EarnedValueRules, below: pd.DataFrame | None = None
) -> Shares:
    """The share of its budget that each of `tasks` has earned; NaN where its technique lacks what it needs.

    Args:
        tasks: rows of the table `tasks`.
        planned: the share of each that should be earned by now, which level of effort takes.
        rules: the techniques of those that name none.
        below: rows of the same table with the milestones that weigh; `tasks` where they are among them.
    """
    below = tasks if below is None else below
    technique = techniques(tasks, rules)
    done, begun = finished(tasks, technique), started(tasks)
    told = _told(tasks)
    found = np.where(np.isnan(told) & ~begun, 0.0, told)
    for name, share in AT_START.items():
        found = np.where(technique == name, np.where(begun, share, 0.0), found)
    physical = tasks["physical_percent"].to_numpy(float)
    found = np.where(technique == "physical", np.where(np.isnan(physical) & ~begun, 0.0, physical), found)
    found = np.where(done, 1.0, found)
    found = np.where(technique == LEVEL_OF_EFFORT, planned, found)
    by_milestones = technique == "weighted_milestones"
    if by_milestones.any():
        found = np.where(by_milestones, weighted(tasks, below, rules), found)
    return np.clip(found, 0.0, 1.0)


def started(tasks: pd.DataFrame) -> Flags:
    """Which tasks have begun: with an actual start or finish, or some of them complete by any percentage."""
    some = tasks[["percent_complete", "work_percent", "physical_percent"]].gt(0).any(axis=1)
    begun: Flags = (some | tasks["actual_start"].notna() | tasks["actual_finish"].notna()).to_numpy(bool)
    return begun


def _told(tasks: pd.DataFrame) -> Shares:
    """Percent complete of the kind that each task is measured by: duration, work or physical."""
    kinds = {"units": "work_percent", "work": "work_percent", "physical": "physical_percent"}
    told = tasks["percent_complete"].to_numpy(float)
    for kind, column in kinds.items():
        told = np.where(tasks["percent_kind"].eq(kind), tasks[column].to_numpy(float), told)
    return told


def techniques(tasks: pd.DataFrame, rules: EarnedValueRules) -> Techniques:
    """The technique of each task: its own, else that of its kind."""
    own, named = pd.factorize(tasks["technique"])
    kind, kinds = pd.factorize(tasks["kind"])
    of_kinds = {"milestone": rules.milestones, "hammock": LEVEL_OF_EFFORT}
    usual = [of_kinds.get(each, rules.technique) for each in kinds]
    every = pd.Index([*named, *usual, rules.technique], dtype="str")
    distinct = every.unique()
    at = np.where(own >= 0, own, len(named) + np.where(kind >= 0, kind, len(usual)))
    return pd.Categorical.from_codes(distinct.get_indexer(every)[at], categories=distinct)


def finished(tasks: pd.DataFrame, technique: Techniques) -> Flags:
    """Which tasks are done: with an actual finish, or all complete by the percentage they are measured by."""
    told = np.where(technique == "physical", tasks["physical_percent"].to_numpy(float), _told(tasks))
    done: Flags = tasks["actual_finish"].notna().to_numpy(bool) | (told >= 1)
    return done


def weighted(tasks: pd.DataFrame, below: pd.DataFrame, rules: EarnedValueRules) -> Shares:
    """The share of the weights of each task's milestones (those of `below` under it) that are done.

    NaN for a task without such milestones, or with one whose weight is not known.
    """
    milestones = below[below["kind"].eq("milestone") & below["parent_id"].notna()]
    weights = milestones["weight"].where(milestones["weight"] >= 0)
    earned = weights.where(finished(milestones, techniques(milestones, rules)), 0.0).where(weights.notna())
    keys = [milestones["project_id"], milestones["parent_id"]]
    sums = pd.DataFrame({"earned": earned, "whole": weights}).groupby(keys).sum(min_count=1)
    known = weights.notna().groupby(keys).all()
    share = (sums["earned"] / sums["whole"].where(sums["whole"] > 0)).where(known)
    own = pd.MultiIndex.from_frame(tasks[["project_id", "task_id"]])
    return share.reindex(own).to_numpy(float)
