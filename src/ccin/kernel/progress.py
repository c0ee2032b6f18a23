"""How far long work has come, told to whoever watches: a page, a terminal, nobody."""

from typing import Protocol


class Tell(Protocol):
    def __call__(self, done: int, total: int = 0, words: str = "") -> None: ...


def quietly(done: int, total: int = 0, words: str = "") -> None:
    """For work that nobody watches."""
