"""A tool written by many: opened to proposals, and each proposal answered."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.errors import Refused
from ccin.library.models import Resource, Section
from ccin.library.notices import together as notices
from ccin.library.operations.resources import lock_to_write
from ccin.library.reads.together import TOGETHER, may_propose, working_for
from ccin.library.reads.writing import may_write
from ccin.library.rules.together import is_time_for_a_letter
from ccin.texts.models import Comment, Proposal
from ccin.texts.operations import proposing
from ccin.texts.operations.proposing import Change
from ccin.texts.states import OPEN


@transaction.atomic
def open_to_proposals(resource: Resource, *, by: Actor) -> None:
    """From now on every member who may read it reads the working version and proposes."""
    lock_to_write(resource, by=by)
    if resource.kind not in TOGETHER:
        raise Refused(_("Only tools and guides are written together."))
    if _save_open(resource, True):
        record(by, "library.proposals_opened", resource)


@transaction.atomic
def close_to_proposals(resource: Resource, *, by: Actor) -> None:
    """What was proposed can still be answered."""
    lock_to_write(resource, by=by)
    if _save_open(resource, False):
        record(by, "library.proposals_closed", resource)


@transaction.atomic
def make_proposal(section: Section, change: Change, *, by: Actor) -> Proposal:
    """By any member who may read the working version; its maintainers hear of it by letter, of
    several at once."""
    resource = _lock_to_propose(section, by=by)
    proposal = proposing.propose(section.text, change, by=by)
    record(by, "library.proposal_made", resource, section=section.pk, proposal=proposal.pk)
    return proposal


@transaction.atomic
def renew(proposal: Proposal, change: Change, *, by: Actor) -> Proposal:
    """The same proposal for the paragraph as it reads now, by its author."""
    section = _section_of(proposal)
    resource = _lock_to_propose(section, by=by)
    made = proposing.renew_proposal(proposal, change, by=by)
    record(by, "library.proposal_renewed", resource, section=section.pk, proposal=made.pk)
    return made


@transaction.atomic
def accept(proposal: Proposal, *, answer: str = "", by: Actor) -> None:
    """The working version takes it up, credited to its author; readers see it with the next
    release."""
    section = _section_of(proposal)
    lock_to_write(section.resource, by=by)
    version = proposing.accept_proposal(proposal, answer=answer, by=by)
    record(
        by,
        "library.proposal_accepted",
        section.resource,
        section=section.pk,
        proposal=proposal.pk,
        version=version.number,
    )
    notices.proposal_answered(section.resource, proposal, by=by)


@transaction.atomic
def decline(proposal: Proposal, *, answer: str, by: Actor) -> None:
    section = _section_of(proposal)
    lock_to_write(section.resource, by=by)
    proposing.decline_proposal(proposal, answer=answer, by=by)
    record(
        by,
        "library.proposal_declined",
        section.resource,
        section=section.pk,
        proposal=proposal.pk,
    )
    notices.proposal_answered(section.resource, proposal, by=by)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Actor) -> None:
    resource = _section_of(proposal).resource
    resource.refresh_from_db(from_queryset=_locked())
    _must_propose(by)
    proposing.withdraw_proposal(proposal, by=by)
    record(by, "library.proposal_withdrawn", resource, proposal=proposal.pk)


@transaction.atomic
def remark(
    section: Section, about: str, words: str, *, proposal: Proposal | None = None, by: Actor
) -> Comment:
    """About a paragraph, or about what somebody proposed: those who may propose, and those who
    answer them."""
    resource = section.resource
    resource.refresh_from_db(from_queryset=_locked())
    is_seen = working_for(by).filter(pk=resource.pk).exists()
    if not is_seen or not (may_propose(by, resource) or may_write(by, resource)):
        raise PermissionDenied(Permission.PROPOSAL_MAKE)
    comment = proposing.comment_on(section.text, about, words, proposal=proposal, by=by)
    record(by, "library.remark_made", resource, section=section.pk)
    if proposal is not None:
        notices.proposal_discussed(resource, proposal, comment, by=by)
    return comment


@transaction.atomic
def settle(comment: Comment, *, by: Actor) -> None:
    section = Section.objects.select_related("resource").get(text=comment.text_id)
    lock_to_write(section.resource, by=by)
    proposing.settle_comment(comment, by=by)
    record(by, "library.remark_settled", section.resource, section=section.pk)


@transaction.atomic
def tell_of_proposals(resource: Resource, *, by: Actor) -> int:
    """One letter about all that was proposed since the last one, at most one a day."""
    resource.refresh_from_db(from_queryset=_locked())
    by.must(Permission.LETTER_SEND)
    now = timezone.now()
    if not is_time_for_a_letter(resource.proposals_told_at, now):
        return 0
    new = Proposal.objects.filter(text__in=resource.sections.values("text"), state=OPEN)
    if resource.proposals_told_at:
        new = new.filter(made_at__gt=resource.proposals_told_at)
    number = new.count()
    if number:
        resource.proposals_told_at = now
        resource.save(update_fields=["proposals_told_at"])
        notices.proposals_made(resource, number)
        record(by, "library.proposals_told", resource, number=number)
    return number


def _must_propose(by: Actor) -> None:
    if not by.may_somewhere(Permission.PROPOSAL_MAKE):
        raise PermissionDenied(Permission.PROPOSAL_MAKE)


def _lock_to_propose(section: Section, *, by: Actor) -> Resource:
    resource = section.resource
    resource.refresh_from_db(from_queryset=_locked())
    _must_propose(by)
    if not working_for(by).filter(pk=resource.pk).exists():
        raise PermissionDenied(Permission.PROPOSAL_MAKE)
    if not resource.open_to_proposals:
        raise Refused(_("Nothing is proposed here now: its maintainers have closed it."))
    return resource


def _section_of(proposal: Proposal) -> Section:
    return Section.objects.select_related("resource").get(text=proposal.text_id)


def _save_open(resource: Resource, is_open: bool) -> bool:
    """Whether that changed anything."""
    if resource.open_to_proposals == is_open:
        return False
    resource.open_to_proposals = is_open
    resource.version += 1
    resource.save(update_fields=["open_to_proposals", "version"])
    return True


def _locked() -> QuerySet[Resource]:
    return Resource.objects.select_for_update()
