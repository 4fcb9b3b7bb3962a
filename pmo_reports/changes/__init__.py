"""What changed between two assessed periods, as data: differences, bridges of money, and what is material.

Belongs here: comparing periods. Does not belong here: where the periods come from (`history`), how the
changes are told (`pack`).
"""

from pmo_reports.changes.comparison import changes
from pmo_reports.changes.identity import by_name, identified
from pmo_reports.changes.tables import applied, difference, differences

__all__ = ["applied", "by_name", "changes", "difference", "differences", "identified"]
