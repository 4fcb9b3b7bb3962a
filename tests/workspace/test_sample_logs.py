"""The sample's logs and plans: stages of risks, gates, capacities, and what is planted in them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from pmo_reports.workspace.sample.plans import resource_plan
from pmo_reports.workspace.sample.raid import raid_log
from pmo_reports.workspace.sample.sheets import Cell, Sheet
from pmo_reports.workspace.sample.story import PERIODS, projects

OCTOBER = len(PERIODS) - 1


def rows(sheet: Sheet) -> list[dict[str, Cell]]:
    return [dict(zip(sheet.heads, row, strict=True)) for row in sheet.rows]


def listed(name: str, index: int = OCTOBER) -> list[dict[str, Cell]]:
    (sheet,) = (each for each in raid_log(index) if each.name == name)
    return rows(sheet)


def test_no_response_makes_a_risk_worse() -> None:
    for index in range(len(PERIODS)):
        for risk in listed("Risks", index):
            scores = [
                int(str(risk[f"{stage} probability"])) * int(str(risk[f"{stage} impact"]))
                for stage in ("Inherent", "Target")
            ]
            today = int(str(risk["Probability"])) * int(str(risk["Impact"]))
            assert scores[0] >= today >= scores[1], risk
            assert risk["Escalated"] == ("Yes" if today > 12 else "No")
            assert isinstance(risk["Expected on"], date)
            assert risk["Expected on"].weekday() < 5


def test_inherent_risk_never_moves() -> None:
    kept = ("Inherent probability", "Inherent impact", "Inherent impact cost", "Inherent impact days")
    first = {each["Risk id"]: [each[head] for head in kept] for each in listed("Risks", 0)}
    last = {each["Risk id"]: [each[head] for head in kept] for each in listed("Risks")}
    assert first.items() <= last.items()


def test_gates_are_held_in_time_and_four_have_open_conditions() -> None:
    gates = listed("Gates")
    assert {each["Project"] for each in gates} == {each.id for each in projects()}
    assert all((each["Held on"] is None) == (each["Verdict"] is None) for each in gates)
    assert len([each for each in gates if each["Conditions"] and not each["Conditions met"]]) == 4


def test_every_role_has_one_capacity_and_people_share_the_demand() -> None:
    capacities: dict[Cell, set[Cell]] = defaultdict(set)
    for row in rows(resource_plan(OCTOBER)):
        capacities[row["Role"]].add(row["Capacity FTE"])
    assert all(len(each) == 1 and None not in each for each in capacities.values())


def test_one_engineer_is_on_four_projects() -> None:
    on: dict[Cell, set[Cell]] = defaultdict(set)
    for row in rows(resource_plan(OCTOBER)):
        on[row["Person"]].add(row["Project"])
    del on[None]
    assert [name for name, each in on.items() if len(each) > 3] == ["Rosa Veltkamp"]
