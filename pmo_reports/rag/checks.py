"""Whether `rag.yaml` names measures and fields that there are; all mistakes at once, each with its line."""

from __future__ import annotations

from pmo_reports.config.rag import RagRules
from pmo_reports.config.rag_checks import name_mistakes
from pmo_reports.errors import ConfigurationError, Problem
from pmo_reports.model.measures import Measurements


def checked(rules: RagRules, measurements: Measurements) -> RagRules:
    """`rules`, if every measure and project field in them is known.

    Raises:
        ConfigurationError: naming every one that is not, with the nearest that is.
    """
    found = name_mistakes(rules, measurements.declared)
    problems = tuple(Problem(rules.at(*each.keys), each.message, each.remedy) for each in found)
    if problems:
        raise ConfigurationError(problems)
    return rules
