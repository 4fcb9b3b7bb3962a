"""The whole error tree.

    PmoReportsError                what went wrong, where, and how to mend it
    ├── UsageError                 wrong call: no such period, pack or project          exit 2
    ├── ConfigurationError         wrong settings, all mistakes at once, file and line  exit 2
    │   └── TemplateError          a template that cannot be used, with its line        exit 2
    ├── InputError                 an input that nothing can be made of                 exit 1
    ├── BlockedError               findings that stop publication                       exit 1
    ├── RenderError                an output that could not be made                     exit 1
    └── PublishError               an output that could not be put in its place         exit 1

Trouble in the data of one row or cell is never an exception: it is a `model.finding.Finding`.
"""

from __future__ import annotations

from dataclasses import dataclass


class PmoReportsError(Exception):
    """An error a user can act on: `message` says what, `place` where, `remedy` how to mend it."""

    exit_code = 1

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        how = f"\n  mend: {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{how}"


class UsageError(PmoReportsError):
    """A call that names something that is not there, or asks for something impossible."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a settings file: `place` is `file:line`, `allowed` what would be right."""

    place: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        how = f" — {self.remedy}" if self.remedy else ""
        return f"{self.place}: {self.message}{how}"


class ConfigurationError(PmoReportsError):
    """Every mistake found in the settings, together."""

    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...], *, where: str = "the settings") -> None:
        count = f"{len(problems)} mistake{'s' if len(problems) != 1 else ''} in {where}"
        super().__init__("\n".join([count, *(f"  {problem}" for problem in problems)]))
        self.problems = problems


class TemplateError(ConfigurationError):
    """A template that names something unknown or does not hold its shape."""


class InputError(PmoReportsError):
    """An input, or a set of inputs, that no report can be made from."""


class BlockedError(PmoReportsError):
    """Findings of severity `block`: nothing is published."""


class RenderError(PmoReportsError):
    """An output that could not be rendered."""


class PublishError(PmoReportsError):
    """An output that could not be written to its place; what was there before is untouched."""
