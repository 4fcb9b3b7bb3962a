"""JSON text as a tree of values (RFC 8259): numbers exact, keys once, nothing endless."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pmo_reports.model.raw import CellError
from pmo_reports.readers.guard import LIMITS, Limits, beyond
from pmo_reports.readers.refusal import RefusedError, hostile
from pmo_reports.readers.tree import DEEPEST, Node, depth

_FURTHEST = 400  # exponents beyond are no number of a project; as text they do no harm
_FEWEST_LINES = 2
_STRUCTURE = (",", "[", "{")


@dataclass(slots=True)
class Parsed:
    """A document, and the keys that stand in one object more than once."""

    document: Node = None
    repeated: dict[str, None] = field(default_factory=dict)


def parsed(text: str, limits: Limits = LIMITS) -> Parsed:
    """The document in `text`; of a repeated key the last value counts, as in most programs.

    JSON Lines, an object on each line, are read as a list of them.

    Raises:
        RefusedError: it is no JSON (with line and column), too deep or too large.
    """
    if sum(map(text.count, _STRUCTURE)) > limits.values:
        raise beyond(limits.values, "values", "values")
    return _document(_listed(text) or text)


def _listed(text: str) -> str:
    """Lines that are an object each, as one list on as many lines; "" for all other texts.

    No document has such lines: between an object's end and the next one's beginning stands a comma.
    """
    lines = text.rstrip().split("\n")
    if len(lines) < _FEWEST_LINES or not all(map(_is_object, lines)):
        return ""
    return "[" + ",\n".join(lines) + "]"


def _is_object(line: str) -> bool:
    return line.lstrip().startswith("{") and line.rstrip().endswith("}")


def _document(text: str) -> Parsed:
    found = Parsed()

    def mapping(pairs: Sequence[tuple[str, Node]]) -> dict[str, Node]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            keys = [key for key, _ in pairs]
            found.repeated.update(dict.fromkeys(key for key in whole if keys.count(key) > 1))
        return whole

    try:
        found.document = json.loads(
            text, parse_float=_exact, parse_constant=CellError, object_pairs_hook=mapping
        )
    except json.JSONDecodeError as error:
        raise _damaged(error) from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # a whole number of thousands of digits
        raise hostile("it holds a number of thousands of digits") from error
    if not depth(found.document):
        raise _too_deep()
    return found


def _exact(written: str) -> Decimal | str:
    number = Decimal(written)
    return number if abs(number.adjusted()) <= _FURTHEST else written


def _too_deep() -> RefusedError:
    return hostile(f"its values are nested more than {DEEPEST} deep")


def _damaged(error: json.JSONDecodeError) -> RefusedError:
    return RefusedError(
        "damaged-file",
        f"The file is not valid JSON at line {error.lineno}, column {error.colno}: {error.msg}.",
        remedy="Export it again, and see that it is one JSON document, copied in whole.",
        cell=f"line {error.lineno}, column {error.colno}",
    )
