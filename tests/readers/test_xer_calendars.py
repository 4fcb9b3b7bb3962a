import pytest

from pmo_reports.readers.xer_calendars import broken

WHOLE = "(0||CalendarData()((0||DaysOfWeek()((0||1()())))))"


def xer(*calendars: tuple[str, str, str]) -> bytes:
    rows = [f"%R\t{at}\t{name}\t{base}\t{data}" for at, (name, base, data) in enumerate(calendars)]
    heads = "%F\tclndr_id\tclndr_name\tbase_clndr_id\tclndr_data"
    after = ["%T\tTASK", "%F\tclndr_name\tclndr_data", "%R\tno calendar\t((("]
    return "\r\n".join(["ERMHDR\t20.12", "%T\tCALENDAR", heads, *rows, *after, "%E"]).encode("cp1252")


@pytest.mark.parametrize(
    ("base", "data", "told"),
    [
        ("", WHOLE, ()),
        ("", WHOLE[:-1], ("Büro",)),
        ("", "(0||CalendarData()())", ("Büro",)),
        ("", "", ("Büro",)),
        ("17", "", ()),
    ],
)
def test_hours_that_do_not_hold_together_are_told_by_name(
    base: str, data: str, told: tuple[str, ...]
) -> None:
    assert broken(xer(("Standard", "", WHOLE), ("Büro", base, data))) == told


def test_another_file_has_no_such_calendars() -> None:
    assert broken(b"<Project/>") == ()
