"""What is asked of an import: which files, for which period and source, and what may be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmo_reports.config.fiscal import reporting_period
from pmo_reports.config.mistake import suggestion
from pmo_reports.config.settings import Settings
from pmo_reports.errors import UsageError
from pmo_reports.history import IMPORTED
from pmo_reports.model.period import Period

Say = Callable[[str], None]
NOBODY = "import-history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to import into a workspace.

    Attributes:
        place: a folder with files of past periods, or one file.
        today: the day of the import, from which on the periods are known.
        period, source: what all files are of; null and "" to tell it from each file.
        dry: only say what would be done.
        overwrite: replace files that are there with other bytes.
        reason, author: why, and who says so; needed to replace files, and where a period was published.
    """

    settings: Settings
    place: Path
    today: date
    period: Period | None = None
    source: str = ""
    dry: bool = False
    overwrite: bool = False
    reason: str = ""
    author: str = ""

    @property
    def stated(self) -> bool:
        """Whether it is said why what is known may change, and who says so."""
        return bool(self.reason and self.author)

    @property
    def words(self) -> str:
        """The reason that is recorded of each period."""
        origin = f"{IMPORTED}{self.place.resolve().name}"
        return f"{self.reason} ({origin})" if self.reason else origin

    @property
    def who(self) -> str:
        """Who is recorded."""
        return self.author or NOBODY


def checked(order: Order) -> Order:
    """The order, its period with its days.

    Raises:
        UsageError: it names what there is not, or what may not be imported.
    """
    if not order.place.exists():
        raise UsageError("there is no such file or folder", place=str(order.place), remedy="check its path")
    _refuse_own(order)
    if order.source and order.source not in order.settings.sources:
        known = suggestion(order.source, order.settings.sources)
        raise UsageError(f"there is no source {order.source!r}", remedy=known)
    if order.source:
        _refuse_shared(order)
    if order.overwrite and not order.stated:
        raise UsageError(
            "files are only replaced with a reason", remedy='give --reason "..." and --author "..."'
        )
    if order.period is None:
        return order
    fiscal = order.settings.calendar.fiscal
    return Order(**{**_fields(order), "period": reporting_period(fiscal, order.period)})  # type: ignore[arg-type]


def _fields(order: Order) -> dict[str, object]:
    return {name: getattr(order, name) for name in Order.__slots__}


def _refuse_shared(order: Order) -> None:
    """What all periods share is of none: it is kept up to date in the workspace itself."""
    source = order.settings.sources[order.source]
    if "{period}" not in source.files and not source.splits:
        raise UsageError(
            f"the files of the source {order.source} ({source.files}) are of no period: all share them",
            remedy="name a source whose `files` has {period}, or whose parts say what tells the period",
        )


def _refuse_own(order: Order) -> None:
    """What lies in the workspace is read where it lies; what it lies in would import itself."""
    place, workspace = order.place.resolve(), order.settings.workspace.resolve()
    if place.is_relative_to(workspace) or workspace.is_relative_to(place):
        raise UsageError(
            "the workspace's own files cannot be imported into it",
            place=str(order.place),
            remedy="name a folder beside the workspace; what lies in its inputs is read as it is",
        )
