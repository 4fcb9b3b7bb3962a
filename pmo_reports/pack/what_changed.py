"""What changed since the last pack: states, dates and money, opening plus changes equals closing."""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Chip, TableBlock
from pmo_reports.model.wording import in_line, label
from pmo_reports.pack.bridge import bridge
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.movement import Move, Slip, moves, slips, worse
from pmo_reports.pack.quantities import count, days, on, signed
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import counted, joined, listed, stated


@section("what_changed", "What changed")
def what_changed(view: View) -> Content | None:
    """What moved since the period before; left out at the first one."""
    if view.before is None:
        return None
    moved, slipped = moves(view), slips(view)
    return Content(
        title=_title(view, moved, slipped),
        lead=_lead(view, moved),
        blocks={"moves": _moves(view, moved), "slips": _slips(view, slipped), "eac": bridge(view)},
        source=view.source("status_reports", "milestones", "costs"),
    )


def _title(view: View, moved: tuple[Move, ...], slipped: tuple[Slip, ...]) -> Sentence:
    better = count(view.entity, "moves.better", sum(move.better for move in moved))
    dates = count(view.entity, "slips", len(slipped))
    up = Sentence.of(better if better.value else "none", " got better")
    head = joined((stated(worse(view), "project", "got worse", "got worse"), up), ", ")
    tail = stated(dates, "date", "slips beyond tolerance", "slip beyond tolerance")
    return joined((head, tail if dates.value else Sentence.of("no date slips beyond tolerance")))


def _lead(view: View, moved: tuple[Move, ...]) -> Sentence:
    """Those lost sight of, which count as worse, and who came in and left."""
    lost = [view.name(move.entity) for move in moved if move.lost]
    why = "Lost sight of, which is worse than green (no report, or one too old)"
    dark = Sentence.of(f"{why}: {listed(lost)}.") if lost else Sentence()
    return joined((dark, _in_and_out(view)), " ")


def _in_and_out(view: View) -> Sentence:
    assert view.before is not None  # noqa: S101 - the section is left out without it
    rows = view.before.portfolio["projects"]
    earlier = set(rows.loc[~rows["level"].isin(["portfolio", "programme"]), "project_id"])
    if view.entity != view.settings.organisation.portfolio.id:
        return Sentence()
    came = count(view.entity, "projects.came", len(set(view.projects) - earlier))
    left = count(view.entity, "projects.left", len(earlier - set(view.projects)))
    if not came.value and not left.value:
        return Sentence()
    return counted(came, "project") + Sentence.of(" came in and ", left, " left the portfolio.")


def _moves(view: View, moved: tuple[Move, ...]) -> TableBlock:
    fields: tuple[Field[Move], ...] = (
        Field("project", "Project", lambda m: view.link(m.entity), 1.6),
        Field("was", "Was", lambda m: Chip(rag=m.was), 0.5),
        Field("now", "Now", lambda m: view.chip(m.entity), 0.5),
        Field("dimensions", "Moved", lambda m: _moved_in(view, m), 1.2),
        Field("why", "Why", lambda m: view.assessment(m.entity).reason, 4.0),
    )
    words = Words(
        alt="Projects whose state moved, those that got worse first",
        empty="No state moved since the last period.",
        caption="RAG moves",
    )
    return grid(fields, moved, words, locale=view.locale)


def _moved_in(view: View, move: Move) -> str:
    """The dimensions that moved, by name unless all did."""
    if len(move.dimensions) == len(view.dimensions) > 1:
        return label("All dimensions")
    return label("{dimensions}", dimensions=in_line(view.dimensions[each] for each in move.dimensions))


def _slips(view: View, slipped: tuple[Slip, ...]) -> TableBlock:
    fields: tuple[Field[Slip], ...] = (
        Field("project", "Project", lambda s: view.link(s.entity), 1.6),
        Field("what", "Date", lambda s: s.what, 2.0),
        Field("was", "Was", lambda s: on(s.entity, "slips.was", s.was, s.item), 1.0),
        Field("now", "Now", lambda s: on(s.entity, "slips.now", s.now, s.item), 1.0),
        Field("days", "Moved", lambda s: signed(days(s.entity, "slips.days", s.days, s.item)), 0.8),
    )
    words = Words(
        alt="Finishes and key milestones that moved to later beyond the tolerance, longest first",
        empty="No date slipped beyond its tolerance since the last period.",
        caption="Dates that slipped beyond tolerance, in calendar days",
    )
    return grid(fields, slipped, words, locale=view.locale)
