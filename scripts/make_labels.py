"""Brings the catalogues of fixed labels up to date: column heads, captions, alternative texts, measures.

They are found where they stand, by the call that takes them; what stands elsewhere is marked by `label(...)`,
in a template by `|label`. What is translated stays as it is. Run it after changing words, then fill in what
is empty. What `make_messages.py` finds stands in its own catalogue.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache

import make_messages
from babel.messages.catalog import Catalog
from make_messages import PACKAGE

from pmo_reports.config import catalogues, loading
from pmo_reports.config.languages import LOCALES

Place = int | str
TAKES: Mapping[str, tuple[Place, ...]] = {
    "Axis": ("label",),
    "BarChart": ("alt",),
    "Bullets": ("head", "empty"),
    "ChartBlock": ("title",),
    "Check": ("name",),
    "Column": ("head", "unit"),
    "Facts": ("head",),
    "Field": (1, "head"),
    "Gantt": ("alt",),
    "Head": ("name",),
    "HeatMap": ("alt",),
    "LineChart": ("alt",),
    "RangeChart": ("alt",),
    "Series": ("name",),
    "Sheet": ("name",),
    "Spark": ("alt",),
    "TableBlock": ("alt", "empty", "caption"),
    "Tile": ("label",),
    "Words": ("alt", "empty", "caption"),
    "_Table": ("alt", "empty", "caption"),
    "bullets": (0,),
    "count_axis": (1, "label"),
    "gap_axis": (2, "label"),
    "label": (0,),
    "measure": ("label", "formula"),
}
"""The calls that take fixed words of ours, and where: by position or by name."""

STAGES = {"history", "metrics", "normalise", "rag", "readers"}
"""The packages that find something; what they call their checks is printed."""

NO_CHECKS = {"cost-per-use", "dis-benefit", "non-cashable", "non-working", "stand-alone"}
"""What is written like the name of a check there, and is a word of a file."""

DEFAULTS = {"empty", "head", "caption"}
"""The fields of declarations whose defaults are such words."""

_MARKED = re.compile(r"""("(?:[^"\\\n]|\\.)+"|'(?:[^'\\\n]|\\.)+')\s*\|\s*label\b""")
_CHECK = re.compile(r"[a-z]+(?:-[a-z]+)+")
_PLACES = re.compile(r"\{\w+\}")
_MARKS = {"; ", "{project}: {milestone}", "{months}: n"}
"""Labels of names and marks alone, which French spaces in its own way."""

_TEXT = re.compile(r"[^\W\d_]{2}")


@cache
def labels() -> dict[str, list[str]]:
    """Every fixed label of the code and of the templates that ship, with the files that have it."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = checks(tree) if path.relative_to(PACKAGE).parts[0] in STAGES else ()
        for text in (*taken(tree), *told):
            found.setdefault(text, []).append(path.relative_to(PACKAGE.parent).as_posix())
    folder = loading.package_folder("templates")
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".j2", ".css"}):
        for text in marked(path.read_text("utf-8")):
            found.setdefault(text, []).append(f"templates/{path.relative_to(folder).as_posix()}")
    sentences = make_messages.messages()
    said = {key if isinstance(key, str) else key[0] for key in sentences}
    return {text: sorted(set(places)) for text, places in found.items() if text not in said}


def taken(tree: ast.AST) -> Iterator[str]:
    """The labels in a file: constants where a call takes them, or that a declaration has as a default."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            places = TAKES.get(_name(node.func), ())
            given = {**dict(enumerate(node.args)), **{k.arg: k.value for k in node.keywords}}
            yield from (text for place in places for text in _texts(given.get(place)))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield from _texts(node.value) if node.target.id in DEFAULTS else ()


def checks(tree: ast.AST) -> Iterator[str]:
    """The names of the checks that a file makes as packs write them: "missing-report" as "missing report"."""
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and _CHECK.fullmatch(text) and text not in NO_CHECKS:
            yield text.replace("-", " ")


def marked(template: str) -> Iterator[str]:
    """The labels of a template: what stands before `|label`."""
    return (str(ast.literal_eval(match[1])) for match in _MARKED.finditer(template))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _texts(node: ast.expr | None) -> Iterator[str]:
    """The words of a constant, or of both sides of a choice."""
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _worded(node.value):
        yield node.value


def _worded(text: str) -> bool:
    """Whether there are words in it beside its places, or a mark that French sets a space before."""
    return bool(_TEXT.search(_PLACES.sub("", text))) or text in _MARKS


def updated(language: str) -> Catalog:
    """The catalogue of a language with exactly the labels there are."""
    there = catalogues.path(language, catalogues.LABELS).exists()
    old = catalogues.catalogue(language, catalogues.LABELS) if there else Catalog(locale=language)
    sentences = catalogues.catalogue(language)
    fresh = Catalog(locale=language)
    for text, places in sorted(labels().items(), key=lambda pair: (pair[1], pair[0])):
        before = old.get(text) or sentences.get(text)  # a text may have been a sentence's before
        fresh.add(text, before.string if before else None, locations=[(place, None) for place in places])
    return fresh


def main() -> None:
    """Writes the catalogues, and says what is not translated yet."""
    for language in LOCALES:
        if language != "en":
            make_messages.write(updated(language), catalogues.path(language, catalogues.LABELS), language)


if __name__ == "__main__":
    main()
