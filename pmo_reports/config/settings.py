"""The settings of a workspace, whole: organisation, calendar, sources, RAG rules and packs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pmo_reports.config.calendar import Calendar
from pmo_reports.config.materiality import Materiality
from pmo_reports.config.measures import Measures
from pmo_reports.config.organisation import Organisation
from pmo_reports.config.packs import Pack
from pmo_reports.config.precedence import Precedence
from pmo_reports.config.rag import RagRules
from pmo_reports.config.setting import Setting
from pmo_reports.config.sources import Source


class Settings(Setting):
    """Everything that is configured.

    Attributes:
        workspace: folder that inputs, store and outputs lie in.
        sources, packs: by name.
        digest: SHA-256 over the settings' content, the same wherever the workspace lies.
        tables_digest: the same over what canonical tables are read by alone.
        measures_digest: the same over what measures are computed by, which is the former and more.
    """

    workspace: Path
    organisation: Organisation
    calendar: Calendar
    measures: Measures = Measures()
    rag: RagRules
    materiality: Materiality = Materiality()
    precedence: Precedence = Precedence()
    sources: Mapping[str, Source]
    packs: Mapping[str, Pack]
    digest: str = ""
    tables_digest: str = ""
    measures_digest: str = ""
