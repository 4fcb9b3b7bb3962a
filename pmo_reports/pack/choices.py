"""The choices of `config/measures.yaml` in plain words: those that decided a figure of this pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pmo_reports.model.assumptions import Assumptions
from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.pack import Facts
from pmo_reports.model.wording import label, say, say_many, term
from pmo_reports.pack.quantities import count, days, share
from pmo_reports.pack.view import View

_TECHNIQUES = {
    "percent_complete": label("by percent complete"),
    "physical": label("by physical percent complete"),
    "0/100": label("all at the end (0/100)"),
    "50/50": label("half at the start, half at the end (50/50)"),
    "25/75": label("a quarter at the start, the rest at the end (25/75)"),
    "weighted_milestones": label("by the weights of the milestones that are done"),
    "level_of_effort": label("as planned (level of effort)"),
}
_ACCRUALS = {
    "start": label("as an activity starts"),
    "linear": label("with its hours"),
    "finish": label("as it ends"),
}
_HORIZONS = {
    "case": label("beyond ledger and benefits plan as in the approved case"),
    "known": label("nothing beyond ledger and benefits plan"),
}
_FLOWS = {"undiscounted": label("undiscounted"), "discounted": label("discounted")}
AHEAD = (1, 3, 6)  # months that forecasts of the finish are judged for
_SHAPES = {"pert": "PERT", "triangular": label("triangular")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A choice, and the measures (by the starts of their keys) that it decides."""

    label: str
    decides: tuple[str, ...]
    words: Callable[[View, Assumptions], Sentence]


def choices(view: View) -> Facts | None:
    """What was chosen, of what decided a printed figure; null where nothing was."""
    rules = view.settings.measures.assumptions
    mine = [each for each in _CHOICES if any(key.startswith(each.decides) for key in _shown(view))]
    told = [(each.label, each.words(view, rules)) for each in mine]
    pairs = tuple((label, words) for label, words in told if words)
    return Facts(head=label("What was chosen (config/measures.yaml)"), pairs=pairs) if pairs else None


def _shown(view: View) -> frozenset[str]:
    """The keys of printed measures, with the alternatives that they were taken from."""
    found, declared = view.now.measurements, view.now.measurements.declared
    entities = (view.scope.root, *view.projects)
    taken = (
        found.origins(e, key) for key in _MONEY if key in declared for e in entities if e in found.members
    )
    return view.printed | frozenset(origin for each in taken for origin in each)


_MONEY = ("pv", "ev", "ac")


def _earned(_: View, rules: Assumptions) -> Sentence:
    technique, milestones = (
        _TECHNIQUES[each] for each in (rules.earned_value.technique, rules.earned_value.milestones)
    )
    return say(
        "activities earn {technique}, milestones {milestones}, unless they name a technique",
        technique=technique,
        milestones=milestones,
    )


def _accrued(_: View, rules: Assumptions) -> Sentence:
    return say("falls due {when}", when=_ACCRUALS[rules.earned_value.fixed_cost])


def _estimate(view: View, _: Assumptions) -> Sentence:
    usual = view.now.measurements.declared.get("eac")
    if usual is None:
        return Sentence()
    return say("{formula}, where no other method is named", formula=label(usual.formula))


def _discounted(view: View, rules: Assumptions) -> Sentence:
    return say(
        "{rate} a year, the flows of the first year {flow}; {horizon}",
        rate=_share(view, "discount_rate", rules.value.rate),
        flow=_FLOWS[rules.value.first_flow],
        horizon=_HORIZONS[rules.value.horizon],
    )


def _burnt(view: View, rules: Assumptions) -> Sentence:
    months = count(view.entity, "method.burn_months", rules.spending.burn_months)
    return say_many("mean of the last {n} month", "mean of the last {n} months", months)


def _accurate(view: View, rules: Assumptions) -> Sentence:
    periods = count(view.entity, "method.accuracy_periods", rules.spending.accuracy_periods)
    least = count(view.entity, "method.accuracy_least", rules.spending.accuracy_least)
    return say(
        "forecasts of up to {periods} periods before; not said of fewer than {least}",
        periods=periods,
        least=least,
    )


def _drifted(view: View, rules: Assumptions) -> Sentence:
    periods, least = (
        count(view.entity, f"method.trend_{key}", value)
        for key, value in (("periods", rules.trends.periods), ("least", rules.trends.least))
    )
    rise = _share(view, "least_rise", rules.trends.least_rise)
    return say(
        "of up to {periods} periods before; no pace and no extrapolation of fewer than {least}; "
        "a month without report ends a run; an EAC rises by more than {rise}",
        periods=periods,
        least=least,
        rise=rise,
    )


def _foreseen(view: View, rules: Assumptions) -> Sentence:
    near, middle, far = (count(view.entity, "method.ahead", value, f"{value}") for value in AHEAD)
    told = (
        term("by the project manager of the time too")
        if rules.trends.by_manager
        else term("by project, not by person")
    )
    return say(
        "held against what was known {near}, {middle} and {far} months later: the actual finish, "
        "or the forecast of that time; told {told}",
        near=near,
        middle=middle,
        far=far,
        told=told,
    )


