"""The lists of the executive summary: what needs attention, what was achieved, what comes, what is asked."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Bullets, Prose
from pmo_reports.model.wording import label, say, term
from pmo_reports.pack.milestone_state import achieved_milestones, coming
from pmo_reports.pack.movement import moves
from pmo_reports.pack.narrative import facts, told
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.quantities import count
from pmo_reports.pack.records import text
from pmo_reports.pack.view import View
from pmo_reports.pack.words import STATES, joined

THINGS = 3
SOON = 30  # calendar days that "next" looks ahead


def attention(view: View) -> Bullets:
    """The three heaviest facts that need attention."""
    return Bullets(
        head=label("Needs attention"),
        items=told(view, facts(view))[:THINGS],
        empty=label("Nothing is out of bounds this period."),
    )


def achieved(view: View) -> Bullets:
    """States that moved for the better and milestones that were met since the last period."""
    better = [move for move in moves(view) if move.better]
    said = [
        say(
            "{name} moved from {was} to {now}",
            name=view.name(m.entity),
            was=term(STATES[m.was]),
            now=term(STATES[m.now]),
        )
        for m in better
    ]
    met = [
        say(
            "{project}: {milestone} reached on {date}",
            project=view.name(m.entity),
            milestone=m.name,
            date=m.when(),
        )
        for m in achieved_milestones(view)
    ]
    return Bullets(head=label("Achieved"), items=_first(view, [*said[:2], *met], "achieved"))


def coming_up(view: View) -> Bullets:
    """Milestones of the next weeks, soonest first."""
    said = [
        say("{date}: {milestone} ({project})", date=m.when(), milestone=m.name, project=view.name(m.entity))
        for m in coming(view, SOON)
    ]
    return Bullets(
        head=label("Next"), items=_first(view, said, "coming"), empty=label("No key milestone is due soon.")
    )


def asks(view: View) -> Bullets:
    """What the committee is asked to decide, in the words of those who ask."""
    items = tuple(
        Prose(text(row, "question"), author=view.name(text(row, "project_id")))
        for row in open_decisions(view)
    )
    return Bullets(
        head=label("Decisions asked"),
        items=items[:THINGS],
        empty=label("No decision is asked for this period."),
    )


def _first(view: View, said: list[Sentence], what: str) -> tuple[Sentence, ...]:
    """The first few, the last of them saying how many more there are."""
    if len(said) <= THINGS:
        return tuple(said)
    rest = count(view.entity, f"headlines.more_{what}", len(said) - THINGS)
    return (*said[: THINGS - 1], joined((said[THINGS - 1], say("{n} more", n=rest))))
