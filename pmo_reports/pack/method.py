"""Method: which rules, rates and formulas made the numbers, and what is not in the pack."""

from __future__ import annotations

from pmo_reports.config.organisation import Conversion, Organisation
from pmo_reports.config.rag import Dimension, Rollup
from pmo_reports.model.figures import Figure, Sentence, Style, Unit
from pmo_reports.model.measures import Measure
from pmo_reports.model.pack import Cell, Facts, TableBlock
from pmo_reports.model.wording import Label, in_line, label, say, say_many, term
from pmo_reports.model.wording import listed as named
from pmo_reports.pack.bounds import bounds
from pmo_reports.pack.choices import choices
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.materiality import materiality
from pmo_reports.pack.quality_score import GRADES, LAST_GRADE
from pmo_reports.pack.quantities import count, days, on
from pmo_reports.pack.records import Record, records, text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.standing import weight_name
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.view import View
from pmo_reports.pack.words import counted, joined

_WEEK = (
    *(label("Mon"), label("Tue"), label("Wed"), label("Thu"), label("Fri")),
    *(label("Sat"), label("Sun")),
)
_STANDARDS: dict[str, str] = {
    each: each for each in (label("house"), label("Monte Carlo simulation; reference class forecasting"))
}
"""What is no publication's name, in the language of the pack."""

_KINDS = {"plan": label("plan"), "average": label("average"), "closing": label("closing")}
_OVERALL = {"worst_of": label("worst of"), "weighted": label("weighted"), "declared": label("declared")}
_TRENDS = "Trends"  # the name of a section that a single period leaves out
_SYMBOLS = {"G": label("green"), "A": label("amber"), "R": label("red")}


@section("method", "Method", last=True)
def method(view: View) -> Content:
    """Rule set, rollup, currency, calendar, what was chosen, bounds and the glossary of what is printed."""
    used = _used(view)
    return Content(
        title=_title(view, used),
        lead=_left_out(view),
        blocks={
            "facts": _facts(view),
            "choices": choices(view),
            "materiality": materiality(view),
            "bounds": bounds(view),
            "fx": _fx(view),
            "glossary": _glossary(view, used),
        },
    )


def _title(view: View, used: tuple[Measure, ...]) -> Sentence:
    rules = sum(len(dimension.rules) for dimension in view.settings.rag.dimensions.values())
    return say(
        "{rules} on {dimensions} and {measures} made this pack",
        rules=counted(count(view.entity, "method.rules", rules), "rule"),
        dimensions=say_many(
            "{n} dimension", "{n} dimensions", count(view.entity, "method.dimensions", len(view.dimensions))
        ),
        measures=counted(count(view.entity, "method.measures", len(used)), "measure"),
    )


def _left_out(view: View) -> Sentence:
    few = _TRENDS in view.left_out and not view.past
    names = [name for name in view.left_out if name != _TRENDS or not few]
    sections = named(map(term, names))
    left = say("Left out because there was nothing to report: {sections}.", sections=sections)
    left = left if names else Sentence()
    young = say("Trends are left out: they take two periods, and there is one.") if few else Sentence()
    return joined((left, young), " ")


def _facts(view: View) -> Facts:
    rules, organisation = view.settings.rag, view.settings.organisation
    pairs: tuple[tuple[str, Cell], ...] = (
        (label("Run"), view.run),
        (label("Rule set"), label("version {number}", number=str(rules.version))),
        (
            label("Effective state"),
            label("the worse of computed and declared, unless an override is in force"),
        ),
        (label("Project, overall"), _OVERALL[rules.overall]),
        (label("Programme"), _policy(view, rules.programme, "programme")),
        (label("Portfolio"), _policy(view, rules.portfolio, "portfolio")),
        (label("Report is stale after"), days(view.entity, "method.stale_after", rules.stale_after_days)),
        *([(label("Also stale, by their own dates"), _sources(view))] if rules.stale_sources else []),
        *(
            (label("{dimension}, from its rules", dimension=label(each.label)), _together(view, name))
            for name, each in _weighed(view)
        ),
        (
            label("Risk appetite, highest score"),
            count(view.entity, "method.appetite", organisation.appetite.score),
        ),
        *([(label("Rating scale"), _scale(view))] if _rated(view) else []),
        (label("Currency"), _conversions(organisation)),
        (label("Working week"), _week(view)),
        (label("Data quality"), _grades(view)),
    )
    return Facts(head=label("How it was computed"), pairs=pairs)


def _sources(view: View) -> Sentence:
    """What else grows stale, and after how many days."""
    told = (
        say(
            "{table} after {days}",
            table=table,
            days=days(view.entity, f"method.stale_after.{table}", limit),
        )
        for table, limit in view.settings.rag.stale_sources.items()
    )
    return joined(told, ", ")


def _weighed(view: View) -> tuple[tuple[str, Dimension], ...]:
    """The dimensions whose rules give the state together."""
    dimensions = view.settings.rag.dimensions
    return tuple((name, each) for name, each in dimensions.items() if each.combine.policy == "weighted")


def _together(view: View, name: str) -> Sentence:
    combine = view.settings.rag.dimensions[name].combine
    green, red = (_score(view, f"{name}.{key}", getattr(combine, key)) for key in ("green_from", "red_below"))
    head = say(
        "mean score by the weights of its rules: green from {green}, red below {red}", green=green, red=red
    )
    return say("{head}; with any red rule amber at best", head=head) if combine.veto else head


def _conversions(organisation: Organisation) -> str:
    """Which rates convert what: the usual kind first, then the kinds of amounts with one of their own."""
    usual = label(
        "{currency}, {kind} rates", currency=organisation.currency, kind=_KINDS[organisation.fx_kind]
    )
    own = (_converted(amounts, each) for amounts, each in organisation.fx.items())
    return label("{rates}", rates=in_line((usual, *own), "; "))


