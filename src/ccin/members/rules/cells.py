"""Texts in the cells of a spreadsheet, which runs what begins like a formula."""

FORMULA_SIGNS = ("=", "+", "-", "@")


def harmless(text: str) -> str:
    """An apostrophe before a text that a spreadsheet would run keeps it a text."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def as_written(text: str) -> str:
    """The text behind an apostrophe of ours."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text
