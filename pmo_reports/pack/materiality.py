"""Which changes count as material, on the method page: the thresholds of `config/materiality.yaml`."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Cell, Facts
from pmo_reports.pack.quantities import amount, count, days, share, short
from pmo_reports.pack.view import View

ALWAYS = "moves of RAG, projects in and out, decisions, overrides, people, escalated risks"


def materiality(view: View) -> Facts | None:
    """The thresholds that were used; null at the first period, where nothing is compared."""
    if view.now.changes is None:
        return None
    rules = view.settings.materiality
    shares = [
        share(view.entity, f"method.material.{key}", float(value))
        for key, value in (
            ("money_share", rules.money_share),
            ("portfolio_share", rules.portfolio_share),
            ("benefit_share", rules.benefit_share),
        )
    ]
    least = short(amount(view.entity, "method.material.money_least", rules.money_least, view.currency))
    slip = days(view.entity, "method.material.slip_days", rules.slip_days)
    score, rating = (
        count(view.entity, f"method.material.{key}", value)
        for key, value in (("risk_score", rules.risk_score), ("rating", rules.rating))
    )
    pairs: tuple[tuple[str, Cell], ...] = (
        ("Always", ALWAYS),
        ("Dates", Sentence.of("by more than ", slip, " (working), or the project's own tolerance")),
        (
            "Money",
            Sentence.of(
                "by more than ", shares[0], " of what it was or ", shares[1], " of all, from ", least, " on"
            ),
        ),
        ("Benefits", Sentence.of("baseline or forecast by more than ", shares[2], " of what it was")),
        ("Risks", Sentence.of("new or closed from a score of ", score, ", re-rated by ", rating, " or more")),
        ("Closed months", Sentence.of("by more than ", least)),
    )
    return Facts(head="What is a material change (config/materiality.yaml)", pairs=pairs)
