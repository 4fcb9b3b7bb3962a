"""`organisation.yaml`: who reports, in which currency, language and colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from pmo_reports.config.languages import Language, spoken
from pmo_reports.config.setting import Setting
from pmo_reports.model.risk_map import BANDS

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


_STORE = r"^$|^[a-z][a-z0-9+.-]*://[^\s@?#]+$"
"""A URL without name, password or query."""


class Root(Setting):
    """The portfolio at the top of the hierarchy; programmes without a parent hang below it."""

    id: str
    name: str


class Appetite(Setting):
    """The risk appetite: scores (probability x impact) above `score` are above appetite.

    `bands` gives the 5x5 map row by row, probability 5 first, impact 1 first, as "GGAAR"-like rows. No cell
    is better than the one to its left (less impact) or below it (less probable).
    """

    score: int = Field(default=12, ge=1, le=25)
    bands: tuple[str, str, str, str, str] = BANDS


class Colours(Setting):
    """Brand and RAG colours, used by PDF and deck alike."""

    ink: Colour = "#1b2733"
    muted: Colour = "#5b6876"
    rule: Colour = "#c9d1d9"
    paper: Colour = "#f4f6f8"
    brand: Colour = "#14385c"
    accent: Colour = "#1f6fb2"
    second: Colour = "#8a5a9e"
    red: Colour = "#B21212"
    amber: Colour = "#F2B100"
    green: Colour = "#117373"
    unknown: Colour = "#D5D9E0"


RateKind = Literal["plan", "average", "closing"]


class Conversion(Setting):
    """How amounts of one kind are converted.

    Attributes:
        kind: which kind of rate.
        by: the rate valid at the end of the reporting `period`, or of the amount's own `month`.
    """

    kind: RateKind
    by: Literal["period", "month"] = "period"


class Organisation(Setting):
    """The reporting organisation.

    Attributes:
        currency: reporting currency (ISO 4217); every total is in it.
        locale, language: how numbers are written and what packs are told in; either follows the other.
        fx_kind: which kind of rate converts money: plan, average or closing.
        fx: kinds of amounts that are converted in another way: budget, actual, commitment, forecast,
            balance.
        store: an object store for what is remembered (`s3://bucket/folder`, `abfs://`, `gs://`); "" for the
            workspace's own folder. Who may write there, the environment says, never this file.
        rating_scale: how a five-point delivery confidence is shown on three points; printed in packs.
    """

    name: str
    portfolio: Root
    currency: CurrencyCode
    locale: str = "en_GB"
    language: Language = "en"
    classification: str = "Internal"
    fx_kind: RateKind = "plan"
    fx: Mapping[Literal["budget", "actual", "commitment", "forecast", "balance"], Conversion] = Field(
        default_factory=dict
    )
    fiscal_year_start: int = Field(default=1, ge=1, le=12)
    rating_scale: Mapping[str, Literal["G", "A", "R"]] = {
        "Green": "G",
        "Amber/Green": "A",
        "Amber": "A",
        "Amber/Red": "A",
        "Red": "R",
    }
    appetite: Appetite = Appetite()
    colours: Colours = Colours()
    store: Annotated[str, StringConstraints(pattern=_STORE)] = ""

    @model_validator(mode="before")
    @classmethod
    def _spoken(cls, given: object) -> object:
        return spoken(given)
