"""Dependencies: what projects have promised one another, what comes too late, and whom it reaches."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.pack.dependency_chains import chain_table, chains, circular, most_awaited
from pmo_reports.pack.dependency_programmes import by_programme
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.lengths import first_fitting
from pmo_reports.pack.promise_state import Promise, State, party, promises
from pmo_reports.pack.quantities import count, days
from pmo_reports.pack.records import text
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined, not_shown, stated

MOST = 8
_HOW = label("Gaps are working days; what the float of the activity that waits does not cover is a slip")


@section("dependencies", "Dependencies")
def dependencies(view: View) -> Content | None:
    """Open promises, broken and late ones first; left out where no dependency is reported."""
    found = promises(view)
    delivered = _delivered(view, found)
    if not found and not delivered:
        return None
    return Content(
        title=_title(view, found) if found else _none_open(view, delivered),
        lead=_lead(view, found),
        blocks={
            "table": _table(view, found) if found else None,
            "chains": chain_table(view, chains(view)) if found else None,
            "reach": _reach(view) if found else None,
            "programmes": by_programme(view, found) if found and view.scope.programmes else None,
        },
        source=view.source("dependencies"),
    )


def _delivered(view: View, found: Sequence[Promise]) -> int:
    """How many dependencies of the entity's projects are in the log and no longer open."""
    inside, whole = set(view.projects), view.entity == view.settings.organisation.portfolio.id
    rows = view.book.rows("dependencies", "")
    own = [r for r in rows if whole or {text(r, "giver_id"), text(r, "receiver_id")} & inside]
    return len(own) - len(found)


def _none_open(view: View, delivered: int) -> Sentence:
    figure = count(view.entity, "dependencies.delivered", delivered)
    return say_many(
        "No dependency is open; {n} is delivered or closed",
        "No dependency is open; {n} are delivered or closed",
        figure,
    )


def _title(view: View, found: Sequence[Promise]) -> Sentence:
    """How many come too late and the longest gap; without any, what is not kept or not promised."""
    late = count(view.entity, "dependencies.late", sum((p.gap or 0) > 0 for p in found))
    whole = count(view.entity, "dependencies.open", len(found))
    broken = _broken(view, found)
    worse = joined((_longest(view, found), broken))
    tails = (worse or _unpromised(view, found), joined((_gap(found), broken)), _gap(found), broken)
    return first_fitting(_too_late(late, whole), tails)


def _too_late(late: Figure, whole: Figure) -> Sentence:
    """How many of the open ones are promised after they are needed."""
    if not late.value:
        return say_many(
            "None of {n} open dependency is promised after it is needed",
            "None of {n} open dependencies is promised after it is needed",
            whole,
        )
    if whole.value == 1:
        return say("{n} of {whole} open dependency is promised after it is needed", n=late, whole=whole)
    return say_many(
        "{n} of {whole} open dependencies is promised after it is needed",
        "{n} of {whole} open dependencies are promised after they are needed",
        late,
        whole=whole,
    )


def _longest(view: View, found: Sequence[Promise]) -> Sentence:
    """The longest gap and between whom; nothing where none is late."""
    late = [promise for promise in found if (promise.gap or 0) > 0]
    if not late:
        return Sentence()
    worst, gap = _worst(late)
    giver, receiver = _name(view, worst.giver), _name(view, worst.receiver)
    if len(late) == 1:
        return say("it comes {gap} late ({giver} to {receiver})", gap=gap, giver=giver, receiver=receiver)
    return say("the longest gap is {gap} ({giver} to {receiver})", gap=gap, giver=giver, receiver=receiver)


def _gap(found: Sequence[Promise]) -> Sentence:
    """The longest gap, without the names."""
    late = [promise for promise in found if (promise.gap or 0) > 0]
    return say("the longest gap is {gap}", gap=_worst(late)[1]) if late else Sentence()


def _worst(late: Sequence[Promise]) -> tuple[Promise, Figure]:
    worst = min(late, key=lambda p: (-(p.gap or 0), p.item))
    return worst, days(worst.receiver, "dependencies.gap", worst.gap, worst.item)


def _broken(view: View, found: Sequence[Promise]) -> Sentence:
    figure = count(view.entity, "dependencies.broken", _in(found, State.BROKEN))
    return stated(figure, "promise", "is broken", "are broken") if figure.value else Sentence()


def _unpromised(view: View, found: Sequence[Promise]) -> Sentence:
    """What nobody has promised, told where nothing worse is to be said."""
    figure = count(view.entity, "dependencies.not_promised", _in(found, State.NOT_PROMISED))
    return say_many("{n} is not promised", "{n} are not promised", figure) if figure.value else Sentence()


def _in(found: Sequence[Promise], state: State) -> int:
    return sum(promise.state is state for promise in found)


def _name(view: View, entity: str) -> str | Sentence:
    return view.name(entity) if entity else say("a giver that is not named")


def _lead(view: View, found: Sequence[Promise]) -> Sentence:
    """How many gaps float covers, and how to read them."""
    if not found:
        return Sentence()
    covered = count(
        view.entity,
        "dependencies.covered",
        sum(p.state is State.LATE and p.net is not None and p.net <= 0 for p in found),
    )
    float_covers = say("Float covers {n} of the late ones", n=covered) if covered.value else Sentence()
    said = (float_covers, say(_HOW))
    return joined(said, ". ") + Sentence.of(".")


def _reach(view: View) -> Sentence:
    """For whom most projects wait, and what runs in a circle."""
    said = joined((most_awaited(view), circular(view)), ". ")
    return said + Sentence.of(".") if said else said


def _table(view: View, found: Sequence[Promise]) -> TableBlock:
    fields: tuple[Field[Promise], ...] = (
        Field("state", "State", lambda p: label(p.state.value), 0.9),
        Field("dependency", "What is promised", lambda p: p.deliverable, 3.1),
        Field("giver", "Giver", lambda p: party(view, p.giver), 2.2),
        Field("receiver", "Receiver", lambda p: party(view, p.receiver), 2.2),
        Field("need_date", "Needed", Promise.needed, 1.0),
        Field("promise_date", "Promised", Promise.given, 1.0),
        Field("gap", "Gap", Promise.late_by, 0.6),
        Field("float", "Float", Promise.float_days, 0.6),
        Field("slip", "Slip", Promise.beyond_float, 0.6),
    )
    words = Words(
        alt="Open dependencies, broken and late ones first",
        more=not_shown(view.entity, "dependencies.not_shown", len(found) - MOST),
        caption="Open dependencies",
    )
    return grid(fields, found[:MOST], words, locale=view.locale)
