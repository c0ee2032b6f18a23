"""Which question of a case study a heading of somebody's report most likely answers."""

_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cost", ("cost", "budget", "financ", "funding", "money", "spend", "resourc")),
    ("known", ("evidence", "evaluat", "measur", "monitor", "how we know", "data", "method")),
    ("wrong", ("wrong", "lesson", "barrier", "difficult", "obstacle", "risk", "challenges")),
    ("again", ("again", "recommend", "advice", "next step", "future", "tips", "reflect")),
    ("changed", ("outcome", "impact", "result", "benefit", "achiev", "difference", "change")),
    ("by_whom", ("who ", "partner", "team", "people involved", "governance", "stakeholder")),
    ("done", ("what we did", "what was done", "approach", "action", "deliver", "solution")),
    ("done", ("activit", "implement", "project", "how it work", "process", "proposal")),
    ("problem", ("problem", "background", "context", "challenge", "issue", "introduc", "need")),
    ("problem", ("purpose", "why", "situation")),
)


def suggested(heading: str) -> str:
    """The name of a section, or empty where nothing speaks for one."""
    words = f"{heading.casefold()} "
    for name, signs in _SIGNS:
        if any(sign in words for sign in signs):
            return name
    return ""
