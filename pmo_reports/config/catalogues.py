"""The words of a language for what packs say, read from `locale/<language>/LC_MESSAGES/`.

Sentences stand in `messages.po`, fixed labels in `labels.po`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from pmo_reports.model.figures import Number
from pmo_reports.model.wording import ENGLISH, Forms, Wording

MESSAGES, LABELS = DOMAINS = ("messages", "labels")
FOLDER = Path(__file__).resolve().parents[1] / "locale"


@cache
def wording(language: str) -> Wording:
    """The words of a language; English is what the code says, and has no catalogue."""
    if language == ENGLISH.language:
        return ENGLISH
    form = partial(_form, Locale(language))
    every = (pair for domain in reversed(DOMAINS) for pair in _forms(catalogue(language, domain)))
    return Wording(language=language, messages=dict(every), plural=form)


def path(language: str, domain: str = MESSAGES) -> Path:
    """The file of a language's catalogue."""
    return FOLDER / language / "LC_MESSAGES" / f"{domain}.po"


def catalogue(language: str, domain: str = MESSAGES) -> Catalog:
    """The catalogue of a language as it stands in its file."""
    with path(language, domain).open("rb") as file:
        return read_po(file, locale=language)


def _forms(found: Catalog) -> Iterator[tuple[str, Forms]]:
    for message in found:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and forms and all(forms):
            yield key, forms


def _form(locale: Locale, number: Number) -> int:
    """The singular or the plural, as CLDR says: French has one for all below two, German for one alone."""
    exact = Decimal(str(abs(number)))
    return int(locale.plural_form(exact.to_integral() if exact == exact.to_integral() else exact) != "one")
