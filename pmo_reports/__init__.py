"""Batch reporting for project management offices: from project files to steering-committee packs."""

__version__ = "0.1.0"
