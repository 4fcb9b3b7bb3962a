"""Brings the message catalogues up to date: what is new is empty, what nobody says any more goes.

What is translated stays as it is. Run it after changing words, then fill in what is empty.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from pmo_reports.config import catalogues, loading
from pmo_reports.config.document import document
from pmo_reports.config.languages import LOCALES
from pmo_reports.metrics import DECLARED
from pmo_reports.model.dcma import CHECKS
from pmo_reports.pack import words

PACKAGE = Path(__file__).parents[1] / "pmo_reports"
WORDING = "pmo_reports.model.wording"
ONE = {"say", "term"}
MANY = "say_many"
SECTION = "section"
HEADER = """# What packs say, in another language; English is the source text (scripts/make_messages.py).
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
Key = str | tuple[str, str]

HELPERS: Mapping[str, Callable[..., Iterator[Key]]] = {
    "counted": lambda *texts: iter((words.counted_patterns(*texts),)),
    "stated": lambda *texts: _stated(words.stated_patterns(*texts)),
    "part_of": lambda *texts: iter(words.part_patterns(*texts)),
}
"""Functions of `pack.words` that make whole messages of the nouns and verbs they are given."""


def messages() -> dict[Key, list[str]]:
    """Every message of the code and of the rules that ship, with the files that say it."""
    found: dict[Key, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for key in said(tree):
            found.setdefault(key, []).append(path.relative_to(PACKAGE.parent).as_posix())
    for text in rule_words():
        found.setdefault(text, []).append("config/rag.yaml")
    return {key: sorted(set(places)) for key, places in found.items()}


def said(tree: ast.AST) -> Iterator[Key]:
    """The messages in a file: what stands as a constant in a call that says or marks it."""
    ours = {SECTION, *HELPERS, *_imported(tree), *_own(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ours:
            yield from _message(node.func.id, [_constant(arg) for arg in node.args])


def _imported(tree: ast.AST) -> Iterator[str]:
    """The names that a file has from `model.wording`: others have functions called `say` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == WORDING:
            yield from (name.name for name in node.names)


def _own(tree: ast.AST) -> Iterator[str]:
    """The names that `model.wording` itself says messages by."""
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    yield from names & {*ONE, MANY} if names >= {*ONE, MANY} else ()


def _message(name: str, texts: list[str | None]) -> Iterator[Key]:
    if name in ONE and texts and texts[0]:
        yield texts[0]
    elif name == MANY and texts[0] and texts[1]:
        yield texts[0], texts[1]
    elif name in HELPERS and any(texts):
        yield from HELPERS[name](*(text for text in texts[1:] if text))
    elif name == SECTION and len(texts) > 1 and texts[1]:
        yield texts[1]


def _stated(patterns: tuple[str, str, str]) -> Iterator[Key]:
    none, one, many = patterns
    yield from (none, (one, many))


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def rule_words() -> Iterator[str]:
    """What the rules that ship say: labels of dimensions, messages, and the measures that they judge by."""
    folder = loading.package_folder("config")
    for path in (folder / "rag.yaml", *sorted((folder / "presets" / "rag").glob("*.yaml"))):
        content = document(path, path.name).content
        for dimension in content["dimensions"].values():
            yield dimension["label"]
            yield from _ruled(dimension.get("rules", ()))
    yield from (check.name.lower() for check in CHECKS)


def _ruled(rules: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for rule in rules:
        yield rule["message"]
        yield from (DECLARED[rule["measure"]].label, DECLARED[rule["measure"]].label.lower())


def updated(language: str) -> Catalog:
    """The catalogue of a language with exactly the messages there are."""
    old = catalogues.catalogue(language) if catalogues.path(language).exists() else Catalog(locale=language)
    fresh = Catalog(locale=language)
    for key, places in sorted(messages().items(), key=lambda pair: (pair[1], str(pair[0]))):
        before = old.get(key if isinstance(key, str) else key[0])
        same = before is not None and before.id == key
        fresh.add(
            key, before.string if before and same else None, locations=[(place, None) for place in places]
        )
    return fresh


def main() -> None:
    """Writes the catalogues, and says what is not translated yet."""
    for language in LOCALES:
        if language != "en":
            write(updated(language), catalogues.path(language), language)


def write(catalogue: Catalog, path: Path, language: str) -> None:
    """Writes the catalogue of a language, and says what is not translated yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plural=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=110, omit_header=True, include_lineno=False)
    empty = [each.id for each in catalogue if each.id and not _filled(each.string)]
    print(f"{language}: {len(catalogue)} messages, {len(empty)} to translate")
    for key in empty:
        print(f"  {key}")


def _filled(string: str | tuple[str, ...] | None) -> bool:
    return bool(string) if isinstance(string, str) else bool(string) and all(string or ())


if __name__ == "__main__":
    main()
