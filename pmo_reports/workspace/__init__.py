"""Workspaces: the folder that inputs, reference data, settings and outputs lie in.

Belongs here: what `init` writes, the sample portfolio included. Does not belong here: reading any
of it back.
"""

from pmo_reports.workspace.creation import init

__all__ = ["init"]
