"""A verdict as tests look at it."""

from __future__ import annotations

from pathlib import Path

from pmo_reports import proof
from pmo_reports.proof import Depth, Difference, Verdict


def verify(folder: Path, depth: Depth = Depth.QUICK, workspace: Path | None = None) -> Verdict:
    return proof.verified(folder, workspace, depth=depth, say=lambda _: None)


def words(found: tuple[Difference, ...]) -> list[str]:
    return [str(each) for each in found]
