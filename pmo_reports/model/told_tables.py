"""The canonical table of what was told: states that packs printed before the workspace knew of them."""

from __future__ import annotations

from pmo_reports.model.table import Table, declared

DECLARED: tuple[Table, ...] = (
    declared(
        "told_states",
        "a RAG state that an imported pack printed",
        "project_id dimension",
        "project_id dimension state",
        text="project_id dimension state",
    ),
)
