"""Addresses of an earlier site as plain values."""

from urllib.parse import unquote, urlsplit


def former_path(address: str) -> str:
    """The path alone, in small letters, closed by a slash; host and query are dropped.

    What a browser would encode is written plainly, so that both ways of writing it meet.
    """
    bare = address.strip()
    if "://" not in bare and not bare.startswith("/") and "." in bare.split("/", 1)[0]:
        bare = f"//{bare}"  # a host without its scheme
    try:
        path = urlsplit(bare).path
    except ValueError:
        return "/"
    words = [word for word in unquote(path).lower().split("/") if word]
    return "/" + "".join(f"{word}/" for word in words)
