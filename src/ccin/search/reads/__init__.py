"""Finding: the one query, what is like something, and what has been added."""

from ccin.search.reads.finding import added_since, find, like
from ccin.search.reads.waiting import entries_of, is_any_due, keys_held, mark_of

__all__ = ["added_since", "entries_of", "find", "is_any_due", "keys_held", "like", "mark_of"]
