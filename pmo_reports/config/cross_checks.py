"""Mistakes that no single key shows: names that must exist elsewhere, values that must agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from pmo_reports.config.bound_checks import bound_mistakes
from pmo_reports.config.calendar import Calendar
from pmo_reports.config.fiscal import fiscal_mistakes
from pmo_reports.config.languages import language_mistakes
from pmo_reports.config.layout_checks import layout_mistakes
from pmo_reports.config.materiality import Materiality
from pmo_reports.config.measures import Measures, measures_mistakes
from pmo_reports.config.mistake import Mistake, repeats, suggestion
from pmo_reports.config.organisation import Organisation
from pmo_reports.config.packs import GROUPS, Pack
from pmo_reports.config.precedence import Precedence, precedence_mistakes
from pmo_reports.config.rag import RagRules
from pmo_reports.config.rag_checks import measure_mistakes, rag_mistakes
from pmo_reports.config.risk_map_checks import risk_map_mistakes
from pmo_reports.config.setting import Setting
from pmo_reports.config.source_checks import source_mistakes
from pmo_reports.config.sources import Source

__all__ = ["Mistake", "bound_mistakes", "measure_mistakes", "mistakes", "section_mistakes"]

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def mistakes(setting: Setting, name: str = "") -> Iterator[Mistake]:
    """What does not agree in the settings of one file; `name` is the file's own, of a source or pack."""
    if name:
        yield from _name_mistakes(name, getattr(setting, "name", ""))
    for check in _CHECKS[type(setting)]:
        yield from check(setting)


def section_mistakes(pack: Pack, known: Collection[str]) -> Iterator[Mistake]:
    """The sections that a pack names and nobody composes."""
    for at, name in enumerate(pack.kinds):
        if name not in known:
            yield Mistake(("sections", at), f"there is no section {name!r}", suggestion(name, known))


def _pack_mistakes(pack: Pack) -> Iterator[Mistake]:
    yield from language_mistakes(pack.language, pack.locale) if pack.language else ()
    yield from repeats(("sections",), pack.kinds)
    for at, section in enumerate(pack.sections):
        if section.kind == GROUPS and not section.by:
            message = "the section 'groups' does not say which column it is made by"
            yield Mistake(("sections", at), message, "write `- {kind: groups, by: sponsor}`")
        if section.kind != GROUPS and section.by:
            message = f"the section {section.kind!r} is not made by columns"
            yield Mistake(("sections", at, "by"), message, "leave `by` out; `groups` has it")
        yield from repeats(("sections", at, "by"), section.by)


def _name_mistakes(name: str, given: str) -> Iterator[Mistake]:
    """The file's name becomes a folder's name, so it must be fit for one."""
    if not _NAME.fullmatch(name):
        yield Mistake((), f"the file's name {name!r} is no plain name", "use small letters, digits, - and _")
    if given not in ("", name):
        yield Mistake(
            ("name",), f"the name {given!r} differs from the file's", f"leave it out: it is {name!r}"
        )


_CHECKS: Mapping[type[Setting], tuple[Callable[[Any], Iterable[Mistake]], ...]] = {
    Organisation: (
        lambda own: language_mistakes(own.language, own.locale),
        lambda own: risk_map_mistakes(own.appetite.bands),
    ),
    Calendar: (lambda calendar: fiscal_mistakes(calendar.fiscal),),
    Measures: (measures_mistakes,),
    RagRules: (rag_mistakes,),
    Materiality: (),
    Precedence: (precedence_mistakes,),
    Source: (source_mistakes, layout_mistakes),
    Pack: (_pack_mistakes,),
}
