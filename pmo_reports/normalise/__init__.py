"""Raw tables turned into the canonical tables, with a finding for everything that does not fit.

Belongs here: mapping, values, identity, duplicates, currency, one file a matter. Pure: no file, no
clock. Does not belong here: reading files, or judging what the values mean for a project.
"""

from __future__ import annotations

from pmo_reports.normalise.assembly import portfolio
from pmo_reports.normalise.drift import drift

__all__ = ["drift", "portfolio"]
