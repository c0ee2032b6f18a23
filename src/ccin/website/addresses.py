"""Addresses and placeholders as plain values."""

import string
from collections.abc import Collection
from urllib.parse import urlsplit


def normal_path(address: str) -> str:
    """An address as the table keeps it: the path alone, in small letters, closed by a slash.

    A whole address of the former site is accepted; its host and query are dropped.
    """
    path = urlsplit(address.strip()).path.lower()
    words = [word for word in path.split("/") if word]
    return "/" + "".join(f"{word}/" for word in words)


def unknown_names(text: str, *, known: Collection[str]) -> list[str]:
    """The names in braces that stand for no figure; a lone brace counts as one."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return ["…"]
    return [name for name in names if name not in known]
