"""Key milestones: overdue, and due in the next ninety days."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Chip
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.milestone_state import Milestone, coming, milestones, overdue_milestones
from pmo_reports.pack.quantities import count, days
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, stated

_HOW = label(
    "A milestone is red when its date has passed; a slip is held against the bounds of the schedule rule and "
    "the project's own tolerance. Slips are in working days."
)
AHEAD = 90  # calendar days


@section("milestones", "Milestones")
def key_dates(view: View) -> Content | None:
    """Overdue key milestones first, then those to come; left out where no milestone is reported."""
    if not milestones(view):
        return None
    late, ahead = overdue_milestones(view), coming(view, AHEAD)
    return Content(
        title=_title(view, late, ahead),
        lead=say(_HOW),
        blocks={
            "table": grid(
                milestone_fields(view, with_project=True),
                [*late, *ahead],
                Words(alt="Key milestones, overdue first, then by date", empty="No key milestone is due."),
                locale=view.locale,
            )
        },
        source=view.source("milestones"),
    )


def milestone_fields(view: View, *, with_project: bool) -> tuple[Field[Milestone], ...]:
    """The columns of a table of milestones; a project's own page says neither project, owner nor baseline."""
    project: Field[Milestone] = Field("project", "Project", lambda m: view.link(m.entity), 1.6)
    baseline: Field[Milestone] = Field("baseline", "Baseline", lambda m: m.planned(), 1.0)
    owner: Field[Milestone] = Field("owner", "Owner", lambda m: m.owner, 1.2, optional=True)
    return (
        Field("state", "State", lambda m: Chip(rag=m.rag), 0.5),
        Field("milestone", "Milestone", lambda m: m.name, 2.4),
        *([project] if with_project else []),
        *([baseline] if with_project else []),
        Field("expected", "Forecast or actual", lambda m: m.when(), 1.0),
        Field("slip", "Slip", lambda m: m.slipped(), 0.6),
        *([owner] if with_project else []),
    )


def _title(view: View, late: tuple[Milestone, ...], ahead: tuple[Milestone, ...]) -> Sentence:
    overdue = count(view.entity, "milestones.overdue", len(late))
    due = count(view.entity, "milestones.due", len(ahead))
    window = days(view.entity, "milestones.window", AHEAD)
    head = stated(overdue, "key milestone", "is overdue", "are overdue")
    ahead_of = (
        say_many("{n} is due in the next {days}", "{n} are due in the next {days}", due, days=window)
        if due.value
        else say("none is due in the next {days}", days=window)
    )
    return joined((head, ahead_of))
