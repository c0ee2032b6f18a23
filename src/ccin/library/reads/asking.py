"""What the pages of questions show, and what waits for whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import staff_who_may
from ccin.discussion.models import Asking, Post, Report, Topic
from ccin.discussion.reads.speaking import speaks_for
from ccin.discussion.rules.asking import may_still_change
from ccin.discussion.states import ANSWERED, OPEN, REMOVED, TOPIC, UNANSWERED, WITH_STAFF
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.kernel.workdays import Nation, OneOff, UnknownYear, WorkingCalendar, of_nation
from ccin.library.models import QuestionSubject, Theme
from ccin.library.reasons.asking import because
from ccin.library.rules.asking import Standing
from ccin.members.models import Organisation, Representation
from ccin.members.states import MEMBER_CLASSES, in_membership
from ccin.register.models import ExtraHoliday
from ccin.search.reads import find, like
from ccin.search.rules import STAFF, Asked, Hit, tokens_of

# Who may read a question. Supporters hold a class too, but questions are for members and staff.
AUDIENCE = frozenset({STAFF, *(f"class:{each}" for each in MEMBER_CLASSES)})
SHOWN_ON_THE_DESK = 20
NEAR = 5
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Somebody a question was put to, and why, in words."""

    asking: Asking
    organisation: str
    because: list[str]


@dataclass(frozen=True, slots=True)
class Reply:
    post: Post
    is_answer: bool
    may_change: bool
    may_mark: bool
    may_thank: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    topic: Topic
    themes: list[Theme]
    replies: list[Reply]
    asked_of: list[AskedOf]
    mine: AskedOf | None
    near: list[Hit]
    moves: frozenset[str]
    reports: list[Report]
    may_moderate: bool
    may_put: bool
    may_reply: bool


def question_page(topic: Topic, actor: Actor) -> QuestionPage:
    subject = QuestionSubject.objects.filter(topic=topic).first()
    moderates = actor.may(Permission.TOPIC_MODERATE)
    of_asker = actor.may(Permission.ANSWER_MARK, organisation=topic.organisation_id)
    asked_of = _asked_of(topic, actor)
    mine = next((each for each in asked_of if each.asking.person_id == actor.person), None)
    unanswered = topic.state in UNANSWERED
    return QuestionPage(
        topic=topic,
        themes=list(subject.themes.kept().order_by("name")) if subject else [],
        replies=_replies(topic, actor, of_asker=of_asker),
        asked_of=asked_of if of_asker or moderates else [],
        mine=mine if mine and mine.asking.is_open and unanswered else None,
        near=near_to(topic, actor),
        moves=TOPIC.open_to(actor, state=topic.state) if moderates else frozenset(),
        reports=list(topic.reports.filter(settled_at=None)) if moderates else [],
        may_moderate=moderates,
        may_put=unanswered and (of_asker or mine is not None),
        may_reply=topic.state != REMOVED and bool(voices(actor) or may_as_staff(actor)),
    )


def _replies(topic: Topic, actor: Actor, *, of_asker: bool) -> list[Reply]:
    posts = topic.posts.select_related("author", "organisation")
    marks = of_asker and "answer" in TOPIC.open_to(
        actor, state=topic.state, organisation=topic.organisation_id
    )
    own = actor.organisations_where(Permission.TOPIC_ASK)
    return [
        Reply(
            post=post,
            is_answer=topic.answer_id == post.pk,
            may_change=post.is_shown
            and actor.person is not None
            and post.author_id == actor.person
            and may_still_change(post.posted_at, timezone.now()),
            may_mark=marks and post.is_shown and topic.answer_id != post.pk,
            may_thank=post.is_shown
            and post.thanked_at is None
            and topic.organisation_id in own
            and post.organisation_id != topic.organisation_id,
        )
        for post in posts
    ]


def _asked_of(topic: Topic, actor: Actor) -> list[AskedOf]:
    """For whoever asked, staff, and each of those who were asked about themselves."""
    askings = list(topic.askings.select_related("person"))
    bodies = organisations_of([each.person_id for each in askings])
    return [
        AskedOf(
            each,
            bodies.get(each.person_id, ""),
            because(
                each.because,
                bodies.get(each.person_id, ""),
                you=each.person_id == actor.person,
            ),
        )
        for each in askings
    ]


def organisations_of(people: list[int]) -> dict[int, str]:
    """For whom each of them stands today, by name; the main one where there are several."""
    standing = (
        Representation.objects.current_on(today())
        .filter(
            person__in=people,
            organisation__in=Organisation.objects.members_on(today()).values("pk"),
        )
        .select_related("organisation")
        .order_by("is_primary", "-pk")
    )
    return {each.person_id: each.organisation.name for each in standing}


def near_to(topic: Topic, actor: Actor) -> list[Hit]:
    return like(f"discussion.topic:{topic.pk}", tokens_of(actor), limit=NEAR)


def what_there_is(words: str, actor: Actor) -> tuple[list[Hit], list[Hit]]:
    """What the library has after all, and questions that were asked before."""
    tokens = tokens_of(actor)
    found = find(Asked(words=words), tokens).hits
    asked = find(Asked(words=words, kinds=frozenset({"question"})), tokens).hits
    return [hit for hit in found if hit.kind != "question"][:NEAR], list(asked[:NEAR])


