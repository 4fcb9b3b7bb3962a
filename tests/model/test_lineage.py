"""The way back to the cell, whichever sheet it is on."""

import pandas as pd
import pytest

from pmo_reports.model.lineage import CellRef, Lineage, Origin, located
from pmo_reports.model.raw import InputFile, RawTable


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("F", ("Milestones", "F7")),
        ("C9", ("Milestones", "C9")),
        ("Status!C9", ("Status", "C9")),
        ("Stop! Go!C9", ("Stop! Go", "C9")),
        ("Relation[{row}]/Lag", ("Milestones", "Relation[7]/Lag")),
        ("/Project/NAME", ("Milestones", "/Project/NAME")),
        ("{column}12", ("Milestones", "G12")),
    ],
)
def test_a_sheet_in_front_of_the_address_wins(address: str, place: tuple[str, str]) -> None:
    assert located(address, "Milestones", 7) == place


def test_a_field_leads_to_the_sheet_that_its_cell_is_on() -> None:
    columns = {"project_id": "Status!B3", "name": "A"}
    origin = Origin(table="milestones", source="s", file="f", sheet="Plan", sha256="", columns=columns)
    row = {"source": "s", "file": "f", "sheet": "Plan", "row": 7}
    lineage = Lineage({origin.key: origin})
    assert lineage.cell("milestones", row, "project_id") == CellRef("f", "Status", "B3")
    assert lineage.cell("milestones", row, "name") == CellRef("f", "Plan", "A7")


def test_a_raw_cell_of_another_sheet_is_named_with_it() -> None:
    table = RawTable(
        file=InputFile(source="s", path="f", sha256="", size=0),
        part="milestones",
        sheet="Plan",
        header=("name", "project_id"),
        addresses=("A", "Status!B3"),
        frame=pd.DataFrame([["Go live", "P-1"]], dtype=object),
        rows=(7,),
    )
    assert (table.cell(0, 0), table.cell(0, 1), table.place(0, 1)) == ("A7", "Status!B3", ("Status", "B3"))


def test_where_records_are_columns_they_are_called_so() -> None:
    table = RawTable(
        file=InputFile(source="s", path="f", sha256="", size=0),
        part="projects",
        sheet="",
        header=("name", ""),
        addresses=("{column}1", "{column}4"),
        frame=pd.DataFrame([["Alpha", "x"], ["Beta", "y"]], dtype=object),
        rows=(2, 28),
    )
    assert (table.cell(0, 1), table.cell(1, 0)) == ("B4", "AB1")
    assert (table.line(1), table.lane(1)) == ("column AB", "row 4")
