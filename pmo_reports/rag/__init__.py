"""From measures and rules to RAG states, each with its reason.

Belongs here: bounds, declared states, overrides, staleness, rollup policies and trend. Does not belong
here: how a value is computed (`metrics`) or how a state looks (`render`).
"""

from pmo_reports.rag.assessment import assessed
from pmo_reports.rag.board import outcomes_of
from pmo_reports.rag.comparison import Change, Comparison, Warned, compared, warned
from pmo_reports.rag.doubts import doubts
from pmo_reports.rag.groups import Group, groups
from pmo_reports.rag.outcomes import Outcome
from pmo_reports.rag.told import Told, as_told, imported, retold

__all__ = [
    "Change",
    "Comparison",
    "Group",
    "Outcome",
    "Told",
    "Warned",
    "as_told",
    "assessed",
    "compared",
    "doubts",
    "groups",
    "imported",
    "outcomes_of",
    "retold",
    "warned",
]
