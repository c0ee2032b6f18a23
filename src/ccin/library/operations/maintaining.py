"""Who maintains a resource with its owner, and what its next release changes."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.library.models import MaintainerInvitation, Partner, Resource
from ccin.library.notices import together as notices
from ccin.library.operations.indexing import index_resource
from ccin.library.operations.publishing import LONGEST_CHANGES
from ccin.library.operations.resources import lock_to_write
from ccin.library.reads.together import TOGETHER
from ccin.library.states.resources import PartnerRole
from ccin.members.models import Membership, Organisation


@transaction.atomic
def invite_maintainer(
    resource: Resource, organisation: Organisation, *, by: Actor
) -> MaintainerInvitation:
    """Ask a member to answer for a tool together with its owner."""
    lock_to_write(resource, by=by)
    if resource.kind not in TOGETHER:
        raise Refused(_("Only tools and guides are written together."))
    if not Membership.objects.held_on(today()).filter(organisation=organisation).exists():
        raise Refused(_("Only an organisation in membership can maintain it."))
    maintains = resource.partners.filter(role=PartnerRole.MAINTAINER, organisation=organisation)
    if organisation.pk == resource.owner_id or maintains.exists():
        raise Refused(_("%(name)s maintains it already.") % {"name": organisation})
    try:
        with transaction.atomic():
            invitation = MaintainerInvitation.objects.create(
                resource=resource,
                organisation=organisation,
                invited_by=by.key[:80],
                invited_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused(_("%(name)s has been asked already.") % {"name": organisation}) from None
    record(by, "library.maintainer_invited", resource, concerning=[organisation])
    notices.maintainer_invited(invitation, by=by)
    return invitation


@transaction.atomic
def answer_maintainer_invitation(
    invitation: MaintainerInvitation, *, accepts: bool, by: Actor
) -> None:
    """By the people of the organisation that was asked."""
    resource = invitation.resource
    resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
    invitation.refresh_from_db(from_queryset=MaintainerInvitation.objects.select_for_update())
    by.must(Permission.RESOURCE_WRITE, organisation=invitation.organisation_id)
    if invitation.answered_at:
        raise Refused(_("This has been answered already."))
    invitation.answered_at, invitation.accepted = timezone.now(), accepts
    invitation.save(update_fields=["answered_at", "accepted"])
    if accepts:
        Partner.objects.get_or_create(
            resource=resource,
            organisation_id=invitation.organisation_id,
            role=PartnerRole.MAINTAINER,
        )
    if accepts:
        record(by, "library.maintainer_accepted", resource, concerning=[invitation.organisation])
        _let_be_found(resource)
    else:
        record(by, "library.maintainer_declined", resource, concerning=[invitation.organisation])
    notices.maintainer_answered(invitation)


@transaction.atomic
def take_back_maintainer_invitation(invitation: MaintainerInvitation, *, by: Actor) -> None:
    lock_to_write(invitation.resource, by=by)
    gone, _kinds = invitation.resource.maintainer_invitations.filter(
        pk=invitation.pk, answered_at=None
    ).delete()
    if gone:
        concerned = [invitation.organisation]
        record(by, "library.maintainer_uninvited", invitation.resource, concerning=concerned)


@transaction.atomic
def stop_maintaining(partner: Partner, *, by: Actor) -> None:
    """By the maintainer itself, its owner, another maintainer or an editor. Whoever owns it goes on
    maintaining it."""
    resource = partner.resource
    if by.may(Permission.RESOURCE_WRITE, organisation=partner.organisation_id):
        resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
    else:
        lock_to_write(resource, by=by)
    gone, _kinds = resource.partners.filter(pk=partner.pk, role=PartnerRole.MAINTAINER).delete()
    if gone:
        record(by, "library.maintainer_stopped", resource, concerning=[partner.organisation])
        _let_be_found(resource)


@transaction.atomic
def say_what_changed(resource: Resource, words: str, *, by: Actor) -> None:
    """What the next release changes, in the words of those who maintain it: the editor who
    publishes it finds them there."""
    lock_to_write(resource, by=by)
    words = words.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST_CHANGES:
        raise Refused(_("Say it in %(most)s characters or fewer.") % {"most": LONGEST_CHANGES})
    if words == resource.changes_said:
        return
    resource.changes_said = words
    resource.version += 1
    resource.save(update_fields=["changes_said", "version"])
    record(by, "library.changes_said", resource)


def _let_be_found(resource: Resource) -> None:
    """Whoever maintains it finds it, whomever else it is for."""
    if resource.is_readable:
        index_resource(resource)
