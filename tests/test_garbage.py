"""Garbage is not looked for while what stays comes to be, and is again thereafter, also after a failure."""

import gc
import weakref

import pytest

from pmo_reports import garbage


class Ring:
    """Something that only a search for garbage finds."""

    def __init__(self) -> None:
        self.self = self


def ring() -> weakref.ref[Ring]:
    return weakref.ref(Ring())


def test_no_search_within_and_searches_again_thereafter() -> None:
    with garbage.undisturbed():
        assert not gc.isenabled()
        with garbage.undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_within_turns_the_search_on_again() -> None:
    with pytest.raises(ZeroDivisionError), garbage.undisturbed():
        _ = 1 // 0
    assert gc.isenabled()


def test_what_went_in_circles_goes_when_it_is_swept_up() -> None:
    with garbage.undisturbed():
        left = ring()
        assert left() is not None
        garbage.swept()
        assert left() is None
