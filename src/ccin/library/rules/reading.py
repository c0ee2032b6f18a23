"""Plain rules of reading."""

import re

# What programs that visit every page call themselves; the rest is taken for a person.
_ROBOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|preview|fetch|monitor|check|python|curl|wget|http-?client"
    r"|facebookexternalhit|headless|lighthouse",
    re.IGNORECASE,
)


def is_robot(agent: str) -> bool:
    return bool(_ROBOT.search(agent))
