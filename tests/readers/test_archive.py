"""Parts of a zip archive come out whole, piece by piece, wherever a piece ends."""

import zipfile
from io import BytesIO

import pytest

from pmo_reports.readers import archive
from pmo_reports.readers.guard import LIMITS


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
