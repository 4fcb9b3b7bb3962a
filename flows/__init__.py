"""Prefect flows: schedule, form and run history around the pipeline. No logic lives here.

The only importer of Prefect. Parameters are flat and of simple types, so that Prefect's form can show
them; frames never travel between tasks.
"""
