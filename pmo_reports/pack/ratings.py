"""Delivery confidence on its own scale: what was rated, how it is mapped, and what was explained instead."""

from __future__ import annotations

from collections import Counter

from pmo_reports.model.figures import Figure
from pmo_reports.model.pack import Prose, TableBlock
from pmo_reports.pack.grid import Field, Words, grid
from pmo_reports.pack.quantities import count, share
from pmo_reports.pack.records import Record, text
from pmo_reports.pack.status_reports import reported
from pmo_reports.pack.view import View


def ratings_table(view: View) -> TableBlock | None:
    """Projects by rating as it was given, and what it is shown as; null where none is given."""
    given = Counter(text(row, "delivery_confidence") for row in reported(view).values())
    scale = view.settings.organisation.rating_scale
    named = [name for name in (*scale, *sorted(set(given) - {*scale, ""})) if given[name]]
    if not named:
        return None
    without = len(view.projects) - sum(given[name] for name in named)
    rows = {**{name: given[name] for name in named}, "Not given": without}
    fields: tuple[Field[str], ...] = (
        Field("rating", "Rating as given", lambda name: name, 2.0),
        Field("shown", "Shown as", lambda name: _shown(scale.get(name, "?")), 1.0),
        Field("projects", "Projects", lambda name: count(view.entity, "ratings", rows[name], name), 0.8),
        Field("share", "Share", lambda name: _share(view, name, rows[name]), 0.8),
    )
    words = Words(alt="Projects by delivery confidence as it was given", caption="Delivery confidence")
    return grid(fields, [name for name in rows if rows[name]], words, locale=view.locale)


def explained_table(view: View) -> TableBlock | None:
    """Projects that give an explanation in place of a rating, in their own words; null where none does."""
    reports = reported(view)
    found = [p for p in view.projects if _unrated_report(reports.get(p, {})) and text(reports[p], "note")]
    fields: tuple[Field[str], ...] = (
        Field("project", "Project", view.link, 1.5),
        Field("note", "Given instead of a rating", lambda p: Prose(text(reports[p], "note")), 3.5),
    )
    words = Words(
        alt="Projects that explain why they give no rating",
        caption="Explained, not rated",
    )
    return grid(fields, found, words, locale=view.locale) if found else None


def _unrated_report(report: Record) -> bool:
    return bool(report) and not text(report, "delivery_confidence") and not text(report, "overall")


def _shown(letter: str) -> str:
    return {"G": "Green", "A": "Amber", "R": "Red"}.get(letter, "Not known")


def _share(view: View, name: str, how_many: int) -> Figure:
    every = len(view.projects)
    return share(view.entity, "ratings.share", how_many / every if every else None, name)
