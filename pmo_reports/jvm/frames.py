"""How the two processes talk: a length in eight bytes, then that many bytes; a head in JSON, then a body.

Records come in parts, each a message with its kind and rows of values, before the last message of an answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

_LENGTH = 8
LONGEST = 2_000_000_000
Head = Mapping[str, Any]
Message = tuple[Head, bytes]
Record = Mapping[str, Any]
_PART = "part"


class Answer(NamedTuple):
    """The last message of an answer, and the records by kind that came before."""

    head: Head
    body: bytes
    records: Mapping[str, Sequence[Record]]


def part(kind: str, records: Sequence[Record]) -> Message:
    """The message that brings some records of a kind, all with the same heads."""
    heads = list(records[0]) if records else []
    rows = [[record[head] for head in heads] for record in records]
    return {_PART: kind, "heads": heads}, json.dumps(rows).encode()


def answer(stream: BinaryIO) -> Answer:
    """The messages up to the last one of an answer.

    Raises:
        EOFError: the other side has gone.
    """
    records: dict[str, list[Record]] = {}
    while True:
        head, body = receive(stream)
        if _PART not in head:
            return Answer(head, body, records)
        rows = (dict(zip(head["heads"], row, strict=True)) for row in json.loads(body))
        records.setdefault(head[_PART], []).extend(rows)


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
