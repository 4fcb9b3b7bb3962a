"""Parts of a zip archive come out whole, piece by piece, wherever a piece ends."""

import zipfile
from io import BytesIO

import pytest

from pmo_reports.readers import archive
from pmo_reports.readers.guard import LIMITS
from pmo_reports.readers.refusal import RefusedError


@pytest.mark.parametrize("more", [0, 1, 17, 100, 257, 300])
@pytest.mark.parametrize("text", [b"a", b"</row>"])
def test_a_part_that_ends_right_after_a_piece_is_whole(text: bytes, more: int) -> None:
    """All its packed bytes are taken in with the last full piece, and the rest still waits inside."""
    whole = (text * archive.CHUNK)[: archive.CHUNK + more]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/part.xml", whole)
    parts = archive.opened(buffer.getvalue(), LIMITS.parts)
    assert b"".join(parts.chunks("xl/part.xml")) == whole


def test_a_check_sum_is_added_up_unless_the_guard_did() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as made:
        made.writestr("xl/part.xml", b"<sound/>")
    spoilt = buffer.getvalue().replace(b"<sound/>", b"<spoil/>")
    with pytest.raises(RefusedError, match="check sum"):
        archive.opened(spoilt, LIMITS.parts).read("xl/part.xml")
    assert archive.opened(spoilt, LIMITS.parts, checked=True).read("xl/part.xml") == b"<spoil/>"
