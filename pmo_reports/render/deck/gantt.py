"""The roadmap: baseline ghosts, forecast bars with their done part, milestones, and the status date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import inf

from babel.dates import format_date

from pmo_reports.model.charts import Bar, Diamond, Gantt
from pmo_reports.model.pack import Chip
from pmo_reports.model.period import MONTHS_IN_YEAR
from pmo_reports.model.rag import SEVERITY
from pmo_reports.model.wording import label
from pmo_reports.render.deck.canvas import Canvas, House
from pmo_reports.render.deck.chips import mark_look
from pmo_reports.render.deck.component import Component, Halves
from pmo_reports.render.deck.drawing import Box, Look, stroke
from pmo_reports.render.deck.text import Paragraph, Setting, paragraph
from pmo_reports.render.deck.typeface import LINE
from pmo_reports.render.formats import day_text, figure_text

LABELS = 0.21
"""Share of the width for the names."""

SLIPS = 58.0
HEAD = 20.0
FOOT = 14.0
LEAST, MOST = 20.0, 44.0
MOST_BARS = 16
TEXT = 9.0
NAME = 11.0
MARK = 10.0
LETTER = 16.0
MONTH = 34.0
"""Room that the name of a month takes."""
DIAMOND = 9.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Dates along the width of `box`."""

    box: Box
    start: date
    finish: date

    def x(self, on: date) -> float:
        """Where `on` stands, kept inside the box."""
        days = max(1, (self.finish - self.start).days)
        return self.box.x + self.box.w * min(1.0, max(0.0, (on - self.start).days / days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap(Component):
    """Bars on one time scale; continued over slides when there are many."""

    house: House
    chart: Gantt

    def height(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol's arguments
        """The height it needs."""
        bars = len(self.chart.bars)
        return HEAD + FOOT + bars * LEAST if bars <= MOST_BARS else inf

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - the protocol of components
        """The height it can grow by."""
        return len(self.chart.bars) * (MOST - LEAST)

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:  # noqa: ARG002 - the protocol of components
        """What fits in `room`, and the rest."""
        most = min(MOST_BARS, int((room.h - HEAD - FOOT) // LEAST))
        bars = self.chart.bars
        if most < min(3, len(bars)):
            return None, self
        count = -(-len(bars) // -(-len(bars) // most))
        return self._of(bars[:count]), self._of(bars[count:])

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:  # noqa: ARG002 - the protocol of components
        """Its shapes in `box`."""
        rows = max(1, len(self.chart.bars))
        tall = min(MOST, (box.h - HEAD - FOOT) / rows)
        box = box.top(HEAD + tall * rows + FOOT)
        names = box.w * LABELS
        time = Box(box.x + names, box.y, box.w - names - SLIPS, box.h - FOOT)
        scale = Scale(time, self.chart.start, self.chart.finish)
        shapes = _months(canvas, scale) + _status_date(canvas, scale, self.chart.status_date)
        slips = Box(time.right + 4, box.y + 2, SLIPS - 4, TEXT * LINE)
        shapes += canvas.words(
            slips, (paragraph(self.house.word(label("Slip")), colour="muted", align="r"),), Setting(size=TEXT)
        )
        for index, bar in enumerate(self.chart.bars):
            row = Box(box.x, box.y + HEAD + index * tall, box.w, tall)
            shapes += _Lane(canvas, scale, row).drawn(bar)
        return canvas.group(box, shapes, "Roadmap", self.chart.alt)

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it."""
        locale = self.house.locale
        return tuple(
            f"{bar.label}: " + "; ".join(f"{d.label} {day_text(d.on, locale)}" for d in bar.diamonds)
            for bar in self.chart.bars
            if bar.diamonds
        )

    def chips(self) -> tuple[Chip, ...]:
        """The chips on it."""
        return tuple(Chip(rag=bar.rag) for bar in self.chart.bars)

    def _of(self, bars: tuple[Bar, ...]) -> Roadmap | None:
        return replace(self, chart=replace(self.chart, bars=bars)) if bars else None


@dataclass(frozen=True, slots=True)
class _Lane:
    """One row of the roadmap: a label lane over the bar, the bar, its ghost under it."""

    canvas: Canvas
    scale: Scale
    row: Box

    def drawn(self, bar: Bar) -> str:
        top = self._top
        thick = min(9.0, self.row.h * 0.25)
        shapes = self._hairline() + self._name(bar)
        shapes += self._span(bar.baseline_start, bar.baseline_finish, (top + thick + 1.5, 2.5), "muted-light")
        shapes += self._span(bar.start, bar.finish, (top, thick), "accent-light")
        if bar.start and bar.finish and bar.done > 0:
            until = bar.start + (bar.finish - bar.start) * min(1.0, bar.done)
            shapes += self._span(bar.start, until, (top, thick), "accent")
        return shapes + self._diamonds(bar, top + thick / 2) + self._slip(bar)

    @property
    def _top(self) -> float:
        """Where the bar begins, under the lane of labels."""
        return self.row.y + max(TEXT * LINE + 0.5, self.row.h * 0.5)

    def _hairline(self) -> str:
        look = Look(line="rule", weight=0.5)
        return stroke(
            self.canvas.id(), (self.row.x, self.row.bottom), (self.row.right, self.row.bottom), look
        )

    def _name(self, bar: Bar) -> str:
        mark = Box(self.row.x, self.row.y + self.row.h / 2 - MARK / 2, MARK, MARK)
        room = Box(mark.right + 5, self.row.y, self.scale.box.x - mark.right - 9, self.row.h)
        words = paragraph(bar.label)
        letter = paragraph(bar.rag.value, bold=True, colour="muted")
        shapes = self.canvas.shape(mark, mark_look(bar.rag))
        shapes += self.canvas.words(room.left(LETTER), (letter,), Setting(size=10.0, anchor="ctr"))
        room = room.past(LETTER)
        setting = Setting(size=self._fitted(words, room), anchor="ctr")
        return shapes + self.canvas.words(room, (words,), setting)

    def _fitted(self, words: Paragraph, room: Box) -> float:
        face = self.canvas.house.face
        return NAME if face.width(words.text, NAME) <= room.w * 1.8 and room.h >= 2 * NAME * LINE else TEXT

    def _span(self, start: date | None, finish: date | None, place: tuple[float, float], tone: str) -> str:
        if start is None or finish is None or finish < start:
            return ""
        x1, x2 = self.scale.x(start), self.scale.x(finish)
        if x2 - x1 <= 0:
            return ""
        return self.canvas.shape(Box(x1, place[0], max(1.5, x2 - x1), place[1]), Look(fill=tone))

    def _diamonds(self, bar: Bar, middle: float) -> str:
        shapes, taken = "", list[tuple[float, float]]()
        inside = [d for d in bar.diamonds if self.scale.start <= d.on <= self.scale.finish]
        for diamond in sorted(inside, key=_urgency, reverse=True):
            x = self.scale.x(diamond.on)
            shapes += self._label(diamond, x, taken)
            place = Box(x - DIAMOND / 2, middle - DIAMOND / 2, DIAMOND, DIAMOND)
            shapes += self.canvas.shape(place, _diamond_look(diamond))
        return shapes

    def _label(self, diamond: Diamond, x: float, taken: list[tuple[float, float]]) -> str:
        """The label above its diamond; the notes have those that would run into a more urgent one."""
        wide = self.canvas.house.face.width(diamond.label, TEXT) + 3
        for shift in (0.5, 0.15, 0.85):
            left = min(max(self.scale.box.x, x - wide * shift), self.scale.box.right + SLIPS / 3 - wide)
            if all(left >= right + 3 or left + wide <= start - 3 for start, right in taken):
                taken.append((left, left + wide))
                place = Box(left, self._top - TEXT * LINE + 0.3, wide, TEXT * LINE - 1.3)
                words = (paragraph(diamond.label, align="ctr"),)
                return self.canvas.words(place, words, Setting(size=TEXT, wrap=False), Look(fill="white"))
        return ""

    def _slip(self, bar: Bar) -> str:
        if bar.slip is None:
            return ""
        late = isinstance(bar.slip.value, (int, float)) and bar.slip.value > 0
        room = Box(self.scale.box.right + 4, self.row.y, SLIPS - 4, self.row.h)
        text = figure_text(bar.slip, self.canvas.house.locale)
        words = paragraph(text, align="r", bold=late, colour="ink" if late else "muted")
        return self.canvas.words(room, (words,), Setting(size=10.0, anchor="ctr"))


def _urgency(diamond: Diamond) -> tuple[bool, int, date]:
    """What is open and off track is labelled first, then the last one."""
    return not diamond.done, SEVERITY.get(diamond.rag, 0), diamond.on


def _diamond_look(diamond: Diamond) -> Look:
    """Done is filled with brand ink; open ones show their state."""
    fill = "brand" if diamond.done else mark_look(diamond.rag).fill
    return Look(preset="diamond", fill=fill, line="white" if diamond.done else "brand", weight=0.75)


def _status_date(canvas: Canvas, scale: Scale, on: date) -> str:
    x = scale.x(on)
    look = Look(line="red", weight=1.0, dash="sysDash")
    line = stroke(canvas.id(), (x, scale.box.y + HEAD - 2), (x, scale.box.bottom), look)
    words = paragraph(
        canvas.house.word(label("Status {day}", day=day_text(on, canvas.house.locale))),
        colour="red",
        align="ctr",
    )
    place = Box(x - 50, scale.box.bottom, 100, FOOT)
    return line + canvas.words(place, (words,), Setting(size=10.0, wrap=False))


def _months(canvas: Canvas, scale: Scale) -> str:
    """Months (or quarters, where months are narrow) over hairlines."""
    months = (
        (scale.finish.year - scale.start.year) * MONTHS_IN_YEAR + scale.finish.month - scale.start.month + 1
    )
    step = next((step for step in (1, 3, 6) if scale.box.w / months * step >= MONTH), MONTHS_IN_YEAR)
    shapes = ""
    for first in _firsts(scale, step):
        x = scale.x(first)
        shapes += stroke(
            canvas.id(), (x, scale.box.y + 4), (x, scale.box.bottom), Look(line="rule", weight=0.5)
        )
        words = (
            paragraph(_month(first, canvas.house.locale, year=step > 1 or first.month == 1), colour="muted"),
        )
        place = Box(x + 3, scale.box.y + 2, 60, TEXT * LINE)
        shapes += canvas.words(place, words, Setting(size=TEXT, wrap=False))
    return shapes


def _firsts(scale: Scale, step: int) -> list[date]:
    span = range(scale.start.year * 12 + scale.start.month - 1, scale.finish.year * 12 + scale.finish.month)
    firsts = [date(month // 12, month % 12 + 1, 1) for month in span if month % 12 % step == 0]
    return [first for first in firsts if scale.start <= first < scale.finish]


def _month(first: date, locale: str, *, year: bool) -> str:
    return str(format_date(first, "MMM yy" if year else "MMM", locale=locale))
