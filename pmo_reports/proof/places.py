"""Where a version's workspace and its store are, and where what is made again may go."""

from __future__ import annotations

from pathlib import Path

from pmo_reports import buckets
from pmo_reports.config import loading
from pmo_reports.errors import UsageError
from pmo_reports.proof.claim import Claim
from pmo_reports.storage import Store

_OUT = "out"
_DEPTH = 4  # <workspace>/out/<period>/<pack>


def workspace(folder: Path, asked: Path | None) -> Path:
    """The workspace that is asked for, or that the version lies in, or where one stands.

    Raises:
        UsageError: it is none.
    """
    parents = folder.resolve().parents
    own = parents[3] if len(parents) >= _DEPTH and parents[2].name == _OUT else None
    found = asked or (own if own and _is_workspace(own) else Path())
    if not _is_workspace(found):
        raise UsageError(
            "there is no workspace here, so there is no store to prove the pack by",
            place=str(found),
            remedy="name the folder that holds config, inputs and store: --workspace DIR",
        )
    return found


def _is_workspace(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in ("config", "inputs", "store"))


def store(workspace: Path) -> Store | None:
    """Where the workspace remembers; null if it has nothing there."""
    folder, url = workspace / "store", loading.store_url(workspace)
    if url:
        return buckets.bucket(url, folder)
    return folder if folder.is_dir() else None


def refuse_among_others(claim: Claim, out: Path, workspace: Path) -> None:
    """What is made again is not to be taken for a newer version."""
    shelf = (out / claim.period.id / claim.pack).resolve()
    if shelf in (claim.folder.resolve().parent, (workspace / _OUT / claim.period.id / claim.pack).resolve()):
        raise UsageError(
            "a pack that is made again does not belong among the others",
            place=str(out),
            remedy="choose another folder with --out",
        )
