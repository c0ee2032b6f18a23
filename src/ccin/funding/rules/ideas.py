"""What members say of a work area, weighed."""

WEAKEST_FIRST = ("support", "join", "lead")


def stronger(one: str, other: str) -> str:
    """The more that a member would do, of two things it said."""
    return max(one, other, key=WEAKEST_FIRST.index)
