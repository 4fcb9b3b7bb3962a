"""The base of every setting: frozen, and no key that nobody knows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Setting(BaseModel):
    """A frozen group of settings; unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
