"""Back-filling: past periods from old exports, month folders and old packs' workbooks.

Belongs here: which source and period a file is of, where it is laid, and that each period becomes known on
the day of the import. Does not belong here: reading and normalising, which are done as for any period.
"""

from __future__ import annotations

from pmo_reports.backfill.bringing import brought
from pmo_reports.backfill.order import Order
from pmo_reports.backfill.outcome import Brought, Imported, State
from pmo_reports.backfill.report import as_json, as_text

__all__ = ["Brought", "Imported", "Order", "State", "as_json", "as_text", "brought"]
