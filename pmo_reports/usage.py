"""How the command line answers a wrong call: what is wrong, what was meant, where to read on."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import asdict
from difflib import get_close_matches
from typing import NoReturn

from pmo_reports.errors import ConfigurationError, PmoReportsError, UsageError


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are ours."""

    def error(self, message: str) -> NoReturn:
        """Never returns.

        Raises:
            UsageError: always.
        """
        words, _, allowed = message.partition(" (choose from ")
        given = words.rpartition("'")[0].rpartition("'")[2]
        raise self.mistaken(words, given, re.findall(r"[\w-]+", allowed))

    def mistaken(self, words: str, given: str, allowed: Sequence[str]) -> UsageError:
        """The error of `given`, where one of `allowed` may have been meant."""
        near = get_close_matches(given, allowed, n=1)
        mean = f"did you mean {near[0]}? " if near else ""
        listed = f"There are: {', '.join(allowed)}. " if allowed else ""
        return UsageError(words, remedy=f"{mean}{listed}`{self.prog} --help` says more")

    @property
    def options(self) -> list[str]:
        """The options as they are written out."""
        return [word for action in self._actions for word in action.option_strings if word.startswith("--")]


def asked(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked for.

    Raises:
        UsageError: it is no command, or an option that the command does not have.
    """
    found, left = parser.parse_known_args(arguments)
    if left:
        option = left[0].partition("=")[0]
        words = f"there is no option {option}" if option.startswith("-") else f"{option!r} is a word too many"
        raise found.parser.mistaken(words, option, found.parser.options)
    return found


def error_json(error: PmoReportsError) -> dict[str, object]:
    """An error for machines; of mistakes in settings each by itself, too."""
    told: dict[str, object] = {
        "error": type(error).__name__,
        "message": error.message,
        "place": error.place,
        "remedy": error.remedy,
    }
    if isinstance(error, ConfigurationError):
        told["problems"] = [asdict(each) for each in error.problems]
    return told
