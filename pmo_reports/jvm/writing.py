"""Plain records as a schedule file: the same records give the same bytes, whoever writes them and when."""

from __future__ import annotations

from collections.abc import Mapping

from jpype import JClass

from pmo_reports.jvm.building import Records, project
from pmo_reports.jvm.values import Java

_WRITERS: Mapping[str, str] = {
    "mspdi": "org.mpxj.mspdi.MSPDIWriter",
    "xer": "org.mpxj.primavera.PrimaveraXERFileWriter",
    "pmxml": "org.mpxj.primavera.PrimaveraPMFileWriter",
    "mpx": "org.mpxj.mpx.MPXWriter",
    "planner": "org.mpxj.planner.PlannerWriter",
}


def written(records: Records, form: str) -> bytes:
    """The file in `form`."""
    stream = JClass("java.io.ByteArrayOutputStream")()
    writer: Java = JClass(_WRITERS[form])()
    writer.write(project(records), stream)
    return bytes(stream.toByteArray())
