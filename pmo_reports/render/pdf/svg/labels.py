"""Labels that never collide: spread along an edge, or placed where the drawing leaves room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: Box, air: float = 1.5) -> bool:
        """Whether two boxes overlap or come closer than `air`."""
        return (
            self.x < other.x + other.width + air
            and other.x < self.x + self.width + air
            and self.y < other.y + other.height + air
            and other.y < self.y + self.height + air
        )

    def holds(self, point: Point, air: float = 2) -> bool:
        """Whether a point lies in the box or closer to it than `air`."""
        x, y = point
        return (
            self.x - air <= x <= self.x + self.width + air and self.y - air <= y <= self.y + self.height + air
        )

    def within(self, frame: Box) -> bool:
        """Whether the box lies inside `frame`."""
        return (
            self.x >= frame.x
            and self.y >= frame.y
            and self.x + self.width <= frame.x + frame.width
            and self.y + self.height <= frame.y + frame.height
        )


def spread(wanted: Sequence[float], pitch: float, low: float, high: float) -> list[float]:
    """Positions near `wanted`, in its order, at least `pitch` apart and between `low` and `high`."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed: list[float] = []
    for n in order:
        placed.append(max(wanted[n], low, placed[-1] + pitch if placed else low))
    ceiling = high
    for n in reversed(range(len(placed))):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - pitch
    return [place for _, place in sorted(zip(order, placed, strict=True))]


def dots(run: Sequence[Point], pitch: float = 2.0) -> list[Point]:
    """Points along a run of straight lines, close enough together to stand for it."""
    found: list[Point] = list(run)
    for (x1, y1), (x2, y2) in pairwise(run):
        steps = int(max(abs(x2 - x1), abs(y2 - y1)) / pitch)
        found += [(x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps) for n in range(1, steps)]
    return found


def placed(
    at: Point, size: tuple[float, float], drawn: Iterable[Point], taken: Sequence[Box], frame: Box
) -> Box:
    """The best place for a label of `size` near the point `at`: off the lines and off other labels.

    Labels are placed from the top down; one that would climb above those before it pays for that.
    """
    obstacles = list(drawn)

    def cost(box: Box) -> float:
        crossed = sum(box.holds(point) for point in obstacles)
        clashes = sum(box.touches(other) for other in taken)
        climbs = sum(box.y < other.y for other in taken if abs(box.x - other.x) < size[0])
        far = abs(box.x + box.width / 2 - at[0]) + abs(box.y + box.height / 2 - at[1])
        return crossed * 20 + clashes * 1000 + climbs * 90 + (0 if box.within(frame) else 1500) + far * 0.3

    return min(_candidates(at, size), key=cost)


def _candidates(at: Point, size: tuple[float, float]) -> list[Box]:
    (x, y), (width, height) = at, size
    across = (6, -width / 2, -width - 6, 14, -width - 14)
    down = (-height / 2, 4, -height - 4, 12, -height - 12, 22, -height - 22, 34, -height - 34, 48)
    return [Box(x + dx, y + dy, width, height) for dy in down for dx in across]
