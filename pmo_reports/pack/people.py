"""People's own words, shown as theirs: what they ask, what they did and what comes next."""

from __future__ import annotations

import re
from dataclasses import replace

from pmo_reports.model.figures import Sentence
from pmo_reports.model.pack import Bullets, Prose
from pmo_reports.model.wording import label, say
from pmo_reports.pack.open_decisions import open_decisions
from pmo_reports.pack.quantities import on
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.status_reports import reported_on
from pmo_reports.pack.view import View

_STOPS = (".", "!", "?", ";")
_MARK = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s+")


_NOTHING = re.compile(r"(none|nothing|no help|no support|nil|n/?a)\b", re.IGNORECASE)


def ask(view: View, report: Record) -> Bullets:
    """What is wanted from the reader: the open decisions and the help needed, or that nothing is."""
    decisions = [Prose(text(row, "question"), by=say("Decision asked")) for row in open_decisions(view)]
    wanted = [Prose(words) for words in wants(text(report, "help_needed"))]
    if wanted:
        wanted[-1] = replace(wanted[-1], by=whose(view, report))
    return Bullets(
        head=label("What we want from you"),
        items=(*decisions, *wanted),
        empty=label("No decision asked this period."),
    )


def whose(view: View, report: Record) -> Sentence:
    """Whose words a report's are, and of when: "In the words of Ada Vogt, 31 Oct 2026"."""
    author, when = text(report, "submitted_by"), reported_on(report)
    date = on(view.entity, "status_reports.reported_on", when)
    if author and when:
        return say("In the words of {author}, {date}", author=author, date=date)
    if author:
        return say("In the words of {author}", author=author)
    return say("In the words of the report, {date}", date=date) if when else say("In the words of the report")


def wants(words: str) -> tuple[str, ...]:
    """The points of what is wanted, those that say that nothing is left out."""
    return tuple(point for point in points(words) if point and not _NOTHING.match(point))


def summary(view: View, report: Record) -> Prose | None:
    """The project manager's summary, marked as theirs; null where there is none."""
    words = text(report, "summary")
    return Prose(words, author=text(report, "submitted_by"), by=whose(view, report)) if words else None


def bullets(head: str, words: str) -> Bullets | None:
    """The points of a narrative field under a head, null where it is empty."""
    return Bullets(head=head, items=tuple(Prose(point) for point in points(words))) if words else None


def points(words: str) -> tuple[str, ...]:
    """The lines of a list, without their marks; running text, wrapped or not, is one point."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    listed = any(_MARK.match(line) for line in lines) or all(line.endswith(_STOPS) for line in lines)
    return tuple(_MARK.sub("", line) for line in lines) if listed else (words,)
