"""Preferences put through a rule of allocation, as advice."""

from ccin.access.permissions import P
from ccin.funding.operations.preferences import Preferences, run_preferences
from tests.actors import OFFICER
from tests.architecture.door import At, Door
from tests.funding.made import RoundFactory, StrandFactory

FILE = (
    "META\nkey;value\nnum_projects;1\nnum_votes;1\nbudget;10\nvote_type;approval\n"
    "PROJECTS\nproject_id;cost\na;5\nVOTES\nvoter_id;vote\n1;a\n"
)


def an_open_round() -> At:
    return At({"slug": RoundFactory(open=True).slug})


def a_run() -> At:
    asked = Preferences("One officer", FILE, "greedy")
    return At({"pk": run_preferences(StrandFactory(), asked, by=OFFICER).pk})


ROWS: dict[str, Door] = {
    "funding:preferences": Door(P.PREFERENCES_RUN, P.PREFERENCES_RUN, at=an_open_round),
    "funding:preference_run": Door(P.PREFERENCES_RUN, at=a_run),
    "funding:match_preferences": Door(P.PREFERENCES_RUN, P.PREFERENCES_RUN, at=a_run),
    "funding:show_preferences": Door(
        get=None, post=P.PREFERENCES_RUN, at=a_run, data=lambda: {"shown": "yes"}
    ),
}
