"""Admitting a body: what follows at once, in one transaction, if nothing stands before it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts.models import Account
from ccin.accounts.operations.accounts import account_for
from ccin.audit.operations import record
from ccin.governance.models import Decision
from ccin.governance.states import Outcome
from ccin.joining.models import Application, NamedRepresentative
from ccin.joining.notices import considering as notices
from ccin.joining.operations.welcome import open_welcome
from ccin.joining.states import APPLICATION
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Membership, Organisation, Person, Representation
from ccin.members.operations import (
    PersonDetails,
    RepresentationDetails,
    add_person,
    appoint_representative,
    count_supporter,
    make_primary_contact,
)
from ccin.members.operations.memberships import MembershipDetails, open_membership, told
from ccin.members.reasons import day_in_words
from ccin.members.states import MEMBER_CLASSES, OrganisationKind
from ccin.principles.models import Assessment
from ccin.principles.operations import Answer, assess
from ccin.register.models import Authority, Succession

# What a decision brings about in other rooms is not what whoever recorded it may do by hand.
HOUSE = Actor.command("joining")


@dataclass(frozen=True, slots=True)
class Admitted:
    membership: Membership | None
    accounts: tuple[Account, ...]


def refuse_unless_it_can_join(application: Application) -> None:
    """What may have changed since the application was sent: the body itself, or its standing."""
    if application.authority is not None:
        _refuse_if_gone(application.authority)
    if application.kind == OrganisationKind.PARTY_GROUP and application.principal_council:
        _refuse_if_gone(application.principal_council)
    if application.organisation is None:
        return
    held = Membership.objects.held_on(today()).filter(organisation=application.organisation)
    if membership := held.first():
        raise Refused(
            _(
                "%(name)s has been in membership since %(day)s. Withdraw the application; to "
                "change its class, use its own page."
            )
            % {"name": application.organisation, "day": day_in_words(membership.starts_on)}
        )


def _refuse_if_gone(council: Authority) -> None:
    if council.valid_to is None or council.valid_to >= today():
        return
    found = Succession.objects.filter(predecessor=council).order_by("successor__name")
    successors = " / ".join(dict.fromkeys(found.values_list("successor__name", flat=True)))
    words = _("%(name)s ceased to exist on %(day)s, so it cannot join. Withdraw the application. ")
    gone = words % {"name": council, "day": day_in_words(council.valid_to)}
    if successors:
        raise Refused(gone + _("Its successor may apply: %(names)s.") % {"names": successors})
    raise Refused(gone.strip())


def admit(application: Application, decision: Decision, *, by: Actor) -> Admitted:
    """Caller holds the locks: the membership's edition and organisation, then the application."""
    refuse_unless_it_can_join(application)
    move = APPLICATION.move("admit", state=application.state)
    membership = _begin_membership(application, decision, by=by)
    accounts = _give_accounts(application)
    _keep_assessment(application)
    application.state = move.target
    application.membership = membership
    application.closed_at = application.changed_at = timezone.now()
    application.version += 1
    application.save(update_fields=["state", "membership", "closed_at", "changed_at", "version"])
    if membership and membership.membership_class in MEMBER_CLASSES:
        open_welcome(membership, mentor=application.mentor)
    concerning = [each for each in (application.organisation, membership) if each]
    record(
        by, "joining.application_joined", application, concerning=concerning, number=decision.number
    )
    notices.joined(application, accounts)
    return Admitted(membership, tuple(accounts))


def _begin_membership(
    application: Application, decision: Decision, *, by: Actor
) -> Membership | None:
    """An individual supporter holds none: they are counted, and named only if they agreed."""
    organisation = application.organisation
    if organisation is None:
        _count_person(application, decision)
        return None
    details = MembershipDetails(
        membership_class=application.membership_class,
        sub_kind=application.sub_kind,
        starts_on=today(),
        decision=decision.number,
        source=_("Decision %(number)s, %(body)s")
        % {"number": decision.number, "body": decision.body},
    )
    membership = open_membership(organisation, details)
    record(by, "members.membership_begun", organisation, concerning=[membership], **told(details))
    return membership


def _count_person(application: Application, decision: Decision) -> None:
    """Named in public only with their consent, which they gave on the form or did not."""
    if not application.fictional:
        source = _("Decision %(number)s") % {"number": decision.number}
        count_supporter(source=source, by=HOUSE)
    writer = application.applicants.order_by("-began_it", "pk").first()
    if writer is None or Person.objects.kept().filter(email__iexact=writer.account.email).exists():
        return
    consents = application.may_be_named
    details = PersonDetails(
        name=application.name,
        email=writer.account.email,
        listing_consent_on=today() if consents else None,
        listing_consent_source=_("Application to be a supporter") if consents else "",
    )
    add_person(details, fictional=application.fictional, by=HOUSE)
    account_for(writer.account.email, name=application.name, by=HOUSE)


def _give_accounts(application: Application) -> list[Account]:
    """Everybody named becomes a person with a role and an account; of several who share an
    address only the first signs in with it."""
    organisation = application.organisation
    accounts: dict[int, Account] = {}
    by_address: dict[str, Person] = {}
    for named in application.people.order_by("-is_primary", "pk"):
        address = named.email.strip().lower()
        person = by_address.get(address)
        is_first = person is None
        if person is None or person.name.casefold() != named.name.casefold():
            person = _person(named, address if is_first else "", fictional=application.fictional)
        if organisation is not None:
            _appoint(person, organisation, named)
        if is_first and address:
            by_address[address] = person
            if account := _account(named, fictional=application.fictional):
                accounts[account.pk] = account
    return list(accounts.values())


def _person(named: NamedRepresentative, address: str, *, fictional: bool) -> Person:
    known = Person.objects.kept().filter(email__iexact=address).first() if address else None
    if known:
        return known
    details = PersonDetails(name=named.name, email=address, phone=named.phone)
    return add_person(details, fictional=fictional, by=HOUSE)


def _appoint(person: Person, organisation: Organisation, named: NamedRepresentative) -> None:
    """Somebody known for the organisation already keeps the role they hold."""
    held = Representation.objects.current_on(today()).filter(
        person=person, organisation=organisation, role=named.role
    )
    if standing := held.first():
        if named.is_primary and not standing.is_primary:
            make_primary_contact(standing, by=HOUSE)
        return
    details = RepresentationDetails(
        role=named.role,
        starts_on=today(),
        job_title=named.job_title,
        is_primary=named.is_primary,
    )
    appoint_representative(person, organisation, details, by=HOUSE)


def _account(named: NamedRepresentative, *, fictional: bool) -> Account | None:
    """None where the account at this address was stopped: that is not undone by joining."""
    try:
        return account_for(named.email, name=named.name, fictional=fictional, by=HOUSE)
    except Refused:
        return None


def _keep_assessment(application: Application) -> None:
    """What it said of itself goes on as its first assessment, dated when it was sent."""
    organisation = application.organisation
    answers = {
        answer.principle: Answer(answer.score, answer.sentence)
        for answer in application.answers.select_related("principle__statement")
    }
    if organisation is None or not answers:
        return
    sent = application.submitted_at
    day = timezone.localtime(sent).date() if sent else today()
    if not Assessment.objects.filter(organisation=organisation, assessed_on=day).exists():
        assess(organisation, answers, assessed_on=day, by=HOUSE)


def approving(application: Application) -> Decision:
    """The decision that approved it: there is one, since only that lets it wait or join."""
    assert application.matter is not None
    return (
        Decision.objects.select_related("body")
        .filter(
            matter=application.matter,
            outcome__in=[Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS],
        )
        .latest("recorded_at")
    )
