"""Settings without the items that are not of their shape, so that the others can be looked at as well."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from pydantic import ValidationError

from pmo_reports.config.document import Document, Keys
from pmo_reports.config.setting import Setting


def pruned(model: type[Setting], content: Document) -> Document:
    """`content` without the list items that hold mistakes of shape; the others keep their lines.

    Where no item of a list is left, the group that it stands in goes too.
    """
    try:
        model.model_validate(content.content)
    except ValidationError as error:
        bad = {item for one in error.errors() if (item := _item(tuple(one["loc"])))}
        return _without(content, bad | set(_emptied(content.content, bad)))
    return content


def _item(keys: Keys) -> Keys:
    """The outermost list item on the way to a mistake; nothing if there is none."""
    numbers = [at for at, key in enumerate(keys) if isinstance(key, int)]
    return keys[: numbers[0] + 1] if numbers else ()


def _emptied(content: object, bad: Collection[Keys]) -> Iterator[Keys]:
    for keys in {item[:-1] for item in bad}:
        items = content
        for key in keys:
            items = items[key] if isinstance(items, Mapping) else []
        if isinstance(items, list) and all((*keys, at) in bad for at in range(len(items))):
            yield keys[:-1]


def _without(content: Document, bad: Collection[Keys]) -> Document:
    places: dict[Keys, str] = {}
    whole = _kept(content.content, (), (), (content, bad, places))
    return replace(content, content=whole if isinstance(whole, dict) else {}, places=places)


def _kept(
    value: object, old: Keys, new: Keys, by: tuple[Document, Collection[Keys], dict[Keys, str]]
) -> object:
    """What is left of `value`, which stood at `old` and stands at `new`; its places are noted on the way."""
    content, bad, places = by
    if old in content.places:
        places[new] = content.places[old]
    if isinstance(value, Mapping):
        return {
            key: _kept(each, (*old, key), (*new, key), by)
            for key, each in value.items()
            if (*old, key) not in bad
        }
    if isinstance(value, list):
        left = [at for at in range(len(value)) if (*old, at) not in bad]
        return [_kept(value[at], (*old, at), (*new, to), by) for to, at in enumerate(left)]
    return value
