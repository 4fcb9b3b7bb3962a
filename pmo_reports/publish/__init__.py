"""Finished files put where people read them: whole or not at all, never over an earlier version.

Belongs here: folders, versions, locks, the manifest, later mail and outbox. Does not belong here: how
the files are made.
"""

from pmo_reports.publish.folder import Publication, publish, published, told
from pmo_reports.publish.lock import lock
from pmo_reports.publish.manifest import FORMAT, Origin, manifest
from pmo_reports.publish.manifest import NAME as MANIFEST
from pmo_reports.publish.records import Record, periods, records

__all__ = [
    "FORMAT",
    "MANIFEST",
    "Origin",
    "Publication",
    "Record",
    "lock",
    "manifest",
    "periods",
    "publish",
    "published",
    "records",
    "told",
]
