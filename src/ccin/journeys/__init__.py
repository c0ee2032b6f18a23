"""Processes that cross rooms: merging two records, erasing a person, reorganisation of councils,
handing over after an election, rebuilding the search index.

Words: plan.
"""
