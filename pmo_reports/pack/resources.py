"""Resources: which roles lack people and when, which projects ask for them, and who has time left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmo_reports.model.figures import Figure, Sentence, Style, Unit
from pmo_reports.model.pack import TableBlock
from pmo_reports.model.wording import label, say, say_many
from pmo_reports.pack.disclosure import disclosing
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.load_map import key, load_map
from pmo_reports.pack.period_names import tick
from pmo_reports.pack.quantities import count, number
from pmo_reports.pack.role_months import (
    NEAR,
    Role,
    RoleMonth,
    causes,
    known_in,
    months,
    peak,
    roles,
    short_in,
)
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.tiles import disclosed
from pmo_reports.pack.view import View
from pmo_reports.pack.words import counted, joined, month_name, not_shown

SHORT, SPARE, CAUSES, GROUPS = 4, 4, 2, 6
_GROUPS = (
    ("resource_demand", label("Demand")),
    ("resource_allocated", label("Allocated")),
    ("resource_gap", label("Gap")),
    ("unfilled_demand", label("Unfilled")),
    ("overbooked_fte", label("Overbooked")),
    ("role_months_overbooked", label("Role-months overbooked")),
    ("people_overbooked", label("People overbooked")),
    ("people_spread", label("On too many projects")),
)


@section("resources", "Resources")
def resources(view: View) -> Content | None:
    """Demand against capacity by role and month; left out where no month ahead is planned."""
    found = roles(view)
    if not found:
        return None
    return Content(
        title=_title(view, found),
        lead=_lead(view),
        blocks={
            "heat_map": load_map(view, found),
            "key": key(view),
            "short": _short_table(view, found),
            "programmes": _by_programme(view) if view.scope.programmes else None,
            "spare": _spare_table(view, found),
        },
        source=view.source("resources"),
    )


def _title(view: View, found: Sequence[Role]) -> Sentence:
    """How many roles lack people in the worst month, and which lacks most."""
    month = peak(view, found)
    if month is None:
        return _enough(view, found)
    short = short_in(found, month)
    head = _short_of(
        count(view.entity, "resources.roles_short", len(short), f"{month:%Y-%m}"),
        count(view.entity, "resources.roles_known", known_in(found, month), f"{month:%Y-%m}"),
        month_name(month, view.locale),
    )
    return joined((head, say("{role} lacks {staff}", role=short[0].role, staff=short[0].fte(view, "short"))))


def _short_of(some: Figure, of: Figure, month: str) -> Sentence:
    """How many of the roles lack people in a month."""
    if of.value == 1:
        return say("{n} of {whole} role is over capacity in {month}", n=some, whole=of, month=month)
    return say_many(
        "{n} of {whole} roles is over capacity in {month}",
        "{n} of {whole} roles are over capacity in {month}",
        some,
        whole=of,
        month=month,
    )


def _enough(view: View, found: Sequence[Role]) -> Sentence:
    """That no role lacks people; what is asked for, where no capacity is known."""
    known = sum(any(each.short is not None for each in role.months) for role in found)
    shown = count(view.entity, "resources.months_shown", len(months(view)))
    if known:
        of = count(view.entity, "resources.roles_known", known)
        if shown.value == 1:
            return say_many(
                "None of {n} role is over capacity in the next {months} month",
                "None of {n} roles is over capacity in the next {months} month",
                of,
                months=shown,
            )
        return say_many(
            "None of {n} role is over capacity in the next {months} months",
            "None of {n} roles is over capacity in the next {months} months",
            of,
            months=shown,
        )
    demand = view.figure(view.entity, "resource_demand")
    ask = say("{staff} are asked for", staff=demand) if demand.value is not None else Sentence()
    of = count(view.entity, "resources.roles", len(found))
    head = say_many("No capacity is reported of {n} role", "No capacity is reported of {n} roles", of)
    return joined((head, ask))


def _lead(view: View) -> Sentence:
    """What nobody fills, what is promised too much or too little, and how thin people are spread."""
    whole = joined((_gap(view), _booked(view), _people(view)), ". ")
    return whole + Sentence.of(".") if whole else whole


def _gap(view: View) -> Sentence:
    keys = ("resource_gap", "unfilled_demand", "resource_demand")
    gap, part, demand = (view.figure(view.entity, key) for key in keys)
    if gap.value is None or part.value is None:
        return Sentence()
    if gap.value:
        said = say("In the next three months nobody fills {gap}, {share} of the demand", gap=gap, share=part)
    else:
        said = say(
            "All of the {demand} that are asked for in the next three months are allocated", demand=demand
        )
    return joined((said, disclosed(view, gap)), ", ")


def _booked(view: View) -> Sentence:
    keys = ("role_months_overbooked", "role_months_underbooked", "role_month_count")
    over, under, of = (view.figure(view.entity, key) for key in keys)
    if over.value is None or under.value is None:
        return Sentence()
    return say_many(
        "Of {n} role-month: {over} overbooked and {under} underbooked",
        "Of {n} role-months: {over} overbooked and {under} underbooked",
        of,
        over=over,
        under=under,
    )


def _people(view: View) -> Sentence:
    spread, named = (view.figure(view.entity, key) for key in ("people_spread", "people_named"))
    if spread.value is None or not named.value:
        return Sentence()
    most = count(view.entity, "rules.projects", view.settings.measures.resources.projects)
    limit = counted(most, "project")
    if spread.value and named.value == 1:
        return say(
            "{n} of {whole} person named is on more than {projects} at once",
            n=spread,
            whole=named,
            projects=limit,
        )
    if not spread.value:
        return say_many(
            "None of {n} person named is on more than {projects} at once",
            "None of {n} people named is on more than {projects} at once",
            named,
            projects=limit,
        )
    return say_many(
        "{n} of {whole} people named is on more than {projects} at once",
        "{n} of {whole} people named are on more than {projects} at once",
        spread,
        whole=named,
        projects=limit,
    )


def _short_table(view: View, found: Sequence[Role]) -> TableBlock:
    """The roles that lack most, each in its worst month, with the projects that ask for it."""
    worst = [role.worst for role in found if role.short > 0]
    rest = count(view.entity, "resources.short_not_shown", len(worst) - SHORT)
    words = Words(
        alt="Roles that lack people, each in its worst month, with the projects that ask for most",
        caption="Roles over capacity, in their worst month",
        empty="No role is asked for above its capacity.",
        more=say("+{n} more roles in the annex workbook", n=rest) if len(worst) > SHORT else Sentence(),
    )
    fields: tuple[Field[RoleMonth], ...] = (
        Field("role", "Role", lambda each: each.role, 1.8),
        Field("month", "Month", lambda each: tick(view, each.month), 0.7),
        Field("demand", "Demand", lambda each: each.fte(view, "demand"), 0.6),
        Field("allocated", "Booked", lambda each: each.fte(view, "allocated"), 0.6),
        Field("capacity", "Capacity", lambda each: each.fte(view, "capacity"), 0.6),
        Field("short", "Lacks", lambda each: each.fte(view, "short"), 0.6),
        Field("projects", "Asked for by", lambda each: _askers(view, each), 2.6),
    )
    return grid(fields, worst[:SHORT], words, locale=view.locale)


def _askers(view: View, each: RoleMonth) -> Sentence:
    """The projects that ask for most of a role, with their FTE, and how many more do."""
    found = causes(view, each)
    said = [Sentence.of(f"{view.name(p)} ", _asked(each, p, fte)) for p, fte in found[:CAUSES]]
    rest = count(view.entity, "resources.askers_not_shown", len(found) - CAUSES, each.role)
    return joined((*said, say("+{n} more", n=rest) if len(found) > CAUSES else Sentence()), ", ")


def _asked(each: RoleMonth, project: str, fte: float) -> Figure:
    item = f"{each.role}/{each.month:%Y-%m}"
    bare = Style(bare=True)  # the columns beside it say that they are FTE
    return Figure(key="resources.demand", entity=project, item=item, value=fte, unit=Unit.FTE, style=bare)


def _by_programme(view: View) -> TableBlock:
    """Demand, allocation and gap of each programme, the largest gap first."""
    told = [e for e in view.scope.programmes if view.figure(e, "resource_demand").value is not None]
    ranked = sorted(told, key=lambda e: (-(number(view.figure(e, "resource_gap")) or 0.0), view.name(e)))
    words = Words(
        alt="Demand, allocation and gap by programme, the largest gap first, with a total",
        caption="By programme, mean of the next three months",
        more=not_shown(view.entity, "resources.groups_not_shown", len(ranked) - GROUPS),
    )
    fields = (
        Field("programme", "Programme", lambda e: label("Total") if e == view.entity else view.name(e), 2.0),
        *_told(view),
        *(_measure(view, key, head) for key, head in _GROUPS),
    )
    return grid(fields, ranked[:GROUPS], words, locale=view.locale, total=view.entity)


def _told(view: View) -> tuple[Field[str], ...]:
    """How many of a row's projects have a resource plan; nothing where all have."""
    known = view.figure(view.entity, "resource_demand")
    if known.n == known.of:
        return ()
    return (Field("disclosed", "Planned by", lambda e: disclosing(view, e, "resource_demand"), 0.7),)


