"""Finance: budget, earned value and forecast by programme, and the S-curve."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.pack.charts import s_curve
from pmo_reports.pack.clauses import forecast_budget
from pmo_reports.pack.disclosure import disclosure
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.origins import origin_counts
from pmo_reports.pack.quantities import alike, amount, count, magnitude, number, share, short, signed
from pmo_reports.pack.ranking import worst_first
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.tiles import disclosed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined

_MEASURES = (
    ("bac", label("Budget (BAC)")),
    ("pv", label("PV")),
    ("ev", label("EV")),
    ("ac", label("AC")),
    ("eac", label("EAC")),
    ("vac", label("VAC")),
    ("cpi", label("CPI")),
    ("spi", label("SPI")),
)


@section("finance", "Finance")
def finance(view: View) -> Content | None:
    """What it costs, against what was approved; whole-life cost where no cost by month is reported."""
    known = {key for key in ("bac", "whole_life_cost") if view.figure(view.entity, key).value is not None}
    if "whole_life_cost" in known and not view.earned_value:
        return _whole_life(view)
    return _earned_value(view) if "bac" in known else None


def _earned_value(view: View) -> Content:
    return Content(
        title=_title(view),
        lead=_lead(view),
        blocks={
            "table": _table(view),
            "s_curve": s_curve(view),
        },
        source=view.source("costs", "progress", "fx_rates"),
    )


def _title(view: View) -> Sentence:
    vac = view.figure(view.entity, "vac")
    left = number(vac)
    if left is None:
        return _budget(view)
    bac, eac = forecast_budget(view, view.entity), view.figure(view.entity, "eac")
    bac, eac, gap = alike(bac, eac, magnitude(vac, "vac.size"))
    who = _forecasters(view, vac)
    told = {"forecast": eac, "gap": gap, "budget": bac}
    if not who:
        return _whole_forecast(left, told)
    if left == 0:
        return say("{projects} forecast {forecast}, their budget", projects=who, forecast=eac)
    if left < 0:
        return say(
            "{projects} forecast {forecast}, {gap} above their budget of {budget}", projects=who, **told
        )
    return say("{projects} forecast {forecast}, {gap} below their budget of {budget}", projects=who, **told)


def _whole_forecast(left: float, told: Mapping[str, Figure]) -> Sentence:
    if left == 0:
        return say("The forecast of {forecast} equals the budget", forecast=told["forecast"])
    if left < 0:
        return say("The forecast of {forecast} is {gap} above the budget of {budget}", **told)
    return say("The forecast of {forecast} is {gap} below the budget of {budget}", **told)


def _forecasters(view: View, vac: Figure) -> Sentence:
    """Who has a forecast, where not all do: "20 of 24 projects"."""
    if vac.n is None or vac.of is None or vac.n == vac.of:
        return Sentence()
    n = count(view.entity, "vac.disclosed", vac.n)
    return say_many(
        "{some} of {n} project",
        "{some} of {n} projects",
        count(view.entity, "vac.members", vac.of),
        some=n,
    )


def _others(view: View) -> Sentence:
    """The budget of those without a forecast, which the title leaves out and the table's total has."""
    whole, part = view.figure(view.entity, "bac"), forecast_budget(view, view.entity)
    rest, n = (number(whole) or 0.0) - (number(part) or 0.0), (whole.n or 0) - (part.n or 0)
    if n <= 0 or rest <= 0:
        return Sentence()
    others = count(view.entity, "bac.without_forecast.projects", n)
    more = amount(view.entity, "bac.without_forecast", rest, view.currency)
    return say_many(
        "The {n} project without a forecast holds another {more} of budget, {whole} in all",
        "The {n} projects without a forecast hold another {more} of budget, {whole} in all",
        others,
        more=short(more),
        whole=short(whole),
    )


