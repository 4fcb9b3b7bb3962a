"""What is otherwise in the workspace today than when a pack was made: inputs, settings, templates.

None of it refutes the pack, which rests on what is kept; a new one would be another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pmo_reports import fingerprint, keeping, knowledge, metrics, pack, readers
from pmo_reports.config import loading
from pmo_reports.config.files import PACKAGE, used
from pmo_reports.config.fiscal import reporting_period
from pmo_reports.config.settings import Settings
from pmo_reports.errors import PmoReportsError
from pmo_reports.model.period import Period
from pmo_reports.proof import values
from pmo_reports.proof.claim import Hashes
from pmo_reports.proof.difference import Difference, Kind
from pmo_reports.proof.layout import Layout
from pmo_reports.storage import Folder


def differences(layout: Layout, workspace: Path) -> Iterator[Difference]:
    """What is otherwise today."""
    workspace = workspace.resolve()
    try:
        settings = loading.load(workspace, metrics.DECLARED, pack.SECTIONS)
    except PmoReportsError as error:
        words = f"they cannot be used today, so inputs are compared by their paths alone: {error.message}"
        yield Difference(kind=Kind.SETTING, name="config", what=words.splitlines()[0])
        settings = None
    if layout.claim.complete:
        yield from _settings(layout, workspace)
        yield from _templates(layout.claim.kept("templates"), workspace)
    elif settings:
        yield from _digests(layout.claim.origin.made_of, settings)
    for period, then in layout.keepsakes.inputs.items():
        yield from _of_period(period, then, _now(settings, workspace, period, then))


def _digests(made_of: Mapping[str, object], settings: Settings) -> Iterator[Difference]:
    """An older manifest has one hash for all settings, and one for all templates."""
    folders = keeping.template_folders(settings.workspace)
    now = {"settings": settings.digest, "templates": fingerprint.of_folders(folders)}
    for kind, name in ((Kind.SETTING, "settings"), (Kind.TEMPLATE, "templates")):
        if made_of.get(name) != now[name]:
            words = "something in them is another today; what it was is not kept"
            yield Difference(kind=kind, name=name, what=words)


def _settings(layout: Layout, workspace: Path) -> Iterator[Difference]:
    then = layout.claim.kept("settings")
    now = dict(used(workspace))
    beside = (name for name in then if not name.startswith((PACKAGE, "config/")))  # a table of fiscal periods
    now |= {name: workspace / name for name in beside if (workspace / name).is_file()}
    for name in sorted({*then, *now}):
        if name in then and name not in layout.files:
            continue  # told as lost
        yield from values.differences(name, layout.files.get(name), now.get(name))


def _templates(then: Hashes, workspace: Path) -> Iterator[Difference]:
    now = {
        name: hashlib.sha256(content).hexdigest() for name, content in keeping.templates(workspace).items()
    }
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            words = "it is gone" if name not in now else "it is new" if name not in then else "it is another"
            yield Difference(kind=Kind.TEMPLATE, name=name, what=f"{words} in the workspace today")


def _of_period(period: str, then: Hashes, now: Hashes) -> Iterator[Difference]:
    files = {path for path, digest in {**now, **then}.items() if keeping.is_hash(digest)}
    own = sorted(path for path in files if period in path)
    if own and not any(keeping.is_hash(now.get(path)) for path in own):
        words = "none of them is in the workspace today; they are kept in the store"
        yield Difference(kind=Kind.INPUT, name=f"those of {period}", what=words)
        files -= {*own}
    for path in sorted(files):
        before, after = then.get(path), now.get(path)
        if before != after:
            yield Difference(kind=Kind.INPUT, name=f"{path} of {period}", what=_words(before, after))


def _words(then: str | None, now: str | None) -> str:
    if not keeping.is_hash(then):
        return "it is in the workspace today, and was not then"
    if not keeping.is_hash(now):
        return "it is not in the workspace today; it is kept in the store"
    return "it has other bytes in the workspace today"


def _now(settings: Settings | None, workspace: Path, period: str, then: Hashes) -> Hashes:
    """What is collected of a period today; where nobody can say, what lies under the paths of then."""
    if settings:
        try:
            asked = reporting_period(settings.calendar.fiscal, Period.parse(period))
            found = readers.collect(settings, asked, _Nowhere(workspace))
            return dict(knowledge.made(settings, asked, found).inputs)
        except PmoReportsError:  # a period that today's calendar does not have
            pass
    paths = (
        path for path, digest in then.items() if keeping.is_hash(digest) and (workspace / path).is_file()
    )
    return {path: hashlib.sha256((workspace / path).read_bytes()).hexdigest() for path in paths}


@dataclass(frozen=True, slots=True)
class _Nowhere(Folder):
    """A storage that keeps nothing: bytes are only hashed."""

    def size(self, _: str) -> int | None:
        return None

    def write(self, _: str, __: bytes) -> None:
        return