def may_read(actor: Actor) -> bool:
    """Staff, and whoever stands for a member; supporters are none."""
    is_member = in_membership(actor.classes) and actor.may_somewhere(Permission.TOPIC_READ)
    return actor.may(Permission.TOPIC_READ) or is_member


def voices(actor: Actor) -> list[Organisation]:
    """For which organisations somebody may reply."""
    return list(speaks_for(actor, Permission.TOPIC_REPLY))


def may_as_staff(actor: Actor) -> bool:
    return actor.may(Permission.TOPIC_REPLY)


def questions(actor: Actor, *, state: str = "", theme: str = "") -> QuerySet[Topic]:
    """Those that may be seen, newest first, with how many replies each has."""
    found = Topic.objects.visible_to(actor)
    if state == "open":
        found = found.filter(state__in=UNANSWERED)
    elif state:
        found = found.filter(state=state)
    if theme:
        about = QuestionSubject.objects.filter(themes__slug=theme)
        found = found.filter(pk__in=about.values("topic"))
    replies = Count("posts", filter=Q(posts__state="shown"))
    found = found.select_related("organisation").annotate(replies=replies)
    return found.order_by("-asked_at", "-pk")


def moderators() -> QuerySet[Account]:
    """The accounts of staff who look after questions today."""
    return staff_who_may(Permission.TOPIC_MODERATE)


def still_reads(person: int | None) -> bool:
    """Whether somebody stands for a member today, and so may read questions."""
    if person is None:
        return False
    members = Organisation.objects.members_on(today()).values("pk")
    standing = Representation.objects.current_on(today()).filter(person=person)
    return standing.filter(organisation__in=members).exists()


def to_be_looked_after() -> QuerySet[Topic]:
    """Open questions to which nobody has replied."""
    return (
        Topic.objects.to_the_network()
        .filter(state=OPEN)
        .exclude(posts__state="shown")
        .order_by("pk")
    )


def standing_of(topic: Topic) -> Standing:
    waiting = Count("pk", filter=Q(replied_at=None, passed_at=None))
    put = topic.askings.aggregate(asked=Count("pk"), waiting=waiting, last=Max("asked_at"))
    since = topic.asked_again_at or topic.asked_at
    replies = topic.posts.shown().exclude(author=topic.asked_by_id)
    return Standing(
        since=timezone.localtime(since).date(),
        asked=put["asked"],
        waiting=put["waiting"],
        last_asked_at=put["last"],
        replies=replies.count() if topic.asked_by_id else topic.posts.shown().count(),
    )


def working_days_after(start: date, days: int) -> date:
    """In England; in a year whose holidays are not known yet, weekdays alone."""
    try:
        return _calendar().after(start, days)
    except UnknownYear:
        day = start
        while days:
            day += timedelta(days=1)
            days -= day.weekday() < SATURDAY
        return day


def _calendar() -> WorkingCalendar:
    known = {nation.value.replace("_", " "): nation for nation in Nation}
    extra = [
        OneOff(each.day, frozenset(known[name.lower()] for name in each.nations))
        for each in ExtraHoliday.objects.all()
    ]
    return of_nation(Nation.ENGLAND, extra)


def answered_by(organisation: Organisation) -> int:
    """How many questions of others its people have answered."""
    answered = Topic.objects.to_the_network().filter(
        state=ANSWERED, answer__organisation=organisation
    )
    return answered.exclude(organisation=organisation).count()


def waiting_for(actor: Actor) -> list[Waiting]:
    """Questions that were put to this person, and for staff what nobody answered or somebody
    reported: in one query."""
    wanted = []
    if actor.person is not None and in_membership(actor.classes):
        wanted.append(Q(asked_me__isnull=False, state__in=UNANSWERED))
    if actor.may(Permission.TOPIC_MODERATE):
        wanted.append(Q(reported__isnull=False) | Q(state=WITH_STAFF))
    if not wanted:
        return []
    mine = Asking.objects.filter(
        topic=OuterRef("pk"), person=actor.person or 0, replied_at=None, passed_at=None
    )
    reports = Report.objects.filter(topic=OuterRef("pk"), settled_at=None)
    topics = Topic.objects.to_the_network().annotate(
        asked_me=Subquery(mine.values("asked_at")[:1]),
        reported=Subquery(reports.values("reported_at")[:1]),
    )
    found = topics.filter(reduce(or_, wanted)).order_by("asked_at", "pk")[:SHOWN_ON_THE_DESK]
    return [_waiting(topic, actor) for topic in found]


def _waiting(topic: Topic, actor: Actor) -> Waiting:
    asked_me, reported = getattr(topic, "asked_me", None), getattr(topic, "reported", None)
    if reported and actor.may(Permission.TOPIC_MODERATE):
        what, since = _("Look at what was reported in “%(title)s”"), reported
    elif asked_me and topic.state in UNANSWERED:
        what, since = _("Answer “%(title)s”, or say that you cannot help"), asked_me
    else:
        what, since = _("Find an answer to “%(title)s”: nobody has replied"), topic.asked_at
    return Waiting(
        what=what % {"title": topic},
        address=reverse("library:question", args=[topic.pk]),
        since=timezone.localtime(since).date(),
    )