def _converted(amounts: str, rates: Conversion) -> Label:
    if rates.by == "month":
        return label("{amounts} at {kind} rates of its month", amounts=amounts, kind=_KINDS[rates.kind])
    return label("{amounts} at {kind} rates", amounts=amounts, kind=_KINDS[rates.kind])


def _rated(view: View) -> bool:
    """Whether anybody rates delivery confidence, so that the scale is in use."""
    return any(text(row, "delivery_confidence") for row in reported(view).values())


def _grades(view: View) -> Sentence:
    bounds = (
        say("{grade} from {share}", grade=letter, share=_share(view, f"grade.{letter}", least))
        for letter, least in GRADES
    )
    return joined((*bounds, say("{grade} below", grade=LAST_GRADE)), ", ")


def _policy(view: View, rollup: Rollup, level: str) -> Sentence:
    """The rollup policy of a level in words, with its bounds."""
    if rollup.policy == "weighted":
        return _weighted(view, rollup, level)
    if rollup.policy == "proportion":
        green, amber = (
            _share(view, f"{level}.{key}", getattr(rollup, key)) for key in ("green_share", "amber_share")
        )
        return say("share of green members: green from {green}, amber from {amber}", green=green, amber=amber)
    return say("worst of its members") if rollup.policy == "worst_of" else say("as declared")


def _weighted(view: View, rollup: Rollup, level: str) -> Sentence:
    green, red = (_score(view, f"{level}.{key}", getattr(rollup, key)) for key in ("green_from", "red_below"))
    weight = (
        say("weighted by {measure}", measure=term(weight_name(view, rollup.weight)))
        if rollup.weight
        else say("each member counts once")
    )
    head = say(
        "mean score, {weight}: green from {green}, red below {red}", weight=weight, green=green, red=red
    )
    return say("{head}; with any red member amber at best", head=head) if rollup.veto else head


def _score(view: View, key: str, value: float) -> Figure:
    return Figure(key=f"method.{key}", entity=view.entity, value=value, unit=Unit.INDEX)


def _share(view: View, key: str, value: float) -> Figure:
    return Figure(key=f"method.{key}", entity=view.entity, value=value, unit=Unit.PERCENT)


def _scale(view: View) -> Sentence:
    scale = view.settings.organisation.rating_scale
    return in_line(
        say("{given} is shown as {state}", given=given, state=_SYMBOLS[letter])
        for given, letter in scale.items()
    )


def _week(view: View) -> str:
    days_on = [name for name, flag in zip(_WEEK, view.settings.calendar.week, strict=True) if flag == "1"]
    country = view.settings.calendar.country
    if not country:
        return label("{days}", days=in_line(days_on))
    return label("{days}, public holidays of {country}", days=in_line(days_on), country=country)


def _fx(view: View) -> TableBlock | None:
    organisation = view.settings.organisation
    kinds = tuple(dict.fromkeys((organisation.fx_kind, *(each.kind for each in organisation.fx.values()))))
    rates = [row for row in records(view.now.portfolio["fx_rates"]) if row.get("kind") in kinds]
    mine = [row for row in rates if row.get("base") in (None, view.currency)]
    rows = [row for row in mine if row.get("currency") != view.currency]
    kind: Field[Record] = Field("kind", "Kind", lambda r: text(r, "kind"), 1.0)
    fields: tuple[Field[Record], ...] = (
        Field("currency", "Currency", lambda r: text(r, "currency"), 1.0),
        *([kind] if len(kinds) > 1 else []),
        Field("valid_from", "Valid from", lambda r: _valid(view, r), 1.0),
        Field(
            "rate", label("{currency} for one unit", currency=view.currency), lambda r: _rate(view, r), 1.0
        ),
    )
    words = Words(
        alt="Exchange rates to the reporting currency",
        caption=label("Exchange rates, {kinds}", kinds=named(_KINDS.get(kind, kind) for kind in kinds)),
    )
    return grid(fields, rows, words, locale=view.locale) if rows else None


def _valid(view: View, row: Record) -> Cell:
    return on(view.entity, "fx_rates.valid_from", row.get("valid_from"), _rate_name(row))


def _rate(view: View, row: Record) -> Cell:
    return Figure(
        key="fx_rates.rate",
        entity=view.entity,
        item=_rate_name(row),
        value=row.get("rate"),
        unit=Unit.INDEX,
        style=Style(decimals=4),
    )


def _rate_name(row: Record) -> str:
    return f"{text(row, 'currency')} {text(row, 'kind')} {row.get('valid_from')}"


def _used(view: View) -> tuple[Measure, ...]:
    """The measures that the pack prints or its rules hold against bounds, in the order of the glossary."""
    declared = view.now.measurements.declared
    ruled = {rule.measure for dimension in view.settings.rag.dimensions.values() for rule in dimension.rules}
    return tuple(measure for key, measure in declared.items() if key in view.printed | ruled)


def _glossary(view: View, used: tuple[Measure, ...]) -> TableBlock:
    fields: tuple[Field[Measure], ...] = (
        Field("measure", "Measure", lambda m: label(m.label), 1.5),
        Field("formula", "Formula", lambda m: label(m.formula), 5.0),
        Field("standard", "Standard", lambda m: _STANDARDS.get(m.standard, m.standard), 1.2),
    )
    words = Words(
        alt="Measures of this pack with their formulas", empty="No measure is printed.", caption="Glossary"
    )
    return grid(fields, used, words, locale=view.locale)
