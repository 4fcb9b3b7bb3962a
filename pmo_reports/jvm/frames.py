"""How the two processes talk: a length in eight bytes, then that many bytes; a head in JSON, then a body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

_LENGTH = 8
LONGEST = 2_000_000_000
Head = Mapping[str, Any]


def send(stream: BinaryIO, head: Head, body: bytes = b"") -> None:
    """Writes a message."""
    for frame in (json.dumps(head).encode(), body):
        stream.write(len(frame).to_bytes(_LENGTH, "big"))
        stream.write(frame)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Head, bytes]:
    """The next message.

    Raises:
        EOFError: the other side has gone.
    """
    head = json.loads(_frame(stream))
    return head, _frame(stream)


def _frame(stream: BinaryIO) -> bytes:
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    if length > LONGEST:
        raise EOFError
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, count: int) -> bytes:
    found = stream.read(count)
    if len(found) < count:
        raise EOFError
    return found
