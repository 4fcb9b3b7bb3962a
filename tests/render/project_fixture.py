"""The invented projects of the renderers' tests, their one-pagers and their roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pmo_reports.model.charts import Bar, Diamond, Gantt
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import (
    Align,
    Block,
    Bullets,
    ChartBlock,
    Chip,
    Column,
    Facts,
    Prose,
    Row,
    Section,
    TableBlock,
)
from pmo_reports.model.rag import Rag, Trend
from tests.render.chart_fixture import s_curve
from tests.render.figure_fixture import count, day, days, index, money

HOSTILE = "<b>R&D</b>"
NAMES = (
    "Billing platform replacement",
    "Payroll migration",
    f"Smart metering {HOSTILE}",
    "Customer portal",
    "Settlement and reconciliation interface for distribution companies (phase two)",
    "Field force scheduling",
    "Warehouse automation",
    "Identity and access",
    "Branch refit, wave 2",
    "Network refresh",
    "Contact centre assistant",
    "Emissions reporting",
    "Data platform",
    "Leak detection",
    "Treatment works control",
    "Fleet electrification",
    "Procurement system",
    "Asset register",
    "Document archive",
    "Website accessibility",
    "Pump station telemetry",
    "Grid code compliance",
    "Workforce planning",
    "Donaudampfschifffahrtsgesellschaft",
)
STATES = (
    *(Rag.RED,) * 3,
    *(Rag.AMBER,) * 4,
    Rag.UNKNOWN,
    Rag.STALE,
    *(Rag.GREEN,) * 12,
    Rag.ON_HOLD,
    Rag.COMPLETE,
    Rag.NOT_APPLICABLE,
)
WHYS = (
    "test environment three weeks late, critical path moved",
    "depends on the billing interface; two cut-over windows left",
    "supplier asks for 6% more; not funded",
    "acceptance found 14 open defects",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An invented project."""

    n: int
    name: str
    rag: Rag

    @property
    def id(self) -> str:
        return f"P{self.n:03d}"

    @property
    def anchor(self) -> str:
        return f"project-{self.id}"

    @property
    def why(self) -> str:
        return WHYS[self.n % 4]

    @property
    def stage(self) -> str:
        return ("Build", "Test", "Plan", "Design")[self.n % 4]

    @property
    def slip(self) -> int | None:
        return None if self.rag is Rag.UNKNOWN else {Rag.RED: 46, Rag.AMBER: 14}.get(self.rag, 3) - self.n % 5

    @property
    def overridden(self) -> bool:
        return self.n == 10

    @property
    def trend(self) -> Trend:
        return (Trend.WORSE, Trend.SAME, Trend.IMPROVED, Trend.NEW)[min(self.n, self.n % 4)]

    @property
    def cpi(self) -> float | None:
        return None if self.rag in {Rag.UNKNOWN, Rag.STALE} else 0.82 + self.n * 0.01

    @property
    def eac(self) -> int | None:
        return None if self.rag is Rag.UNKNOWN else 1_250_000 + self.n * 370_000

    @property
    def finish(self) -> date | None:
        return None if self.rag is Rag.UNKNOWN else date(2026, 11, 20) + timedelta(days=17 * self.n)

    @property
    def dimensions(self) -> tuple[Rag, ...]:
        calm = (Rag.GREEN, Rag.GREEN, Rag.AMBER, Rag.GREEN, Rag.UNKNOWN, Rag.GREEN)
        return (self.rag, *(calm[(self.n + k) % 6] for k in range(5)))


PROJECTS = tuple(Project(n=n, name=name, rag=STATES[n]) for n, name in enumerate(NAMES))


def roadmap_of(projects: tuple[Project, ...]) -> Gantt:
    """The roadmap of `projects` from January 2026 to June 2028."""
    return Gantt(
        start=date(2026, 1, 1),
        finish=date(2028, 1, 1),
        status_date=date(2026, 10, 31),
        bars=tuple(_bar(p) for p in projects),
        alt="Roadmap with baseline, forecast and milestones.",
    )


def _bar(p: Project) -> Bar:
    start = date(2026, 2, 1) + timedelta(days=9 * p.n)
    on = p.finish or date(2027, 1, 1)
    return Bar(
        entity=p.id,
        label=p.name,
        rag=p.rag,
        start=None if p.finish is None else start,
        finish=p.finish,
        baseline_start=start,
        baseline_finish=on - timedelta(days=40),
        done=0.2 + 0.03 * p.n if p.rag is not Rag.COMPLETE else 1.0,
        diamonds=(
            Diamond(on=on - timedelta(days=110), label="Test complete", rag=Rag.GREEN, done=True),
            Diamond(on=on - timedelta(days=75), label="Cut-over rehearsal", rag=Rag.AMBER),
            Diamond(on=on - timedelta(days=60), label="Gate 4", rag=Rag.GREEN),
            Diamond(on=on, label="Go-live", rag=p.rag),
        ),
        slip=days("slip", p.id, p.slip),
    )


