"""Mistakes in settings before their lines are known, and how the right word is suggested."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import NamedTuple

from pmo_reports.config.document import Keys


class Mistake(NamedTuple):
    """A mistake at a path of keys; its line is looked up later."""

    keys: Keys
    message: str
    remedy: str


def suggestion(given: str, known: Collection[str]) -> str:
    """What `given` was meant to be, or all that is allowed where nothing is near."""
    lowered = {word.casefold(): word for word in known}
    near = get_close_matches(given.casefold(), lowered, n=1)
    return f"did you mean {lowered[near[0]]!r}?" if near else f"allowed: {', '.join(known) or 'nothing'}"


def dotted(keys: Keys) -> str:
    """A path of keys as it is spoken of: `dimensions.cost.rules[0].green`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")


def repeats(keys: Keys, names: tuple[str, ...]) -> tuple[Mistake, ...]:
    """The names of a list that stand in it already."""
    again = [(at, name) for at, name in enumerate(names) if name in names[:at]]
    return tuple(
        Mistake((*keys, at), f"{name!r} stands here a second time", "keep one") for at, name in again
    )
