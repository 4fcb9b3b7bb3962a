"""Snapshots of canonical tables: written once, pointed at atomically, read as they were, and when.

Belongs here: what is remembered between runs, and how it is stored. Does not belong here: what a
period means or how two of them compare.
"""

from pmo_reports.history import measured
from pmo_reports.history.measured import Measured, measured_shelf
from pmo_reports.history.packs import Resting, rest, rested, resting, seals
from pmo_reports.history.pointers import IMPORTED, Entry, Made, Occasion, after, on
from pmo_reports.history.restatements import findings, restated, unstated
from pmo_reports.history.retention import in_force_since, inputs_of, of_pack, shelves
from pmo_reports.history.snapshots import (
    differing,
    history,
    made,
    periods,
    put_in_force,
    reading,
    recall,
    recalled,
    remember,
    whole,
)
from pmo_reports.history.trends import trend

__all__ = [
    "IMPORTED",
    "Entry",
    "Made",
    "Measured",
    "Occasion",
    "Resting",
    "after",
    "differing",
    "findings",
    "history",
    "in_force_since",
    "inputs_of",
    "made",
    "measured",
    "measured_shelf",
    "of_pack",
    "on",
    "periods",
    "put_in_force",
    "reading",
    "recall",
    "recalled",
    "remember",
    "rest",
    "restated",
    "rested",
    "resting",
    "seals",
    "shelves",
    "trend",
    "unstated",
    "whole",
]
