import pytest

from pmo_reports.forms import file_name


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Owen Prichard", "Owen Prichard.xlsx"),
        ("../../etc/passwd", "-..-etc-passwd.xlsx"),
        ("a/b:c", "a-b-c.xlsx"),
        ("CON", "CON_.xlsx"),
        (" . ", "unnamed.xlsx"),
    ],
)
def test_names_are_fit_for_every_system(name: str, file: str) -> None:
    assert file_name(name, ".xlsx") == file


def test_no_two_are_alike() -> None:
    assert file_name("Ada", ".eml", ["ada.eml", "ADA (2).eml"]) == "Ada (3).eml"
