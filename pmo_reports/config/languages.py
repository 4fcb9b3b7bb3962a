"""The languages that packs are written in, and the locale that goes with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pmo_reports.config.mistake import Mistake

Language = Literal["en", "fr", "de"]
LOCALES: Mapping[str, str] = {"en": "en_GB", "fr": "fr_FR", "de": "de_DE"}
"""The locale of each language, unless another is chosen."""


def spoken(given: object) -> object:
    """The settings of a file with language and locale, where it names but one of them."""
    if not isinstance(given, Mapping):
        return given
    language, locale = given.get("language"), given.get("locale")
    if isinstance(language, str) and not locale and language in LOCALES:
        return {**given, "locale": LOCALES[language]}
    if isinstance(locale, str) and not language and locale[:2] in LOCALES:
        return {**given, "language": locale[:2]}
    return given


def language_mistakes(language: str, locale: str) -> Iterator[Mistake]:
    """A locale that there is not, or that is of another language: days, months and units would be."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - a load needs it, an import of us does not

    try:
        parsed = Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        yield Mistake(("locale",), f"there is no locale {locale!r}", "write one such as en_GB or de_DE")
        return
    if parsed.language != language:
        own = f"{language}_{parsed.territory}" if parsed.territory else LOCALES[language]
        message = f"the locale {locale!r} is not of the language {language!r}"
        yield Mistake(("locale",), message, f"write {_locale_there_is(own, language)!r}, or leave it out")


def _locale_there_is(name: str, language: str) -> str:
    """The language as the territory writes its numbers ("en_DE"), else the language's own locale."""
    from babel import localedata  # noqa: PLC0415 - as above

    return name if localedata.exists(name) else LOCALES[language]
