"""The forms in which MPXJ writes schedules."""

from __future__ import annotations

from collections.abc import Mapping

WRITERS: Mapping[str, str] = {
    "mspdi": "org.mpxj.mspdi.MSPDIWriter",
    "xer": "org.mpxj.primavera.PrimaveraXERFileWriter",
    "pmxml": "org.mpxj.primavera.PrimaveraPMFileWriter",
    "mpx": "org.mpxj.mpx.MPXWriter",
    "planner": "org.mpxj.planner.PlannerWriter",
}
"""Form -> the class that writes it."""
