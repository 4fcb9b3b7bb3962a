"""Which snapshots are needed, and which inputs they need: by a pointer, lately, or by a published pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from pmo_reports import storage
from pmo_reports.errors import InputError
from pmo_reports.history import pointers, snapshots
from pmo_reports.history.pointers import DIGITS
from pmo_reports.storage import Store

_FOLDER = "snapshots"
_DEPTH = 3  # snapshots/<period>/<key>


def shelves(store: Store) -> Mapping[str, int]:
    """The folder of every snapshot, whole or not, with its bytes."""
    found: dict[str, int] = {}
    for name, size in storage.of(store).below(_FOLDER).items():
        folder = "/".join(name.split("/")[:_DEPTH])
        found[folder] = found.get(folder, 0) + size
    return found


def in_force_since(store: Store, day: date) -> frozenset[str]:
    """The folders of snapshots that are in force now, or were on `day` or later."""
    at = storage.of(store)
    found = set()
    for period in pointers.periods(at):
        told = pointers.entries(at, period)
        lately = [entry for entry, later in pairwise(told) if later.known >= day.isoformat()]
        found |= {f"{_FOLDER}/{period.id}/{entry.snapshot}" for entry in (*lately, *told[-1:])}
    return frozenset(found)


def of_pack(made_of: Mapping[str, object], there: Iterable[str]) -> frozenset[str]:
    """The folders of the snapshots that a pack rests on; all `there` of its periods if it does not say."""
    named = made_of.get("snapshots")
    if isinstance(named, dict):
        return frozenset(f"{_FOLDER}/{period}/{str(key)[:DIGITS]}" for period, key in named.items())
    past = made_of.get("past")
    periods = {str(made_of.get("period")), *(past if isinstance(past, dict) else ())}
    return frozenset(folder for folder in there if folder.split("/")[1] in periods)


def inputs_of(store: Store, folder: str) -> frozenset[str]:
    """The hashes of the inputs that a snapshot was made of.

    Raises:
        InputError: its manifest cannot be read.
    """
    at = storage.of(store)
    try:
        told = snapshots.manifest_in(at, folder)
    except (OSError, ValueError) as error:
        raise InputError(
            "a snapshot that is needed cannot be read, so that nobody can say what it needs",
            place=at.place(folder),
            remedy="build its period again; nothing was removed",
        ) from error
    return frozenset({*told.inputs.values(), *told.made.inputs.values()})
