"""The README of a new workspace: what goes where, for the analyst who fills it."""

from __future__ import annotations

LAYOUT = """\
# Workspace

One folder for everything that a reporting pack is made from.

| folder | what goes there |
|---|---|
| `config/` | settings: `organisation.yaml` (who reports, currency, colours), `rag.yaml` (rules), \
`calendar.yaml` (working days), `measures.yaml` (how measures are computed), \
`materiality.yaml` (which changes are told first), \
`precedence.yaml` (which source is believed), \
`sources/*.yaml` (which file feeds which table), \
`packs/*.yaml` (which sections for whom) |
| `reference/` | what changes rarely: the project register, the crosswalk of project codes, RAG overrides, \
exchange rates |
| `inputs/<period>/` | what arrives each month, such as `inputs/2026-10/`: files as they were sent, \
never edited |
| `store/` | made by the software: every input by its content, and a snapshot of each period; keep it |
| `out/` | made by the software: the packs, a new version each time |
"""

STEPS = """
## Each month
1. Put the files of the period into `inputs/<period>/`.
2. `pmo-reports check --period <period> --workspace .` lists what is missing or wrong, \
with file, sheet and cell.
3. Have it mended where it was made, and put the new file in place of the old one.
4. `pmo-reports build --period <period> --workspace .` makes the pack.
"""

FILES = """
## What the settings look for
| file | is |
|---|---|
| `reference/portfolio.xlsx` | the register: portfolio, programmes, projects, tolerances |
| `reference/crosswalk.csv` | `system, local_id, project_id`: what finance and the tracker call a project |
| `reference/overrides.csv` | RAG overrides with reason, approver and expiry |
| `reference/fx_rates.csv` | `currency, kind, valid_from, rate`: reporting currency for one unit \
of `currency` |
| `reference/business_cases.csv` | `project, year, cost, benefit, currency`: the approved cases |
| `reference/strategy.xlsx` | strategic objectives, and what each project contributes to them |
| `inputs/<period>/status/*.xlsx` | a status workbook of each project |
| `inputs/<period>/finance_export.csv` | budget, commitments, actuals and forecast by project, \
month and category |
| `inputs/<period>/tracker.csv` | the issue tracker's export |
| `inputs/<period>/schedules/*` | a schedule of each project, named after its code |
| `inputs/<period>/raid_log.xlsx` | risks, issues, dependencies, decisions, changes |
| `inputs/<period>/benefits.xlsx` | benefits by month or quarter |
| `inputs/<period>/resources.xlsx` | demand, allocation and capacity by role |

Other names or columns? Change `files` and `aliases` in `config/sources/`, not the files.
"""

PRESET = """
## Inputs of this workspace
The settings read one kind of export: see `files` in `config/sources/{preset}.yaml` for the name and the
folder that it is looked for in.
"""


def readme(preset: str = "") -> str:
    """The README of a workspace without sample data."""
    return LAYOUT + (PRESET.format(preset=preset) if preset else FILES) + STEPS
