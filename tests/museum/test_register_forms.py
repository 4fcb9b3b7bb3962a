"""The register of the sample as offices, tools and public bodies write theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pmo_reports.config.document import document
from pmo_reports.model.tables import Portfolio
from tests.museum.exhibit import ROOT, Exhibit, held, read
from tests.museum.office import comma_separated, instead, lacking, plain, rows, workbook

HEADS: Mapping[str, str] = {
    "project_id": "PPM ID",
    "name": "Project title",
    "level": "Record type",
    "parent_id": "Belongs to",
    "sponsor": "SRO",
    "project_manager": "PM",
    "class": "Category",
    "stage": "Lifecycle stage",
    "state": "Project state",
    "priority": "Prio",
    "objectives": "Strategic goal",
    "currency": "CCY",
    "calendar": "Project calendar",
    "confidentiality": "Classification",
    "description": "Scope",
    "tolerance_cost": "Cost tolerance %",
    "tolerance_days": "Time tolerance",
    "baseline_start": "Approved start",
    "baseline_finish": "Approved finish",
    "forecast_finish": "Expected end",
    "actual_start": "Started on",
    "actual_finish": "Finished on",
    "whole_life_cost": "Whole-life cost",
    "contingency": "Risk budget",
    "contingency_drawn": "Reserve used",
    "revenue": "Contract value",
    "approved_benefit": "Business case benefit",
}
WORDS = {"active": "In delivery", "on_hold": "Paused", "closed": "Finished"}
RATINGS = {"G": "Green", "A": "Amber", "R": "Red"}
GATES = ("Tender Closed", "BNI", "PBC", "BCA", "Stage1", "Stage2", "Stage3")
GATE_IDS = ("tender-closed", "bni", "pbc", "bca", "stage-1", "stage-2", "stage-3")
GATE_NAMES = ("Tender closed", "BNI", "PBC", "BCA", "Stage 1", "Stage 2", "Stage 3")
MILLION = Decimal(1_000_000)
Form = tuple[Exhibit, Mapping[str, pd.DataFrame], Mapping[str, tuple[str, ...]]]
"""The files, the tables that they say, and the columns of each that they hold."""


def own(reader: str, **part: object) -> dict[str, Any]:
    """The shipped settings of the register for a file of our own."""
    shipped = dict(document(ROOT / "config" / "sources" / "portfolio.yaml", "portfolio").content)
    found = {**shipped["parts"]["projects"], **part}
    return {**shipped, "reader": reader, "parts": {"projects": found}}


def lines(reference: Portfolio) -> list[list[object]]:
    found = reference["projects"]
    return rows(found.assign(state=found["state"].map(WORDS)), HEADS)


def turned(table: list[list[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*table, strict=True)]


def titled(reference: Portfolio) -> Exhibit:
    title = (["Register of the portfolio"], ["Kept by", "PMO"], [])
    return Exhibit(
        files={"r.xlsx": workbook({"Projects": lines(reference)}, title)}, settings=own("workbook")
    )


def separated(reference: Portfolio) -> Exhibit:
    return Exhibit(files={"r.csv": comma_separated(lines(reference))}, settings=own("csv", sheet=[]))


def columns(reference: Portfolio) -> Exhibit:
    settings = own("workbook", transposed=True)
    return Exhibit(files={"r.xlsx": workbook({"Projects": turned(lines(reference))})}, settings=settings)


def columns_separated(reference: Portfolio) -> Exhibit:
    settings = own("csv", sheet=[], transposed=True)
    return Exhibit(files={"r.csv": comma_separated(turned(lines(reference)))}, settings=settings)


@pytest.mark.parametrize("form", [titled, separated, columns, columns_separated])
def test_the_whole_register(
    one_period: Path, reference: Portfolio, tmp_path: Path, form: Callable[[Portfolio], Exhibit]
) -> None:
    shown = read(apart(form(reference)), one_period, tmp_path)
    held(shown, reference, "projects")
    assert all(tally.holds and not tally.quarantined for tally in shown.tallies)


def apart(exhibit: Exhibit) -> Exhibit:
    """Read without the sample's own register."""
    return Exhibit(
        files=exhibit.files,
        preset=exhibit.preset,
        settings=exhibit.settings,
        replaces=frozenset({"portfolio", "crosswalk"}),
    )


