"""Snapshots of canonical tables: written once, pointed at atomically, read as they were.

Belongs here: what is remembered between runs, and how it is stored. Does not belong here: what a
period means or how two of them compare.
"""

from pmo_reports.history.snapshots import periods, recall, remember

__all__ = ["periods", "recall", "remember"]
