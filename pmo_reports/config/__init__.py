"""YAML in, frozen settings out; every mistake at once, each with file and line.

Belongs here: the shape of the settings and how they are loaded. Does not belong here: what is done
with them.
"""
