"""Versions of a form: known ones are read by theirs, unknown ones are refused, none is read as ever."""

from openpyxl import Workbook

from pmo_reports.config.source_checks import source_mistakes
from pmo_reports.config.sources import Part, Source
from tests.readers.reading_fixture import Desk, book, columns, named


def put(desk: Desk, version: str) -> Desk:
    """A form of a version, read by a source that knows two: the summary has moved from B2 to B3."""
    made = named(
        book(["", "ATL"], ["", "old place"], ["", "new place"], sheet="Status"), project_id="Status!$B$1"
    )
    desk.put("form.xlsx", marked(made, version))
    old, new = (
        Part(
            table="status_reports",
            versions=(version_read,),
            columns=columns("project_id!", summary={"aliases": (cell,)}),
        )
        for version_read, cell in (("1", "B2"), ("2", "B3"))
    )
    desk.sources["status"] = Source(
        reader="form", files="form.xlsx", versions=("1", "2"), parts={"old": old, "new": new}
    )
    return desk


def marked(made: Workbook, version: str) -> Workbook:
    return named(made, PmoFormVersion=f'"{version}"') if version else made


def test_each_version_is_read_by_its_own_parts(desk: Desk) -> None:
    assert put(desk, "2").table().frame.iloc[0].tolist() == ["ATL", "new place"]


def test_an_older_one_is_read_and_told(desk: Desk) -> None:
    reading = put(desk, "1").reading()
    assert reading.tables[0].frame.iloc[0].tolist() == ["ATL", "old place"]
    assert [finding.rule for finding in reading.findings] == ["older-form-version"]


def test_an_unknown_one_is_refused(desk: Desk) -> None:
    reading = put(desk, "3").reading()
    assert (reading.tables, reading.findings[0].rule) == ((), "unknown-form-version")
    assert "known: 1, 2" in reading.findings[0].problem


def test_a_form_without_a_version_is_read_by_the_parts_for_all(desk: Desk) -> None:
    assert put(desk, "").reading().tables == ()


def test_a_part_of_an_unknown_version_is_a_mistake() -> None:
    part = Part(table="status_reports", versions=("9",), columns=columns("project_id!"))
    source = Source(reader="form", files="x.xlsx", versions=("1",), parts={"report": part})
    assert [mistake.message for mistake in source_mistakes(source)] == ["the source has no version '9'"]
