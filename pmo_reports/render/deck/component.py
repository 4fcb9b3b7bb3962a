"""What can stand on a slide, and how components share its space: rows, columns, a head over a body.

All lengths are points. `size` is the body size the slide is set in; a component may clamp it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from pmo_reports.model.pack import Chip
from pmo_reports.render.deck.canvas import Canvas
from pmo_reports.render.deck.drawing import Box

GAP = 0.8
"""Space between components, in ems."""

SMALL, LITTLE = 0.45, 0.4
"""A component that needs no more of a slide than this is not divided, nor one that finds only little left."""

GUTTER = 22.0
"""Space between columns."""


class Component:
    """A block that knows its height, can be divided over slides, and draws itself."""

    __slots__ = ()

    def height(self, width: float, size: float) -> float:
        """The height it needs; infinite when it may not stand on one slide."""
        raise NotImplementedError

    def slack(self, width: float, size: float) -> float:  # noqa: ARG002 - for those that grow
        """How much more height it can use well; none, unless a component says otherwise."""
        return 0.0

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:  # noqa: ARG002 - as above
        """What fits in `room`, and what is left for the next slide; nothing fits, unless it says otherwise.

        On a slide of its own (`force`) paragraphs and rows are broken too, rather than stand over the edge.
        """
        return None, self

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        raise NotImplementedError

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it."""
        return ()

    def chips(self) -> tuple[Chip, ...]:
        """The RAG chips on it, for the legend."""
        return ()


Halves = tuple[Component | None, Component | None]


@dataclass(frozen=True, slots=True)
class Rows(Component):
    """Components one under the other; spare height goes to those that can use it."""

    parts: tuple[Component, ...]

    def height(self, width: float, size: float) -> float:
        """The height it needs."""
        gaps = GAP * size * (len(self.parts) - 1)
        return sum(part.height(width, size) for part in self.parts) + max(0.0, gaps)

    def slack(self, width: float, size: float) -> float:
        """The height it can grow by."""
        return sum(part.slack(width, size) for part in self.parts)

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:
        """What fits in `room`, and the rest."""
        left, taken = room.h, list[Component]()
        for index, part in enumerate(self.parts):
            tall = part.height(room.w, size)
            if tall > left:
                if taken and (tall <= SMALL * room.h or (tall <= room.h and left < LITTLE * room.h)):
                    return _rows(tuple(taken)), _rows(self.parts[index:])
                rest_of = Box(room.x, room.y, room.w, left)
                head, rest = part.divided(rest_of, size, force=force and not taken)
                taken += [head] if head else []
                return _rows(tuple(taken)), _rows(((rest,) if rest else ()) + self.parts[index + 1 :])
            taken.append(part)
            left -= tall + GAP * size
        return self, None

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        spare = box.h - self.height(box.w, size)
        extra = shares(spare, [part.slack(box.w, size) for part in self.parts])
        shapes = []
        for part, more in zip(self.parts, extra, strict=True):
            tall = part.height(box.w, size) + more
            shapes.append(part.drawn(canvas, box.top(tall), size))
            box = box.below(tall + GAP * size)
        return "".join(shapes)

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it."""
        return tuple(note for part in self.parts for note in part.notes())

    def chips(self) -> tuple[Chip, ...]:
        """The chips on it."""
        return tuple(chip for part in self.parts for chip in part.chips())


@dataclass(frozen=True, slots=True)
class Columns(Component):
    """Components side by side, as wide as their shares."""

    parts: tuple[Component, ...]
    widths: tuple[float, ...]

    def height(self, width: float, size: float) -> float:
        """The height it needs."""
        return max(part.height(wide, size) for part, wide in self._across(width))

    def slack(self, width: float, size: float) -> float:
        """The height it can grow by."""
        tall = self.height(width, size)
        across = self._across(width)
        return max(part.height(wide, size) + part.slack(wide, size) for part, wide in across) - tall

    def divided(self, room: Box, size: float, *, force: bool = False) -> Halves:
        """What fits in `room`, and the rest."""
        halves = [
            _half(part, Box(room.x, room.y, wide, room.h), size, force=force)
            for part, wide in self._across(room.w)
        ]
        if not any(head for head, _ in halves):
            return None, self
        return self._of([head for head, _ in halves]), self._of([rest for _, rest in halves])

    def drawn(self, canvas: Canvas, box: Box, size: float) -> str:
        """Its shapes in `box`."""
        shapes, x = [], box.x
        for part, wide in self._across(box.w):
            shapes.append(part.drawn(canvas, Box(x, box.y, wide, box.h), size))
            x += wide + GUTTER
        return "".join(shapes)

    def notes(self) -> tuple[str, ...]:
        """What the speaker notes say about it."""
        return tuple(note for part in self.parts for note in part.notes())

    def chips(self) -> tuple[Chip, ...]:
        """The chips on it."""
        return tuple(chip for part in self.parts for chip in part.chips())

    def _across(self, width: float) -> list[tuple[Component, float]]:
        room = width - GUTTER * (len(self.parts) - 1)
        total = sum(self.widths)
        return [(part, room * share / total) for part, share in zip(self.parts, self.widths, strict=True)]

    def _of(self, parts: list[Component | None]) -> Component | None:
        kept = [(part, share) for part, share in zip(parts, self.widths, strict=True) if part]
        return columns(tuple(part for part, _ in kept), tuple(share for _, share in kept))


def columns(parts: tuple[Component, ...], widths: tuple[float, ...]) -> Component | None:
    """The parts side by side; one part stands alone, none is None."""
    return parts[0] if len(parts) == 1 else Columns(parts, widths) if parts else None


def rows(parts: tuple[Component, ...]) -> Component | None:
    """The parts one under the other; none is None."""
    return _rows(parts)


def shares(spare: float, slacks: list[float]) -> list[float]:
    """`spare` divided by what each can use; those that can use any amount take what the others leave."""
    spare = max(0.0, spare)
    endless = [slack == inf for slack in slacks]
    if any(endless):
        return [spare / sum(endless) if free else 0.0 for free in endless]
    total = sum(slacks)
    used = min(spare, total)
    return [used * slack / total if total else 0.0 for slack in slacks]


def _rows(parts: tuple[Component, ...]) -> Component | None:
    return parts[0] if len(parts) == 1 else Rows(parts) if parts else None


def _half(part: Component, room: Box, size: float, *, force: bool) -> Halves:
    if part.height(room.w, size) <= room.h:
        return part, None
    return part.divided(room, size, force=force)
