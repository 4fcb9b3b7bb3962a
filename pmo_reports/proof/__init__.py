"""The proof: a published version against its files, the store, and itself made once more.

Belongs here: what a version claims, what is kept of it, what differs. Does not belong here: how a pack is
made, which is `pipeline`'s alone.
"""

from pmo_reports.proof.difference import Depth, Difference, Kind, Verdict
from pmo_reports.proof.rebuilding import rebuilt
from pmo_reports.proof.verdict import verified

__all__ = ["Depth", "Difference", "Kind", "Verdict", "rebuilt", "verified"]
