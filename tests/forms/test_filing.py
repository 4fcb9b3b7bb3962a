import pytest

from pmo_reports.forms import file_name


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Owen Prichard", "Owen Prichard.xlsx"),
        ("../../etc/passwd", "etc-passwd.xlsx"),
        ("--all", "all.xlsx"),
        ("~$Ada", "Ada.xlsx"),
        ("a/b:c", "a-b-c.xlsx"),
        ("CON", "CON_.xlsx"),
        (" . ", "unnamed.xlsx"),
        ("con.rad", "con_.rad.xlsx"),
        ("Conrad", "Conrad.xlsx"),
        ("x\0y", "x-y.xlsx"),
        ("a\udc80", "a-.xlsx"),
        ("a" * 79 + " b", "a" * 79 + ".xlsx"),
    ],
)
def test_names_are_fit_for_every_system(name: str, file: str) -> None:
    assert file_name(name, ".xlsx") == file


def test_no_two_are_alike() -> None:
    assert file_name("Ada", ".eml", ["ada.eml", "ADA (2).eml"]) == "Ada (3).eml"


@pytest.mark.parametrize("letter", ["a", "\N{LATIN SMALL LETTER U WITH DIAERESIS}", "\N{GRINNING FACE}"])
def test_long_names_fit_in_255_bytes_and_stay_distinct(letter: str) -> None:
    first = file_name(letter * 400, ".xlsx")
    second = file_name(letter * 401, ".xlsx", [first])
    assert first != second
    assert max(len(each.encode()) for each in (first, second)) <= 255
