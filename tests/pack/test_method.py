from __future__ import annotations

from typing import Any

from pmo_reports.config.rag import Combination, Dimension, RagRules, Rule
from pmo_reports.config.settings import Settings
from pmo_reports.model.pack import Facts
from pmo_reports.pack import compose
from tests.pack.portfolio_fixture import assessed, pack, settings
from tests.pack.text_fixture import column, plain, section, table

CPI = Rule(key="cost", measure="cpi", green=0.95, amber=0.9, message="CPI is")
SPI = Rule(key="pace", measure="spi", green=0.95, amber=0.9, message="SPI is")


def ruled(*rules: Rule, combine: Combination | None = None, **fields: Any) -> Settings:  # noqa: ANN401
    dimension = Dimension(label="Cost", rules=rules, combine=combine or Combination())
    rules_of = RagRules(dimensions={"cost": dimension}, **fields)
    return settings().model_copy(update={"rag": rules_of})


def told(settings: Settings) -> dict[str, str]:
    facts = section(compose(assessed(), (), settings, pack(), "abc"), "method").blocks["facts"]
    assert isinstance(facts, Facts)
    return {name: str(plain(cell)) for name, cell in facts.pairs}


def test_what_grows_stale_is_said_only_where_it_does() -> None:
    limits = {"schedules": 45, "costs": 75}
    assert told(ruled(CPI, stale_sources=limits))["Also stale, by their own dates"] == (
        "schedules after 45, costs after 75"
    )
    assert "Also stale, by their own dates" not in told(ruled(CPI))


def test_rules_that_give_a_dimension_together_are_told_with_their_weights() -> None:
    weighed = ruled(CPI.model_copy(update={"weight": 3}), SPI, combine=Combination(policy="weighted"))
    assert told(weighed)["Cost, from its rules"] == (
        "mean score by the weights of its rules: green from 1.6, red below 0.75; "
        "with any red rule amber at best"
    )
    bounds = table(compose(assessed(), (), weighed, pack(), "abc"), "method", "bounds")
    assert column(bounds, "weight") == [3.0, 1.0]


def test_hysteresis_is_told_beside_the_bounds_that_have_it() -> None:
    model = compose(assessed(), (), ruled(CPI.model_copy(update={"hysteresis": 0.02}), SPI), pack(), "abc")
    bounds = table(model, "method", "bounds")
    assert column(bounds, "back") == ["0.02 beyond the bound", ""]
    assert "weight" not in [each.key for each in bounds.columns]