def _behind(view: View, rules: Assumptions) -> Sentence:
    least = _share(view, "benefits_behind", rules.benefits.behind)
    return say("less than {least} of what was planned by now has come", least=least)


def _timely(view: View, rules: Assumptions) -> Sentence:
    most = days(view.entity, "method.timely_days", rules.data_quality.timely_days)
    return say("up to {days} old", days=most)


def _sound(view: View, rules: Assumptions) -> Sentence:
    quality = rules.schedule_quality
    high, long, test = (
        days(view.entity, f"method.{key}", value)
        for key, value in (
            ("high_float", quality.high_float_days),
            ("long_duration", quality.long_duration_days),
            ("test_delay", quality.test_delay_days),
        )
    )
    return say(
        "float is high above {high}, a duration above {long}; the path is tested with {test}",
        high=high,
        long=long,
        test=test,
    )


def _booked(view: View, rules: Assumptions) -> Sentence:
    over, under = (
        _share(view, key, value)
        for key, value in (
            ("overbooked", rules.resources.overbooked),
            ("underbooked", rules.resources.underbooked),
        )
    )
    most = count(view.entity, "method.projects_a_person", rules.resources.projects)
    return say_many(
        "above {over} of capacity is too much, below {under} too little; at most {n} project a person",
        "above {over} of capacity is too much, below {under} too little; at most {n} projects a person",
        most,
        over=over,
        under=under,
    )


def _mapped(view: View, _: Assumptions) -> Sentence:
    rows = ", ".join(view.settings.organisation.appetite.bands)
    return say("{rows}: a row for each probability, the highest first, from low to high impact", rows=rows)


def _drawn(view: View, rules: Assumptions) -> Sentence:
    rule = rules.simulation
    draws, seed = (
        count(view.entity, f"method.{key}", value)
        for key, value in (("draws", rule.draws), ("seed", rule.seed))
    )
    low, high, together = (
        _index(view, key, value)
        for key, value in (
            ("shortest", rule.shortest),
            ("longest", rule.longest),
            ("correlation", rule.correlation),
        )
    )
    return say(
        "{draws} draws, seed {seed}; remaining durations {low} to {high} times as planned, "
        "{shape}, correlation {together}",
        draws=draws,
        seed=seed,
        low=low,
        high=high,
        shape=_SHAPES[rule.shape],
        together=together,
    )


def _referred(view: View, rules: Assumptions) -> Sentence:
    least = count(view.entity, "method.least_history", rules.simulation.least_history)
    return say("where there is no network, from {least} finished milestones on", least=least)


def _share(view: View, key: str, value: float) -> Figure:
    return share(view.entity, f"method.{key}", value)


def _index(view: View, key: str, value: float) -> Figure:
    return Figure(key=f"method.{key}", entity=view.entity, value=value, unit=Unit.INDEX)


_RANGES = ("finish_p", "cost_p", "finish_chance", "cost_chance")
_CHOICES = (
    _Choice(label=label("EV of schedules"), decides=("ev_schedule",), words=_earned),
    _Choice(label=label("Fixed cost"), decides=("pv_schedule", "ac_schedule"), words=_accrued),
    _Choice(label=label("EAC"), decides=("eac", "vac"), words=_estimate),
    _Choice(
        label=label("Discount rate"),
        decides=("npv", "irr", "payback", "bcr", "roi_outlook", "case_cost_p", "case_benefit_p", "outlook_"),
        words=_discounted,
    ),
    _Choice(
        label=label("Burn rate"),
        decides=("burn_", "budget_runs_out", "budget_months_left", "actual_recent"),
        words=_burnt,
    ),
    _Choice(
        label=label("Forecast accuracy"),
        decides=("forecast_error", "forecast_bias", "forecasts_judged"),
        words=_accurate,
    ),
    _Choice(
        label=label("Drift"), decides=("finish_moves", "finish_drift", "finish_by_trend"), words=_drifted
    ),
    _Choice(
        label=label("Forecasts of the finish"), decides=("finish_bias", "finish_judged"), words=_foreseen
    ),
    _Choice(label=label("Benefits are behind"), decides=("benefits_behind",), words=_behind),
    _Choice(label=label("Risk map"), decides=("risks.cell", "risks_red", "risks_amber"), words=_mapped),
    _Choice(label=label("Reports are timely"), decides=("data_timeliness", "reports_timely"), words=_timely),
    _Choice(
        label=label("Schedule checks"), decides=("high_float", "high_duration", "path_tests"), words=_sound
    ),
    _Choice(
        label=label("Booking"),
        decides=("role_months", "overbooked", "people_", "highest_booking"),
        words=_booked,
    ),
    _Choice(label=label("Simulation"), decides=_RANGES, words=_drawn),
    _Choice(label=label("Reference class"), decides=_RANGES, words=_referred),
)
