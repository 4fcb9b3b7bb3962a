"""Who discloses: how many of a row's projects have a forecast, said once a row and not beside each number.

A column "disclosed" speaks for all figures of its row, one "bac_disclosed" for those of that measure.
"""

from __future__ import annotations

from pmo_reports.model.figures import Sentence
from pmo_reports.model.wording import say
from pmo_reports.pack.grid import Field
from pmo_reports.pack.quantities import count
from pmo_reports.pack.view import View


def disclosure(view: View) -> tuple[Field[str], ...]:
    """A column that says how many of how many projects have a forecast; none where every project has."""
    if all(_full(view, entity) for entity in (view.entity, *view.scope.programmes)):
        return ()
    return (Field("disclosed", "Forecast by", lambda entity: disclosing(view, entity, "eac"), 0.7),)


def disclosing(view: View, entity: str, key: str) -> Sentence:
    """How many of the entity's projects disclose a measure: "5 of 6"."""
    figure = view.figure(entity, key)
    n, of = count(entity, f"{key}.disclosed", figure.n), count(entity, f"{key}.members", figure.of)
    return say("{part} of {whole}", part=n, whole=of)


def _full(view: View, entity: str) -> bool:
    figures = (view.figure(entity, key) for key in ("bac", "eac"))
    return all(figure.n == figure.of for figure in figures)
