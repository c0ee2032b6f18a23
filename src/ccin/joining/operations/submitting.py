"""Sending an application: everything is checked, the body gets its record, the matter is opened."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.audit.operations import record
from ccin.governance.models import Matter
from ccin.governance.operations.matters import Opening, open_matter, resume_matter
from ccin.governance.states import OPEN as OPEN_MATTERS
from ccin.governance.states import MatterKind
from ccin.joining.models import Application
from ccin.joining.notices import applications as notices
from ccin.joining.reads.applications import as_applicant, in_words, steps_of, what_is_missing
from ccin.joining.reads.starting import (
    AUTHORITY,
    GROUP,
    PARISH,
    PERSON,
    Sought,
    in_sentences,
    may_join,
)
from ccin.joining.rules.applications import body_key
from ccin.joining.states import APPLICATION
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused, Stale
from ccin.members.models import Membership, Organisation
from ccin.members.operations.organisations import OrganisationDetails, add_organisation
from ccin.members.rules.eligibility import Answer
from ccin.members.states import MembershipClass, OrganisationKind

MACHINE = Actor.command("joining")
MATTERS = {
    MembershipClass.FULL: MatterKind.JOIN_FULL,
    MembershipClass.ASSOCIATE: MatterKind.JOIN_ASSOCIATE,
    MembershipClass.AFFILIATE: MatterKind.JOIN_AFFILIATE,
    MembershipClass.SUPPORTER: MatterKind.JOIN_SUPPORTER,
}


@transaction.atomic
def submit_application(application: Application, *, version: int, by: Actor) -> None:
    """From here on it is locked. One that was returned goes on with the matter it had."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    move = APPLICATION.move("submit", state=application.state)
    as_applicant(by, application).must(move.needs)
    if application.version != version:
        raise Stale(_("Somebody changed the application while you were looking at it. Look again."))
    _refuse_what_is_incomplete(application)
    _refuse_what_may_not_join(application)
    if application.kind and application.organisation is None:
        application.organisation = _organisation_of(application)
    application.matter = _matter_of(application)
    application.state = move.target
    application.submitted_at = application.changed_at = timezone.now()
    application.outcome_note = ""
    application.version += 1
    application.save()
    concerning = [application.organisation] if application.organisation else []
    record(by, "joining.application_submitted", application, concerning=concerning)
    notices.application_received(application)
    notices.application_arrived(application)


def _refuse_what_is_incomplete(application: Application) -> None:
    lacks = what_is_missing(application, steps_of(application))
    if lacks:
        raise Refused(" ".join(f"{in_words(lack)}." for lack in lacks))


def _refuse_what_may_not_join(application: Application) -> None:
    """The body may have joined, or ceased to be, since the application was begun."""
    found = may_join(_sought_again(application), on=today())
    if found.answer is not Answer.MAY_JOIN:
        raise Refused(" ".join(in_sentences(found)))
    if application.kind and not application.authority and not application.parish:
        known = _known_organisation(application)
        if known and Membership.objects.held_on(today()).filter(organisation=known).exists():
            raise Refused(_("%(name)s belongs to the network already.") % {"name": known})


def _sought_again(application: Application) -> Sought:
    supports = application.membership_class == MembershipClass.SUPPORTER
    if application.authority:
        return Sought(AUTHORITY, authority=application.authority)
    if application.parish:
        return Sought(PARISH, application.name, parish=application.parish, has_council=True)
    if application.kind == OrganisationKind.PARTY_GROUP:
        council = application.principal_council
        return Sought(GROUP, application.name, authority=council, standing=application.standing)
    if not application.kind:
        return Sought(PERSON, as_supporter=True)
    abroad = application.kind == OrganisationKind.ELECTED_AUTHORITY
    kind = "overseas_authority" if abroad else application.kind
    return Sought(kind, application.name, as_supporter=supports)


def _organisation_of(application: Application) -> Organisation:
    """The record of the body: found if the network knows it, made if not."""
    known = _known_organisation(application)
    if known is not None:
        return known
    details = OrganisationDetails(
        name=application.name,
        kind=application.kind,
        authority=application.authority,
        parish=application.parish,
        principal_council=application.principal_council,
        website=application.website,
        source=_("Its application to join"),
    )
    return add_organisation(details, fictional=application.fictional, by=MACHINE)


def _known_organisation(application: Application) -> Organisation | None:
    kept = Organisation.objects.kept().filter(fictional=application.fictional)
    if application.authority:
        return kept.filter(authority=application.authority).first()
    if application.parish:
        return kept.filter(parish=application.parish).first()
    alike = kept.filter(kind=application.kind)
    if application.kind == OrganisationKind.PARTY_GROUP:
        alike = alike.filter(principal_council=application.principal_council)
    own = body_key("name", name=application.name)
    named = (each for each in alike if body_key("name", name=each.name) == own)
    return next(named, None)


def _matter_of(application: Application) -> Matter:
    if application.matter is not None and application.matter.state in OPEN_MATTERS:
        resume_matter(application.matter, by=MACHINE)
        return application.matter
    opening = Opening(
        kind=MATTERS[MembershipClass(application.membership_class)],
        title=str(application),
        url_name="joining:application",
        url_key=str(application.pk),
        concerns=_concerned(application),
    )
    return open_matter(opening, by=MACHINE)


def _concerned(application: Application) -> tuple[Organisation, ...]:
    """The body; for a group or a parish the council around it, and for a council the groups that
    sit on it, where the network knows them: whoever stands for one has an interest in the other."""
    found = [application.organisation] if application.organisation else []
    known = Organisation.objects.kept()
    if application.principal_council:
        found += known.filter(authority=application.principal_council)
    if application.authority:
        groups = known.filter(kind=OrganisationKind.PARTY_GROUP)
        found += groups.filter(principal_council=application.authority)
    return tuple(found)
