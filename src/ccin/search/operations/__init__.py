"""Writing the index: entries at once, their words by the worker."""

from ccin.search.operations.entries import remove_entry, write_entry
from ccin.search.operations.weighing import rebuild_words, weigh_due

__all__ = ["rebuild_words", "remove_entry", "weigh_due", "write_entry"]
