"""A verdict as tests look at it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pmo_reports import proof
from pmo_reports.proof import Depth, Difference, Verdict
from pmo_reports.proof.claim import claim
from pmo_reports.proof.keepsakes import Keepsakes
from pmo_reports.proof.layout import Layout


def verify(folder: Path, depth: Depth = Depth.QUICK, workspace: Path | None = None) -> Verdict:
    return proof.verified(folder, workspace, depth=depth, say=lambda _: None)


def words(found: tuple[Difference, ...]) -> list[str]:
    return [str(each) for each in found]


def laid_out(folder: Path, workspace: Path) -> Layout:
    """What a version was made of, in a folder that goes with the others of the test."""
    private = Path(tempfile.mkdtemp(dir=workspace.parent))
    return Layout(Keepsakes(claim(folder), workspace / "store"), private)
