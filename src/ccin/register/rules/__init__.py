"""Pure rules of the register: names recognised, areas covered, councils laid out as tiles."""

from ccin.register.rules.areas import Body, areas_covered
from ccin.register.rules.names import (
    CLOSE_ENOUGH,
    LONGEST,
    SHORTEST_MISSPELT,
    How,
    Match,
    Name,
    best_matches,
    fold,
    heart_of_a_parish,
    name_of,
    the_one_meant,
)

__all__ = [
    "CLOSE_ENOUGH",
    "LONGEST",
    "SHORTEST_MISSPELT",
    "Body",
    "How",
    "Match",
    "Name",
    "areas_covered",
    "best_matches",
    "fold",
    "heart_of_a_parish",
    "name_of",
    "the_one_meant",
]