def active(reference: Portfolio, *given: str) -> pd.DataFrame:
    """The projects that run and for which `given` columns are known."""
    found = reference["projects"]
    return found[found["level"].eq("project") & found["state"].eq("active")].dropna(subset=list(given))


def with_programmes(projects: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The projects under their programmes, which are known by name alone, as the projects' lines say."""
    names = projects["parent_id"].unique()
    found = pd.DataFrame({"project_id": names, "name": names})
    programmes = found.assign(project_id=found["name"].str.lower(), level="programme", state="active")
    under = projects.assign(parent_id=projects["parent_id"].str.lower())
    both = pd.concat([under, programmes]).astype(projects.dtypes).assign(currency=currency)
    return both.assign(parent_id=both["parent_id"].fillna("TALMARK"))


def with_portfolio(projects: pd.DataFrame, reference: Portfolio) -> pd.DataFrame:
    """The projects, and the portfolio as the settings name it where no register does."""
    named = reference["projects"].query("level == 'portfolio'")
    root = named[["project_id", "level", "name", "state", "currency"]]
    return pd.concat([root, projects]).reindex(columns=projects.columns).astype(projects.dtypes)


def uk(found: pd.DataFrame, reports: pd.DataFrame, heads: Mapping[str, str]) -> list[list[object]]:
    """Lines of the public data: millions of pounds, and the rating in words."""
    millions = found["whole_life_cost"].map(lambda cost: plain(Decimal(cost) / MILLION))
    both = found.merge(reports[["project_id", "overall", "summary"]], on="project_id")
    both["overall"] = both["overall"].map(RATINGS)
    both["whole_life_cost"] = millions.to_numpy()
    return rows(both, heads)


def gmpp(reference: Portfolio, preset: str) -> Form:
    reports = reference["status_reports"]
    found = active(reference, "whole_life_cost")
    found = found[found["project_id"].isin(reports["project_id"])].reset_index(drop=True)
    said = reports[reports["project_id"].isin(found["project_id"])]
    as_rows = preset == "uk-gmpp"
    table = uk(found, said, UK_ROWS if as_rows else UK_COLUMNS)
    if as_rows:  # the year is all that these files say of the report's day
        table = [["year" if line is table[0] else "2026", *line] for line in table]
    content = comma_separated(table if as_rows else turned(table), "%d.%m.%y" if as_rows else "%d/%m/%Y")
    said = slugged(said.assign(delivery_confidence=said["overall"].map(RATINGS), period="2026-10"))
    if as_rows:
        said = said.assign(status_date=pd.Timestamp("2026-03-31").as_unit("s"))
    tables = {"projects": with_programmes(slugged(found), "GBP"), "status_reports": said}
    dated = ("status_date",) if as_rows else ()
    holds = {"projects": UK_HOLDS, "status_reports": ("project_id", "period", "overall", *UK_REPORT, *dated)}
    return Exhibit(files={"gmpp.csv": content}, preset=preset), tables, holds


def slugged(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(project_id=frame["project_id"].str.lower())


UK_ROWS = {
    "project_id": "project_number",
    "name": "project_name",
    "parent_id": "department",
    "class": "report_category",
    "overall": "colour_rating",
    "summary": "rating_comment",
    "description": "description_aims",
    "baseline_start": "start_date",
    "baseline_finish": "end_date",
    "whole_life_cost": "wlc_baseline_incl_NCG",
}
UK_COLUMNS = {
    "project_id": "GMPP ID Number",
    "name": "Project Name",
    "parent_id": "Department",
    "class": "Annual Report Category",
    "overall": "IPA Delivery Confidence Assessment ",
    "summary": "Departmental commentary on actions planned or taken on the IPA RAG rating. ",
    "description": "Description / Aims",
    "baseline_start": "Project - Start Date",
    "baseline_finish": "Project - End Date ",
    "whole_life_cost": "TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)",
}
UK_REPORT = ("delivery_confidence", "summary")
KNOWN = ("project_id", "parent_id", "level", "state", "name", "currency", "whole_life_cost")
UK_HOLDS = (*KNOWN, "class", "description", "baseline_start", "baseline_finish")


def uk_rows(reference: Portfolio) -> Form:
    return gmpp(reference, "uk-gmpp")


def uk_columns(reference: Portfolio) -> Form:
    return gmpp(reference, "uk-gmpp-columns")


def city(reference: Portfolio) -> Form:
    """Three reports of each project, the latest in the middle; the others say other things."""
    found = active(reference, "whole_life_cost")
    heads = {
        "project_id": "PID",
        "name": "Project Name",
        "class": "Category",
        "parent_id": "Managing Agency",
        "sponsor": "Client Agency",
        "stage": "Current Phase",
        "description": "Description",
        "baseline_start": "Design Start",
        "whole_life_cost": "Budget Forecast",
        "forecast_finish": "Forecast Completion",
    }
    older = found.assign(stage="Design", whole_life_cost=found["whole_life_cost"] + 1)
    told = {"09/01/2025": older, "10/01/2026": found, "02/01/2026": older.assign(sponsor="Somebody else")}
    lists = [[[f"{day} 12:00:00 AM", *line] for line in rows(each, heads)[1:]] for day, each in told.items()]
    table = [["Date Reported As Of", *heads.values()], *(line for lines in lists for line in lines)]
    exhibit = Exhibit(files={"city.csv": comma_separated(table, "%m/%d/%Y")}, preset="nyc-capital-projects")
    return (
        exhibit,
        {"projects": with_programmes(found, "USD")},
        {"projects": (*heads, "level", "state", "currency")},
    )


def city_list(reference: Portfolio) -> Form:
    found = active(reference, "whole_life_cost")
    listed = [
        {
            "project_id": row["project_id"],
            "managing_agency": row["parent_id"],
            "project_description": row["name"],
            "scope_summary": plain(row["description"]),
            "combined_total": float(row["whole_life_cost"] / 1000),
        }
        for row in found.to_dict("records")
    ]
    numbered = found.assign(project_id=found["parent_id"].str.lower() + "/" + found["project_id"])
    exhibit = Exhibit(files={"list.json": json.dumps(listed).encode()}, preset="nyc-capital-projects-db")
    return exhibit, {"projects": with_programmes(numbered, "USD")}, {"projects": (*KNOWN, "description")}


def water(reference: Portfolio) -> Form:
    """A project's first milestones are its gates, in the two ways of writing days that the file mixes."""
    found = active(reference, "whole_life_cost")
    plans = reference["milestones"].assign(place=reference["milestones"].groupby("project_id").cumcount())
    plans = plans[plans["project_id"].isin(found["project_id"]) & plans["place"].lt(len(GATES))]
    days = plans.pivot_table(index="project_id", columns="place", values="baseline_date", aggfunc="first")
    written = days.reset_index().assign(
        **{GATES[place]: days[place].dt.strftime(WAYS[place % 2]).to_numpy() for place in days.columns}
    )
    heads = {"project_id": "ID", "parent_id": "Delivery Program", "sponsor": "Owner Group", "class": "EPT"}
    heads |= {"whole_life_cost": "FFC", **{name: name for name in GATES if name in written}}
    table = rows(found.merge(written, on="project_id", how="left"), heads)
    gates = plans.assign(
        gate_id=plans["place"].map(dict(enumerate(GATE_IDS))),
        name=plans["place"].map(dict(enumerate(GATE_NAMES))),
        planned_date=plans["baseline_date"],
    )
    projects = with_programmes(found.assign(name=found["project_id"]), "AUD")
    exhibit = Exhibit(files={"water.csv": comma_separated(table)}, preset="melbourne-water-gates")
    holds = {
        "projects": (*KNOWN, "sponsor", "class"),
        "gates": ("project_id", "gate_id", "name", "planned_date"),
    }
    return exhibit, {"projects": projects, "gates": gates}, holds


WAYS = ("%d/%m/%Y 5:00:00 PM", "%Y-%m-%d 17:00:00")


def tasks(reference: Portfolio) -> Form:
    items = reference["work_items"].assign(kind="task")
    items = items.drop_duplicates(["project_id", "summary"]).reset_index(drop=True)
    found = reference["projects"]
    found = found[found["project_id"].isin(items["project_id"])].assign(stage="In Progress", state="active")
    heads = {
        "name": "Project",
        "stage": "Project Status",
        "baseline_start": "Start Date",
        "baseline_finish": "End Date",
        "whole_life_cost": "Budget",
        "summary": "Task Name",
        "status": "Task Status",
        "assignee": "Assignee",
        "sprint": "Sprint",
    }
    table = rows(
        items.drop(columns=["priority"]).merge(
            found.drop(columns=["parent_id", "priority"]), on="project_id"
        ),
        heads,
    )
    slugs = dict(zip(found["project_id"], found["name"].map(slug), strict=True))
    expected = {
        "projects": found.assign(
            project_id=found["project_id"].map(slugs), parent_id="TALMARK", currency="EUR"
        ),
        "work_items": items.assign(
            project_id=items["project_id"].map(slugs), item_id=items["summary"].map(slug)
        ),
    }
    holds = {
        "projects": ("project_id", "parent_id", "level", "state", "currency", *list(heads)[:5]),
        "work_items": ("project_id", "item_id", "kind", "progress", *list(heads)[5:]),
    }
    content = comma_separated(table, "%Y-%m-%d")
    return Exhibit(files={"tasks.csv": content}, preset="portfolio-task-export"), expected, holds


def slug(text: str) -> str:
    return re.sub("[^0-9a-z]+", "-", text.casefold()).strip("-")


def oc4ids(reference: Portfolio) -> Form:
    found = active(reference, "whole_life_cost").assign(stage="implementation", parent_id="TALMARK")
    own = reference["milestones"]
    own = own[own["project_id"].isin(found["project_id"])]
    package = {
        "version": "0.9",
        "projects": [
            {
                "id": row["project_id"],
                "title": row["name"],
                "description": plain(row["description"]),
                "publicAuthority": {"name": row["sponsor"]},
                "type": row["class"],
                "status": row["stage"],
                "period": {
                    "startDate": stamp(row["baseline_start"]),
                    "endDate": stamp(row["baseline_finish"]),
                },
                "budget": {"amount": {"amount": float(row["whole_life_cost"]), "currency": row["currency"]}},
                "milestones": [
                    {
                        "id": each["milestone_id"],
                        "title": each["name"],
                        "dueDate": stamp(each["baseline_date"]),
                        "dateMet": stamp(each["actual_date"]),
                    }
                    for each in own[own["project_id"].eq(row["project_id"])].to_dict("records")
                ],
            }
            for row in found.to_dict("records")
        ],
    }
    dates = ("baseline_start", "baseline_finish")
    holds = {
        "projects": (*KNOWN, "description", "sponsor", "class", "stage", *dates),
        "milestones": ("project_id", "milestone_id", "name", "baseline_date", "actual_date"),
    }
    content = json.dumps(package, ensure_ascii=False).encode()
    return (
        Exhibit(files={"oc4ids.json": content}, preset="oc4ids"),
        {"projects": found, "milestones": own},
        holds,
    )


def stamp(day: pd.Timestamp) -> str | None:
    return None if pd.isna(day) else f"{day:%Y-%m-%d}T00:00:00Z"


EXHIBITS: Mapping[str, Callable[[Portfolio], Form]] = {
    "uk-gmpp": uk_rows,
    "uk-gmpp-columns": uk_columns,
    "nyc-capital-projects": city,
    "nyc-capital-projects-db": city_list,
    "melbourne-water-gates": water,
    "portfolio-task-export": tasks,
    "oc4ids": oc4ids,
}


@pytest.mark.parametrize("preset", EXHIBITS)
def test_the_form_of_a_public_body_or_a_tool(
    one_period: Path, reference: Portfolio, tmp_path: Path, preset: str
) -> None:
    exhibit, tables, holds = EXHIBITS[preset](reference)
    shown = read(apart(exhibit), one_period, tmp_path)
    tables = {**tables, "projects": with_portfolio(tables["projects"], reference)}
    assert not [each.problem for each in shown.findings if each.rule == "missing-column"]
    for table, columns in holds.items():
        held(shown, instead(reference, **tables), table, lacking(table, *columns))
