"""What the pages of groups show: which there are, what is talked about, who belongs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.discussion.models import Belonging, Group, Post, Topic, Wish
from ccin.discussion.reads.directory import standings_of
from ccin.discussion.states import REMOVED, UNANSWERED, HowToJoin, TopicKind
from ccin.kernel.clock import today
from ccin.members.models import Organisation, Representation

MOST_WORDS = 6  # of what is looked for


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in a group, and so what its page offers them."""

    belonging: Belonging | None
    wish: Wish | None
    is_staff: bool
    reads: bool
    may_join: bool
    may_wish: bool

    @property
    def belongs(self) -> bool:
        return self.belonging is not None

    @property
    def moderates(self) -> bool:
        return self.is_staff or (self.belonging is not None and self.belonging.is_moderator)


def standing_in(group: Group, actor: Actor) -> Standing:
    belonging = own_belongings(actor).filter(group=group).first()
    reads = Group.objects.readable_by(actor).filter(pk=group.pk).exists()
    may, wish, taken_out = False, None, False
    if belonging is None and actor.person is not None:
        may = group.is_open and actor.may_somewhere(Permission.GROUP_JOIN)
        wish = group.wishes.waiting().filter(person=actor.person).first()
        ended = group.belongings.filter(person=actor.person).order_by("-left_at").first()
        taken_out = ended is not None and ended.removed_because != ""
    asks = group.how_to_join == HowToJoin.ASK or (
        group.how_to_join == HowToJoin.OPEN and (taken_out or not reads)
    )
    return Standing(
        belonging=belonging,
        wish=wish,
        is_staff=actor.may(Permission.GROUP_MODERATE),
        reads=reads,
        may_join=may and reads and not taken_out and group.how_to_join == HowToJoin.OPEN,
        may_wish=may and wish is None and asks and group.takes_wishes(today()),
    )


def own_belongings(actor: Actor) -> QuerySet[Belonging]:
    if actor.person is None:
        return Belonging.objects.none()
    return Belonging.objects.in_force_on(today()).filter(person=actor.person)


Seen = Mapping[int, datetime]  # of topics, until when they were read


def own_groups(actor: Actor, seen: Seen) -> QuerySet[Group]:
    """Those somebody belongs to, each with how many topics have news for them; news first."""
    mine = own_belongings(actor).filter(group=OuterRef("pk"))
    looked = mine.values(looked=Coalesce("read_at", "joined_at"))[:1]
    news = (
        Topic.objects.filter(group=OuterRef("pk"), last_post_at__gt=OuterRef("looked_at"))
        .exclude(state=REMOVED)
        .exclude(_read_since(seen))
        .order_by()
        .values("group")
        .annotate(number=Count("pk"))
        .values("number")
    )
    found = _with_people(Group.objects.filter(Exists(mine))).annotate(
        looked_at=Subquery(looked),
        moderated=Subquery(mine.values("is_moderator")[:1]),
    )
    return found.annotate(news=Coalesce(Subquery(news, output_field=IntegerField()), 0)).order_by(
        "-news", "name", "pk"
    )


def other_groups(actor: Actor) -> QuerySet[Group]:
    """Those somebody may know of and does not belong to."""
    mine = own_belongings(actor).values("group")
    found = _with_people(Group.objects.known_to(actor).exclude(pk__in=mine))
    wishes = Wish.objects.waiting().filter(group=OuterRef("pk"), person=actor.person or 0)
    return found.annotate(wished=Exists(wishes)).order_by("-state", "name", "pk")


def _with_people(groups: QuerySet[Group]) -> QuerySet[Group]:
    belong = (
        Belonging.objects.in_force_on(today())
        .filter(group=OuterRef("pk"))
        .order_by()
        .values("group")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return groups.annotate(people=Coalesce(Subquery(belong, output_field=IntegerField()), 0))


def topics_of(
    group: Group, standing: Standing, seen: Seen, *, words: str = "", show: str = ""
) -> QuerySet[Topic]:
    """Pinned ones first, then by what was last said; each with its replies and whether it has news
    for whoever belongs."""
    found = Topic.objects.filter(group=group).exclude(state=REMOVED)
    if show == "unanswered":
        found = found.filter(kind=TopicKind.QUESTION, state__in=UNANSWERED)
    elif show == "questions":
        found = found.filter(kind=TopicKind.QUESTION)
    for word in words.split()[:MOST_WORDS]:
        said = Post.objects.shown().filter(topic=OuterRef("pk"), words__icontains=word)
        found = found.filter(Q(title__icontains=word) | Q(words__icontains=word) | Exists(said))
    replies = Count("posts", filter=Q(posts__state="shown"))
    found = found.select_related("asked_by", "organisation").annotate(replies=replies)
    looked = looked_at(standing.belonging)
    is_new = Q(last_post_at__gt=looked) & ~_read_since(seen) if looked else Q(pk__in=[])
    found = found.annotate(is_new=ExpressionWrapper(is_new, output_field=BooleanField()))
    return found.order_by("-is_pinned", "-last_post_at", "-pk")


def _read_since(seen: Seen) -> Q:
    """Topics in which nothing was said since they were opened."""
    read = [Q(pk=key, last_post_at__lte=until) for key, until in seen.items()]
    return reduce(or_, read) if read else Q(pk__in=[])


def looked_at(belonging: Belonging | None) -> datetime | None:
    """Until when somebody has read what was said: they joined, or said that they have read it."""
    return (belonging.read_at or belonging.joined_at) if belonging else None


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who belongs to a group, and as what: a role for an organisation, a seat in a body."""

    belonging: Belonging
    standings: list[str]


def people_of(group: Group, *, words: str = "") -> QuerySet[Belonging]:
    """Those who belong today: who moderates first, then by name."""
    found = Belonging.objects.in_force_on(today()).filter(group=group)
    for word in words.split()[:MOST_WORDS]:
        here = _stand_for().filter(person=OuterRef("person"), organisation__name__icontains=word)
        found = found.filter(Q(person__name__icontains=word) | Exists(here))
    return found.select_related("person").order_by("-is_moderator", "person__name", "pk")


def with_standings(belongings: Iterable[Belonging]) -> list[Somebody]:
    """Each with all they are today, in two queries."""
    belongings = list(belongings)
    said = standings_of([each.person_id for each in belongings])
    return [Somebody(each, said[each.person_id]) for each in belongings]


def _stand_for() -> QuerySet[Representation]:
    members = Organisation.objects.members_on(today()).values("pk")
    return (
        Representation.objects.current_on(today())
        .filter(organisation__in=members)
        .select_related("organisation")
        .order_by("-is_primary", "pk")
    )
