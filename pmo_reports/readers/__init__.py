"""Bytes into raw tables with the way back to every cell; one file a source format.

Belongs here: finding inputs, guarding against hostile ones, and reading them as they are. Does not
belong here: what the columns mean.
"""

from pmo_reports.readers.collection import collect
from pmo_reports.readers.guard import is_safe
from pmo_reports.readers.parsed_store import unused
from pmo_reports.readers.periods import periods, places
from pmo_reports.readers.raw_store import fault, keep, kept, others
from pmo_reports.readers.reading import passing, read
from pmo_reports.readers.workbench import Workbench

__all__ = [
    "Workbench",
    "collect",
    "fault",
    "is_safe",
    "keep",
    "kept",
    "others",
    "passing",
    "periods",
    "places",
    "read",
    "unused",
]
