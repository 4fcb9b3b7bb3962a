"""The tags in the bytes of a sheet, told by whole arrays: how far its filled cells reach, and what is odd.

A sheet has millions of tags, nearly all of a few forms: `<c r="A1" s="1">` and `</v>`. Arithmetic over all of
them at once takes a third of the time that searching does. What has another form than Excel's is not told
here: it is said to be there, and a closer look is taken (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmo_reports.readers.cells import number

Whole = npt.NDArray[np.integer]
Which = npt.NDArray[np.bool_]

_OPEN = ord("<")
_QUOTE = ord('"')
_ZERO = ord("0")
_SPACE = ord(" ")
_OTHER, _PLAIN, _CELL, _ROW, _VALUE, _INLINE, _STRANGE = range(7)
_CODES: dict[bytes, int] = {
    b"c ": _CELL,
    b"ro": _ROW,
    b"/v": _VALUE,
    b"/i": _INLINE,
    **dict.fromkeys((b"v>", b"/c", b"/r"), _PLAIN),
}
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PAIR, _FOUR = np.dtype("<u2"), np.dtype("<u4")
_BIG_FOUR, _BIG_EIGHT = np.dtype(">u4"), np.dtype(">u8")  # ordered as their bytes are
_ADDRESS = 6  # where the address begins in `<c r="`
_MOST_LETTERS, _MOST_DIGITS = 3, 7
_CLOSE = 2  # bytes of "/>"
_STYLE = b' s="'
_TOPS = 0x8080808080808080
_LOWS = 0x7F7F7F7F7F7F7F7F
_ROOM = b" " * 64  # behind the end: what is taken of a tag there is none of its own


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tags of a piece say.

    Attributes:
        values: cells with a value that end in what is new in the piece.
        row, column: how far filled cells reach; a cell not surely blank counts as filled.
        odd: a cell or a row does not say where it is as Excel does.
        plain: there are no other tags than rows, cells and values, and there are some.
    """

    values: int = 0
    row: int = 0
    column: int = 0
    odd: bool = False
    plain: bool = False


def tags(window: bytes, fresh: int, end: int) -> Tags:
    """What the tags of `window` say: values are counted from `fresh` on, places told up to `end`.

    What begins at `end` or later may be cut off; it is to come again.
    """
    content = window + _ROOM
    opens = np.flatnonzero(np.frombuffer(window, np.uint8)[:-2] == _OPEN)
    codes = _KINDS[_taken(content, _PAIR, opens + 1)]
    new = codes[np.searchsorted(opens, fresh - 2) :]  # a tag is new where its first two letters are
    inline = opens[codes == _INLINE]
    inline = inline[inline >= fresh - 2]
    told = opens[: np.searchsorted(opens, end)]
    rows = told[codes[: told.size] == _ROW]
    numbered, others = _rows(content, rows)
    row, column, odd = _reach(content, opens, np.flatnonzero(codes[: told.size] == _CELL))
    strange = bool((codes[: told.size] == _STRANGE).any())
    return Tags(
        values=int(np.count_nonzero(new == _VALUE)) + _count(content, inline + 2, b"is"),
        row=row,
        column=column,
        odd=odd or strange or not others,
        plain=bool(opens.size and codes.min() > _OTHER and not (codes >= _INLINE).any() and numbered),
    )


def _kinds() -> npt.NDArray[np.uint8]:
    """What a tag is, by its first two letters as a number; `<c` is a cell unless a letter follows."""
    found = np.zeros(1 << 16, np.uint8)
    for second in set(range(256)) - set(_LETTERS):
        found[_number(bytes((ord("c"), second)))] = _STRANGE
    for letters, code in _CODES.items():
        found[_number(letters)] = code
    return found


def _number(letters: bytes) -> int:
    return int.from_bytes(letters, "little")


_KINDS = _kinds()


def _taken(content: bytes, kind: np.dtype[np.unsignedinteger], at: Whole) -> Whole:
    """The bytes at each place, as many as `kind` has, as one number."""
    room = len(content) - kind.itemsize + 1
    everywhere: Whole = np.ndarray((room,), kind, content, strides=(1,))
    return everywhere[at].astype(kind.newbyteorder("="), copy=False)


def _count(content: bytes, at: Whole, letters: bytes) -> int:
    return int(np.count_nonzero(_taken(content, _PAIR, at) == _number(letters)))


