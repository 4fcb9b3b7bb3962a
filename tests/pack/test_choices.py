"""The method page says in plain words what was chosen, of what decided a printed figure."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pmo_reports.config.measures import Measures
from pmo_reports.model.assessed import Assessed
from pmo_reports.model.assumptions import Discounting, EarnedValueRules, Simulation
from pmo_reports.model.figures import Sentence, Unit
from pmo_reports.model.measures import measure
from pmo_reports.model.pack import Facts
from pmo_reports.pack import compose
from tests.pack.outlook_fixture import measured, ranged
from tests.pack.portfolio_fixture import assessed, pack, settings
from tests.pack.text_fixture import said, section

SECTIONS = ("outlook", "schedule_quality", "finance", "method")


def chosen(
    now: Assessed, rules: Measures | None = None, sections: tuple[str, ...] = SECTIONS
) -> dict[str, str]:
    own = settings().model_copy(update={"measures": rules or Measures()})
    block = section(compose(now, (), own, pack(sections=sections), "abc"), "method").blocks.get("choices")
    if block is None:
        return {}
    assert isinstance(block, Facts)
    return {label: said(cell) if isinstance(cell, Sentence) else str(cell) for label, cell in block.pairs}


@measure(label="AC", unit=Unit.MONEY, formula="of the ledger, else of the schedule", either=True)
def ac(ac_ledger: pd.Series, ac_schedule: pd.Series) -> pd.Series:
    """As the house declares it."""
    return ac_ledger.combine_first(ac_schedule)


def with_origins(before: Assessed | None = None) -> Assessed:
    """Atlas and Beacon from the ledger, Cedar from its schedule; Delta has no actual cost."""
    given = {
        "all": {"ac_ledger": 4e6, "ac_schedule": 2e6},
        "atlas": {"ac_ledger": 2e6},
        "beacon": {"ac_ledger": 2e6},
        "cedar": {"ac_schedule": 2e6},
    }
    now = measured(before or assessed(), dict.fromkeys(("ac_ledger", "ac_schedule"), Unit.MONEY), given)
    found = now.measurements
    counts = found.disclosed.copy()
    counts.loc["all", ["ac_ledger", "ac_schedule"]] = [2, 1]
    names = {"ac_ledger": "AC, ledger", "ac_schedule": "AC, schedule"}
    named = {key: replace(found.declared[key], label=label) for key, label in names.items()}
    return replace(
        now, measurements=replace(found, disclosed=counts, declared={**found.declared, **named, "ac": ac})
    )


def test_a_simulation_says_draws_seed_spread_and_correlation() -> None:
    rules = Measures(simulation=Simulation(draws=500, seed=7, shape="triangular", longest=2.0))
    told = chosen(ranged(assessed()), rules)
    assert told["Simulation"] == (
        "500 draws, seed 7; remaining durations 0.9 to 2.0 times as planned, triangular, correlation 0.2"
    )
    assert told["Reference class"] == "where there is no network, from 10 finished milestones on"
    assert told["Schedule checks"] == (
        "float is high above 44.0, a duration above 44.0; the path is tested with 600.0"
    )


def test_only_what_decided_a_printed_figure_is_told() -> None:
    assert chosen(assessed(), sections=("cover", "method")) == {}
    assert set(chosen(assessed(), sections=("finance", "method"))) == {"EAC"}
    assert "Discount rate" not in chosen(ranged(assessed()))


def test_the_technique_is_told_where_a_schedule_gives_the_money() -> None:
    rules = Measures(earned_value=EarnedValueRules(fixed_cost="finish"), value=Discounting(rate=0.07))
    told = chosen(with_origins(), rules, ("finance", "method"))
    assert told["Fixed cost"] == "falls due as it ends"
    assert "EV of schedules" not in told  # EV is as reported


def test_finance_says_whose_ac_it_is_and_a_one_pager_too() -> None:
    given = {key: {"eac_lowest": 4e6, "eac_highest": 5e6} for key in ("atlas", "cedar")}
    estimated = measured(assessed(), dict.fromkeys(("eac_lowest", "eac_highest"), Unit.MONEY), given)
    now = with_origins(estimated)
    made = compose(now, (), settings(), pack(sections=("finance", "one_pager")), "abc")

    def outlook(key: str) -> str:
        line = section(made, f"project-{key}").blocks["outlook"]
        assert isinstance(line, Sentence)
        return said(line)

    assert "AC of 2 projects from the ledger, of 1 project from the schedule." in said(
        section(made, "finance").lead
    )
    assert "AC from the ledger" in outlook("atlas")
    assert "AC from the schedule" in outlook("cedar")
