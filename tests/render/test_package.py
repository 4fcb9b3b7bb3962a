from __future__ import annotations

import io
from datetime import date
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from pmo_reports.render.package import canonical_office, canonical_zip

CORE = (
    b'<c><dcterms:created xsi:type="w">2026-01-01T10:00:00Z</dcterms:created>'
    b"<dcterms:modified>x</dcterms:modified></c>"
)


def package(*names: str, year: int = 2026) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as made:
        for name in names:
            content = CORE if name.startswith("docProps") else name.encode()
            made.writestr(ZipInfo(name, (year, 1, 2, 3, 4, 6)), content)
    return written.getvalue()


def test_order_and_time_do_not_matter() -> None:
    assert canonical_zip(package("b", "a")) == canonical_zip(package("a", "b", year=2030))


def test_content_types_come_first_and_the_rest_in_order() -> None:
    with ZipFile(io.BytesIO(canonical_zip(package("b", "a/x", "[Content_Types].xml")))) as made:
        assert made.namelist() == ["[Content_Types].xml", "a/x", "b"]
        assert {member.date_time for member in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert made.read("a/x") == b"a/x"
        assert made.testzip() is None


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_written_twice_is_kept_once() -> None:
    with ZipFile(io.BytesIO(canonical_zip(package("a", "a")))) as made:
        assert made.namelist() == ["a"]


def test_the_document_s_own_dates_are_the_given_day() -> None:
    with ZipFile(io.BytesIO(canonical_office(package("docProps/core.xml"), date(2026, 10, 31)))) as made:
        core = made.read("docProps/core.xml")
    assert core.count(b"2026-10-31T00:00:00Z") == 2
    assert b"2026-01-01" not in core


def test_it_is_its_own_fixed_point() -> None:
    once = canonical_zip(package("b", "a"))
    assert canonical_zip(once) == once
