"""A small assessed period, worked by hand: two projects of one programme, one ledger, one form each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd

from pmo_reports.model.assessed import Assessed
from pmo_reports.model.figures import Figure, Sentence, Style, Unit
from pmo_reports.model.finding import Finding, Severity
from pmo_reports.model.lineage import Lineage, Origin
from pmo_reports.model.measures import Better, Measure, Measurements
from pmo_reports.model.pack import PackMeta, PackModel, Section
from pmo_reports.model.period import Period
from pmo_reports.model.rag import Assessment, Rag
from pmo_reports.model.tables import TABLES, Portfolio, Tally, typed

OCTOBER = Period(2026, 10)
LEDGER = "inputs/2026-10/ledger.csv"
FINDINGS = (
    Finding(severity=Severity.WARNING, rule="late", problem="late", remedy="hurry", owner="Ann", entity="A"),
    Finding(
        severity=Severity.ERROR,
        rule="no-project",
        problem="no project",
        remedy="add it to the crosswalk",
        file=LEDGER,
        cell="A9",
        value="=1+1",
    ),
)
TALLIES = (Tally(source="ledger", part="costs", read=5, accepted=4, quarantined=1, deduplicated=0),)


def frame(table: str, file: str = "", **columns: list[object]) -> pd.DataFrame:
    """Rows of a canonical table, each from row 2 on of `file`."""
    rows = len(next(iter(columns.values())))
    provenance = {"source": "s", "file": file, "sheet": None, "row": list(range(2, rows + 2))}
    return typed(TABLES[table], pd.DataFrame({**columns, **provenance}, index=range(rows)))


def origin(table: str, file: str, **columns: str) -> Origin:
    return Origin(table=table, source="s", file=file, sheet="", sha256="00", columns=columns)


def portfolio() -> Portfolio:
    """Root P, programme G, projects A and B; costs of three months; one risk of A."""
    months: list[object] = ["2026-09-01", "2026-10-01", "2026-09-01", "2026-11-01"]
    tables = {
        "projects": frame(
            "projects",
            "projects.csv",
            project_id=["P", "G", "A", "B"],
            parent_id=[None, "P", "G", "G"],
            level=["portfolio", "programme", "project", "project"],
            name=["All", "Group", "Alpha", "=Beta"],
        ),
        "costs": frame(
            "costs",
            LEDGER,
            project_id=["A", "A", "B", "B"],
            month=months,
            actual=[Decimal("10.25"), Decimal("5.1"), Decimal("7.0001"), None],
        ),
        "risks": frame(
            "risks", "raid.csv", project_id=["A"], risk_id=["R1"], title=["@risk"], probability=[4]
        ),
    }
    origins = (
        origin("costs", LEDGER, project_id="A", month="B", actual="F"),
        origin("risks", "raid.csv", project_id="A", risk_id="B", probability="D"),
        origin("projects", "projects.csv", project_id="A", name="C9"),
    )
    return Portfolio(
        period=OCTOBER,
        tables={name: tables.get(name, typed(table, pd.DataFrame())) for name, table in TABLES.items()},
        lineage=Lineage({each.key: each for each in origins}),
        findings=FINDINGS,
        tallies=TALLIES,
        inputs={LEDGER: "00", "raid.csv": "11"},
    )


def measure(key: str, unit: Unit, *needs: str, inputs: tuple[str, ...] = ()) -> Measure:
    return Measure(
        key=key,
        label=key.upper(),
        unit=unit,
        better=Better.LOWER,
        formula="-",
        standard="house",
        inputs=inputs,
        needs=needs,
        function=pd.Series,
    )


def assessed() -> Assessed:
    """The period with AC (money, from costs) and CPI (which builds on AC)."""
    declared = (measure("ac", Unit.MONEY, inputs=("costs.actual",)), measure("cpi", Unit.INDEX, "ac"))
    entities = ["P", "G", "A", "B"]
    values = pd.DataFrame({"ac": [Decimal("22.3501")] * 4, "cpi": [0.95, 0.95, None, 1.0]}, index=entities)
    known = values.notna().astype(int)
    return Assessed(
        period=OCTOBER,
        status_date=OCTOBER.end,
        portfolio=portfolio(),
        measurements=Measurements(
            values=values,
            disclosed=known,
            members=pd.Series(2, index=entities),
            declared={each.key: each for each in declared},
            currency="EUR",
        ),
        assessments={("A", "cost"): _assessment()},
    )


def money(key: str, value: str, entity: str = "P", item: str = "", scale: int = 1) -> Figure:
    style = Style(scale=scale)
    return Figure(
        key=key, entity=entity, item=item, value=Decimal(value), unit=Unit.MONEY, currency="EUR", style=style
    )


def pack(*figures: Figure) -> PackModel:
    """A pack whose one sentence holds `figures`."""
    section = Section(kind="cover", anchor="cover", name="Cover", title=Sentence.of("Facts: ", *figures))
    meta = PackMeta(
        organisation="Port of Example",
        portfolio="All",
        title="Board pack",
        name="board",
        audience="board",
        period=OCTOBER,
        status_date=date(2026, 10, 31),
        run="0123456789",
        classification="Internal",
        state="draft",
        currency="EUR",
        locale="en_GB",
        language="en",
        colours={
            "brand": "#14385c",
            "red": "#B21212",
            "amber": "#F2B100",
            "green": "#117373",
            "unknown": "#D5D9E0",
        },
    )
    return PackModel(meta=meta, sections=(section,))


def _assessment() -> Assessment:
    index = Figure(key="cpi", entity="A", value=0.85, unit=Unit.INDEX)
    return Assessment(
        entity="A",
        dimension="cost",
        computed=Rag.RED,
        declared=Rag.GREEN,
        effective=Rag.RED,
        reason=Sentence.of("CPI is ", index, "."),
        rule="cost-index",
        measure="cpi",
        value=index,
    )
