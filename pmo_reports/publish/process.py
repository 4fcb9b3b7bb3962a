"""Whether a process of this machine still lives, and whether it is still the same one."""

from __future__ import annotations

import os
from pathlib import Path

_STARTED = 19  # fields after the command's name in /proc/<pid>/stat


def alive(pid: int, started: str = "") -> bool:
    """Whether `pid` runs; with `started`, whether it is the process that started then."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    now = started_at(pid)
    return not (started and now) or started == now


def started_at(pid: int) -> str:
    """When `pid` started, as the boot and the clock ticks since; "" where the system does not say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return f"{boot} {stat.rpartition(')')[2].split()[_STARTED]}"
