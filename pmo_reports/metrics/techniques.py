"""How activities earn their budget (ANSI/EIA-748, PMI's practice standard): the share earned by each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmo_reports.model.assumptions import EarnedValueRules

Shares = npt.NDArray[np.float64]

AT_START = {"0/100": 0.0, "25/75": 0.25, "50/50": 0.5}
"""The share that is earned as work starts; the rest as it ends."""


def earned_shares(tasks: pd.DataFrame, planned: Shares, rules: EarnedValueRules) -> Shares:
    """The share of its budget that each of `tasks` has earned; NaN where its technique lacks what it needs.

    Args:
        tasks: rows of the table `tasks`.
        planned: the share of each that should be earned by now, which level of effort takes.
        rules: the techniques of those that name none.
    """
    technique = techniques(tasks, rules)
    done = finished(tasks)
    begun = tasks["actual_start"].notna().to_numpy() | done
    told = _told(tasks)
    begun |= np.nan_to_num(told) > 0
    found = np.where(np.isnan(told) & ~begun, 0.0, told)
    for name, share in AT_START.items():
        found = np.where(technique == name, np.where(done, 1.0, np.where(begun, share, 0.0)), found)
    physical = tasks["physical_percent"].to_numpy(float)
    found = np.where(technique == "physical", np.where(np.isnan(physical) & ~begun, 0.0, physical), found)
    found = np.where(technique == "level_of_effort", planned, found)
    found = np.where(technique == "weighted_milestones", weighted(tasks), found)
    return np.clip(found, 0.0, 1.0)


def _told(tasks: pd.DataFrame) -> Shares:
    """Percent complete of the kind that each task is measured by: duration, work or physical."""
    kinds = {"units": "work_percent", "work": "work_percent", "physical": "physical_percent"}
    told = tasks["percent_complete"].to_numpy(float)
    for kind, column in kinds.items():
        told = np.where(tasks["percent_kind"].eq(kind), tasks[column].to_numpy(float), told)
    return told


def techniques(tasks: pd.DataFrame, rules: EarnedValueRules) -> npt.NDArray[np.object_]:
    """The technique of each task: its own, else that of its kind."""
    usual = np.where(tasks["kind"].eq("milestone"), rules.milestones, rules.technique)
    usual = np.where(tasks["kind"].eq("hammock"), "level_of_effort", usual)
    own = tasks["technique"].to_numpy(object)
    return np.where(tasks["technique"].notna(), own, usual)


def finished(tasks: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which tasks are done: with an actual finish, or all of them complete."""
    done: npt.NDArray[np.bool_] = (
        tasks["actual_finish"].notna() | tasks["percent_complete"].ge(1)
    ).to_numpy()
    return done


def weighted(tasks: pd.DataFrame) -> Shares:
    """The share of the weights of a task's milestones (those it is the parent of) that are done.

    NaN for a task without such milestones, or with one whose weight is not known.
    """
    milestones = tasks[tasks["kind"].eq("milestone") & tasks["parent_id"].notna()]
    weights = milestones["weight"].where(milestones["weight"] >= 0)
    earned = weights.where(finished(milestones), 0.0).where(weights.notna())
    keys = [milestones["project_id"], milestones["parent_id"]]
    sums = pd.DataFrame({"earned": earned, "whole": weights}).groupby(keys).sum(min_count=1)
    known = weights.notna().groupby(keys).all()
    share = (sums["earned"] / sums["whole"].where(sums["whole"] > 0)).where(known)
    own = pd.MultiIndex.from_frame(tasks[["project_id", "task_id"]])
    return share.reindex(own).to_numpy(float)
