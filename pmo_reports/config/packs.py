"""`packs/*.yaml`: which sections a pack has, for whom, and about what."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pmo_reports.config.setting import Setting


class Pack(Setting):
    """A pack.

    Attributes:
        scope: entity the pack is about; "" is the whole portfolio.
        sections: kinds in order; each needs a section function and a template of that name.
        one_pagers: which projects get one.
        max_slides: the deck says so and stops the build when it would be longer; 0 is no limit.
        rows: most rows a table shows before it continues on the next slide.
    """

    name: str = ""
    title: str
    audience: str
    scope: str = ""
    sections: tuple[str, ...]
    one_pagers: Literal["all", "exceptions", "none"] = "all"
    max_slides: int = Field(default=0, ge=0)
    rows: int = Field(default=12, ge=4, le=30)
