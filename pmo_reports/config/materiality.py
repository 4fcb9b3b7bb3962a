"""`materiality.yaml`: which changes between two periods a reader must be told of first.

Each kind of change is held against a threshold of its own; what passes is material, and is ranked by how
many times it passes.
"""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from pmo_reports.config.setting import Setting


class Materiality(Setting):
    """Thresholds of material change.

    A change of RAG, a project in or out, a decision, an override, a new sponsor or an escalated risk is
    always material. The defaults suit a portfolio that reports monthly to a steering committee.

    Attributes:
        slip_days: working days that a date may move, unless the register gives the project a tolerance.
        money_share: share of the opening amount that an amount may move.
        money_least: amounts in the reporting currency below which no move is material, whatever its share.
        rating: by how much probability x impact of a risk may move.
        risk_score: probability x impact from which a new or closed risk is material.
        benefit_share: share of the opening amount that a benefit's baseline or forecast may move; that more
            of it is realised is never material by itself.
        portfolio_share: share of the whole portfolio's opening that is material whatever the project's own.
    """

    slip_days: int = Field(default=10, ge=0)
    money_share: Decimal = Field(default=Decimal("0.05"), ge=0)
    money_least: Decimal = Field(default=Decimal(10_000), ge=0)
    rating: int = Field(default=4, ge=1, le=24)
    risk_score: int = Field(default=12, ge=1, le=25)
    benefit_share: Decimal = Field(default=Decimal("0.05"), ge=0)
    portfolio_share: Decimal = Field(default=Decimal("0.01"), gt=0)
