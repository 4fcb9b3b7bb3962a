"""Idle projects: those that are closed, on hold or not begun are not judged."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmo_reports.config.rag import RagRules
from pmo_reports.model.assessed import Basis
from pmo_reports.model.rag import Rag
from pmo_reports.model.wording import say
from pmo_reports.rag.codes import NONE, NOT_APPLICABLE, Codes, Flags, known, read
from pmo_reports.rag.reasons import word
from pmo_reports.rag.register import Register
from pmo_reports.rag.verdict import Verdict


def idle(basis: Basis, rules: RagRules, register: Register, reported: Flags) -> Codes:
    """The one state of each project that is not judged; `NONE` where it is.

    A project whose beginning lies ahead has begun if it says when it did, or if it is reported on.
    """
    states = read(register.stated("state"), rules.states)
    ahead = register.stated("baseline_start").gt(pd.Timestamp(basis.status_date)).to_numpy(dtype=bool)
    begun = register.stated("actual_start").notna().to_numpy(dtype=bool) | reported
    return np.where((states == NONE) & ahead & ~begun, NOT_APPLICABLE, states)


def verdict(code: np.int8) -> Verdict:
    """The verdict on a project that is not judged."""
    state = known(code)
    if state is Rag.NOT_APPLICABLE:
        return Verdict(state=state, reason=say("The project has not begun."))
    return Verdict(state=state, reason=say("The project is {state}.", state=word(state)))
