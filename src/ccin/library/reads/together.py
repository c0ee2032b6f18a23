"""Working versions: who may read and propose, what is proposed where, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account
from ccin.accounts.reads.actors import main_contacts_of
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.library.models import MaintainerInvitation, Partner, Resource, Section
from ccin.library.models.resources import ResourceQuerySet, audience_with
from ccin.library.reads.writing import editors, heading_of, may_write, writers_of
from ccin.library.rules.together import A_LETTER_A
from ccin.library.states.resources import (
    DRAFT,
    PUBLISHED,
    SUBMITTED,
    PartnerRole,
    ResourceKind,
)
from ccin.members.models import Membership, Representation
from ccin.members.states import in_membership
from ccin.texts.models import Comment, Proposal
from ccin.texts.rules.proposing import Piece, changes, digest, fits, nearest, paragraphs
from ccin.texts.states import OPEN

TOGETHER = (ResourceKind.TOOL, ResourceKind.GUIDE)
WORKED_ON = (DRAFT, SUBMITTED, PUBLISHED)
SHOWN_ON_THE_DESK = 20


def working_for(actor: Actor) -> ResourceQuerySet:
    """The tools and guides whose working version this actor may read: staff and those who write
    it, always; other members where its maintainers have opened it and they may read it at all."""
    found = Resource.objects.filter(kind__in=TOGETHER, state__in=WORKED_ON)
    if actor.may(Permission.RESOURCE_READ_ANY):
        return found
    own = Q(pk__in=Resource.objects.written_by(actor).values("pk"))
    if not proposes(actor):
        return found.filter(own)
    return found.filter(own | Q(audience_with(actor), open_to_proposals=True))


def proposes(actor: Actor) -> bool:
    """Whether this actor is one of the members who may propose changes to others' tools."""
    return in_membership(actor.classes) and actor.may_somewhere(Permission.PROPOSAL_MAKE)


def may_propose(actor: Actor, resource: Resource) -> bool:
    """Of one whose working version this actor may read."""
    return resource.open_to_proposals and actor.may_somewhere(Permission.PROPOSAL_MAKE)


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """What is proposed, and whether its paragraph still reads as it did."""

    proposal: Proposal
    pieces: list[Piece]
    fits: bool


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    words: str
    name: str  # its short name in addresses
    number: int
    proposals: list[ProposalLine]
    comments: list[Comment]


@dataclass(frozen=True, slots=True)
class SectionLines:
    section: Section
    heading: str
    paragraphs: list[ParagraphLine]
    at_the_end: list[ProposalLine]  # what would be added there
    out_of_place: list[ProposalLine]  # about words that have changed since
    loose: list[Comment]


def sections_of(resource: Resource) -> list[SectionLines]:
    """The working version paragraph by paragraph, in three queries."""
    sections = list(resource.sections.select_related("text").order_by("position", "pk"))
    texts = [section.text_id for section in sections]
    proposals = list(Proposal.objects.filter(text__in=texts, state=OPEN))
    comments = list(Comment.objects.filter(text__in=texts, proposal=None, settled_at=None))
    return [_section(section, proposals, comments) for section in sections]


def _section(
    section: Section, proposals: Iterable[Proposal], comments: Iterable[Comment]
) -> SectionLines:
    words = section.text.words
    own = [line_of(each, words) for each in proposals if each.text_id == section.text_id]
    said = [each for each in comments if each.text_id == section.text_id]
    found = paragraphs(words)
    return SectionLines(
        section=section,
        heading=heading_of(section),
        paragraphs=[
            ParagraphLine(
                words=each,
                name=digest(each),
                number=number,
                proposals=[line for line in own if line.proposal.before == each],
                comments=[one for one in said if one.about == each],
            )
            for number, each in enumerate(found, 1)
        ],
        at_the_end=[line for line in own if not line.proposal.before],
        out_of_place=[line for line in own if not line.fits],
        loose=[one for one in said if one.about not in found],
    )


