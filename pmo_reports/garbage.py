"""When Python looks for garbage: not while millions of objects come to be that stay.

Each search goes through all of them and finds nothing: a quarter of the time of a PDF of seventy pages. A
command of the command line is not disturbed at all; inputs of a period, which may be large, are swept up.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for garbage meanwhile; what is counted is freed as ever."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def swept() -> None:
    """What went in circles lately goes now: the memory of the inputs of one period is there for the next.

    What was there before nobody looked for garbage is not looked through again.
    """
    gc.collect(0)


def left_alone() -> None:
    """At the end of a process: what is there is not looked through once more, for it goes all at once."""
    gc.freeze()
