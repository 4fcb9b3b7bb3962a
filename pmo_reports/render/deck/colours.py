"""Colours of the deck: every colour is a slot of the brand's theme, so another brand recolours the deck."""

from __future__ import annotations

from functools import lru_cache

from pmo_reports.model.charts import Emphasis

SLOTS = {
    "ink": "tx1",
    "white": "bg1",
    "brand": "tx2",
    "paper": "bg2",
    "accent": "accent1",
    "second": "accent2",
    "muted": "accent3",
    "red": "accent4",
    "amber": "accent5",
    "green": "accent6",
}
"""Colour words of the house and the theme slot that holds them."""

THEME = {
    "dk1": "ink",
    "dk2": "brand",
    "lt2": "paper",
    "accent1": "accent",
    "accent2": "second",
    "accent3": "muted",
    "accent4": "red",
    "accent5": "amber",
    "accent6": "green",
    "hlink": "accent",
    "folHlink": "second",
}
"""Theme colours and the organisation's colour that each one takes."""

_SHADES: dict[str, tuple[str, dict[str, int]]] = {
    "rule": ("paper", {"lumMod": 88}),
    "unknown": ("paper", {"lumMod": 90}),
    "accent-light": ("accent", {"satMod": 70, "lumMod": 45, "lumOff": 55}),
    "muted-light": ("muted", {"lumMod": 55, "lumOff": 45}),
    "red-tint": ("red", {"satMod": 60, "lumMod": 25, "lumOff": 75}),
    "amber-tint": ("amber", {"satMod": 75, "lumMod": 30, "lumOff": 70}),
    "green-tint": ("green", {"satMod": 45, "lumMod": 18, "lumOff": 82}),
    "green-soft": ("green", {"satMod": 35, "lumMod": 60, "lumOff": 40}),
    "green-dark": ("green", {"lumMod": 85}),
}

SERIES = {
    Emphasis.MAIN: "accent",
    Emphasis.SECOND: "second",
    Emphasis.MUTED: "muted-light",
    Emphasis.ALERT: "red",
    Emphasis.RED: "red",
    Emphasis.AMBER: "amber",
    Emphasis.GREEN: "green-soft",
    Emphasis.UNKNOWN: "unknown",
}
"""Colour of a series or bar by its role."""

BANDS = {
    Emphasis.RED: "red-tint",
    Emphasis.AMBER: "amber-tint",
    Emphasis.GREEN: "green-tint",
    Emphasis.MUTED: "paper",
}
"""Tint of a heat map's band: quiet, for the risks in it speak."""


@lru_cache(maxsize=64)
def colour(word: str) -> str:
    """The `a:schemeClr` element of a colour word."""
    base, changes = _SHADES.get(word, (word, {}))
    inner = "".join(f'<a:{name} val="{percent * 1000}"/>' for name, percent in changes.items())
    return f'<a:schemeClr val="{SLOTS[base]}">{inner}</a:schemeClr>'


@lru_cache(maxsize=64)
def fill(word: str) -> str:
    """The fill element of a colour word; "" is no fill."""
    return f"<a:solidFill>{colour(word)}</a:solidFill>" if word else "<a:noFill/>"


def text_on(word: str) -> str:
    """The colour word for text that stands on `word`, with a contrast of 4.5 or more."""
    return "white" if word in {"red", "accent", "brand", "second", "green", "muted"} else "ink"
