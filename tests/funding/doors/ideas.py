"""Work areas."""

from ccin.access.permissions import Permission
from ccin.funding.models import Idea, Support
from ccin.funding.states import IdeaState
from tests.architecture.door import At, Door
from tests.factories import MembershipFactory, ThemeFactory
from tests.funding.made import IdeaFactory


def member_idea(**given: object) -> Idea:
    made: Idea = IdeaFactory(organisation=MembershipFactory().organisation, **given)
    return made


def an_idea() -> At:
    idea = member_idea()
    return At({"pk": idea.pk}, organisation=idea.organisation_id)


def any_idea() -> At:
    """What every member can read, and say “us too” to, for itself."""
    return At({"pk": member_idea().pk})


def one_set_aside() -> At:
    return At({"pk": member_idea(state=IdeaState.SET_ASIDE, set_aside_because="Later").pk})


def a_supporter() -> At:
    idea = member_idea()
    Support.objects.create(
        idea=idea, organisation=idea.organisation, willingness="join", said_at=idea.put_at
    )
    return At({"pk": idea.pk, "organisation": idea.organisation_id}, idea.organisation_id)


def a_partner() -> At:
    idea, other = member_idea(), MembershipFactory().organisation
    Support.objects.create(
        idea=idea, organisation=idea.organisation, willingness="join", said_at=idea.put_at
    )
    Support.objects.create(idea=idea, organisation=other, willingness="join", said_at=idea.put_at)
    return At({"pk": idea.pk, "organisation": other.pk})


PUT, SORT = Permission.IDEA_PUT, Permission.IDEA_SORT
WORDS = {"title": "Repair cafés", "words": "Why do they close?", "version": "1"}

ROWS: dict[str, Door] = {
    "funding:ideas": Door(Permission.IDEA_READ),
    "funding:idea": Door(Permission.IDEA_READ, at=any_idea),
    "funding:put_idea": Door(PUT, PUT, data=lambda: WORDS),
    "funding:change_idea": Door(PUT, PUT, at=an_idea, data=lambda: WORDS),
    "funding:withdraw_idea": Door(post=PUT, at=an_idea),
    "funding:support_idea": Door(PUT, PUT, at=any_idea, data=lambda: {"willingness": "join"}),
    "funding:take_support_back": Door(post=PUT, at=a_supporter),
    "funding:write_to_partner": Door(PUT, PUT, at=a_partner, data=lambda: {"words": "Hello"}),
    "funding:sort_idea": Door(
        SORT, SORT, at=an_idea, data=lambda: {"theme": str(ThemeFactory().pk)}
    ),
    "funding:merge_ideas": Door(
        SORT, SORT, at=an_idea, data=lambda: {"into": str(member_idea().pk)}
    ),
    "funding:set_idea_aside": Door(SORT, SORT, at=an_idea, data=lambda: {"reason": "Later"}),
    "funding:reopen_idea": Door(post=SORT, at=one_set_aside),
}
