"""The reference of measures and terms, made from their declarations: nothing of it is kept by hand.

A family is a module of `metrics`, and its first sentence the family's name. A term is what a label explains
in parentheses ("Planned value (PV)"), or what a declaration names in `terms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import cleandoc
from sys import modules

from pmo_reports.errors import UsageError
from pmo_reports.metrics import DECLARED
from pmo_reports.model.measures import Better, Measure

Declared = Mapping[str, Measure]
PAGE = "docs/measures.md"
_EXPLAINED = re.compile(r"^(?P<words>.+?) \((?P<term>(?:[^()]|\([^()]*\))+)\)$")
_ANCHOR = re.compile(r"[^\w -]")
_DIRECTIONS = {
    Better.HIGHER: ", higher is better",
    Better.LOWER: ", lower is better",
    Better.NEITHER: "",
}
_HEAD = """# Measures

{count} measures in {families} families, made from their declarations by `pmo-reports measures --markdown`.
Change a declaration and write this page again; a test compares the two.

How measures roll up: *sum*, *greatest* and *least* are of the projects below a programme; *computed anew* is
the formula applied to the sums of the projects that disclose all of its parts.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An abbreviation or standard, what it stands for, and the measure that declares it."""

    term: str
    words: str
    key: str


def families(declared: Declared = DECLARED) -> dict[str, tuple[Measure, ...]]:
    """The measures by family, in the order of the declarations."""
    found: dict[str, list[Measure]] = {}
    for each in declared.values():
        found.setdefault(family(each), []).append(each)
    return {name: tuple(measures) for name, measures in found.items()}


def family(measure: Measure) -> str:
    """The first sentence of the module that declares it."""
    words = modules[measure.function.__module__].__doc__ or measure.function.__module__
    return " ".join(words.split("\n\n")[0].split()).partition(". ")[0].rstrip(".")


def terms(declared: Declared = DECLARED) -> tuple[Term, ...]:
    """The terms that declarations explain, in alphabetical order."""
    found = {term.term: term for each in reversed(list(declared.values())) for term in _explained(each)}
    return tuple(sorted(found.values(), key=lambda term: (term.term.casefold(), term.term)))


def table(declared: Declared = DECLARED) -> str:
    """A line for each measure under the name of its family: key, unit, label."""
    wide = max(len(key) for key in declared)
    lines = []
    for name, measures in families(declared).items():
        lines += ["", name, *(f"  {m.key:{wide}}  {m.unit.value:8}{m.label}" for m in measures)]
    return "\n".join(lines[1:])


def one(key: str, declared: Declared = DECLARED) -> str:
    """A measure in full.

    Raises:
        UsageError: there is no such measure; the nearest keys are named.
    """
    found = _found(key, declared)
    pairs = _pairs(found, declared)
    return "\n".join([f"{key}: {found.label}", f"  {_meaning(found)}", *(f"  {a}: {b}" for a, b in pairs)])


def as_json(key: str = "", declared: Declared = DECLARED) -> dict[str, object]:
    """The measures (or the one of `key`) and the terms, as JSON values."""
    chosen = (_found(key, declared),) if key else declared.values()
    measures = [_values(each, declared) for each in chosen]
    if key:
        return measures[0]
    return {"measures": measures, "terms": {term.term: term.words for term in terms(declared)}}


def markdown(declared: Declared = DECLARED) -> str:
    """The page of all measures, with the glossary of terms."""
    groups = families(declared)
    lines = [_HEAD.format(count=len(declared), families=len(groups)), "## Families", ""]
    lines += [f"- [{_head(name)}](#{_anchor(_head(name))})" for name in (*groups, "Glossary")]
    for name, measures in groups.items():
        lines += [
            "",
            f"## {_head(name)}",
            "",
            f"{name}.",
            "",
            *_rows(_MEASURE_HEADS, (_row(each) for each in measures)),
        ]
    found = ((t.term, t.words, f"`{t.key}`") for t in terms(declared))
    lines += ["", "## Glossary", "", *_rows(("term", "stands for", "declared by"), found)]
    return "\n".join(lines) + "\n"


_MEASURE_HEADS = ("key", "label", "unit", "better", "formula", "rolls up", "standard", "from", "what it says")


def _row(measure: Measure) -> tuple[str, ...]:
    made_of = (*measure.needs, *measure.inputs)
    better = "" if measure.better is Better.NEITHER else measure.better.value
    return (
        f"`{measure.key}`",
        measure.label,
        measure.unit.value,
        better,
        measure.formula,
        _rolls_up(measure),
        measure.standard,
        ", ".join(f"`{name}`" for name in made_of),
        _meaning(measure),
    )


def _rows(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _pairs(measure: Measure, declared: Declared) -> Iterator[tuple[str, str]]:
    """What is declared, as label and words; what is not is left out."""
    users = [each.key for each in declared.values() if measure.key in each.needs]
    told = (
        ("formula", measure.formula),
        ("unit", measure.unit.value + _DIRECTIONS[measure.better]),
        ("standard", measure.standard),
        ("rolls up", _rolls_up(measure)),
        ("family", family(measure)),
        ("builds on", ", ".join(measure.needs)),
        ("reads", ", ".join(measure.inputs)),
        ("sources as of", ", ".join(measure.follows)),
        ("looks back at", measure.looks_back),
        ("used by", ", ".join(users)),
        ("terms", "; ".join(f"{term.term}: {term.words}" for term in _explained(measure))),
    )
    return ((label, words) for label, words in told if words)


def _values(measure: Measure, declared: Declared) -> dict[str, object]:
    return {
        "key": measure.key,
        "label": measure.label,
        "meaning": _meaning(measure),
        "unit": measure.unit.value,
        "better": measure.better.value,
        "formula": measure.formula,
        "standard": measure.standard,
        "rolls_up": _rolls_up(measure),
        "family": family(measure),
        "builds_on": list(measure.needs),
        "reads": list(measure.inputs),
        "used_by": [each.key for each in declared.values() if measure.key in each.needs],
    }


def _found(key: str, declared: Declared) -> Measure:
    if key in declared:
        return declared[key]
    near = get_close_matches(key.lower().replace("-", "_"), declared, n=3)
    mean = f"did you mean {', '.join(near)}? " if near else ""
    raise UsageError(f"there is no measure {key!r}", remedy=f"{mean}`pmo-reports measures` lists them all")


def _explained(measure: Measure) -> Iterator[Term]:
    if found := _EXPLAINED.match(measure.label):
        yield Term(term=found["term"], words=found["words"], key=measure.key)
    for term, words in measure.terms.items():
        yield Term(term=term, words=words, key=measure.key)


def _meaning(measure: Measure) -> str:
    """The first paragraph of what its function says."""
    return " ".join(cleandoc(measure.function.__doc__ or "").split("\n\n")[0].split())


def _rolls_up(measure: Measure) -> str:
    return f"{measure.rolls_up.value}, first of its parts" if measure.either else measure.rolls_up.value


def _head(name: str) -> str:
    """The family's name up to what it goes on to explain."""
    return name.partition(": ")[0]


def _anchor(name: str) -> str:
    return _ANCHOR.sub("", name.lower()).replace(" ", "-")
