"""Declarations of sections: what a pack's YAML may list, and the function that fills each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType

from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Block, Section
from pmo_reports.pack.view import View

Subjects = Callable[[View], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a section function says: a title sentence, a lead and named blocks (null ones go)."""

    title: Sentence
    blocks: Mapping[str, Block | None] = field(default_factory=dict)
    lead: Sentence = field(default=Sentence())
    source: Sentence = field(default=Sentence())
    notes: tuple[Sentence, ...] = ()


Filled = Callable[[View], Content | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPart:
    """The declaration of a section.

    Attributes:
        key: what a pack's YAML lists.
        kind: the template that draws it; the key, unless two sections share a template.
        name: short name for bookmarks and contents.
        subjects: the entities it is made for, one section each; null is once, for the whole pack.
        last: made after all others, from what they say (the method page).
        function: fills it; null content leaves the section out, and the method page says so.
    """

    key: str
    kind: str
    name: str
    function: Filled
    subjects: Subjects | None = None
    last: bool = False

    def sections(self, view: View) -> tuple[Section, ...]:
        """The sections of this kind for `view`, none where nothing was reported."""
        if self.subjects:
            made = [self._of(view.about(entity)) for entity in self.subjects(view)]
        else:
            made = [self._section(view, self.key, self.name)]
        return tuple(section for section in made if section)

    def _of(self, view: View) -> Section | None:
        return self._section(view, view.anchor(view.entity), view.name(view.entity))

    def _section(self, view: View, anchor: str, name: str) -> Section | None:
        content = self.function(view)
        if content is None:
            return None
        return Section(
            kind=self.kind,
            anchor=anchor,
            name=name,
            title=content.title,
            blocks={key: block for key, block in content.blocks.items() if block},
            lead=content.lead,
            source=content.source,
            entity=view.entity if self.subjects else "",
            notes=content.notes,
        )


def section(
    key: str, name: str, *, kind: str = "", subjects: Subjects | None = None, last: bool = False
) -> Callable[[Filled], SectionPart]:
    """A decorator that turns a function into a frozen `SectionPart`."""

    def declared(function: Filled) -> SectionPart:
        return SectionPart(
            key=key, kind=kind or key, name=name, function=function, subjects=subjects, last=last
        )

    return declared


def index(*modules: ModuleType) -> Mapping[str, SectionPart]:
    """The sections that `modules` declare by key, in order.

    Raises:
        ConfigurationError: if two sections have the same key.
    """
    found: dict[str, SectionPart] = {}
    for module in modules:
        for part in vars(module).values():
            if not isinstance(part, SectionPart) or part.function.__module__ != module.__name__:
                continue
            if part.key in found:
                problem = Problem(
                    module.__name__, f"a second section named {part.key!r}", "rename one of them"
                )
                raise ConfigurationError((problem,))
            found[part.key] = part
    return found