def _measure(view: View, key: str, head: str) -> Field[str]:
    return Field(key, head, lambda e: view.figure(e, key), 0.7, optional=True)


def _spare_table(view: View, found: Sequence[Role]) -> TableBlock:
    """The roles with most time that nobody asks for, in the mean of the next months."""
    near = set(months(view)[:NEAR])
    made = [(role, _free(role, near)) for role in found]
    ranked = sorted(((role, free) for role, free in made if free), key=lambda pair: (-pair[1], pair[0].name))
    words = Words(
        alt="Roles with capacity that no project asks for, the most first",
        caption="Capacity to spare",
        empty="No role has time left.",
    )
    fields: tuple[Field[tuple[Role, float]], ...] = (
        Field("role", "Role", lambda pair: pair[0].name, 2.0),
        Field("free", "Three-month mean", lambda pair: _left(view, *pair), 0.8),
    )
    return grid(fields, ranked[:SPARE], words, locale=view.locale)


def _free(role: Role, near: set[date]) -> float:
    """FTE that are there and not asked for, mean of the months; zero where a month is not known or lacks."""
    rows = [each for each in role.months if each.month in near]
    if not rows or any(each.capacity is None or each.demand is None for each in rows):
        return 0.0
    left = [(each.capacity or 0.0) - (each.demand or 0.0) for each in rows]
    return max(0.0, round(sum(left) / len(near), 9)) if min(left) >= 0 else 0.0


def _left(view: View, role: Role, free: float) -> Figure:
    return Figure(key="resources.free", entity=view.scope.root, item=role.name, value=free, unit=Unit.FTE)
