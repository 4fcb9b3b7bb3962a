"""Risk exposure: how it moved since the period before, what responses take away, what pays for the rest."""

from __future__ import annotations

from pmo_reports.model.charts import BarChart, Emphasis, Series
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import ChartBlock, TableBlock
from pmo_reports.model.wording import in_line, label, say, say_many
from pmo_reports.pack.axes import money_axis
from pmo_reports.pack.exposure_bridge import CLOSED, CLOSING, NEW, OPENING, Bridge, bridge, bridge_table
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import alike, amount, count, magnitude, number, short, signed
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import capital, joined, stated

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
            (
                say("Risk exposure is {amount}", amount=short(view.figure(view.entity, "exposure"))),
                _cover(view),
            )
        )
    closing = whole.part(view, CLOSING)
    opening, now = alike(whole.part(view, OPENING), closing)
    new = short(whole.part(view, NEW))
    closed = short(magnitude(whole.part(view, CLOSED), "exposure_closed.size"))
    head = _way(whole, opening, now)
    parts = [
        say("{amount} is new", amount=new),
        say("{amount} is closed", amount=closed),
        _moved(view, whole),
    ]
    told = [part for part, value in zip(parts, (whole.new, whole.closed, whole.moved), strict=True) if value]
    return say("{head}: {parts}", head=head, parts=joined(told, ", ")) if told else head


def _way(whole: Bridge, opening: Figure, now: Figure) -> Sentence:
    if whole.closing == whole.opening:
        return say("Risk exposure stays at {now}", now=now)
    if whole.closing > whole.opening:
        return say("Risk exposure rose to {now} from {before}", now=now, before=opening)
    return say("Risk exposure fell to {now} from {before}", now=now, before=opening)


def _moved(view: View, whole: Bridge) -> Sentence:
    """What the risks of both periods have become dearer or cheaper by."""
    size = amount(whole.entity, "exposure_movement.size", abs(whole.moved), view.currency)
    if whole.moved > 0:
        return say("{amount} is re-rated upwards", amount=short(size))
    return say("{amount} is re-rated downwards", amount=short(size))


def _cover(view: View) -> Sentence:
    """Whether what is left of the contingency pays for the threats on average."""
    cover = view.figure(view.entity, "contingency_cover")
    beyond = number(cover)
    if beyond is None:
        return Sentence()
    size = short(magnitude(cover, "contingency_cover.size"))
    if beyond < 0:
        return say("the contingency left falls short of it by {amount}", amount=size)
    return say("the contingency left covers it, with {amount} to spare", amount=size)


def _lead(view: View, whole: Bridge) -> Sentence:
    """The cover, what responses have done, who is overdue, and who is not in the bridge."""
    effect, late = view.figure(view.entity, "mitigation"), view.figure(view.entity, "overdue_responses")
    done = say("responses have brought {share} of the relief that is planned", share=effect)
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
    return say_many(
        "{n} project is not in the bridge: not known in both periods",
        "{n} projects are not in the bridge: not known in both periods",
        rest,
    )


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
