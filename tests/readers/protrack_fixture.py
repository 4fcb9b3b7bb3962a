"""A small ProTrack project in the shape of the tool's own files."""

from __future__ import annotations

from collections.abc import Iterable

_GONE = "010101000000"
HOURS = "".join(f"<Hour>{hour}</Hour>" for hour in range(24) if not 8 <= hour < 17 or hour == 12)


def listed(tag: str, entries: str) -> str:
    """ProTrack writes a head first, then the entries."""
    return f"<{tag}><Name>{tag}</Name><UniqueID>-1</UniqueID></{tag}><{tag}>{entries}</{tag}>"


def activity(uid: int, start: str, hours: int, fixed: float = 0, per_hour: float = 0) -> str:
    """An activity; one without hours is a milestone."""
    return (
        f"<Activity><BaselineCostByUnit>{per_hour}</BaselineCostByUnit><BaseLineDuration>{hours}</BaseLineDuration>"
        f"<BaseLineStart>{start}</BaseLineStart><Constraints><LockedTimeStart>{_GONE}</LockedTimeStart></Constraints>"
        f"<FixedBaselineCost>{fixed}</FixedBaselineCost><IsMilestone>{int(not hours)}</IsMilestone>"
        f"<Name>Activity {uid}</Name><UniqueID>{uid}</UniqueID></Activity>"
    )


def relation(before: int, after: int, kind: int = 2, lag: int = 0) -> str:
    return (
        f"<Relation><FromTask>{before}</FromTask><Lag>{lag}</Lag><LagKind>0</LagKind><LagType>{kind}</LagType>"
        f"<ToTask>{after}</ToTask></Relation>"
    )


def resource(uid: int, per_use: float, per_hour: float, *, renewable: int = 1) -> str:
    return (
        f"<Resource><FIELD0>{uid}</FIELD0><FIELD1>Crew {uid}</FIELD1><FIELD769>{renewable}</FIELD769>"
        f"<FIELD770>{per_use}</FIELD770><FIELD771>{per_hour}</FIELD771><FIELD780>2</FIELD780></Resource>"
    )


def assignment(task: int, crew: int, units: float, *, fixed: int = 0) -> str:
    return (
        f"<ResourceAssignment><FIELD1026>{units}</FIELD1026><FIELD1027>{fixed}</FIELD1027>"
        f"<FIELD1024>{task}</FIELD1024><FIELD1025>{crew}</FIELD1025></ResourceAssignment>"
    )


def period(name: str, end: str, *tracked: tuple[int, str, int, int, float, float]) -> str:
    """A tracking period; of each activity: id, actual start, hours, hours to go, extra cost, share done."""
    inner = "".join(
        f"<Activity>{uid}</Activity><TProTrackActivityTracking-1><ActualStart>{start}</ActualStart>"
        f"<ActualDuration>{hours}</ActualDuration><ActualCostDev>{extra}</ActualCostDev>"
        f"<RemainingDuration>{to_go}</RemainingDuration><RemainingCostDev>0</RemainingCostDev>"
        f"<PercentageComplete>{share}</PercentageComplete></TProTrackActivityTracking-1>"
        for uid, start, hours, to_go, extra, share in tracked
    )
    head = (
        f"<TrackingPeriod><EndDate>{end}</EndDate><Name>{name}</Name><UniqueID>1</UniqueID></TrackingPeriod>"
    )
    return f"{head}<TProTrackActivities-1>{inner}</TProTrackActivities-1>"


def project(
    activities: Iterable[str],
    *rest: str,
    name: str = "Harbour Light",
    form: str = "d/MM/yyyy h:mm",
    more: str = "",
) -> bytes:
    """The file: activities, then lists as `listed` makes them."""
    head = (
        f"<NAME>{name}</NAME><ProjectInfo><SavedWithMayorBuild>3</SavedWithMayorBuild></ProjectInfo>"
        f"<Settings><CurrencySymbol>€</CurrencySymbol><DateTimeFormat>{form}</DateTimeFormat></Settings>"
        f"<Agenda><NonWorkingHours>{HOURS}</NonWorkingHours><NonWorkingDays><Day>5</Day><Day>6</Day>"
        "</NonWorkingDays><Holidays><Holiday>061120260000</Holiday></Holidays></Agenda>"
    )
    return (
        f"<Project>{head}{listed('Activities', ''.join(activities))}{''.join(rest)}{more}</Project>".encode()
    )


DIG, LIGHT, OPEN = (
    activity(1, "021120260800", 16, fixed=100, per_hour=10),
    activity(2, "041120260800", 20, fixed=50),
    activity(3, "091120261300", 0),
)
FULL = project(
    (DIG, LIGHT, OPEN),
    listed("Relations", relation(1, 2) + relation(2, 3, kind=0, lag=-8)),
    listed("ActivityGroups", "<ActivityGroup><Name>Works</Name><UniqueID>1</UniqueID></ActivityGroup>"),
    "<OutlineList><List><Child><Type>1</Type><Data>1</Data><List><Child><Type>2</Type><Data>1</Data></Child>"
    "<Child><Type>2</Type><Data>2</Data></Child></List></Child><Child><Type>2</Type><Data>3</Data></Child></List>"
    "</OutlineList>",
    listed("Resources", resource(1, 30, 5) + resource(2, 7, 2, renewable=0)),
    listed("ResourceAssignments", assignment(2, 1, 2) + assignment(2, 2, 40, fixed=1)),
    listed(
        "TrackingList",
        period("Week 45", "061120261700", (1, "031120260800", 20, 0, -5, 1), (2, "0", 0, 20, 0, 0))
        + period(
            "Week 46", "131120261700", (1, "031120260800", 20, 0, -5, 1), (2, "091120260800", 8, 16, 0, 0.3)
        ),
    ),
)
