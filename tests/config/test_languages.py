"""In which language and locale packs are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_reports.config.loading import load
from tests.config.test_loading import FILES, problems, workspace

OWN = FILES["organisation"]
BOARD = FILES["packs/board"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", ("en", "en_GB")),
        ("language: fr\n", ("fr", "fr_FR")),
        ("locale: de_CH\n", ("de", "de_CH")),
        ("language: en\nlocale: en_DE\n", ("en", "en_DE")),
    ],
)
def test_language_and_locale_follow_one_another(tmp_path: Path, lines: str, told: tuple[str, str]) -> None:
    settings = load(workspace(tmp_path, organisation=OWN + lines))
    assert (settings.organisation.language, settings.organisation.locale) == told
    assert settings.packs["board"].in_words(settings.organisation) == told


def test_a_pack_has_a_language_of_its_own(tmp_path: Path) -> None:
    settings = load(workspace(tmp_path, packs__board=BOARD + "language: de\n"))
    assert settings.packs["board"].in_words(settings.organisation) == ("de", "de_DE")


def test_a_language_without_a_catalogue_is_a_mistake_in_its_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, organisation=OWN + "language: nl\n")
    assert problem.place.endswith("organisation.yaml:4")
    assert (problem.message, problem.remedy) == ("'language' is 'nl'", "allowed: en, fr, de")


def test_a_locale_of_another_language_is_a_mistake(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, organisation=OWN + "language: fr\nlocale: de_DE\n")
    assert problem.place.endswith("organisation.yaml:5")
    assert problem.message == "the locale 'de_DE' is not of the language 'fr'"
    assert problem.remedy == "write 'fr_FR', or leave it out"


def test_english_with_german_numbers_has_a_locale(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, organisation=OWN + "language: en\nlocale: de_DE\n")
    assert problem.remedy == "write 'en_DE', or leave it out"


def test_a_locale_whose_language_has_no_catalogue_is_a_mistake(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, organisation=OWN + "locale: nl_NL\n")
    assert problem.remedy == "write 'en_NL', or leave it out"


def test_a_pack_s_own_locale_is_checked_too(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, packs__board=BOARD + "language: de\nlocale: fr_FR\n")
    assert problem.place.endswith("packs/board.yaml:7")


def test_there_is_no_such_locale(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, organisation=OWN + "locale: xx_YY\n")
    assert problem.message == "there is no locale 'xx_YY'"
