"""What one process says, the other hears."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_reports.jvm import frames

RECORDS = st.lists(
    st.fixed_dictionaries({"Task ID": st.text(), "Cost": st.none() | st.floats(allow_nan=False)}), max_size=5
)


@given(st.lists(st.tuples(st.sampled_from(["tasks", "task_links"]), RECORDS), max_size=4))
def test_parts_come_together_by_kind(parts: list[tuple[str, list[dict[str, object]]]]) -> None:
    stream = BytesIO()
    for kind, records in parts:
        frames.send(stream, *frames.part(kind, records))
    frames.send(stream, {"notes": 1}, b"rest")
    stream.seek(0)
    found = frames.answer(stream)
    assert (found.head, found.body, set(found.records)) == (
        {"notes": 1},
        b"rest",
        {kind for kind, _ in parts},
    )
    for kind in found.records:
        assert found.records[kind] == [record for name, some in parts for record in some if name == kind]


def test_a_stream_that_ends_amid_parts_is_an_error() -> None:
    stream = BytesIO()
    frames.send(stream, *frames.part("tasks", [{"Task ID": "1"}]))
    stream.seek(0)
    with pytest.raises(EOFError):
        frames.answer(stream)
