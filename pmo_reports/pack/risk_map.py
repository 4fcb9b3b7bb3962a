"""The five by five risk map and the figures of single risks."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_reports.model.charts import Emphasis, HeatCell, HeatMap
from pmo_reports.model.figures import Figure, Unit
from pmo_reports.model.pack import ChartBlock, Chip
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import label
from pmo_reports.pack.quantities import amount, count
from pmo_reports.pack.records import Record, converted, text
from pmo_reports.pack.view import View

SCORES = range(1, 6)
_BANDS = {Rag.RED: Emphasis.RED, Rag.AMBER: Emphasis.AMBER, Rag.GREEN: Emphasis.GREEN}


def open_risks(view: View) -> list[Record]:
    """The open risks of the entity, highest score first, then highest exposure."""
    risks = [row for row in view.rows("risks") if row.get("state") != "closed"]
    return sorted(risks, key=lambda r: (-(score(r) or 0), -(exposure(r) or 0), _owner(r), text(r, "risk_id")))


def heat_map(view: View, risks: Sequence[Record]) -> ChartBlock | None:
    """Risks by probability and impact; null where none has a score."""
    scored = [row for row in risks if score(row) is not None]
    if not scored:
        return None
    cells = tuple(_cell(view, scored, p, i) for p in reversed(SCORES) for i in SCORES)
    hot = any(cell.count.value for cell in cells if cell.band is Emphasis.RED)
    alt = (
        label("Open risks by probability and impact. Some lie in the red corner.")
        if hot
        else label("Open risks by probability and impact. None lies in the red corner.")
    )
    chart = HeatMap(cells=cells, alt=alt)
    return ChartBlock(title="Open risks by probability and impact", chart=chart)


def score(row: Record) -> int | None:
    """Probability times impact, null unless both are on the scale."""
    p, i = row.get("probability"), row.get("impact")
    return p * i if p in SCORES and i in SCORES and p and i else None


def exposure(row: Record) -> float | None:
    """Probability times cost impact in the reporting currency."""
    cost, likelihood = converted(row, "impact_cost"), row.get("probability_percent")
    return None if cost is None or likelihood is None else cost * float(likelihood)


def score_figure(row: Record) -> Figure:
    """The score as a fact of its risk."""
    return Figure(
        key="risks.score", entity=_owner(row), item=text(row, "risk_id"), value=score(row), unit=Unit.SCORE
    )


def exposure_figure(view: View, row: Record) -> Figure:
    """The exposure as a fact of its risk."""
    return amount(_owner(row), "risks.exposure", exposure(row), view.currency, text(row, "risk_id"))


def band(view: View, row: Record) -> Chip:
    """The colour of the risk's cell on the organisation's map, unknown without a score."""
    known = score(row) is not None
    return Chip(rag=_band(view, row["probability"], row["impact"]) if known else Rag.UNKNOWN)


def overdue(view: View, row: Record) -> bool:
    """Whether the response is due before the status date."""
    due = row.get("response_due")
    return due is not None and due < view.status_date


def _cell(view: View, risks: Sequence[Record], p: int, i: int) -> HeatCell:
    inside = [row for row in risks if (row["probability"], row["impact"]) == (p, i)]
    return HeatCell(
        probability=p,
        impact=i,
        band=_BANDS[_band(view, p, i)],
        count=count(view.entity, "risks.cell", len(inside), f"P{p} I{i}"),
        ids=tuple(text(row, "risk_id") for row in inside),
    )


def _band(view: View, p: int, i: int) -> Rag:
    return Rag(view.settings.organisation.appetite.bands[len(SCORES) - p][i - 1])


def _owner(row: Record) -> str:
    return text(row, "project_id")
