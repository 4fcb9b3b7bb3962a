"""The pen: SVG elements, colours by role, and words measured in the pack's own typeface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pmo_reports.model.charts import Emphasis
from pmo_reports.model.figures import Figure
from pmo_reports.model.wording import ENGLISH, Wording
from pmo_reports.render.formats import figure_text
from pmo_reports.render.pdf.typeface import FAMILY, Typeface
from pmo_reports.render.templating import plain

SMALL, LABEL = 8.5, 9.5
"""Sizes of axis text and of labels, in points; the page's body is 10."""

Attributes = dict[str, str | float]

_ROLES = {Emphasis.MAIN: "accent", Emphasis.ALERT: "red"}


@dataclass(frozen=True, slots=True)
class Pen:
    """What drawing needs to know: the pack's colours, typeface, locale and the words of its language."""

    colours: Mapping[str, str]
    typeface: Typeface
    locale: str
    wording: Wording = ENGLISH

    def word(self, text: str) -> str:
        """Fixed words of the drawing's own in the pack's language."""
        return self.wording.label(text)

    def colour(self, emphasis: Emphasis) -> str:
        """The colour of a role."""
        return self.colours[_ROLES.get(emphasis, emphasis.value)]

    def tint(self, name: str, share: float) -> str:
        """The colour `name` mixed into white."""
        return tint(self.colours[name], share)

    def figure(self, figure: Figure) -> str:
        """A figure written out."""
        return figure_text(figure, self.locale)

    def width(self, words: str, size: float = SMALL, *, bold: bool = False) -> float:
        """The width of `words`, in points."""
        return self.typeface.width(words, size, bold=bold)

    def text(self, x: float, y: float, words: str, **attributes: str | float) -> str:
        """Words with their baseline at `y`; muted and small unless attributes say otherwise."""
        given: Attributes = {"fill": self.colours["muted"], "font_size": SMALL, **attributes}
        return element("text", escape(plain(words)), x=x, y=y, **given)


def element(tag: str, *children: str, **attributes: str | float) -> str:
    """An SVG element; underscores in attribute names stand for hyphens."""
    written = "".join(f" {name.replace('_', '-')}={_value(value)}" for name, value in attributes.items())
    inside = "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def line(x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def rect(x: float, y: float, width: float, height: float, **attributes: str | float) -> str:
    """A rectangle; one without extent is not drawn."""
    if width <= 0 or height <= 0:
        return ""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def root(width: float, height: float, alt: str, *children: str) -> str:
    """A picture of the given size in points, with its alternative text."""
    return element(
        "svg",
        element("title", escape(plain(alt))),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        width=f"{width:g}pt",
        height=f"{height:g}pt",
        viewBox=f"0 0 {width:g} {height:g}",
        font_family=FAMILY,
    )


def tint(colour: str, share: float) -> str:
    """`colour` (`#rrggbb`) mixed into white: `share` of it, the rest white."""
    channels = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)


def _value(value: str | float) -> str:
    return quoteattr(value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip("."))