def _rows(content: bytes, rows: Whole) -> tuple[bool, bool]:
    """Whether all tags that begin with "ro" are rows with a number, and whether the others are no rows."""
    named = (_taken(content, _FOUR, rows + 1) == _number(b"row ")) & (
        _taken(content, _FOUR, rows + 4) == _number(b' r="')
    )
    _, _, numbered = _digits(content, rows + 8)
    well = named & numbered
    return bool(well.all()), all(content[at + 4] in _LETTERS for at in rows[~well].tolist())


def _reach(content: bytes, opens: Whole, at: Whole) -> tuple[int, int, bool]:
    """The last row and column of the cells at `opens[at]` that are filled, and whether one has no address."""
    cells = opens[at]
    if not cells.size:
        return 0, 0, False
    letters, length, named = _letters(content, cells + _ADDRESS)
    rest = cells + _ADDRESS + length
    digits, count, numbered = _digits(content, rest)
    well = named & numbered & (_taken(content, _FOUR, cells + 2) == _number(b' r="'))
    if not well.all():
        return 0, 0, True
    nexts = np.append(opens, len(content) - len(_ROOM))[at + 1]
    filled = ~_blank(content, rest + count + 1, nexts)
    row = _last(digits[filled], count[filled], _BIG_EIGHT)
    column = _last(letters[filled], length[filled], _BIG_FOUR)
    return int(row or b"0"), number(column.decode()), False


def _last(words: Whole, lengths: Whole, kind: np.dtype[np.unsignedinteger]) -> bytes:
    """The last of the words that begin with so many letters: the longer ones are later."""
    if not words.size:
        return b""
    longest = int(lengths.max())
    word = int(words[lengths == longest].max())
    return word.to_bytes(kind.itemsize, "big")[:longest]


def _blank(content: bytes, ends: Whole, nexts: Whole) -> Which:
    """Which cells, with an address that ends at `ends` and a tag next at `nexts`, have a style at most."""
    closed: Which = _taken(content, _PAIR, nexts - _CLOSE) == _number(b"/>")
    if not closed.any():
        return closed
    maybe = np.flatnonzero(closed)
    ends, nexts = ends[maybe], nexts[maybe]
    octets = np.frombuffer(content, np.uint8)
    size = nexts - ends - (octets[nexts - _CLOSE - 1] == _SPACE)
    _, count, _ = _digits(content, ends + len(_STYLE))
    styled = _taken(content, _FOUR, ends) == _number(_STYLE)
    styled &= octets[ends + len(_STYLE) + count] == _QUOTE
    closed[maybe] = (size == _CLOSE) | (styled & (size == len(_STYLE) + count + 1 + _CLOSE))
    return closed


def _digits(content: bytes, at: Whole) -> tuple[Whole, Whole, Which]:
    """Eight bytes at each place, how many of them are digits first, and whether they make a quoted number."""
    words = _taken(content, _BIG_EIGHT, at)
    low = (words ^ _ZERO * (_TOPS >> 7)) & _LOWS
    others = ((low + 0x76 * (_TOPS >> 7)) | words) & _TOPS  # the top bit of each byte that is no digit
    count = _leading(others, 8)
    octets = np.frombuffer(content, np.uint8)
    quoted = octets[at + count] == _QUOTE
    return words, count, quoted & (octets[at] != _ZERO) & (count > 0) & (count <= _MOST_DIGITS)


def _letters(content: bytes, at: Whole) -> tuple[Whole, Whole, Which]:
    """Four bytes at each place, how many of them are capitals first, and whether that many may be."""
    words = _taken(content, _BIG_FOUR, at)
    low = words & (_LOWS >> 32)
    below = ~(low + 0x3F * (_TOPS >> 39))  # by the top bit of each byte: before A
    beyond = low + 0x25 * (_TOPS >> 39)  # after Z
    count = _leading((below | beyond | words) & (_TOPS >> 32), 4)
    return words, count, (count > 0) & (count <= _MOST_LETTERS)


def _leading(tops: Whole, size: int) -> Whole:
    """How many bytes come before the first one whose top bit is set."""
    found = np.zeros(tops.size, np.uint8)
    for before in range(1, size + 1):
        found += tops < 1 << 8 * (size - before) + 7
    return found.astype(np.int64)
