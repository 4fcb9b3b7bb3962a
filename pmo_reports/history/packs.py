"""Which packs rest on what is remembered: noted before each is published, so that it is never taken away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pmo_reports import storage
from pmo_reports.errors import InputError
from pmo_reports.storage import Store

_FOLDER = "packs"
_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """A pack, and what it rests on.

    Attributes:
        made_of, kept: as its manifest says: inputs by path, snapshots by period, settings and templates.
        seal: SHA-256 of the manifest itself; "" where it was not recorded.
    """

    period: str
    pack: str
    run: str
    made_of: Mapping[str, object]
    kept: Mapping[str, object] = field(default_factory=dict)
    seal: str = ""


def rest(store: Store, resting: Resting) -> None:
    """Keeps what a pack rests on; told again, nothing is written, nor of a run that is noted with its seal.

    Raises:
        PublishError: the store cannot be written.
    """
    content = {"period": resting.period, "pack": resting.pack, "run": resting.run}
    more = {"kept": resting.kept, "manifest": resting.seal} if resting.seal else {}
    text = json.dumps({**content, **more, "made_of": resting.made_of}, indent=1, sort_keys=True)
    name = f"{_FOLDER}/{resting.period}/{resting.pack}-{resting.run}{_suffix(resting.seal)}.json"
    at, noted = storage.of(store), text.encode("utf-8", "backslashreplace") + b"\n"
    begin = _sealed(resting.period, resting.pack, resting.run)
    if not resting.seal and any(each.startswith(begin) for each in at.below(f"{_FOLDER}/{resting.period}")):
        return
    if at.size(name) != len(noted):  # its name tells what it is made of
        at.write(name, noted)


def _sealed(period: str, pack: str, run: str) -> str:
    """How the names of notes begin that were made with a seal."""
    return f"{_FOLDER}/{period}/{pack}-{run}-"


def _suffix(seal: str) -> str:
    """Packs of one run may be kept with other files: a comment in the settings has changed."""
    return f"-{seal[:_DIGITS]}" if seal else ""


def resting(store: Store) -> tuple[Resting, ...]:
    """Every pack that rests on the store.

    Raises:
        InputError: one of the notes cannot be read.
    """
    at = storage.of(store)
    return tuple(_read(name, at.read(name), at.place(name)) for name in at.below(_FOLDER))


def seals(store: Store, period: str, pack: str, run: str) -> frozenset[str]:
    """The hashes of the manifests that were noted of a run; none where it was noted without, or not at all.

    Raises:
        InputError: one of the notes cannot be read.
    """
    at = storage.of(store)
    names = [name for name in at.below(f"{_FOLDER}/{period}") if name.startswith(_sealed(period, pack, run))]
    notes = (_read(name, at.read(name), at.place(name)) for name in names)
    return frozenset(note.seal for note in notes if note.seal)


def rested(store: Store) -> frozenset[str]:
    """The periods of which there is a pack."""
    return frozenset(name.split("/")[1] for name in storage.of(store).below(_FOLDER))


def _read(name: str, content: bytes, place: str) -> Resting:
    try:
        told = json.loads(content)
        return Resting(
            period=told["period"],
            pack=told["pack"],
            run=told["run"],
            made_of=dict(told["made_of"]),
            kept=dict(told.get("kept", {})),
            seal=str(told.get("manifest", "")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"what a pack rests on cannot be read: {name}", place=place, remedy="bring it back from a backup"
        ) from error
