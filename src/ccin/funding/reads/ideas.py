"""Work areas as members see them: who put them forward, who else would do what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ccin.access.actor import Actor
from ccin.access.permissions import Permission, Role
from ccin.discussion.models import Belonging
from ccin.discussion.states import GroupKind
from ccin.funding.models import Idea, Round, Support
from ccin.funding.states import IDEA, SHOWN_ROUNDS, IdeaState, Willingness
from ccin.kernel.clock import today
from ccin.members.models import Organisation

LIVE = frozenset({IdeaState.OPEN, IdeaState.TAKEN_UP})


def acting_on_ideas(actor: Actor) -> Actor:
    """The actor with what officers of the network hold over work areas, and over nothing else:
    those who belong to a group of officers today."""
    if actor.person is None or actor.may(Permission.IDEA_SORT):
        return actor
    found = Belonging.objects.in_force_on(today()).filter(
        person=actor.person, group__kind=GroupKind.OFFICERS
    )
    return actor.holding(Role.NETWORK_OFFICER) if found.exists() else actor


def members_of(keys: Collection[int], on: date) -> QuerySet[Organisation]:
    """Those of these organisations that belong to the network on the day."""
    return Organisation.objects.members_on(on).filter(pk__in=keys).order_by("name", "pk")


def speaks_for(actor: Actor) -> QuerySet[Organisation]:
    """The members for which this actor can put a work area forward or say “us too”."""
    return members_of(actor.organisations_where(Permission.IDEA_PUT), today())


def is_in_it(idea: Idea, organisation: Organisation) -> bool:
    if idea.organisation_id == organisation.pk:
        return True
    return idea.supports.filter(organisation=organisation).exists()


def found_ideas(
    actor: Actor, *, words: str = "", show: str = "", theme: int | None = None
) -> QuerySet[Idea]:
    """With how many say “us too” as `others`, would take part as `joining`, lead as `leading`."""
    found = Idea.objects.visible_to(actor)
    if show == "mine":
        mine = [each.pk for each in speaks_for(actor)]
        supported = Support.objects.filter(organisation__in=mine).order_by().values("idea")
        found = found.filter(Q(organisation__in=mine) | Q(pk__in=supported))
    elif show == "unsorted":
        found = found.open().filter(theme=None)
    elif show in IdeaState.values:
        found = found.filter(state=show)
    else:
        found = found.filter(state__in=LIVE)
    if theme is not None:
        found = found.filter(theme=theme)
    for word in words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(words__icontains=word))
    counted = found.annotate(
        others=Count("supports"),
        joining=Count("supports", filter=Q(supports__willingness=Willingness.JOIN)),
        leading=Count("supports", filter=Q(supports__willingness=Willingness.LEAD)),
    )
    return counted.select_related("organisation", "theme").order_by(
        "fictional", "-others", "-put_at", "-pk"
    )


@dataclass(frozen=True, slots=True)
class IdeaPage:
    idea: Idea
    supports: list[Support]
    merged: list[Idea]
    rounds: list[Round]
    mine: list[Organisation]
    own_supports: list[Support]
    can: frozenset[str]
    may_support: bool
    writes_for: list[Organisation]

    @property
    def unsaid(self) -> list[Organisation]:
        """Members that the reader speaks for and that have not said “us too” yet."""
        said = {each.organisation_id for each in self.own_supports}
        return [each for each in self.mine if each.pk not in said]


def idea_page(idea: Idea, actor: Actor) -> IdeaPage:
    acting = acting_on_ideas(actor)
    supports = list(idea.supports.select_related("organisation", "person"))
    mine = list(speaks_for(actor))
    keys = {each.pk for each in mine}
    within = {idea.organisation_id, *(each.organisation_id for each in supports)}
    live = idea.state in LIVE
    rounds = Round.objects.filter(themes__ideas=idea, state__in=SHOWN_ROUNDS).distinct()
    return IdeaPage(
        idea=idea,
        supports=supports,
        merged=list(idea.merged.select_related("organisation")),
        rounds=list(rounds),
        mine=mine,
        own_supports=[each for each in supports if each.organisation_id in keys],
        can=IDEA.open_to(acting, state=idea.state, organisation=idea.organisation_id),
        may_support=bool(mine) and live,
        writes_for=[each for each in mine if each.pk in within] if live else [],
    )
