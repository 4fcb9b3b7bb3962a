"""Bytes into raw tables with the way back to every cell; one file a source format.

Belongs here: finding inputs, guarding against hostile ones, and reading them as they are. Does not
belong here: what the columns mean.
"""

from pmo_reports.readers.collection import collect
from pmo_reports.readers.guard import MOST_OF_FILE, is_safe
from pmo_reports.readers.parsed_store import parsed_shelf
from pmo_reports.readers.periods import periods, places
from pmo_reports.readers.raw_store import fault, hashed, keep, kept, others
from pmo_reports.readers.reading import passing, read
from pmo_reports.readers.schedule_guard import may_be_schedule
from pmo_reports.readers.shares import of as shares
from pmo_reports.readers.workbench import Workbench
from pmo_reports.readers.workbook_table import sheet_names

__all__ = [
    "MOST_OF_FILE",
    "Workbench",
    "collect",
    "fault",
    "hashed",
    "is_safe",
    "keep",
    "kept",
    "may_be_schedule",
    "others",
    "parsed_shelf",
    "passing",
    "periods",
    "places",
    "read",
    "shares",
    "sheet_names",
]
