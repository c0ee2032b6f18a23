"""The passes over what is written: words of files, and the question each year."""

from ccin.access.actor import Actor
from ccin.kernel.clock import today
from ccin.kernel.progress import Tell
from ccin.library.operations.files import read_words
from ccin.library.operations.publishing import ask_for_review
from ccin.library.reads.editing import to_review

A_DAY = 20


def read_files(by: Actor, tell: Tell) -> str:
    done = read_words(by=by, tell=tell)
    return f"Files read: {done}" if done else ""


def ask_for_reviews(by: Actor, tell: Tell) -> str:
    """The longest due first, and only some a day: a library that was brought in is due at once."""
    asked = sum(ask_for_review(resource, by=by) for resource in to_review(today())[:A_DAY])
    return f"Asked whether it is still right: {asked}" if asked else ""