def _budget(view: View) -> Sentence:
    spent = view.figure(view.entity, "percent_spent")
    head = say("The budget is {amount}", amount=short(view.figure(view.entity, "bac")))
    return joined((head, say("{share} of it is spent", share=spent))) if spent.value is not None else head


def _lead(view: View) -> Sentence:
    """What the indices say, and how much the managers expect it to cost themselves."""
    cpi, managed = view.figure(view.entity, "cpi"), view.figure(view.entity, "eac_management")
    said = [_others(view)]
    if cpi.value is not None:
        said.append(say("Each unit of money spent earned {cpi} units of planned work", cpi=cpi))
    if managed.value is not None:
        said.append(say("The managers' own forecast for all is {amount}", amount=short(managed)))
    said.append(origin_counts(view, "ac", "AC"))
    whole = joined((*said, disclosed(view, view.figure(view.entity, "bac"))), ". ")
    return whole + Sentence.of(".") if whole else whole


def _table(view: View) -> TableBlock:
    measures = (_measure(view, key, head) for key, head in _MEASURES)
    return grid(
        (_group(view), *disclosure(view), *measures),
        worst_first(view, _groups(view)),
        Words(
            alt="Budget, earned value, actual and forecast cost, with a total", caption="Cost by programme"
        ),
        locale=view.locale,
        total=view.entity,
    )


def _measure(view: View, key: str, head: str) -> Field[str]:
    def cell(entity: str) -> Figure:
        figure = view.figure(entity, key)
        return signed(figure) if key == "vac" else figure

    return Field(key, head, cell, 0.8, optional=key != "bac")


def _group(view: View) -> Field[str]:
    return Field(
        "programme", "Programme", lambda e: label("Total") if e == view.entity else view.name(e), 2.0
    )


def _groups(view: View) -> tuple[str, ...]:
    """Programmes, or projects where the scope has no programmes below it."""
    loose = tuple(project for project in view.projects if not view.scope.programme.get(project))
    return (*view.scope.programmes, *loose) if view.scope.programmes else view.projects


def _whole_life(view: View) -> Content:
    cost = view.figure(view.entity, "whole_life_cost")
    said = (say("Whole-life cost is {amount}", amount=short(cost)), disclosed(view, cost))
    return Content(
        title=joined(said, ", "),
        lead=say("No progress is reported: there is no earned value, and no forecast made of it."),
        blocks={"table": _whole_life_table(view)},
        source=view.source("projects"),
    )


def _whole_life_table(view: View) -> TableBlock:
    groups = sorted(_groups(view), key=lambda e: (-(_life(view, e) or 0.0), view.name(e), e))
    fields: tuple[Field[str], ...] = (
        _group(view),
        Field("projects", "Projects", lambda e: count(e, "projects", len(view.about(e).projects)), 0.7),
        Field("whole_life_cost_disclosed", "Disclosed", lambda e: _disclosed(view, e), 0.7),
        Field("whole_life_cost", "Whole-life cost", lambda e: view.figure(e, "whole_life_cost"), 1.0),
        Field("share", "Share", lambda e: _share(view, e), 0.7),
        Field("bac", "Budget", lambda e: view.figure(e, "bac"), 0.9, optional=True),
        Field("forecast_total", "Forecast", lambda e: view.figure(e, "forecast_total"), 0.9, optional=True),
    )
    words = Words(alt="Whole-life cost by programme, largest first", caption="Whole-life cost by programme")
    return grid(fields, groups, words, locale=view.locale, total=view.entity)


def _life(view: View, entity: str) -> float | None:
    return number(view.figure(entity, "whole_life_cost"))


def _share(view: View, entity: str) -> Figure:
    whole, part = _life(view, view.entity), _life(view, entity)
    return share(entity, "whole_life_cost.share", part / whole if whole and part is not None else None)


def _disclosed(view: View, entity: str) -> Figure:
    return count(entity, "whole_life_cost.disclosed", view.figure(entity, "whole_life_cost").n)
