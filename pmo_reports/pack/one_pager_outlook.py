"""What a one-pager says of the outlook: P80 of the finish, the range of the estimates, and whose AC it is."""

from __future__ import annotations

from pmo_reports.model.assumptions import EARLY
from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Cell
from pmo_reports.pack.origins import origin
from pmo_reports.pack.quantities import alike, number
from pmo_reports.pack.view import View


def outlook_facts(view: View) -> tuple[tuple[str, Cell], ...]:
    """Finish at P80, lowest and highest EAC, and where AC is from, as far as they are known."""
    p80 = view.figure(view.entity, "finish_p80")
    told: tuple[tuple[str, Cell], ...] = (
        ("Finish at P80", p80 if p80.value is not None else None),
        ("EAC by method", _range(view)),
        ("AC from", origin(view, "ac")),
    )
    return tuple((label, cell) for label, cell in told if cell)


def _range(view: View) -> Sentence | None:
    """The lowest and the highest estimate by formula; null early in the project, and without any."""
    lowest, highest = (view.figure(view.entity, key) for key in ("eac_lowest", "eac_highest"))
    done = number(view.figure(view.entity, "percent_complete"))
    if lowest.value is None or highest.value is None or (done is not None and done < EARLY):
        return None
    low, high = alike(lowest, highest)
    return Sentence.of(low, " to ", high)
