"""Which changes count as material, on the method page: the thresholds of `config/materiality.yaml`."""

from __future__ import annotations

from pmo_reports.model.pack import Cell, Facts
from pmo_reports.model.wording import label, say
from pmo_reports.pack.quantities import amount, count, days, share, short
from pmo_reports.pack.view import View

ALWAYS = label("moves of RAG, projects in and out, decisions, overrides, people, escalated risks")


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
    dates = say("by more than {days} (working), or the project's own tolerance", days=slip)
    money = say(
        "by more than {share} of what it was or {whole} of all, from {least} on",
        share=shares[0],
        whole=shares[1],
        least=least,
    )
    benefits = say("baseline or forecast by more than {share} of what it was", share=shares[2])
    risks = say(
        "new or closed from a score of {score}, re-rated by {steps} or more", score=score, steps=rating
    )
    pairs: tuple[tuple[str, Cell], ...] = (
        (label("Always"), ALWAYS),
        (label("Dates"), dates),
        (label("Money"), money),
        (label("Benefits"), benefits),
        (label("Risks"), risks),
        (label("Closed months"), say("by more than {least}", least=least)),
    )
    return Facts(head=label("What is a material change (config/materiality.yaml)"), pairs=pairs)
