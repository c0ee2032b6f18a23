"""Writing the index: entries at once, their words by the worker."""

from ccin.search.operations.entries import remove_entry, set_mark, write_entries, write_entry
from ccin.search.operations.weighing import rebuild_words, weigh_due

__all__ = ["rebuild_words", "remove_entry", "set_mark", "weigh_due", "write_entries", "write_entry"]
