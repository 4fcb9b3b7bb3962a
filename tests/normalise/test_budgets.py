"""Word budgets: too long a text is told at its cell and stays whole."""

import pytest

from pmo_reports.normalise.budgets import words


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("one", 1), (" one\ntwo\n\nthree ", 3), ("it's 45 % done", 4), ("中文", 1)]
)
def test_words_are_runs_of_anything_but_white_space(text: str, count: int) -> None:
    assert words(text) == count
