"""Finding: the one query, what is like something, and what has been added."""

from ccin.search.reads.finding import added_since, find, like
from ccin.search.reads.waiting import is_any_due

__all__ = ["added_since", "find", "is_any_due", "like"]
