"""Tracker items: a parent that stands by its name, as in some exports, becomes the item of that name."""

from __future__ import annotations

import pandas as pd

from pmo_reports.normalise.rows import Rows

TABLE = "work_items"
_KEY = ["project_id", "item_id"]


def parented(rows: Rows) -> Rows:
    """The rows with ids of parents for names, where just one item of the project has that name."""
    items = rows.frame[rows.alive]
    named = items.drop_duplicates(["project_id", "summary"], keep=False)
    by_name = named.dropna(subset=["summary"]).set_index(["project_id", "summary"])["item_id"]
    known = pd.MultiIndex.from_frame(items[_KEY])
    parents = pd.MultiIndex.from_arrays([rows.frame["project_id"], rows.frame["parent_id"]])
    found = pd.Series(by_name.reindex(parents).to_numpy(), index=rows.frame.index)
    stranger = rows.frame["parent_id"].notna() & ~parents.isin(known) & found.notna()
    return rows.assign(parent_id=rows.frame["parent_id"].mask(stranger, found)) if stranger.any() else rows
