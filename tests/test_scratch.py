"""A shelf of what can be made anew: what is kept comes back to the last byte, or not at all."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.scratch import Shelf, opened, sealed

FORM = b"form 1\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, "kind", FORM)


def test_what_is_kept_comes_back(shelf: Shelf) -> None:
    assert shelf.recalled("aa1") is None
    shelf.keep("aa1", b"content")
    assert shelf.recalled("aa1") == b"content"
    assert shelf.place("aa1").is_file()


def test_an_entry_of_another_form_is_not_there(shelf: Shelf) -> None:
    Shelf(shelf.scratch, shelf.name, b"form 0\n").keep("aa1", b"content")
    assert shelf.recalled("aa1") is None


@given(st.binary(max_size=60), st.data())
def test_what_is_damaged_is_not_opened(content: bytes, data: st.DataObject) -> None:
    written = sealed(FORM, content)
    at = data.draw(st.integers(0, len(written) - 1))
    assert opened(FORM, written) == content
    assert opened(FORM, written[:at]) is None
    assert opened(FORM, bytes([*written[:at], written[at] ^ 1, *written[at + 1 :]])) is None


def test_a_shelf_that_cannot_be_written_costs_nothing(shelf: Shelf) -> None:
    (shelf.scratch / shelf.name).write_text("in the way")
    shelf.keep("aa1", b"content")
    assert shelf.recalled("aa1") is None


def test_what_was_not_used_for_longest_goes_first(shelf: Shelf) -> None:
    for age, name in enumerate(("aa1", "bb2", "cc3")):
        shelf.keep(name, b"content")
        os.utime(shelf.place(name), (1000 - age, 1000 - age))
    assert list(shelf.unused(999.5)) == ["kind/bb/bb2", "kind/cc/cc3"]
    shelf.recalled("cc3")
    size = shelf.place("aa1").stat().st_size
    shelf.prune(most=2 * size + size // 2)
    assert [shelf.place(name).exists() for name in ("aa1", "bb2", "cc3")] == [True, False, True]
