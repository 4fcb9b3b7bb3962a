"""A program: reads each workspace named on standard input in a fork of its own, and says what came of it.

It imports once for all. For each workspace it writes two lines: the number of the fork that reads, then
what came of it, as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmo_reports import readers
from pmo_reports.config.settings import Settings
from pmo_reports.config.sources import Column, Part, Source
from pmo_reports.model.period import Period

COLUMNS = {"id": Column(), "name": Column()}
READERS = {
    "csv": ("csv", ""),
    "xlsx": ("workbook", ""),
    "ods": ("workbook", ""),
    "xls": ("workbook", ""),
    "xlsb": ("workbook", ""),
    "json": ("json", "items"),
    "rss": ("xml", "channel/item"),
    "p2x": ("protrack", "tasks"),
    **dict.fromkeys(("xml", "gan", "planner", "xer", "pod"), ("schedule", "tasks")),
}
"""Ending -> reader and where its records are."""


def sources() -> Iterator[tuple[str, Source]]:
    """A source for each ending."""
    for name, (kind, rows) in READERS.items():
        part = Part(table="tasks" if rows == "tasks" else "risks", rows=rows, columns=COLUMNS)
        yield name, Source(reader=kind, files=f"in/*.{name}", parts={"all": part}, owner="Ada")


def told(workspace: Path) -> dict[str, Any]:
    """Tables by file, findings, CPU seconds and the reading process's own peak in MB."""
    before = _seconds()
    settings = Settings.model_construct(workspace=workspace, sources=dict(sources()))
    store = workspace / "store"
    reading = readers.read(readers.collect(settings, Period(2026, 10), store), settings, store, version="1")
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {
        "findings": [[f.file, f.rule, f.problem, f.remedy] for f in reading.findings],
        "tables": {table.file.path: len(table.rows) for table in reading.tables},
        "seconds": _seconds() - before,
        "peak": int(status.partition("VmHWM:")[2].split()[0]) / 1024,
    }


def _seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def _say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Reads until standard input ends."""
    for line in sys.stdin:
        fork = os.fork()
        if not fork:
            _say(os.getpid())
            _say(json.dumps(told(Path(line.strip()))))
            os._exit(0)
        if os.waitpid(fork, 0)[1]:
            _say("null")


if __name__ == "__main__":
    main()
