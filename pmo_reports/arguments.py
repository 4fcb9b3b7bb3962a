"""The parser of the command line: wrong calls say what is wrong, what was meant, and where to read on."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

from pmo_reports.errors import UsageError


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are ours: what is wrong, what was meant, where to read on."""

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
