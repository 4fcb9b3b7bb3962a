"""The catalogues say everything that the code says, in every language, and nothing that nobody says."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from pmo_reports.config import catalogues
from pmo_reports.config.languages import LOCALES

ROOT = Path(__file__).parents[1]
LANGUAGES = [language for language in LOCALES if language != "en"]
TERMS = re.compile(r"\bP\d\d\b|PAM 200\.1")
"""Percentiles and a standard, which are called so in every language."""


@pytest.fixture(scope="module")
def made() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        return importlib.import_module("make_messages")


@pytest.fixture(scope="module")
def said(made: ModuleType) -> set[str | tuple[str, str]]:
    return set(made.messages())


def catalogue(language: str) -> Catalog:
    return catalogues.catalogue(language)


def entries(language: str) -> list[tuple[str | tuple[str, ...], str | tuple[str, ...]]]:
    return [(message.id, message.string) for message in catalogue(language) if message.id]


def places(text: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(text) if place is not None}


def told(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_in_the_catalogue_and_no_other(
    language: str, said: set[str | tuple[str, str]]
) -> None:
    there = {key if isinstance(key, str) else tuple(key) for key, _ in entries(language)}
    assert there == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_fuzzy(language: str) -> None:
    assert [key for key, string in entries(language) if not all(told(string))] == []
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_the_same_in_every_form(language: str) -> None:
    for key, string in entries(language):
        for form in told(string):
            assert places(form) == places(told(key)[0]), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_has_as_many_forms_as_the_language(language: str) -> None:
    for key, string in entries(language):
        assert len(told(string)) == (1 if isinstance(key, str) else catalogue(language).num_plurals), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_at_the_ends_are_those_of_the_source(language: str) -> None:
    for key, string in entries(language):
        for form in told(string):
            assert form.endswith(" ") == told(key)[0].endswith(" "), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_come_from_facts_alone(language: str) -> None:
    for key, string in entries(language):
        for text in (*told(key), *told(string)):
            assert not re.search(r"\d", TERMS.sub("", text)), text


def test_french_has_its_space_before_double_marks() -> None:
    for _, string in entries("fr"):
        for form in told(string):
            assert not re.search(r"[^\u00a0\u202f](?:[:;!?%])(?:\s|$)", form), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_as_the_script_writes_it(language: str, made: ModuleType) -> None:
    fresh = made.written(made.updated(language), language)
    assert catalogues.path(language).read_bytes() == fresh


def test_no_text_counts_and_does_not_count(said: set[str | tuple[str, str]]) -> None:
    """A text is one key: it cannot be a message by itself and the singular of another."""
    keys = Counter(key if isinstance(key, str) else key[0] for key in said)
    assert [key for key, n in keys.items() if n > 1] == []


def test_messages_stand_in_the_code_as_they_are() -> None:
    """What is not a constant cannot be found: only tables of marked labels may be said by name."""
    loose = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "pmo_reports").rglob("*.py"))
        if "model.wording import" in path.read_text("utf-8")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in ("say", "say_many") and any(_loose(arg) for arg in call.args[:1])
    ]
    assert loose == []


def _loose(arg: ast.expr) -> bool:
    """Neither text nor a marked label by its name in capitals, nor patterns of `pack.words`."""
    named = isinstance(arg, ast.Name | ast.Subscript) and ast.unparse(arg).lstrip("_")[:1].isupper()
    patterns = ast.unparse(arg).startswith(("patterns.", "*patterns.", "*counted_patterns", "none", "single"))
    return not (isinstance(arg, ast.Constant) or named or patterns)
