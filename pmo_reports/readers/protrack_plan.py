"""A ProTrack project (.p2x): its agenda, activities, resources and tracking periods.

Activities have a fixed cost, which falls due when they start, and costs by the working hour: their own
and those of their resources. A resource may also cost something by its use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pmo_reports.model.working_time import Spans, WorkingTime
from pmo_reports.readers import nesting
from pmo_reports.readers.refusal import RefusedError, damaged, hostile

_HOURS = 24
_DAYS = 7
_FORMS = {8: "%d%m%Y", 12: "%d%m%Y%H%M"}
_NEVER = datetime(1900, 1, 1)  # noqa: DTZ001 - a plan has no zone; ProTrack writes 01-01-0100 for "no date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource: `per_hour` and `per_use` are what one unit costs; consumables are used once."""

    uid: str
    name: str
    is_renewable: bool
    available: float
    per_use: float
    per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """`units` of a resource for an activity; a fixed one does not grow with the activity's hours."""

    task: str
    resource: Resource
    units: float
    is_fixed: bool

    @property
    def uses(self) -> float:
        """What the resource's uses cost."""
        return self.resource.per_use * (self.units if self.resource.is_renewable else 1)

    @property
    def by_hour(self) -> float:
        """What an hour of the activity costs."""
        return 0.0 if self.once else self.units * self.resource.per_hour

    @property
    def once(self) -> float:
        """What a fixed amount of a consumable costs, however long the activity takes."""
        fixed = self.is_fixed and not self.resource.is_renewable
        return self.units * self.resource.per_hour if fixed else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An activity of the baseline; hours are working hours.

    Attributes:
        place: its number (from 1) in the file.
        fixed: what falls due when it starts.
        per_hour: what each of its hours costs, resources included.
        uses: what its resources cost by their use.
    """

    uid: str
    place: int
    name: str
    is_milestone: bool
    start: datetime | None
    hours: float
    fixed: float
    per_hour: float
    uses: float

    @property
    def cost(self) -> float:
        """Fixed and hourly cost of the baseline, without uses."""
        return self.fixed + self.per_hour * self.hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an activity stood at the end of a tracking period; `start` is null before it starts.

    Attributes:
        place: its number (from 1) in the period.
        more_spent, more_to_spend: what actual and remaining cost differ from the planned rates.
    """

    task: str
    place: int
    start: datetime | None
    hours: float
    remaining: float
    share: float
    more_spent: float
    more_to_spend: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingPeriod:
    """A status date with the progress of each activity."""

    name: str
    end: datetime | None
    progress: tuple[Progress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole project."""

    name: str
    currency: str
    version: str
    working: WorkingTime
    holidays: tuple[datetime, ...]
    activities: tuple[Activity, ...]
    assignments: tuple[Assignment, ...]
    resources: tuple[Resource, ...]
    periods: tuple[TrackingPeriod, ...]
    root: Element = field(repr=False)

    @property
    def hours_per_day(self) -> float:
        """Working hours of a working day."""
        return max(sum(end - start for start, end in day) for day in self.working.week) / 60

    @property
    def has_costs(self) -> bool:
        """Whether anything in the file costs anything: nought everywhere means that nobody filled it in."""
        spent = (each.more_spent for period in self.periods for each in period.progress)
        return any(each.cost or each.uses for each in self.activities) or any(spent)


def plan(content: bytes) -> Plan:
    """The project in a .p2x.

    Raises:
        RefusedError: it is no XML, no ProTrack file, damaged, or declares a DOCTYPE.
    """
    root = _root(content)
    resources = tuple(map(_resource, _all(root, "Resources", "Resource")))
    assignments = tuple(_assignments(root, {each.uid: each for each in resources}))
    holidays = tuple(
        filter(None, (_moment(root, each.text) for each in root.iterfind("Agenda/Holidays/Holiday")))
    )
    return Plan(
        name=text(root, "NAME"),
        currency=text(root, "Settings/CurrencySymbol"),
        version=text(root, "ProjectInfo/SavedWithMayorBuild"),
        working=WorkingTime(_week(root), {day.date(): () for day in holidays}),
        holidays=holidays,
        activities=tuple(_activities(root, assignments)),
        assignments=assignments,
        resources=resources,
        periods=tuple(_periods(root)),
        root=root,
    )


def relations(root: Element) -> Iterator[tuple[Element, float]]:
    """Each relation with its lag in working hours."""
    for relation in _all(root, "Relations", "Relation"):
        yield relation, number(relation, "Lag")


def groups(root: Element) -> dict[str, str]:
    """The names of the activity groups by their ids."""
    return {
        text(each, "UniqueID"): text(each, "Name") for each in _all(root, "ActivityGroups", "ActivityGroup")
    }


def text(element: Element, path: str) -> str:
    """The text at `path`, "" where there is none."""
    return (element.findtext(path) or "").strip()


def number(element: Element, path: str) -> float:
    """The number at `path`, 0 where there is none.

    Raises:
        RefusedError: something else stands there.
    """
    written = text(element, path)
    try:
        return float(written or 0)
    except ValueError as error:
        raise damaged(
            f"{path} of {element.tag} {text(element, 'UniqueID')} is {written!r}, no number"
        ) from error


def _root(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise hostile("it declares a DOCTYPE or entities, which can pull in other files") from error
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(f"it is no whole XML ({error})") from error
    if root.tag != "Project" or root.find("Agenda") is None or root.find("Activities") is None:
        raise RefusedError(
            "not-protrack",
            f"The file is XML, but no ProTrack project: it has no agenda and activities below <{root.tag}>.",
            remedy="Save the project in ProTrack as .p2x, or set the right `reader` for its source.",
        )
    nesting.inspect(content)
    return root


def _all(root: Element, group: str, tag: str) -> Iterator[Element]:
    """ProTrack writes each list twice: a head without entries, then the entries."""
    return root.iterfind(f"{group}/{tag}")


def _week(root: Element) -> tuple[Spans, ...]:
    off = {text(each, ".") for each in root.iterfind("Agenda/NonWorkingHours/Hour")}
    free = {text(each, ".") for each in root.iterfind("Agenda/NonWorkingDays/Day")}
    day = _joined([hour for hour in range(_HOURS) if str(hour) not in off])
    return tuple(() if str(at) in free else day for at in range(_DAYS))


def _joined(hours: list[int]) -> Spans:
    """Hours one after the other as one span."""
    starts = [hour for hour in hours if hour - 1 not in hours]
    ends = [hour + 1 for hour in hours if hour + 1 not in hours]
    return tuple((start * 60, end * 60) for start, end in zip(starts, ends, strict=True))


def _moment(root: Element, written: str | None) -> datetime | None:
    """The moment in "180520110800"; null for "0" and for the year 100."""
    digits = (written or "").strip()
    form = _FORMS.get(len(digits), "")
    if text(root, "Settings/DateTimeFormat").startswith("M"):
        form = form.replace("%d%m", "%m%d")
    try:
        found = datetime.strptime(digits, form) if form else None  # noqa: DTZ007 - a plan has no zone
    except ValueError as error:
        raise damaged(f"{digits!r} is no date of the form ddmmyyyyhhmm") from error
    return found if found and found > _NEVER else None


def _resource(element: Element) -> Resource:
    return Resource(
        uid=text(element, "FIELD0"),
        name=text(element, "FIELD1"),
        is_renewable=number(element, "FIELD769") != 0,
        available=number(element, "FIELD780"),
        per_use=number(element, "FIELD770"),
        per_hour=number(element, "FIELD771"),
    )


def _assignments(root: Element, resources: dict[str, Resource]) -> Iterator[Assignment]:
    for each in _all(root, "ResourceAssignments", "ResourceAssignment"):
        resource = resources.get(text(each, "FIELD1025"))
        if resource is None:
            raise damaged(f"a resource {text(each, 'FIELD1025')!r} is assigned that is not in the file")
        yield Assignment(
            task=text(each, "FIELD1024"),
            resource=resource,
            units=number(each, "FIELD1026"),
            is_fixed=number(each, "FIELD1027") != 0,
        )


def _activities(root: Element, assignments: tuple[Assignment, ...]) -> Iterator[Activity]:
    for place, each in enumerate(_all(root, "Activities", "Activity"), 1):
        uid = text(each, "UniqueID")
        mine = [assigned for assigned in assignments if assigned.task == uid]
        yield Activity(
            uid=uid,
            place=place,
            name=text(each, "Name"),
            is_milestone=text(each, "IsMilestone") == "1",
            start=_moment(root, each.findtext("BaseLineStart")),
            hours=number(each, "BaseLineDuration"),
            fixed=number(each, "FixedBaselineCost") + sum(assigned.once for assigned in mine),
            per_hour=number(each, "BaselineCostByUnit") + sum(assigned.by_hour for assigned in mine),
            uses=sum(assigned.uses for assigned in mine),
        )


def _periods(root: Element) -> Iterator[TrackingPeriod]:
    """A period and its activities stand behind one another, not inside."""
    period = None
    for each in root.iterfind("TrackingList/*"):
        if each.tag == "TrackingPeriod":
            period = each
        elif each.tag.startswith("TProTrackActivities") and period is not None:
            end = _moment(root, period.findtext("EndDate"))
            yield TrackingPeriod(name=text(period, "Name"), end=end, progress=tuple(_progress(root, each)))


def _progress(root: Element, period: Element) -> Iterator[Progress]:
    """The id of an activity, then its numbers, and so on."""
    ids = [text(each, ".") for each in period.iterfind("Activity")]
    tracked = [each for each in period if each.tag.startswith("TProTrackActivityTracking")]
    if len(ids) != len(tracked):
        raise damaged(f"a tracking period has {len(ids)} activities, but numbers for {len(tracked)}")
    for place, (uid, each) in enumerate(zip(ids, tracked, strict=True), 1):
        yield Progress(
            task=uid,
            place=place,
            start=_moment(root, each.findtext("ActualStart")),
            hours=number(each, "ActualDuration"),
            remaining=number(each, "RemainingDuration"),
            share=number(each, "PercentageComplete"),
            more_spent=number(each, "ActualCostDev"),
            more_to_spend=number(each, "RemainingCostDev"),
        )
