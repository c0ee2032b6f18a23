"""Work areas taken up by a round, and given back where it is not held."""

from collections.abc import Iterable

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.funding.models import Idea, Round
from ccin.funding.states import IDEA, IdeaState


def take_up_ideas(found: Round, ideas: Iterable[Idea], *, by: Actor) -> None:
    for idea in _locked(ideas):
        move = IDEA.move("take_up", state=idea.state)
        if idea.state != move.target:
            _move(idea, move.target)
            record(
                by,
                "funding.idea_taken_up",
                idea,
                concerning=[idea.organisation, found],
                into=str(found),
            )


def give_back_ideas(found: Round, ideas: Iterable[Idea] | None = None, *, by: Actor) -> None:
    """All that it took up, or these; one that another round took up stays so."""
    given = Idea.objects.filter(taken_up_in__round=found) if ideas is None else ideas
    for idea in _locked(given):
        elsewhere = idea.taken_up_in.exclude(round=found)
        if idea.state == IdeaState.TAKEN_UP and not elsewhere.exists():
            _move(idea, IDEA.move("sort", state=idea.state).target)
            record(by, "funding.idea_given_back", idea, concerning=[idea.organisation, found])
    for theme in found.themes.all() if ideas is None else ():
        theme.ideas.clear()


def _locked(ideas: Iterable[Idea]) -> list[Idea]:
    keys = [idea.pk for idea in ideas]
    held = Idea.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(held.select_related("organisation"))


def _move(idea: Idea, target: str) -> None:
    idea.state = target
    idea.version += 1
    idea.save(update_fields=["state", "version"])
