"""The outlook: by when projects finish and what they cost, as ranges against what was approved."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_reports.model.assumptions import EARLY
from pmo_reports.model.figures import Figure, Sentence
from pmo_reports.model.wording import Filling, say, say_many, term
from pmo_reports.pack.drivers import drivers_table
from pmo_reports.pack.lengths import first_fitting
from pmo_reports.pack.outlook_charts import cost_chart, finish_chart
from pmo_reports.pack.outlook_tables import cost_table, early, estimates_table, finish_table, known
from pmo_reports.pack.quantities import count, number, share
from pmo_reports.pack.section import Content, section
from pmo_reports.pack.view import View
from pmo_reports.pack.words import joined

_SIMULATED = "Monte Carlo"
EVEN = 0.5  # a chance below this is more likely missed than kept


@section("outlook", "Outlook")
def outlook(view: View) -> Content | None:
    """Finish and cost as P10 to P90, estimates by formula, and what drives the finish; none without any."""
    blocks = {
        "finish_chart": finish_chart(view),
        "cost_chart": cost_chart(view),
        "finish": finish_table(view),
        "cost": cost_table(view),
        "estimates": estimates_table(view),
        "drivers": drivers_table(view),
    }
    if not any(blocks.values()):
        return None
    return Content(
        title=_title(view),
        lead=_lead(view),
        blocks=blocks,
        source=view.source("tasks", "milestones", "risks", "costs"),
    )


def _title(view: View) -> Sentence:
    judged = known(view, "finish_chance")
    if judged:
        unlikely = [e for e in judged if (number(view.figure(e, "finish_chance")) or 0.0) < EVEN]
        few = count(view.entity, "outlook.unlikely", len(unlikely))
        of = count(view.entity, "outlook.judged", len(judged))
        even = share(view.entity, "method.even_chance", EVEN)
        return first_fitting(_few(few, of, even), (_until(view),))
    if ranges := known(view, "finish_p50"):
        found = count(view.entity, "outlook.ranged", len(ranges))
        head = say_many("{n} finish date forecast as a range", "{n} finish dates forecast as a range", found)
        return joined((head, _until(view)))
    found = count(view.entity, "outlook.estimated", len(known(view, "eac_lowest")))
    return say_many(
        "{n} project with a cost at completion by formula",
        "{n} projects with a cost at completion by formula",
        found,
    )


def _few(few: Figure, of: Figure, even: Figure) -> Sentence:
    """How many of the projects are more likely to miss the approved date than to keep it."""
    if not few.value:
        return say_many(
            "None of {n} project has a chance below {even} to meet the approved date",
            "None of {n} projects has a chance below {even} to meet the approved date",
            of,
            even=even,
        )
    if of.value == 1:
        return say(
            "{n} of {whole} project has a chance below {even} to meet the approved date",
            n=few,
            whole=of,
            even=even,
        )
    return say_many(
        "{n} of {whole} projects has a chance below {even} to meet the approved date",
        "{n} of {whole} projects have a chance below {even} to meet the approved date",
        few,
        whole=of,
        even=even,
    )


def _until(view: View) -> Sentence:
    """By when all is finished, four times out of five."""
    p80 = view.figure(view.entity, "finish_p80")
    return say("the last finish is {date} at P80", date=p80) if p80.value is not None else Sentence()


def _lead(view: View) -> Sentence:
    told = joined((*_methods(view), _left_out(view)), ". ")
    return told + Sentence.of(".") if told else told


def _methods(view: View) -> Iterator[Sentence]:
    """How the ranges were found: projects, method, draws or observations, and seed."""
    mine = view.now.drawn.methods
    mine = mine[mine.index.isin(known(view, "finish_p50"))]
    for (method, n, seed), group in mine.groupby(["method", "n", "seed"], sort=True):
        found = count(view.entity, "outlook.projects", len(group), str(method))
        sown = count(view.entity, "method.seed", int(str(seed)))
        times = "draws" if str(method).startswith(_SIMULATED) else "observations"
        key = "method.draws" if times == "draws" else "outlook.observations"
        drawn = count(view.entity, key, int(str(n)))
        told: dict[str, Filling] = {"method": term(str(method)), "drawn": drawn, "seed": sown}
        if times == "draws":
            yield say_many(
                "{n} project by {method} ({drawn} draws, seed {seed})",
                "{n} projects by {method} ({drawn} draws, seed {seed})",
                found,
                **told,
            )
        else:
            yield say_many(
                "{n} project by {method} ({drawn} observations, seed {seed})",
                "{n} projects by {method} ({drawn} observations, seed {seed})",
                found,
                **told,
            )


def _left_out(view: View) -> Sentence:
    """How many projects are too young for estimates by formula."""
    young = early(view)
    if not young:
        return Sentence()
    figure = count(view.entity, "outlook.early", len(young))
    least = share(view.entity, "method.early", EARLY)
    return say_many(
        "{n} project below {share} complete is left out of the estimates by formula",
        "{n} projects below {share} complete are left out of the estimates by formula",
        figure,
        share=least,
    )
