"""RAG chips: letter, shape and colour together, so that none of the three is needed alone.

Red and amber are saturated, green is muted: the exceptions speak. What has no data has a dashed ring.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_reports.model.pack import Chip
from pmo_reports.model.rag import Rag, Trend
from pmo_reports.model.wording import label
from pmo_reports.render.deck.canvas import House
from pmo_reports.render.deck.drawing import Look
from pmo_reports.render.deck.text import Run

MARK_SCALE = 0.8
"""Marks come from a fallback font with taller lines: set smaller, they keep the row's height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a state looks: its mark as a character and as a preset shape, fill, text and tone."""

    mark: str
    preset: str
    fill: str
    text: str
    tone: str
    dashed: bool = False


FACES = {
    Rag.RED: Face(mark="◆", preset="diamond", fill="red", text="white", tone="red"),
    Rag.AMBER: Face(mark="▲", preset="triangle", fill="amber", text="ink", tone="amber"),
    Rag.GREEN: Face(mark="●", preset="ellipse", fill="green-tint", text="green-dark", tone="green-soft"),
    Rag.UNKNOWN: Face(mark="◌", preset="ellipse", fill="white", text="muted", tone="unknown", dashed=True),
    Rag.STALE: Face(mark="◌", preset="ellipse", fill="unknown", text="ink", tone="unknown", dashed=True),
    Rag.COMPLETE: Face(mark="■", preset="rect", fill="paper", text="muted", tone="muted-light"),
    Rag.ON_HOLD: Face(mark="■", preset="rect", fill="unknown", text="ink", tone="unknown"),
    Rag.NOT_APPLICABLE: Face(mark="", preset="ellipse", fill="", text="muted", tone="unknown"),
}

ARROWS = {Trend.IMPROVED: "↑", Trend.SAME: "→", Trend.WORSE: "↓", Trend.NEW: label("new")}
TREND_COLOURS = {Trend.IMPROVED: "green", Trend.SAME: "muted", Trend.WORSE: "red", Trend.NEW: "muted"}


def chip_runs(chip: Chip) -> tuple[Run, ...]:
    """Mark, letter, `*` for an override, arrow of a move, and the declared state where it differs."""
    face = FACES[chip.rag]
    mark = Run(text=face.mark + "\N{NO-BREAK SPACE}", colour=face.text, scale=MARK_SCALE)
    words = Run(text=letter(chip), colour=face.text, bold=True)
    return (mark, words) if face.mark else (words,)


def letter(chip: Chip) -> str:
    """The letter as printed: "R", "G*" (override), "A↓" (worse than before), "R (G)" (G was declared)."""
    moved = ARROWS[chip.trend] if chip.trend in {Trend.IMPROVED, Trend.WORSE} else ""
    said = (
        f"\N{NO-BREAK SPACE}({chip.declared.value})"
        if chip.declared not in {None, chip.rag} and chip.declared
        else ""
    )
    return f"{chip.rag.value}{'*' if chip.overridden else ''}{moved}{'' if chip.overridden else said}"


def worded_runs(chip: Chip, house: House) -> tuple[Run, ...]:
    """The state in words behind its mark, where a chip has no cell of its own."""
    face = FACES[chip.rag]
    tone = {"green-soft": "green", "unknown": "muted"}.get(face.tone, face.tone)
    mark = Run(text=face.mark + "\N{NO-BREAK SPACE}", colour=tone, scale=MARK_SCALE)
    said = house.word(chip.rag.word)
    word = Run(text=said[:1].upper() + said[1:] + letter(chip).removeprefix(chip.rag.value), bold=True)
    return (mark, word) if face.mark else (word,)


def mark_look(rag: Rag) -> Look:
    """The mark as a shape: diamond, triangle, disc, dashed ring."""
    face = FACES[rag]
    return Look(
        preset=face.preset,
        fill="white" if rag is Rag.UNKNOWN else face.tone,
        line="muted" if face.dashed else "",
        dash="sysDash" if face.dashed else "",
    )


def legend(chips: tuple[Chip, ...], house: House) -> str:
    """What the marks on a slide mean, of those that are on it."""
    present = [rag for rag in Rag if any(chip.rag is rag for chip in chips) and FACES[rag].mark]
    parts = [f"{FACES[rag].mark} {rag.value} {house.word(rag.word)}" for rag in present]
    parts += ["* " + house.word(label("override in force"))] if any(chip.overridden for chip in chips) else []
    parts += (
        ["↑↓ " + house.word(label("since the last period"))]
        if any(set(letter(chip)) & set("↑↓") for chip in chips)
        else []
    )
    parts += ["(G) " + house.word(label("as declared"))] if any("(" in letter(chip) for chip in chips) else []
    return " · ".join(parts)
