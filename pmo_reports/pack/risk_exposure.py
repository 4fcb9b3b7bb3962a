"""Risk exposure: how it moved since the period before, what responses take away, what pays for the rest."""

from __future__ import annotations

from pmo_reports.model.charts import BarChart, Emphasis, Series
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import ChartBlock, TableBlock
from pmo_reports.model.wording import in_line, label
from pmo_reports.pack.axes import money_axis
from pmo_reports.pack.exposure_bridge import CLOSED, CLOSING, NEW, OPENING, Bridge, bridge, bridge_table
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import alike, amount, count, magnitude, number, short, signed
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import capital, counted, joined, stated, verb

_STAGES = (
    ("exposure_inherent", label("Without response")),
    ("exposure", label("Today")),
    ("exposure_target", label("All responses in place")),
    ("contingency_left", label("Contingency left")),
)
_COVER = (
    ("exposure_inherent", label("Without response")),
    ("exposure", label("Today")),
    ("exposure_target", label("Target")),
    ("contingency", label("Contingency")),
    ("contingency_drawn", label("Drawn")),
    ("contingency_drawn_share", label("Drawn, share")),
    ("contingency_left", label("Left")),
    ("contingency_cover", label("Left beyond exposure")),
)


@section("risk_exposure", "Risk exposure")
def risk_exposure(view: View) -> Content | None:
    """The bridge, the stages and the contingency; left out where no exposure is known."""
    if view.figure(view.entity, "exposure").value is None:
        return None
    whole = bridge(view, view.entity)
    return Content(
        title=_title(view, whole),
        lead=_lead(view, whole),
        blocks={
            "stages": _stages(view),
            "bridge": bridge_table(view),
            "contingency": _contingency(view),
        },
        source=view.source("risks", "projects"),
    )


def _title(view: View, whole: Bridge) -> Sentence:
    """The movement in one sentence; without a period before, what there is and what pays for it."""
    if not whole.n:
        return joined(
            (Sentence.of("Risk exposure is ", short(view.figure(view.entity, "exposure"))), _cover(view))
        )
    closing = whole.part(view, CLOSING)
    opening, now = alike(whole.part(view, OPENING), closing)
    new = short(whole.part(view, NEW))
    closed = short(magnitude(whole.part(view, CLOSED), "exposure_closed.size"))
    before = Sentence.of(" from ", opening) if whole.closing != whole.opening else Sentence()
    head = Sentence.of(_way(whole), now) + before
    parts = [Sentence.of(new, " is new"), Sentence.of(closed, " is closed"), _moved(view, whole)]
    told = [part for part, value in zip(parts, (whole.new, whole.closed, whole.moved), strict=True) if value]
    return head + Sentence.of(": ") + joined(told, ", ") if told else head


def _way(whole: Bridge) -> str:
    if whole.closing == whole.opening:
        return "Risk exposure stays at "
    return "Risk exposure rose to " if whole.closing > whole.opening else "Risk exposure fell to "


def _moved(view: View, whole: Bridge) -> Sentence:
    """What the risks of both periods have become dearer or cheaper by."""
    size = amount(whole.entity, "exposure_movement.size", abs(whole.moved), view.currency)
    return Sentence.of(short(size), " is re-rated ", "upwards" if whole.moved > 0 else "downwards")


def _cover(view: View) -> Sentence:
    """Whether what is left of the contingency pays for the threats on average."""
    cover = view.figure(view.entity, "contingency_cover")
    beyond = number(cover)
    if beyond is None:
        return Sentence()
    size = short(magnitude(cover, "contingency_cover.size"))
    if beyond < 0:
        return Sentence.of("the contingency left falls short of it by ", size)
    return Sentence.of("the contingency left covers it, with ", size, " to spare")


def _lead(view: View, whole: Bridge) -> Sentence:
    """The cover, what responses have done, who is overdue, and who is not in the bridge."""
    effect, late = view.figure(view.entity, "mitigation"), view.figure(view.entity, "overdue_responses")
    done = Sentence.of("responses have brought ", effect, " of the relief that is planned")
    said = (
        _cover(view) if whole.n else Sentence(),
        done if effect.value is not None else Sentence(),
        stated(late, "response", "is overdue", "are overdue") if late.value else Sentence(),
        _outside(view, whole),
    )
    text = joined(said)
    return capital(text) + Sentence.of(".") if text else text


def _outside(view: View, whole: Bridge) -> Sentence:
    """How many projects the bridge leaves out, for what their risks cost is not known in both periods."""
    rest = count(view.entity, "exposure.outside_bridge", whole.of - whole.n)
    if not whole.n or not rest.value:
        return Sentence()
    one = verb(rest, "is", "are")
    return counted(rest, "project") + Sentence.of(f" {one} not in the bridge: not known in both periods")


def _stages(view: View) -> ChartBlock | None:
    """The exposure without any response, today and as it is meant to be, beside the contingency left."""
    points = {name: view.figure(view.entity, key) for key, name in _STAGES}
    known = {name: figure for name, figure in points.items() if figure.value is not None}
    if len(known) < 2:  # noqa: PLR2004 - one bar compares nothing
        return None
    chart = BarChart(
        categories=tuple(known),
        series=(Series(name="Exposure", points=tuple(known.values()), emphasis=Emphasis.MAIN),),
        axis=money_axis(known.values(), view.currency, view.locale),
        alt=label("Exposure of open threats and the contingency left: {stages}.", stages=in_line(known)),
        horizontal=True,
    )
    return ChartBlock(title="Exposure by stage, and what is left to pay for it", chart=chart)


def _contingency(view: View) -> TableBlock:
    """Exposure by stage and contingency of each programme, least covered first, with a total."""
    groups = view.scope.programmes or (view.projects if len(view.projects) > 1 else ())
    name: Field[str] = Field(
        "group",
        label("Programme") if view.scope.programmes else label("Project"),
        lambda entity: label("Total") if entity == view.entity else view.link(entity),
        1.8,
    )
    fields = (name, *(_measure(view, key, head) for key, head in _COVER))
    words = Words(
        alt="Exposure before, today and after responses, and the contingency, least covered first",
        caption="Exposure against contingency, least covered first",
    )
    ordered = sorted(groups, key=lambda entity: _least_covered(view, entity))
    return grid(fields, ordered, words, locale=view.locale, total=view.entity)


def _least_covered(view: View, entity: str) -> tuple[bool, float, str]:
    """Not known comes last: what cannot be compared has no place among what can."""
    cover = number(view.figure(entity, "contingency_cover"))
    return (cover is None, cover or 0.0, entity)


def _measure(view: View, key: str, head: str) -> Field[str]:
    def cell(entity: str) -> Figure:
        figure = view.figure(entity, key)
        return signed(figure) if key == "contingency_cover" else figure

    return Field(key, head, cell, 0.9, optional=key != "exposure")
