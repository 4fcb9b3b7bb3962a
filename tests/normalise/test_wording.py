"""Words made clean and comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.normalise.wording import cleaned, sentence, shortened, slug, suggestion


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Geological Disposal (GDF)", "geological-disposal-gdf"),
        ("  Łódź & Straße ", "łodz-strasse"),
        ("MOD_0106", "mod-0106"),
    ],
)
def test_slug(text: str, made: str) -> None:
    assert slug(text) == made


def test_cleaned_keeps_lines_and_drops_what_cannot_be_printed() -> None:
    assert cleaned("\ufeff a\r\nb\N{NO-BREAK SPACE}c\x00\u202e\x0b ") == "a\nb c"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text())
def test_slug_of_a_slug_is_itself(text: str) -> None:
    assert slug(slug(text)) == slug(text)


def test_suggestion_is_the_nearest_or_nothing() -> None:
    assert suggestion("Budgte", ["Budget", "Actual"]) == "; did you mean 'Budget'?"
    assert suggestion("Budget", ["Xyz"]) == ""


def test_sentence_and_shortening() -> None:
    assert sentence("fill it in") == "Fill it in."
    assert sentence("it is wrong", before="iNo: ") == "iNo: it is wrong."
    assert shortened("one\ntwo three", 8) == "one two…"
