"""`packs/*.yaml`: which sections a pack has, for whom, and about what."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from pmo_reports.config.document import Document
from pmo_reports.config.languages import Language, spoken
from pmo_reports.config.mistake import dotted
from pmo_reports.config.organisation import Organisation
from pmo_reports.config.setting import Setting

GROUPS = "groups"
"""The kind of section that is made by the values of columns."""


class Listed(Setting):
    """A section of a pack: its kind alone, or with what it is made by (`{kind: groups, by: sponsor}`).

    Attributes:
        by: for `groups`: the columns of the register that projects are rolled up by, one or a list.
    """

    kind: str
    by: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: object) -> object:
        return {"kind": given} if isinstance(given, str) else given

    @field_validator("by", mode="before")
    @classmethod
    def _several(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given


class Pack(Setting):
    """A pack.

    Attributes:
        scope: entity the pack is about; "" is the whole portfolio.
        sections: in order; the kind of each needs a section function and a template of that name.
        one_pagers: which projects get one.
        max_slides: the deck says so and stops the build when it would be longer; 0 is no limit.
        language, locale: where they are not the organisation's own; of one of them the other follows.
        rows: most rows a table shows before it continues on the next slide.
    """

    name: str = ""
    title: str
    audience: str
    scope: str = ""
    sections: tuple[Listed, ...]
    one_pagers: Literal["all", "exceptions", "none"] = "all"
    max_slides: int = Field(default=0, ge=0)
    rows: int = Field(default=12, ge=4, le=30)
    language: Language | None = None
    locale: str = ""
    _written: Document | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def _spoken(cls, given: object) -> object:
        return spoken(given)

    def in_words(self, organisation: Organisation) -> tuple[Language, str]:
        """The language it is told in and the locale of its numbers: its own, else the organisation's."""
        if self.language is None:
            return organisation.language, organisation.locale
        return self.language, self.locale

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its sections in order."""
        return tuple(section.kind for section in self.sections)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it rolls projects up by."""
        named = (column for section in self.sections if section.kind == GROUPS for column in section.by)
        return tuple(dict.fromkeys(named))

    def read_from(self, content: Document) -> Pack:
        """The same pack, that knows the lines it stands in."""
        told = self.model_copy()
        told._written = content  # noqa: SLF001 - a copy of ourselves
        return told

    def place(self, column: str) -> str:
        """`file:line` of a column that it rolls projects up by, the path of keys where it was not read."""
        at = next(at for at, section in enumerate(self.sections) if column in section.by)
        keys = ("sections", at, "by")
        return self._written.at(*keys) if self._written else f"packs/{self.name}: {dotted(keys)}"
