"""The two ways in which the house says no to a person who is allowed to ask."""

from collections.abc import Mapping


class Refused(Exception):
    """A rule of the house says no. `str(e)` is a sentence telling the person what to do."""


class Stale(Exception):
    """Somebody else changed the record meanwhile. `sent` is what the person had written, so that
    the page can give it back."""

    def __init__(self, words: str = "", *, sent: Mapping[str, str] | None = None) -> None:
        super().__init__(words or "Somebody else changed this record while you were editing it.")
        self.sent: dict[str, str] = dict(sent or {})
