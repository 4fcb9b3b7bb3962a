import pytest

from pmo_reports.config.sources import Column
from pmo_reports.normalise.file_names import named, unnamed


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("inputs/2026-10/schedules/P-104 depot.mpp", "P-104"),
        ("inputs/2026-10/schedules/P-104_depot v2.xer", "P-104"),
        ("P-104.xml", "P-104"),
        ("inputs/P-1/ .xml", None),
    ],
)
def test_the_name_of_the_file_gives_the_value(path: str, found: str | None) -> None:
    assert named(Column(filename="^([^_ .]+)"), path) == found


def test_a_name_that_gives_nothing_is_told_with_the_pattern() -> None:
    fault = unnamed("project_id", Column(filename=r"^(P-\d+)"), "inputs/plan.mpp")
    assert fault.severity == "error"
    assert "'plan.mpp'" in fault.problem
    assert r"^(P-\d+)" in fault.remedy
