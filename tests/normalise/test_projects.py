"""The hierarchy of projects."""

from collections.abc import Callable

import pandas as pd
import pytest

from pmo_reports.config.sources import Source
from pmo_reports.model.finding import Severity
from pmo_reports.model.raw import RawTable
from pmo_reports.model.tables import TABLES, Portfolio, typed
from pmo_reports.normalise.mapped import Mapped
from pmo_reports.normalise.projects import calendared
from pmo_reports.normalise.rows import Rows, marked

FIELDS: dict[str, dict[str, object]] = {"project_id": {}, "parent_id": {}, "level": {}, "state": {}}


@pytest.fixture(scope="session")
def tree(
    raw: Callable[..., RawTable], normalised: Callable[..., Portfolio], part: Callable[..., dict[str, object]]
) -> Callable[..., Portfolio]:
    def portfolio(*records: tuple[str, str, str, str]) -> Portfolio:
        return normalised(
            {"register": part("projects", FIELDS)}, [raw("register", "projects", list(FIELDS), records)]
        )

    return portfolio


def parents(found: Portfolio) -> dict[str, str]:
    projects = found["projects"].fillna({"parent_id": ""})
    return dict(zip(projects["project_id"], projects["parent_id"], strict=True))


def test_root_comes_first_and_everything_hangs_below_it(tree: Callable[..., Portfolio]) -> None:
    found = tree(("G1", "", "programme", ""), ("P1", "G1", "project", ""), ("P2", "", "project", "On hold"))
    assert parents(found) == {"ROOT": "", "G1": "ROOT", "P1": "G1", "P2": "ROOT"}
    assert found["projects"]["state"].tolist() == ["active", "active", "active", "on_hold"]
    root = found["projects"].iloc[0]
    assert (root["level"], root["name"], root["currency"], root["source"]) == (
        "portfolio",
        "All",
        "EUR",
        "settings",
    )


def test_root_that_is_listed_is_not_added(tree: Callable[..., Portfolio]) -> None:
    found = tree(("ROOT", "", "", ""), ("P1", "ROOT", "", ""))
    assert parents(found) == {"ROOT": "", "P1": "ROOT"}
    assert found["projects"]["level"].tolist() == ["portfolio", "project"]


def test_level_follows_from_having_children(tree: Callable[..., Portfolio]) -> None:
    assert tree(("G1", "", "", ""), ("P1", "G1", "", ""))["projects"]["level"].tolist() == [
        "portfolio",
        "programme",
        "project",
    ]


def test_unknown_parent_is_told_and_replaced(tree: Callable[..., Portfolio]) -> None:
    found = tree(("P1", "G7", "", ""))
    assert [(each.rule, each.severity, each.cell, each.value) for each in found.findings] == [
        ("unknown-parent", Severity.FIELD, "B2", "G7")
    ]
    assert parents(found)["P1"] == "ROOT"


@pytest.mark.parametrize("both", ["G1; G2", "G2/G1", "G1, G2"])
def test_two_parents_in_one_cell_are_told_and_neither_is_taken(
    tree: Callable[..., Portfolio], both: str
) -> None:
    found = tree(("G1", "", "", ""), ("G2", "", "", ""), ("P1", both, "", ""))
    assert [(each.rule, each.entity, each.cell, each.value) for each in found.findings] == [
        ("several-parents", "P1", "B4", both)
    ]
    assert parents(found)["P1"] == "ROOT"


def test_a_cell_with_a_stranger_among_its_parents_is_an_unknown_parent(
    tree: Callable[..., Portfolio],
) -> None:
    found = tree(("G1", "", "", ""), ("P1", "G1; G7", "", ""))
    assert [each.rule for each in found.findings] == ["unknown-parent"]


def test_a_second_row_with_another_parent_is_left_out_and_told(tree: Callable[..., Portfolio]) -> None:
    rows = ("G1", "", "", ""), ("G2", "", "", ""), ("P1", "G1", "project", ""), ("P1", "G2", "project", "")
    found = tree(*rows)
    assert [(each.rule, each.severity, each.cell) for each in found.findings] == [
        ("duplicate-id", Severity.ERROR, "A5")
    ]
    assert parents(found)["P1"] == "G1"


@pytest.mark.parametrize(
    "circle", [[("P1", "P1", "", "")], [("P1", "P2", "", ""), ("P2", "P1", "", ""), ("P3", "P1", "", "")]]
)
def test_circle_stops_publication(tree: Callable[..., Portfolio], circle: list[tuple[str, ...]]) -> None:
    found = tree(*circle)
    inside = {each.entity for each in found.findings if each.severity is Severity.BLOCK}
    assert inside == {"P1", "P2"} & {record[0] for record in circle}
    assert {parents(found)[each] for each in inside} == {"ROOT"}


def test_a_calendar_that_there_is_not_is_a_warning_where_there_are_any(raw: Callable[..., RawTable]) -> None:
    frame = typed(
        TABLES["projects"], pd.DataFrame({"project_id": ["P1", "P2"], "calendar": ["Edinburg", "Plant"]})
    )
    source = Source.model_validate(
        {
            "reader": "csv",
            "files": "r.csv",
            "parts": {"p": {"table": "projects", "columns": {"calendar": {}}}},
        }
    )
    table = raw("r", "p", ["id", "calendar"], [["P1", "Edinburg"], ["P2", "Plant"]])
    origin = Mapped(
        name="r", raw=table, source=source, part=source.parts["p"], columns={"calendar": (1,)}, heads={}
    )
    rows = Rows(table=TABLES["projects"], frame=frame, marks=marked([[0, 1]]), origins=(origin,))
    (finding,) = calendared(rows, ["Edinburgh", "Plant"]).findings({})
    assert (finding.rule, finding.severity, finding.cell) == ("unknown-calendar", Severity.WARNING, "B2")
    assert finding.remedy.endswith("did you mean 'Edinburgh'?")
    assert calendared(rows, []).findings({}) == ()
