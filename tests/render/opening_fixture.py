"""The opening sections of the invented pack: cover, summary, decisions, what changed."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import (
    Block,
    Bullets,
    ChartBlock,
    Chip,
    Facts,
    Link,
    Prose,
    Row,
    Section,
    TableBlock,
    Tile,
    Tiles,
)
from pmo_reports.model.rag import Rag
from tests.render.chart_fixture import history
from tests.render.figure_fixture import count, day, days, money, percent
from tests.render.project_fixture import HOSTILE, PROJECTS
from tests.render.table_fixture import ROOT, section, table


def cover() -> Section:
    """A section of kind `cover`."""
    facts = Facts(
        pairs=(
            ("Prepared for", "Investment and change committee"),
            ("Reporting period", "October 2026"),
            ("Status date", day("meta.status_date", ROOT, 2026, 10, 31)),
            ("Projects in scope", count("projects", ROOT, 24)),
            ("Currency", "EUR, at plan rates of 2026"),
            ("Prepared by", Sentence.of("Portfolio office, ", HOSTILE)),
        )
    )
    return section("cover", "Cover", Sentence.of("Steering committee pack"), {"particulars": facts})


def executive_summary() -> Section:
    """A section of kind `executive_summary`."""
    tiles = Tiles(
        tiles=(
            Tile(
                label="Projects red",
                figure=count("rag.red", ROOT, 3),
                rag=Rag.RED,
                movement=Sentence.of(count("rag.red.change", ROOT, 1, signed=True), " since September"),
            ),
            Tile(
                label="Forecast against budget",
                figure=percent("cost_variance", ROOT, 0.034, signed=True),
                rag=Rag.AMBER,
                movement=Sentence.of(
                    percent("cost_variance.change", ROOT, 0.008, signed=True), " since September"
                ),
                note=Sentence.of("tolerance ", percent("tolerance_cost", ROOT, 0.05)),
            ),
            Tile(
                label="Cost at completion",
                figure=money("eac", ROOT, 52_480_000, n=22, of=24),
                rag=Rag.GREEN,
                note=Sentence.of("budget ", money("bac", ROOT, 50_750_000)),
            ),
            Tile(label="Benefits on track", figure=percent("benefits", ROOT, None), rag=Rag.UNKNOWN),
            Tile(
                label="Risks above appetite",
                figure=count("risks.above", ROOT, 0),
                rag=Rag.GREEN,
                movement=Sentence.of("no change since September"),
            ),
        )
    )
    blocks: dict[str, Block] = {
        "tiles": tiles,
        "attention": Bullets(
            head="Needs attention",
            items=tuple(
                Sentence.of(f"{p.name} slips ", days("slip", p.id, p.slip), f": {p.why}")
                for p in PROJECTS[:4]
            ),
        ),
        "achieved": Bullets(
            head="Achieved",
            items=(
                Prose("**Network refresh** handed over to operations, one day early.", "M. Osei"),
                Prose("Customer portal passed acceptance; go-live on 14 November confirmed."),
            ),
        ),
        "next": Bullets(head="Next 30 days", items=()),
        "asks": Bullets(
            head="What we ask of the committee",
            items=(
                Sentence.of(
                    "Decide D1 and D2: each week of delay costs ", money("delay", ROOT, 45_000, 1_000)
                ),
                Sentence.of("Release two finance key users for the parallel payroll run"),
            ),
        ),
        "history": ChartBlock(title="Projects by status, last 6 periods", chart=history()),
    }
    title = Sentence.of(
        count("rag.red", ROOT, 3),
        " of ",
        count("projects", ROOT, 24),
        " projects are red; cost at completion rises to ",
        money("eac", ROOT, 52_480_000),
        ", ",
        percent("cost_variance", ROOT, 0.034),
        " over budget",
    )
    lead = "Two decisions today keep the billing cut-over inside its November window."
    return section("executive_summary", "Executive summary", title, blocks, lead)


def decisions() -> Section:
    """A section of kind `decisions`."""
    rows = tuple(
        (
            f"D{n}",
            Sentence.of(question),
            "Approve from contingency; recovers three of five weeks",
            "E. Laurent",
            day("decisions.needed_by", ROOT, 2026, 11, 5 + n, item=f"D{n}"),
            money("decisions.cost", ROOT, cost, 1_000, bare=True, item=f"D{n}"),
        )
        for n, (question, cost) in enumerate(
            (
                ("Fund a second test environment for the billing platform", 120_000),
                ("Move the payroll cut-over to the November window", 0),
                (f"Accept the price rise of the meter supplier {HOSTILE}", None),
            ),
            start=1,
        )
    )
    block = table(
        "No.|0.5",
        "Decision|2.6",
        "Recommendation|2.4",
        "Owner|1",
        "Needed by|1.1|right",
        "A week's delay|1|right|€ k",
        rows=rows,
        alt="Decisions asked of the committee",
        more=Sentence.of(count("decisions.more", ROOT, 2), " more in the annex, sheet Decisions."),
    )
    title = Sentence.of(count("decisions", ROOT, 3), " decisions are needed by 8 November")
    return section("decisions", "Decisions required", title, {"table": block})


def what_changed() -> Section:
    """A section of kind `what_changed`."""
    moves = table(
        "Project|2",
        "Was|0.6|centre",
        "Is|0.6|centre",
        "Why|4",
        rows=tuple(
            (Link(p.name, p.anchor), Chip(rag=was), Chip(rag=p.rag), Sentence.of(p.why))
            for p, was in zip(PROJECTS[:4], (Rag.AMBER, Rag.AMBER, Rag.GREEN, Rag.UNKNOWN), strict=True)
        ),
        alt="Projects whose status moved",
        caption="Status moved",
    )
    slips = table(
        "Milestone|2.4",
        "Project|2",
        "Was|1|right",
        "Is|1|right",
        "Slip|0.8|right|days",
        rows=tuple(
            (
                "System test complete",
                p.name,
                day("m.was", p.id, 2026, 10, 3),
                day("m.is", p.id, 2026, 11, 20),
                days("slip", p.id, p.slip, bare=True),
            )
            for p in PROJECTS[:3]
        ),
        alt="Milestones that slipped since September",
        caption="Dates moved",
    )
    money_moves = table(
        "Cost at completion|3",
        "Amount|1|right|€ m",
        rows=(
            ("September 2026", money("eac.opening", ROOT, 51_900_000, bare=True)),
            ("Scope changes approved", money("eac.scope", ROOT, 640_000, bare=True, signed=True)),
            ("Rates", money("eac.rates", ROOT, -60_000, bare=True, signed=True)),
        ),
        alt="Bridge of the cost at completion",
        caption="Money moved",
    )
    closing = Row(cells=("October 2026", money("eac", ROOT, 52_480_000, bare=True)), strong=True)
    bridge = TableBlock(
        columns=money_moves.columns,
        rows=(*money_moves.rows, closing),
        alt=money_moves.alt,
        caption="Money moved",
    )
    title = Sentence.of(
        count("moved", ROOT, 4), " projects changed status since September, all for the worse"
    )
    return section("what_changed", "What changed", title, {"moves": moves, "slips": slips, "money": bridge})
