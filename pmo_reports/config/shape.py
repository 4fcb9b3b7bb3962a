"""Mistakes of shape, in words: what pydantic found, as problems with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic import ValidationError

from pmo_reports.config.document import Document, Keys
from pmo_reports.config.mistake import dotted, suggestion
from pmo_reports.config.setting import Setting
from pmo_reports.errors import Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

S = TypeVar("S", bound=Setting)

_WANTED = {
    "string_type": "text; put it in quotes",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "tuple_type": "a list, one `- item` a line",
    "mapping_type": "a group of `key: value` lines",
    "dict_type": "a group of `key: value` lines",
    "model_type": "a group of `key: value` lines",
    "dataclass_type": "a group of `key: value` lines",
    "date_from_datetime_parsing": "a day such as 2026-12-24",
    "date_type": "a day such as 2026-12-24",
}
_PATTERNS = {
    "^#[0-9a-fA-F]{6}$": "a colour such as #14385c, in quotes",
    "^[A-Z]{3}$": "an ISO 4217 currency code such as EUR",
    "^[01]{7}$": 'seven digits, Monday first, 1 for a working day, such as "1111100"',
}


def validated(model: type[S], content: Document) -> tuple[S | None, tuple[Problem, ...]]:
    """The settings of a file and what is wrong with them.

    Where some keys are wrong, the settings are those of the others, so that more mistakes can be
    found in one go; none where that is not possible.
    """
    if content.problems and not content.content:
        return None, content.problems
    try:
        return model.model_validate(content.content), content.problems
    except ValidationError as error:
        told = {problem.place for problem in content.problems}
        found = [_problem(one, model, content) for one in error.errors()]
        fresh = [problem for problem in _one_each(found) if problem.place not in told]
        return _partial(model, content, error), (*content.problems, *fresh)


def _partial(model: type[S], content: Document, error: ValidationError) -> S | None:
    rest: object = content.content
    for one in error.errors():
        rest = _without(rest, tuple(_real(tuple(one["loc"]), content)))
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def _without(content: object, keys: Keys) -> object:
    """`content` without the key at the end of the path; lists stay whole, for their lines count."""
    if not keys or not isinstance(content, Mapping):
        return content
    if len(keys) == 1:
        return {key: value for key, value in content.items() if key != keys[0]}
    return {key: _without(value, keys[1:]) if key == keys[0] else value for key, value in content.items()}


def _one_each(problems: list[Problem]) -> Iterator[Problem]:
    """One problem for each place and message: alternatives of a type are told once, together."""
    remedies: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        remedies.setdefault((problem.place, problem.message), []).append(problem.remedy)
    for (place, message), each in remedies.items():
        others = [remedy.removeprefix("allowed: ") for remedy in each[1:]]
        yield Problem(place, message, " or ".join((each[0], *others)))


def _problem(error: ErrorDetails, model: type[Setting], content: Document) -> Problem:
    keys = tuple(error["loc"])
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        known = _known(model, keys[:-1])
        return Problem(content.at(*keys), f"unknown key {dotted(keys)!r}", suggestion(str(keys[-1]), known))
    if error["type"] == "missing":
        return Problem(content.at(*keys[:-1]), f"{dotted(keys)!r} is missing", f"add {_entry(keys[-1])}")
    keys = tuple(_real(keys, content))
    if error["input"] is None:
        return Problem(content.at(*keys), f"{dotted(keys)!r} is empty", "write a value, or leave the key out")
    message = f"{dotted(keys)!r} is {_shown(error['input'])}"
    return Problem(content.at(*keys), message, _allowed(error))


def _entry(key: str | int) -> str:
    return f"`{key}:`" if isinstance(key, str) else f"item {key + 1} of the list"


def _real(keys: Keys, content: Document) -> Iterator[str | int]:
    """The keys without the names of alternatives that pydantic adds to the path."""
    for length in range(1, len(keys) + 1):
        if keys[:length] not in content.places:
            return
        yield keys[length - 1]


def _shown(given: object) -> str:
    if isinstance(given, dict):
        return "a group of keys"
    return "a list" if isinstance(given, list) else repr(given) if isinstance(given, str) else str(given)


def _allowed(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        words = str(context["expected"]).replace(" or ", ", ").split(", ")
        return suggestion(str(error["input"]), [word.strip("'") for word in words])
    if error["type"] == "string_pattern_mismatch":
        return f"allowed: {_PATTERNS.get(context['pattern'], context['pattern'])}"
    plain = error["msg"].removeprefix("Input should be ")
    return f"allowed: {_WANTED.get(error['type'], plain)}"


def _known(model: type[Setting], keys: Keys) -> tuple[str, ...]:
    inner: object = model
    for key in keys:
        if isinstance(inner, type) and issubclass(inner, Setting):
            inner = inner.model_fields[str(key)].annotation
        else:
            inner = next((a for a in get_args(inner) if isinstance(a, type) and issubclass(a, Setting)), None)
    if isinstance(inner, type) and is_dataclass(inner):
        return tuple(field.name for field in fields(inner))
    return tuple(inner.model_fields) if isinstance(inner, type) and issubclass(inner, Setting) else ()
