"""The catalogues of labels: every fixed label of code and templates, in every language, and nothing else."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

from pmo_reports.config import catalogues
from pmo_reports.config.languages import LOCALES

ROOT = Path(__file__).parents[1]
LANGUAGES = [language for language in LOCALES if language != "en"]
PLACE = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def made() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        return importlib.import_module("make_labels")


def pairs(language: str) -> dict[str, str]:
    found = catalogues.catalogue(language, catalogues.LABELS)
    return {str(message.id): str(message.string) for message in found if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_in_the_catalogue_and_no_other(language: str, made: ModuleType) -> None:
    assert set(pairs(language)) == set(made.labels())


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_is_empty_and_places_are_the_same(language: str) -> None:
    for text, told in pairs(language).items():
        assert told
        assert sorted(PLACE.findall(told)) == sorted(PLACE.findall(text)), told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_is_no_message_too(language: str) -> None:
    sentences = {message.id for message in catalogues.catalogue(language) if isinstance(message.id, str)}
    assert set(pairs(language)) & (sentences - {""}) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_as_the_script_writes_it(language: str, made: ModuleType) -> None:
    fresh = made.make_messages.written(made.updated(language), language)
    assert catalogues.path(language, catalogues.LABELS).read_bytes() == fresh


def test_french_has_its_space_before_double_marks() -> None:
    assert [told for told in pairs("fr").values() if re.search(r"[^\u00a0\u202f][:;?!](?:\s|$)", told)] == []


def test_labels_are_found_where_they_stand(made: ModuleType) -> None:
    source = 'Field("due", "Due", cell); Tile(label="Late" if late else "Early"); Field("p10", f"P{n}", cell)'
    assert sorted(made.taken(made.ast.parse(source))) == ["Due", "Early", "Late"]
    assert list(made.marked("{{ \"Page {n}\"|label(n=3) }} {{ 'Owner' | label }}")) == ["Page {n}", "Owner"]


def test_checks_are_called_as_packs_write_them(made: ModuleType) -> None:
    assert list(made.checks(made.ast.parse('fault(rule="missing-report", kind="dis-benefit")'))) == [
        "missing report"
    ]
