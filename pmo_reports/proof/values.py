"""Where two versions of a settings file differ: the path of keys, and both values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pmo_reports.config.document import Keys, document
from pmo_reports.config.mistake import dotted
from pmo_reports.proof.difference import Difference, Kind

SHOWN = 10
LONGEST = 60
_YAML = ".yaml"


def differences(name: str, then: Path | None, now: Path | None) -> Iterator[Difference]:
    """What is otherwise in the settings file `name`; null stands for a file that is not read."""
    if then is None or now is None:
        words = "it is read today, and was not then" if then is None else "it is not read today, and was then"
        yield Difference(kind=Kind.SETTING, name=name, what=words)
    elif then.read_bytes() != now.read_bytes():
        yield from _changed(name, then, now)


def _changed(name: str, then: Path, now: Path) -> Iterator[Difference]:
    if not name.endswith(_YAML):
        yield Difference(kind=Kind.SETTING, name=name, what="its content is another")
        return
    read = document(now, name)
    if read.problems:
        yield Difference(
            kind=Kind.SETTING, name=name, what=f"it cannot be read today: {read.problems[0].message}"
        )
        return
    before, after = (dict(_values(each.content, ())) for each in (document(then, name), read))
    odd = [keys for keys in {**before, **after} if before.get(keys) != after.get(keys)]
    for keys in odd[:SHOWN]:
        told = tuple(_told(values.get(keys)) for values in (before, after))
        yield Difference(kind=Kind.SETTING, name=name, what=dotted(keys), then=told[0], now=told[1])
    if len(odd) > SHOWN:
        yield Difference(kind=Kind.SETTING, name=name, what=f"{len(odd) - SHOWN} more values are others")
    if not odd:
        yield Difference(
            kind=Kind.SETTING, name=name, what="only its comments, its layout or its order is another"
        )


def _values(content: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every value that stands by itself, with its path; an empty group is one, too."""
    inside: Mapping[str | int, object] = {}
    if isinstance(content, Mapping):
        inside = content
    elif isinstance(content, list):
        inside = dict(enumerate(content))
    for key, value in inside.items():
        yield from _values(value, (*keys, key))
    if not inside:
        yield keys, repr(content)


def _told(value: str | None) -> str:
    text = value or ""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
