"""What the worker has still to do."""

from ccin.search.models import IndexEntry


def is_any_due() -> bool:
    return IndexEntry.objects.filter(words_due=True).exists()
