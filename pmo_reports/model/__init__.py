"""The vocabulary: pure values that every room shares. Imports nothing of ours but `errors`.

Belongs here: what a stage hands to the next one. Does not belong here: how it is made or shown.
"""