def one_pager(p: Project) -> Section:
    """A full one-pager."""
    blocks: dict[str, Block] = {
        "ask": Sentence.of(
            "Decide D1 by 6 November: a second test environment, ", money("ask", p.id, 120_000, 1_000)
        ),
        "facts": Facts(
            pairs=(
                ("Overall", Chip(rag=p.rag, declared=Rag.GREEN, trend=Trend.WORSE)),
                ("Sponsor", "E. Laurent"),
                ("Project manager", "M. Osei"),
                ("Stage", p.stage),
                ("Forecast finish", Figure(key="finish", entity=p.id, value=p.finish, unit=Unit.DATE)),
                ("Slip", days("slip", p.id, p.slip)),
                ("Cost at completion", money("eac", p.id, p.eac)),
                ("CPI", index("cpi", p.id, p.cpi)),
            )
        ),
        "why": Sentence.of(
            "Red on schedule: slip of ", days("slip", p.id, p.slip), " against a bound of 20 days."
        ),
        "s_curve": ChartBlock(title="Cumulative cost, € m", chart=s_curve(p.id, 3_000_000, 1.12)),
        "milestones": _milestones(p),
        "costs": _costs(p),
        "risks": _risks(p),
        "summary": Prose(
            "The **test environment** came three weeks late. The supplier has doubled its team; the plan "
            f"holds the November window if D1 is taken. {HOSTILE} \N{GRINNING FACE} \u4f60\u597d",
            "M. Osei",
        ),
        "achieved": Bullets(
            head="Achieved", items=(Prose("Interfaces signed off"), Prose("Two integrators joined"))
        ),
        "next": Bullets(head="Next", items=(Prose("System test, cycle 1"), Prose("Re-plan of the cut-over"))),
        "help": Bullets(head="Help needed", items=()),
    }
    title = Sentence.of(f"{p.name} slips ", days("slip", p.id, p.slip), "; the window holds only with D1")
    return Section(
        kind="one_pager",
        anchor=p.anchor,
        name=p.name,
        title=title,
        blocks=blocks,
        entity=p.id,
        lead=Sentence.of(f"{p.id} · Customer programme"),
        source=Sentence.of("Source: status workbook of October 2026, submitted 2 November 2026."),
    )


def _milestones(p: Project) -> TableBlock:
    names = ("Design approved", "Test environment", "System test", "Cut-over rehearsal", "Go-live")
    rows = tuple(
        Row(
            cells=(
                name,
                day("m.b", p.id, 2026, 3 + n, 3),
                day("m.f", p.id, 2026, 4 + n, 12),
                Chip(rag=STATES[n * 3]),
            )
        )
        for n, name in enumerate(names)
    )
    return TableBlock(
        columns=_columns("Milestone|2", "Baseline|1.2", "Forecast|1.2", "|0.5"),
        rows=rows,
        alt="Milestones",
        caption="Milestones",
    )


def _costs(p: Project) -> TableBlock:
    rows = tuple(
        Row(
            cells=(name, *(money(k, p.id, 900_000 + n * 9_000, bare=True) for k in ("bac", "ac", "eac"))),
            strong=n == 3,
        )
        for n, name in enumerate(("Labour", "Services", "Licences", "Total"))
    )
    heads = ("Cost|1.6", "Budget|1|€ m", "Actual|1|€ m", "Forecast|1|€ m")
    return TableBlock(columns=_columns(*heads), rows=rows, alt="Costs", caption="Costs")


def _risks(p: Project) -> TableBlock:
    rows = tuple(
        Row(
            cells=(
                f"R{n:02d}",
                "Interface not stable before the payroll freeze",
                count("score", p.id, 20 - n),
                "K. Novak",
            )
        )
        for n in range(3)
    )
    return TableBlock(
        columns=_columns("Id|0.5", "Risk|3", "Score|0.6", "Owner|1"),
        rows=rows,
        alt="Top risks",
        caption="Top risks",
    )


def _columns(*texts: str) -> tuple[Column, ...]:
    made = []
    for n, text in enumerate(texts):
        head, width, unit = (*text.split("|"), "")[:3]
        numeric = head in {"Baseline", "Forecast", "Budget", "Actual", "Score"}
        align = Align.RIGHT if numeric else Align.LEFT
        made.append(Column(key=f"c{n}", head=head, width=float(width), unit=unit, align=align))
    return tuple(made)