def line_of(proposal: Proposal, words: str) -> ProposalLine:
    pieces = changes(proposal.before, proposal.after)
    return ProposalLine(proposal, pieces, fits(proposal.before, words))


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal beside the paragraph, what is said of it, and what this actor may do."""

    resource: Resource
    section: Section
    heading: str
    proposal: Proposal
    pieces: list[Piece]
    fits: bool
    now: str  # what the paragraph most likely became; empty where nothing is like it
    since: list[Piece]  # from what it was to what it became
    comments: list[Comment]
    may_answer: bool
    may_remark: bool
    is_own: bool


def proposals_seen_by(actor: Actor) -> QuerySet[Proposal]:
    sections = Section.objects.filter(resource__in=working_for(actor).values("pk"))
    return Proposal.objects.filter(text__in=sections.values("text")).select_related("text")


def proposal_page(proposal: Proposal, actor: Actor) -> ProposalPage:
    section = Section.objects.select_related("resource__owner").get(text=proposal.text_id)
    resource, words = section.resource, proposal.text.words
    is_open, still = proposal.state == OPEN, fits(proposal.before, words)
    now = nearest(proposal.before, words) if is_open and not still else ""
    return ProposalPage(
        resource=resource,
        section=section,
        heading=heading_of(section),
        proposal=proposal,
        pieces=changes(proposal.before, proposal.after),
        fits=still,
        now=now,
        since=changes(proposal.before, now) if now else [],
        comments=list(proposal.comments.all()),
        may_answer=is_open and may_write(actor, resource),
        may_remark=may_propose(actor, resource) or may_write(actor, resource),
        is_own=is_open and proposal.author == actor.key,
    )


def maintainers_of(resource: Resource) -> list[Partner]:
    found = resource.partners.filter(role=PartnerRole.MAINTAINER).select_related("organisation")
    return list(found.order_by("organisation__name", "pk"))


def told_of_proposals(resource: Resource) -> list[Account]:
    """Those who wrote it and still stand for its owner or a maintainer; where there is none, the
    main contacts of these; where these have left the network too, the editors."""
    day = today()
    keepers = [each.organisation_id for each in maintainers_of(resource)]
    keepers += [resource.owner_id] if resource.owner_id else []
    members = Membership.objects.held_on(day).filter(organisation__in=keepers)
    keepers = list(members.order_by("organisation").values_list("organisation_id", flat=True))
    standing = Representation.objects.current_on(day).filter(organisation__in=keepers)
    writers = list(writers_of(resource).filter(person__in=standing.values("person")))
    contacts = [account for key in keepers for account in main_contacts_of(key)]
    return writers or contacts or list(editors())


def to_be_told() -> ResourceQuerySet:
    """Resources about which a letter is due: something was proposed since the last one, and that
    was long enough ago."""
    new = Section.objects.filter(
        Q(resource__proposals_told_at=None)
        | Q(text__proposals__made_at__gt=F("resource__proposals_told_at")),
        resource=OuterRef("pk"),
        text__proposals__state=OPEN,
    )
    lately = timezone.now() - A_LETTER_A
    found = Resource.objects.filter(Exists(new), kind__in=TOGETHER, state__in=WORKED_ON)
    return found.exclude(proposals_told_at__gt=lately).order_by("pk")


def listed(actor: Actor) -> ResourceQuerySet:
    """Working versions with how many proposals wait in each."""
    waiting = Q(sections__text__proposals__state=OPEN)
    found = working_for(actor).select_related("owner")
    return found.annotate(waiting=Count("sections__text__proposals", filter=waiting)).order_by(
        "title", "pk"
    )


def waiting_for(actor: Actor) -> list[Waiting]:
    """Proposals to answer, one line a resource, and organisations asked to maintain one."""
    if not actor.may_somewhere(Permission.RESOURCE_WRITE):
        return []
    mine = actor.organisations_where(Permission.RESOURCE_WRITE)
    found = [*_proposals_to_answer(actor, mine), *_invitations_of(mine)]
    return found[:SHOWN_ON_THE_DESK]


def _proposals_to_answer(actor: Actor, mine: list[int]) -> list[Waiting]:
    """Editors answer where no organisation does."""
    kept = Resource.objects.filter(kind__in=TOGETHER, state__in=WORKED_ON)
    if actor.may(Permission.RESOURCE_WRITE):
        kept = kept.filter(owner=None)
    else:
        partner = Partner.objects.filter(
            resource=OuterRef("pk"), role=PartnerRole.MAINTAINER, organisation__in=mine
        )
        kept = kept.filter(Q(owner__in=mine) | Exists(partner))
    waiting = Q(sections__text__proposals__state=OPEN)
    counted = kept.annotate(
        waiting=Count("sections__text__proposals", filter=waiting),
        first=Min("sections__text__proposals__made_at", filter=waiting),
    )
    found = counted.filter(waiting__gt=0).order_by("first", "pk")
    one = "Answer %(number)d proposal for “%(title)s”"
    many = "Answer %(number)d proposals for “%(title)s”"
    return [
        Waiting(
            what=ngettext(one, many, number) % {"number": number, "title": title},
            address=reverse("library:working", args=[pk]),
            since=timezone.localtime(first).date(),
        )
        for pk, title, number, first in found.values_list("pk", "title", "waiting", "first")[
            :SHOWN_ON_THE_DESK
        ]
    ]


def _invitations_of(mine: list[int]) -> list[Waiting]:
    if not mine:
        return []
    found = MaintainerInvitation.objects.filter(organisation__in=mine, answered_at=None)
    return [
        Waiting(
            what=_("Say whether %(organisation)s maintains “%(title)s”")
            % {"organisation": each.organisation, "title": each.resource},
            address=reverse("library:maintainer_invitation", args=[each.pk]),
            since=timezone.localtime(each.invited_at).date(),
        )
        for each in found.select_related("resource", "organisation")[:SHOWN_ON_THE_DESK]
    ]
