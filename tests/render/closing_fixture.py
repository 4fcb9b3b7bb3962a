"""The closing sections of the invented pack: risks, data quality, method."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import (
    Block,
    ChartBlock,
    Facts,
    Prose,
    Section,
)
from tests.render.chart_fixture import heat_map
from tests.render.figure_fixture import count, index, money, percent
from tests.render.project_fixture import PROJECTS
from tests.render.table_fixture import ROOT, section, table


def risks() -> Section:
    """A section of kind `risks`."""
    rows = tuple(
        (
            f"R{n:02d}",
            f"Interface of {p.name} not stable before the freeze",
            p.name,
            count("risks.score", p.id, 20 - n, item=f"R{n:02d}"),
            money("risks.exposure", p.id, 240_000 - n * 1_000, 1_000, bare=True, item=f"R{n:02d}"),
            "Second environment (D1)" if n % 2 else None,
            "K. Novak",
        )
        for n, p in enumerate(PROJECTS[:9], start=1)
    )
    block = table(
        "Id|0.6",
        "Risk|3",
        "Project|2",
        "Score|0.6|right",
        "Exposure|0.9|right|€ k",
        "Response|1.8",
        "Owner|1",
        rows=rows,
        alt="Risks above appetite",
        more=Sentence.of("+7 more in the annex, sheet Risks."),
    )
    exposure = Sentence.of(
        "Expected exposure of all open risks is ", money("risks.exposure", ROOT, 1_840_000), "."
    )
    title = Sentence.of(
        count("risks.above", ROOT, 4), " risks sit above appetite; R07 has no funded response"
    )
    return section(
        "risks",
        "Risks",
        title,
        {"heat_map": ChartBlock(title="Open risks", chart=heat_map()), "table": block, "exposure": exposure},
    )


def data_quality() -> Section:
    """A section of kind `data_quality`."""
    findings = table(
        "Severity|0.8",
        "Where|2.6",
        "Value|1.2",
        "What is wrong|2.4",
        "What to do|2.4",
        "Owner|1",
        rows=tuple(
            (
                "error",
                f"inputs/2026-10/status/{p.id}-status-report-of-the-month.xlsx › Costs!F{n + 3}",
                "#REF!",
                "The cell holds a broken reference",
                "Mend the formula and send the workbook again",
                "J. Moreau",
            )
            for n, p in enumerate(PROJECTS[:11])
        ),
        alt="Findings, worst first",
    )
    divergence = table(
        "Project|2",
        "Declared|1|centre",
        "Computed|1|centre",
        "Why|4",
        rows=(),
        alt="Declared better than computed",
        empty="Every declared status agrees with the computed one.",
        caption="Declared better than computed",
    )
    scores = table(
        "Source|3",
        "Completeness|1|right",
        "Validity|1|right",
        "Timeliness|1|right",
        rows=(
            ("Status workbooks", percent("dq", "s", 0.981), percent("dq", "v", 1.0), percent("dq", "t", 0.0)),
        ),
        alt="Scores by source",
        caption="Scores",
    )
    title = Sentence.of(
        count("findings.error", ROOT, 11), " rows are quarantined; no project is hidden by it"
    )
    blocks: dict[str, Block] = {"findings": findings, "divergence": divergence, "scores": scores}
    return section("data_quality", "Data quality", title, blocks)


def method() -> Section:
    """A section of kind `method`."""
    bounds = table(
        "Measure|2",
        "Amber|1|right",
        "Red|1|right",
        "Applies when|2",
        rows=(
            ("CPI", index("bound", "cpi", 0.95), index("bound", "cpi", 0.9), "10% of the budget is earned"),
        ),
        alt="Bounds in force",
        caption="Bounds",
    )
    facts = Facts(head="In force", pairs=(("Roll-up", "weighted, red veto"), ("Run", "3f9a1c07d2")))
    glossary = Facts(
        head="Glossary",
        pairs=(
            ("CPI", "Cost performance index: earned value over actual cost (EV / AC)."),
            ("SPI", "Schedule performance index: earned value over planned value (EV / PV)."),
        ),
    )
    extra = Prose(
        "The rating scale of the source has *five* points; it is mapped to three.", "Portfolio office"
    )
    title = Sentence.of("How the numbers are made")
    return section(
        "method", "Method", title, {"facts": facts, "bounds": bounds, "glossary": glossary, "remark": extra}
    )
