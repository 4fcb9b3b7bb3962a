"""Files laid into the workspace: all of a period or none, whatever dies when.

What is being laid is noted first, with what stood there before; who comes after a killed import undoes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pmo_reports import atomic, knowledge, readers
from pmo_reports.backfill.outcome import Planned
from pmo_reports.config.settings import Settings
from pmo_reports.errors import PublishError

_NOTE = "store/importing.json"


@contextmanager
def laid(settings: Settings, files: Sequence[Planned], period: str = "") -> Iterator[None]:
    """The files lie at their places; what goes wrong meanwhile takes them away again.

    A folder of the period alone that is not there yet appears whole.

    Raises:
        PublishError: they cannot be written; all is as it was then.
    """
    if not files:
        yield
        return
    workspace = settings.workspace
    before = {each.target: _kept(settings, workspace / each.target) for each in files}
    with atomic.told(workspace / _NOTE):
        atomic.replace(workspace / _NOTE, json.dumps({"before": before}, indent=1).encode())
    try:
        with atomic.told(workspace):
            _lay(workspace, {each.target: each.candidate.content() for each in files}, period)
        yield
    except BaseException:
        undone(settings)
        raise
    (workspace / _NOTE).unlink(missing_ok=True)


def undone(settings: Settings) -> bool:
    """Whether an import was killed while it laid files; what it laid is gone, what it replaced is back.

    Raises:
        PublishError: that cannot be done.
    """
    note = settings.workspace / _NOTE
    try:
        before = json.loads(note.read_bytes())["before"]
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublishError(
            "what a killed import was laying cannot be read",
            place=str(note),
            remedy="look into the folders of its periods, then delete this file",
        ) from error
    for target, sha256 in before.items():
        _put_back(settings, target, sha256)
    note.unlink(missing_ok=True)
    return True


def _put_back(settings: Settings, target: str, sha256: str) -> None:
    path = settings.workspace / target
    if sha256:
        atomic.replace(path, readers.kept(knowledge.store(settings), sha256))
        return
    with atomic.told(path):
        path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == settings.workspace:
            return
        with suppress(OSError):  # others lie in it
            folder.rmdir()


def _kept(settings: Settings, path: Path) -> str:
    """The hash of what stands at a place, which is kept in the store; "" if nothing does."""
    if not path.is_file():
        return ""
    return readers.keep(knowledge.store(settings), path.read_bytes())


def _lay(workspace: Path, files: Mapping[str, bytes], period: str) -> None:
    whole: dict[str, dict[str, bytes]] = {}
    for target, content in files.items():
        root = _root(workspace, target, period)
        whole.setdefault(root, {})[target.removeprefix(root).lstrip("/")] = content
    for root, inner in whole.items():
        if root:
            with atomic.aside((workspace / root).parent) as made:
                atomic.fill(made, inner)
                if atomic.settled(made, workspace / root):
                    continue
        for name, content in inner.items():
            atomic.replace(workspace / root / name, content)


def _root(workspace: Path, target: str, period: str) -> str:
    """The folder of the period alone, where it is not there yet; "" otherwise."""
    parts = target.split("/")[:-1]
    dated = [at for at, part in enumerate(parts) if period and period in part]
    root = "/".join(parts[: dated[0] + 1]) if dated else ""
    return root if root and not (workspace / root).exists() else ""
