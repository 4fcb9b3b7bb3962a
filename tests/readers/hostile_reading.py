"""A program: reads every file of the folder in a run of its own and says what came of it, as JSON."""

import json
import resource
import sys
from pathlib import Path

from pmo_reports import readers
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Column, Part, Source
from pmo_reports.model.period import Period

workspace = Path(sys.argv[1])
parts = {"risks": Part(table="risks", columns={"id": Column(), "name": Column()})}
sources = {
    name: Source(reader=kind, files=f"in/*.{name}", parts=parts, owner="Ada")
    for name, kind in (("csv", "csv"), ("xlsx", "workbook"), ("ods", "workbook"))
}
settings = Settings.model_construct(workspace=workspace, sources=sources)
before = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
store = workspace / "store"
reading = readers.read(readers.collect(settings, Period(2026, 10), store), settings, store, version="1")
spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
status = Path("/proc/self/status").read_text(encoding="ascii")
told = {
    "findings": [[f.file, f.rule, f.problem, f.remedy] for f in reading.findings],
    "tables": {table.file.path: len(table.rows) for table in reading.tables},
    "seconds": sum(usage.ru_utime + usage.ru_stime for usage in spent) - before,
    "peak": int(status.partition("VmHWM:")[2].split()[0]) / 1024,
}
sys.stdout.write(json.dumps(told))
