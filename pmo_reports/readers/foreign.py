"""Workbooks of other formats than .xlsx, read by calamine in a process that may die of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType

from pmo_reports.readers import old_formats
from pmo_reports.readers.guard import LIMITS, Limits, beyond
from pmo_reports.readers.refusal import damaged, encrypted, hostile

SECONDS = 120
_KINDS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {"date": date.fromisoformat, "datetime": datetime.fromisoformat, "time": time.fromisoformat}
)


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """A worksheet: its values from A1 on, and the corners of its merged cells, counted from 0."""

    name: str
    visible: bool
    rows: list[list[object]]
    merged: list[list[list[int]]]


def sheets(content: bytes, limits: Limits = LIMITS) -> tuple[ForeignSheet, ...]:
    """The worksheets of an .xls, .xlsb or .ods, in order.

    Raises:
        RefusedError: it is encrypted, damaged, or takes longer than `SECONDS`.
    """
    program = [sys.executable, "-I", str(Path(old_formats.__file__)), str(limits.extent)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell, nothing from outside in its arguments
            program, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise hostile(f"it cannot be read within {SECONDS} seconds") from error
    if done.returncode == old_formats.ENCRYPTED:
        raise encrypted()
    if done.returncode == old_formats.TOO_LARGE:
        raise beyond(limits.extent, "cells, blank ones included, on its sheets", "cells")
    if done.returncode:
        raise damaged("it cannot be opened as a workbook")
    return tuple(
        ForeignSheet(
            sheet["name"],
            sheet["visible"],
            [list(map(_heard, row)) for row in sheet["rows"]],
            sheet["merged"],
        )
        for sheet in json.loads(done.stdout)
    )


def _heard(cell: object) -> object:
    if not isinstance(cell, list):
        return cell
    kind, value = cell
    return timedelta(seconds=value) if kind == "timedelta" else _KINDS[kind](value)
