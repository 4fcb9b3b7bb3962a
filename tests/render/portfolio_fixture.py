"""The sections of the invented pack that go through the portfolio."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import (
    Block,
    Cell,
    ChartBlock,
    Chip,
    Facts,
    Link,
    Prose,
    Section,
)
from pmo_reports.model.rag import Rag, Trend
from tests.render.chart_fixture import s_curve, spark
from tests.render.figure_fixture import count, day, days, index, money, percent
from tests.render.project_fixture import PROJECTS, Project, roadmap_of
from tests.render.table_fixture import ROOT, section, table


def dashboard() -> Section:
    """A section of kind `dashboard`."""
    rag_columns = ("Overall", "Schedule", "Cost", "Scope", "Risk", "Benefits", "Resources")
    columns = (
        "Project|3.1",
        "Stage|1",
        *(f"{name}|0.95|centre" for name in rag_columns),
        "Trend|0.8|centre",
        "Finish|1.35|right",
        "Slip|0.7|right|days",
        "At completion|1.2|right|€ m",
        "CPI|0.75|right",
        "CPI, 6 periods|1.3|centre",
    )
    programmes = table(
        "Programme|3",
        "Projects|1|right",
        "Red|0.8|right",
        "Amber|0.8|right",
        "Green|0.8|right",
        "Not known|0.8|right",
        "Overall|1|centre",
        "Budget|1.2|right|€ m",
        "At completion|1.2|right|€ m",
        rows=tuple(
            (
                name,
                count("projects", name, 6),
                count("red", name, n % 2),
                count("amber", name, n),
                count("green", name, 5 - n),
                count("unknown", name, 0),
                Chip(rag=rag),
                money("bac", name, 9_400_000 + n * 3_100_000, bare=True),
                money("eac", name, 9_800_000 + n * 3_200_000, bare=True),
            )
            for n, (name, rag) in enumerate(
                zip(
                    ("Customer", "Core systems", "Field operations", "Compliance"),
                    (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.STALE),
                    strict=True,
                )
            )
        ),
        alt="Programmes with their counts",
    )
    block = table(*columns, rows=tuple(_dashboard_row(p) for p in PROJECTS), alt="All projects, worst first")
    title = Sentence.of(count("rag.red", ROOT, 3), " of ", count("projects", ROOT, 24), " projects are red")
    return section(
        "dashboard", "Portfolio dashboard", title, {"programmes": programmes, "table": block}, "Worst first."
    )


def _dashboard_row(p: Project) -> tuple[Cell, ...]:
    declared = Rag.GREEN if p.rag is Rag.RED else None
    overall = Chip(rag=p.rag, declared=declared, overridden=p.overridden, note=Sentence.of(p.why))
    others = tuple(Chip(rag=rag) for rag in p.dimensions)
    return (
        Link(p.name, p.anchor),
        p.stage,
        overall,
        *others,
        p.trend,
        Figure(key="finish", entity=p.id, value=p.finish, unit=Unit.DATE),
        days("slip", p.id, p.slip, bare=True),
        money("eac", p.id, p.eac, bare=True),
        index("cpi", p.id, p.cpi),
        spark(p.id, p.cpi),
    )


def exceptions() -> Section:
    """A section of kind `exceptions`."""
    blocks: dict[str, Block] = {
        "table": table(
            "Project|2",
            "Status|0.8|centre",
            "Dimension|1",
            "Why|4",
            rows=tuple(
                (Link(p.name, p.anchor), Chip(rag=p.rag), "Schedule", Sentence.of(p.why))
                for p in PROJECTS[:5]
            ),
            alt="Projects outside tolerance",
        )
    }
    blocks |= {
        f"entry_{n}": Facts(
            head=p.name,
            pairs=(
                ("Status", Chip(rag=p.rag, trend=Trend.WORSE)),
                ("Cause", Sentence.of(p.why)),
                ("Recovery", Prose("Re-plan with the supplier; **second** environment from 9 November.")),
                ("Forecast finish", Figure(key="finish", entity=p.id, value=p.finish, unit=Unit.DATE)),
            ),
        )
        for n, p in enumerate(PROJECTS[:3], start=1)
    }
    title = Sentence.of("Five projects are outside their tolerance; three need help from this committee")
    return section("exceptions", "Exceptions", title, blocks)


def milestones() -> Section:
    """A section of kind `milestones`."""
    rows = tuple(
        (
            "Acceptance of the interface to the settlement system by all four distribution companies"
            if n == 2
            else f"Milestone {n}: system test complete",
            Link(p.name, p.anchor),
            day("m.baseline", p.id, 2026, 9 + n % 4, 3),
            Figure(key="m.forecast", entity=p.id, value=p.finish if n % 5 else None, unit=Unit.DATE),
            days("m.slip", p.id, p.slip, bare=True),
            Chip(rag=p.rag),
        )
        for n, p in enumerate(PROJECTS[:18])
    )
    block = table(
        "Milestone|3",
        "Project|2.4",
        "Baseline|1.1|right",
        "Forecast|1.1|right",
        "Slip|0.7|right|days",
        "Status|0.7|centre",
        rows=rows,
        alt="Key milestones of the next 90 days",
    )
    title = Sentence.of(
        count("milestones.late", ROOT, 7), " of 18 key milestones of the next 90 days will be late"
    )
    return section("milestones", "Milestones", title, {"table": block})


def roadmap() -> Section:
    """A section of kind `roadmap`."""
    blocks: dict[str, Block] = {
        f"roadmap_{n}": ChartBlock(title=f"{name} programmes", chart=roadmap_of(part))
        for n, (name, part) in enumerate(
            (("Customer and core", PROJECTS[:12]), ("Field", PROJECTS[12:])), start=1
        )
    }
    return section("roadmap", "Roadmap", Sentence.of("Two go-lives collide in the November freeze"), blocks)


def finance() -> Section:
    """A section of kind `finance`."""
    block = table(
        "Programme|3",
        "Budget|1|right|€ m",
        "Actual|1|right|€ m",
        "At completion|1|right|€ m",
        "Variance|1|right|€ m",
        "Variance|0.8|right|%",
        "CPI|0.7|right",
        "SPI|0.7|right",
        rows=tuple(
            (
                p.name,
                money("bac", p.id, 3_400_000, bare=True),
                money("ac", p.id, 1_200_000, bare=True),
                money("eac", p.id, p.eac, bare=True),
                money("vac", p.id, 200_000, bare=True, signed=True),
                percent("cost_variance", p.id, 0.034, signed=True),
                index("cpi", p.id, p.cpi),
                index("spi", p.id, None),
            )
            for p in PROJECTS[:8]
        ),
        alt="Money by programme",
    )
    title = Sentence.of(
        "Spend trails the plan by ", percent("pv.gap", ROOT, 0.06), " while less is earned for it"
    )
    return section(
        "finance",
        "Finance",
        title,
        {"table": block, "s_curve": ChartBlock(title="Cumulative cost, € m", chart=s_curve(ROOT))},
    )
