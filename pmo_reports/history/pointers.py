"""The pointer of a period: which snapshot is in force, and every one that was, since when, why and by whom.

Nothing is ever taken out of it: what was in force stays in its list, so that one can ask what was known on a
day. Days are the only thing in the store that a clock tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from pmo_reports.errors import InputError, UsageError
from pmo_reports.model.period import Period
from pmo_reports.storage import Storage

FORMAT = 2
DIGITS = 16
INPUTS = "inputs"
IMPORTED = "imported from "
"""What the reason of a period says that was brought in after its time."""
_FOLDER = "periods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a snapshot is made of.

    Attributes:
        inputs: all that was collected, by path: content hashes, and what could not be taken.
        own: paths of the period's own files, as against those that all periods share.
        settings, code: their digests; "" where it was not recorded.
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    settings: str = ""
    code: str = ""

    @property
    def digests(self) -> Mapping[str, str]:
        """A hash of each part that may change by itself."""
        parts = {
            INPUTS: {path: told for path, told in self.inputs.items() if path in self.own},
            "shared": {path: told for path, told in self.inputs.items() if path not in self.own},
        }
        hashed = {name: _sha256(part) if self.inputs else "" for name, part in parts.items()}
        return {**hashed, "settings": self.settings, "code": self.code}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """How a snapshot comes into force.

    Attributes:
        day: when; the only thing that a clock tells.
        closed: whether the period was published and a later one has begun.
        changed: paths of inputs that differ from those of the snapshot in force.
        reason, author: what is stated of it, and by whom; "" if nothing is.
    """

    made: Made = field(default_factory=Made)
    day: date | None = None
    closed: bool = False
    changed: tuple[str, ...] = ()
    reason: str = ""
    author: str = ""

    @property
    def restates(self) -> bool:
        """Whether somebody says why other inputs count; an import that says no more than that is none."""
        return bool(self.reason) and not self.reason.startswith(IMPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A snapshot that came into force.

    Attributes:
        known: the day on which, as `YYYY-MM-DD`; "" where it was not recorded, which counts as ever since.
        supersedes: the snapshot before it, or "".
        causes: what differs from the one before: inputs, shared, settings, code.
        files: paths of the inputs that differ, where it restates.
        restates: whether it changes what a published pack of a closed period rests on.
    """

    snapshot: str
    key: str
    known: str = ""
    supersedes: str = ""
    causes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    restates: bool = False
    reason: str = ""
    author: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def imported(self) -> bool:
        """Whether it was brought in after its time, from old exports or an old pack."""
        return IMPORTED in self.reason

    def __str__(self) -> str:
        return self.snapshot


def name(period: Period) -> str:
    """Where the pointer of a period lies in the store."""
    return f"{_FOLDER}/{period.id}.json"


def periods(storage: Storage) -> tuple[Period, ...]:
    """The periods that have a pointer, oldest first."""
    found = []
    for each in storage.below(_FOLDER):
        try:
            found.append(Period.parse(each.removeprefix(f"{_FOLDER}/").removesuffix(".json")))
        except UsageError:
            continue
    return tuple(sorted(found))


def entries(storage: Storage, period: Period) -> tuple[Entry, ...]:
    """What is and was in force for `period`, oldest first; nothing if it has no pointer.

    Raises:
        InputError: the pointer is damaged, or of a newer version of this program.
    """
    try:
        content = storage.read(name(period))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _damaged(storage, period, error.strerror or str(error)) from error
    return _entries(storage, period, content)


def after(there: Sequence[Entry], key: str, occasion: Occasion) -> tuple[Entry, ...]:
    """The entries once the snapshot under `key` is in force; the same if it is, and nothing new is stated."""
    last = there[-1] if there else None
    if last and last.key == key and not (occasion.reason and occasion.reason != last.reason):
        return tuple(there)
    return (*there, _next(last, key, occasion))


def write(storage: Storage, period: Period, told: Sequence[Entry]) -> None:
    """Makes `told` the entries of a period, the last of them in force.

    Raises:
        PublishError: it cannot be written; the pointer is as it was then.
    """
    last = told[-1]
    content = {
        "format": FORMAT,
        "period": period.id,
        "snapshot": last.snapshot,
        "key": last.key,
        "history": [asdict(entry) for entry in told],
    }
    text = json.dumps({"seal": _sha256(content), **content}, ensure_ascii=False, indent=1)
    storage.write(name(period), text.encode("utf-8", "backslashreplace") + b"\n")


def on(told: Sequence[Entry], day: date | None) -> Entry | None:
    """What was in force at the end of `day` (null: what is now); null if nothing was known then."""
    known = [entry for entry in told if day is None or entry.known <= day.isoformat()]
    return known[-1] if known else None


def _next(last: Entry | None, key: str, occasion: Occasion) -> Entry:
    digests = occasion.made.digests
    before = last.digests if last else {}
    causes = tuple(part for part in before if before[part] and before[part] != digests.get(part))
    again = bool(last and last.key == key)
    day = occasion.day.isoformat() if occasion.day else ""
    restates = bool(last) and (occasion.restates or (occasion.closed and INPUTS in causes))
    return Entry(
        snapshot=key[:DIGITS],
        key=key,
        known=max(day, last.known) if last and day else day,  # a clock set back changes no order
        supersedes=(last.supersedes if again else last.snapshot) if last else "",
        causes=last.causes if last and again else causes,
        files=last.files if last and again else (occasion.changed if restates else ()),
        restates=restates,
        reason=occasion.reason,
        author=occasion.author,
        digests=digests,
    )


def _entries(storage: Storage, period: Period, content: bytes) -> tuple[Entry, ...]:
    try:
        values = json.loads(content)
        written = values.get("format", 1)
        if written > FORMAT:
            raise newer(storage.place(name(period)), written, FORMAT)
        if written == 1:  # it named what is in force, and nothing else
            return (Entry(snapshot=values["snapshot"], key=values["key"]),)
        whole = values.pop("seal") == _sha256(values)
        found = tuple(_entry(each) for each in values["history"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(storage, period, str(error)) from error
    if not whole:
        raise _damaged(storage, period, "its seal is broken")
    return found


def _entry(told: Mapping[str, Any]) -> Entry:
    lists: dict[str, Any] = {name: tuple(told.get(name, ())) for name in ("causes", "files")}
    return Entry(**{**told, **lists})


def newer(place: str, found: object, known: int) -> InputError:
    """What is said of a file that a newer version of this program wrote."""
    return InputError(
        f"it was written by a newer version of pmo-reports (format {found}; this one knows up to {known})",
        place=place,
        remedy="use that version, or a newer one",
    )


def _damaged(storage: Storage, period: Period, why: str) -> InputError:
    return InputError(
        f"the record of what is in force for {period} cannot be used: {why}",
        place=storage.place(name(period)),
        remedy="bring it back from a backup, or delete it: the period is read anew from its inputs, and what"
        " was restated is forgotten",
    )


def _sha256(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
