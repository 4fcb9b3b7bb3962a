"""What a one-pager says of the outlook: P80 of the finish, the range of the estimates, and whose AC it is."""

from __future__ import annotations

from pmo_reports.model.assumptions import EARLY
from pmo_reports.model.figures import Sentence
from pmo_reports.model.wording import say, term
from pmo_reports.pack.origins import origin
from pmo_reports.pack.quantities import alike, number
from pmo_reports.pack.room import FULL
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined


def outlook_line(view: View, explained: int) -> Sentence | None:
    """Finish at P80, lowest and highest EAC, and where AC is from; null where none of the first two is known.

    It is left out of a page that has so many states to explain (`explained`) that nothing more fits.
    """
    told = joined((_finish(view), _estimates(view)), ", ")
    if not told or explained >= FULL:
        return None
    source = origin(view, "ac")
    if source:
        return say("Outlook: {parts}, AC from the {source}.", parts=told, source=term(source))
    return say("Outlook: {parts}.", parts=told)


def _finish(view: View) -> Sentence:
    p80 = view.figure(view.entity, "finish_p80")
    return say("finish at P80 {date}", date=p80) if p80.value is not None else Sentence()


def _estimates(view: View) -> Sentence:
    """The lowest and the highest estimate by formula; nothing early in the project, and without any."""
    lowest, highest = (view.figure(view.entity, key) for key in ("eac_lowest", "eac_highest"))
    done = number(view.figure(view.entity, "percent_complete"))
    if lowest.value is None or highest.value is None or (done is not None and done < EARLY):
        return Sentence()
    low, high = alike(lowest, highest)
    return say("EAC by method {low} to {high}", low=low, high=high)
