"""What happened in the network in a time, worded for everybody: the Update is public.

Of members' questions only their number is told; a group is named only where anybody may read it.
Who left is not told: that is theirs to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.discussion.models import Group, Topic
from ccin.discussion.models.topics import TopicQuerySet
from ccin.discussion.states import ANSWERED, REMOVED, GroupReach, HowToJoin
from ccin.funding.models import Project, Round
from ccin.funding.states import RoundState
from ccin.governance.reads.decisions import decisions_for
from ccin.governance.states import MatterKind, Outcome
from ccin.kernel.clock import LONDON
from ccin.kernel.money import show
from ccin.library.models import Pack, Resource
from ccin.members.models import Membership, Organisation
from ccin.members.reasons import day_in_words
from ccin.members.states import EndReason, MembershipClass
from ccin.newsroom.rules.items import as_words, first_sentence
from ccin.newsroom.states import ItemKind
from ccin.register.models import Succession

EVERYBODY = frozenset({"public"})
FIGURES = "/figures/"  # the website's page of them
TO_JOIN = frozenset(
    {
        MatterKind.JOIN_FULL,
        MatterKind.JOIN_ASSOCIATE,
        MatterKind.JOIN_AFFILIATE,
        MatterKind.JOIN_SUPPORTER,
    }
)
DAY = timedelta(days=1)
AHEAD = timedelta(days=60)  # as far as dates to keep look


@dataclass(frozen=True, slots=True)
class Happened:
    """`key` names it for good, so that it is told once; `told_by` the other one that tells the same
    better: who joined was admitted."""

    kind: ItemKind
    key: str
    heading: str
    words: str
    address: str
    fictional: bool = False
    told_by: str = ""


def happened(since: date, until: date, *, invented: bool) -> list[Happened]:
    """In the order in which an issue shows it; `invented` bodies only in a demonstration."""
    begun = _begun(since, until)
    found = [
        *_joiners(begun),
        *_decisions(since, until, begun),
        *_awards(since, until),
        *_rounds(since, until),
        *_resources(since, until),
        *_packs(since, until),
        *_questions(since, until, invented=invented),
        *_places(until),
        *_reorganisations(until),
        *_figures(),
        *_calls(invented=invented),
    ]
    return [each for each in found if invented or not each.fictional]


def _begun(since: date, until: date) -> list[Membership]:
    """A change of class is no joining, nor is a membership whose first day nobody knows."""
    begun = Membership.objects.filter(
        starts_on__range=(since, until),
        starts_on_is_known=True,
        previous=None,
        organisation__merged_into=None,
    ).exclude(end_reason=EndReason.CORRECTED)
    return list(begun.select_related("organisation").order_by("starts_on", "organisation__name"))


def _joiners(begun: Sequence[Membership]) -> Iterator[Happened]:
    for one in begun:
        organisation = one.organisation
        values = {"name": as_words(organisation.name), "day": day_in_words(one.starts_on)}
        joined = _joined(one.membership_class) % values
        of_itself = first_sentence(organisation.summary)
        yield Happened(
            kind=ItemKind.JOINER,
            key=_joiner_key(one),
            heading=_("Welcome to %(name)s") % {"name": organisation.name},
            words=f"{joined}\n\n> {of_itself}" if of_itself else joined,
            address=organisation.get_absolute_url(),
            fictional=organisation.fictional,
        )


def _joiner_key(membership: Membership) -> str:
    return f"members.membership:{membership.pk}"


def _joined(membership_class: str) -> str:
    return {
        MembershipClass.FULL: _("%(name)s joined the network as a full member on %(day)s."),
        MembershipClass.ASSOCIATE: _("%(name)s joined the network as an associate on %(day)s."),
        MembershipClass.AFFILIATE: _("%(name)s joined the network as an affiliate on %(day)s."),
        MembershipClass.SUPPORTER: _("%(name)s became a supporter of the network on %(day)s."),
    }[MembershipClass(membership_class)]


def _decisions(since: date, until: date, begun: Sequence[Membership]) -> Iterator[Happened]:
    """Those that everybody may read, told as their own page tells them: what kind of matter, whom
    it concerned, who decided."""
    joined = {one.organisation_id: _joiner_key(one) for one in begun}
    listed = Project.objects.public().filter(awarded_on__range=(since, until)).exclude(decision="")
    funded = {
        number: f"funding.project:{key}" for number, key in listed.values_list("decision", "pk")
    }
    made = decisions_for(Actor.public()).filter(recorded_at__date__range=(since, until))
    for one in made.order_by("recorded_at", "pk"):
        concerned = list(one.matter.concerns.all())
        names = ", ".join(each.name for each in concerned)
        kind = str(one.matter.get_kind_display())
        yield Happened(
            kind=ItemKind.DECISION,
            key=f"governance.decision:{one.pk}",
            heading=f"{kind}: {names}" if names else kind,
            words=_approved(one.outcome)
            % {
                "body": as_words(one.body.name),
                "day": day_in_words(one.made_on),
                "number": one.number,
            },
            address=one.get_absolute_url(),
            fictional=any(each.fictional for each in concerned),
            told_by=funded.get(one.number)
            or _admitted(one.matter.kind, [each.pk for each in concerned], joined),
        )


def _admitted(kind: str, concerned: Sequence[int], joined: Mapping[int, str]) -> str:
    """The welcome of the one whom a decision admitted, where it is told of too."""
    if kind not in TO_JOIN or len(concerned) != 1:
        return ""
    return joined.get(concerned[0], "")


def _approved(outcome: str) -> str:
    """Everybody reads approvals alone."""
    if outcome == Outcome.APPROVE_WITH_CONDITIONS:
        return _(
            "%(body)s approved it on %(day)s, with conditions. The decision is number %(number)s."
        )
    return _("%(body)s approved it on %(day)s. The decision is number %(number)s.")


def _awards(since: date, until: date) -> Iterator[Happened]:
    """Projects whose bidder was told that they are funded: by their decision they stand among the
    decisions, and here with what they are."""
    funded = Project.objects.public().filter(awarded_on__range=(since, until))
    for one in funded.select_related("lead").order_by("awarded_on", "pk"):
        yield Happened(
            kind=ItemKind.DECISION,
            key=f"funding.project:{one.pk}",
            heading=_("Funded: %(title)s") % {"title": one.title},
            words=_award_in_words(one),
            address=one.get_absolute_url(),
            fictional=one.fictional or bool(one.lead and one.lead.fictional),
        )


def _award_in_words(project: Project) -> str:
    values = {
        "kind": project.get_kind_display(),
        "who": as_words(str(project.lead or project.lead_as_published)),
        "money": show(project.amount or 0, whole=True),
    }
    if project.amount is None:
        return _("%(kind)s, led by %(who)s.") % values
    return _("%(kind)s, led by %(who)s, with %(money)s from the network.") % values


def _rounds(since: date, until: date) -> Iterator[Happened]:
    """Calls that opened, and those that close soon, each with its closing minute."""
    opened = Q(opens_at__date__range=(since, until))
    closing = Q(opens_at__date__lte=until, closes_at__date__range=(until + DAY, until + AHEAD))
    calls = Round.objects.filter(opened | closing, state=RoundState.AGREED)
    for one in calls.order_by("closes_at", "pk"):
        assert one.closes_at
        closes = one.closes_at.astimezone(LONDON)
        yield Happened(
            kind=ItemKind.DEADLINE,
            key=f"funding.round:{one.pk}",
            heading=_("Call for bids: %(title)s") % {"title": one.title},
            words=_("Bids close on %(day)s at %(time)s.")
            % {"day": day_in_words(closes.date()), "time": f"{closes:%H:%M}"},
            address=one.get_absolute_url(),
            fictional=one.fictional,
        )


def _resources(since: date, until: date) -> Iterator[Happened]:
    """What everybody may read, as its last release has it. What was only brought over without its
    day is no news."""
    found = Resource.objects.public().filter(published_on__range=(since, until), archived_on=None)
    found = found.select_related("owner").prefetch_related("releases")
    for one in found.order_by("published_on", "pk"):
        released = [each for each in one.releases.all() if each.is_for(EVERYBODY)]
        if one.appeared_on is None or not released:
            continue
        content = released[0].content  # the newest stands first
        yield Happened(
            kind=ItemKind.RESOURCE,
            key=f"library.resource:{one.pk}",
            heading=content["title"],
            words=_resource_in_words(one, content["summary"]),
            address=one.get_absolute_url(),
            fictional=one.fictional or bool(one.owner and one.owner.fictional),
        )


def _resource_in_words(resource: Resource, summary: str) -> str:
    kind = str(resource.get_kind_display())
    of = f"{kind}, {as_words(resource.owner.name)}." if resource.owner else f"{kind}."
    return f"{as_words(summary)}\n\n{of}" if summary else of


def _packs(since: date, until: date) -> Iterator[Happened]:
    found = Pack.objects.published().filter(published_on__range=(since, until))
    for one in found.order_by("published_on", "pk"):
        yield Happened(
            kind=ItemKind.RESOURCE,
            key=f"library.pack:{one.pk}",
            heading=one.title,
            words=_("A pack of case studies: read it on its page, or print it as one document."),
            address=one.get_absolute_url(),
            fictional=one.fictional,
        )


def _questions(since: date, until: date, *, invented: bool) -> Iterator[Happened]:
    """Members ask among themselves, so the public hears how much, and nothing of what."""
    put = _put_to_the_network(invented=invented)
    asked = put.filter(asked_at__date__range=(since, until)).count()
    answered = put.filter(state=ANSWERED, answered_at__date__range=(since, until)).count()
    if not asked and not answered:
        return
    words = ngettext(
        "Members asked each other %d question.", "Members asked each other %d questions.", asked
    )
    answers = ngettext("%d was answered.", "%d were answered.", answered)
    yield Happened(
        kind=ItemKind.QUESTION,
        key="discussion.questions",
        heading=_("What members asked each other"),
        words=" ".join([words % asked, answers % answered, _("Members read them by signing in.")]),
        address=reverse("library:questions"),
    )


def _calls(*, invented: bool) -> Iterator[Happened]:
    number = _put_to_the_network(invented=invented).unanswered().count()
    if not number:
        return
    words = ngettext(
        "%d question from a member waits for somebody who knows.",
        "%d questions from members wait for somebody who knows.",
        number,
    )
    yield Happened(
        kind=ItemKind.CALL,
        key="discussion.unanswered",
        heading=_("Questions that wait for an answer"),
        words=" ".join([words % number, _("If you are a member, sign in and have a look.")]),
        address=reverse("library:questions"),
    )


def _put_to_the_network(*, invented: bool) -> TopicQuerySet:
    put = Topic.objects.to_the_network().exclude(state=REMOVED)
    return put if invented else put.filter(fictional=False).exclude(organisation__fictional=True)


def _places(until: date) -> Iterator[Happened]:
    """Until when a place in a learning set can be asked for."""
    ahead = (until, until + AHEAD)
    groups = Group.objects.open().filter(
        wishes_close_on__range=ahead, reach=GroupReach.PUBLIC, how_to_join=HowToJoin.ASK
    )
    for one in groups.order_by("wishes_close_on", "name"):
        assert one.wishes_close_on
        day = day_in_words(one.wishes_close_on)
        yield Happened(
            kind=ItemKind.DEADLINE,
            key=f"discussion.group:{one.pk}",
            heading=_("%(group)s: ask for a place") % {"group": one.name},
            words=_("Places can be asked for until %(day)s.") % {"day": day},
            address=one.get_absolute_url(),
            fictional=one.fictional,
        )


def _reorganisations(until: date) -> Iterator[Happened]:
    """Councils in membership that others take the place of soon: told once, with the law's day."""
    ahead = (until + timedelta(days=1), until + AHEAD)
    members = Organisation.objects.members_on(until).exclude(authority=None)
    steps = Succession.objects.filter(
        event__happens_on__range=ahead, predecessor__in=members.order_by().values("authority")
    ).select_related("event")
    events = {step.event_id: step.event for step in steps}
    gone = {(step.event_id, step.predecessor_id) for step in steps}
    concerned = list(members.filter(authority__in={authority for _event, authority in gone}))
    for key, event in sorted(events.items(), key=lambda pair: (pair[1].happens_on, pair[0])):
        theirs = [each for each in concerned if (key, each.authority_id) in gone]
        yield Happened(
            kind=ItemKind.DEADLINE,
            key=f"register.event:{key}",
            heading=event.title,
            words=_("First day: %(day)s. Members concerned: %(names)s.")
            % {
                "day": day_in_words(event.happens_on),
                "names": ", ".join(as_words(each.name) for each in theirs),
            },
            address=theirs[0].get_absolute_url(),
            fictional=any(each.fictional for each in theirs),
        )


def _figures() -> Iterator[Happened]:
    """Counted while the issue is put together, and kept as they are when it goes."""
    yield Happened(
        kind=ItemKind.FIGURE,
        key="members.figures",
        heading=_("How many we are"),
        words=_(
            "Counted from the records of this day, as on the website. Supporters are counted "
            "apart: they are not members."
        ),
        address=FIGURES,
    )
