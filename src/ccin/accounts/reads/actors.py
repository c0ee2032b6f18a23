"""The Actor of an account, and the accounts that hold roles."""

from dataclasses import dataclass, field
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import GRANTS, STAFF_ROLES, Permission, Role
from ccin.accounts.models import Account, RoleHeld, TeamRequest
from ccin.accounts.rules import domain_of_address, suggests
from ccin.accounts.states import WAITING
from ccin.governance.reads.bodies import body_roles_of
from ccin.kernel.clock import today
from ccin.kernel.waiting import Waiting
from ccin.members.models import Membership, Organisation, Representation

SUGGESTED = 20


def actor_for(account: Account, *, second_factor: bool) -> Actor:
    """Who this account is today, from dated facts, in three queries. Without the second factor:
    no role on the staff and none in a body."""
    day = today()
    held = RoleHeld.objects.current_on(day).filter(account=account)
    roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
    standing = standing_of(account.person_id, day) if account.person_id else Standing()
    bodies = body_roles_of(account.person_id, day) if account.person_id else {}
    return Actor(
        key=f"account:{account.pk}",
        name=str(account),
        person=account.person_id,
        network_roles=roles if second_factor else roles - STAFF_ROLES,
        organisation_roles=standing.roles,
        body_roles=bodies if second_factor else {},
        classes=standing.classes,
        lacks_second_factor=not second_factor and bool(roles & STAFF_ROLES or bodies),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()


def standing_of(person: int, day: date) -> Standing:
    """For which organisations a person stands today, and in which classes those are.

    Only while the organisation holds a class: the people of one that has left may see what the
    public may see, though it is still recorded whom they stood for.
    """
    held = Membership.objects.held_on(day).filter(organisation=OuterRef("organisation"))
    standing = (
        Representation.objects.current_on(day)
        .filter(person=person)
        .annotate(class_held=Subquery(held.values("membership_class")[:1]))
        .filter(class_held__isnull=False)
        .values_list("organisation_id", "is_primary", "class_held")
    )
    roles: dict[int, frozenset[Role]] = {}
    classes = set()
    for organisation, is_primary, class_held in standing:
        role = Role.MAIN_CONTACT if is_primary else Role.REPRESENTATIVE
        roles[organisation] = roles.get(organisation, frozenset()) | {role}
        classes.add(class_held)
    return Standing(roles, frozenset(classes))


def second_factor_of(account: Account | AnonymousUser) -> Authenticator | None:
    """The app or the passkey that was set up first, if any."""
    return second_factors_of(account).first()


def app_of(account: Account | AnonymousUser) -> Authenticator | None:
    return second_factors_of(account).filter(type=Authenticator.Type.TOTP).first()


def second_factors_of(account: Account | AnonymousUser) -> QuerySet[Authenticator, Authenticator]:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found: QuerySet[Authenticator, Authenticator] = Authenticator.objects.filter(
        user_id=account.pk, type__in=kinds
    )
    return found.order_by("created_at", "pk")


def suggested_for(email: str) -> list[Organisation]:
    """Organisations in the network whose own domain this address is of; the words of a search
    find some, the rule decides."""
    domain = domain_of_address(email)
    if not domain:
        return []
    day = today()
    colleagues = Representation.objects.current_on(day).filter(
        organisation=OuterRef("pk"), person__email__iendswith=f"@{domain}"
    )
    likely = Organisation.objects.kept().filter(
        Q(website__icontains=domain) | Q(authority__website__icontains=domain) | Exists(colleagues)
    )
    held = Membership.objects.held_on(day).filter(organisation=OuterRef("pk"))
    found = likely.filter(Exists(held)).select_related("authority").order_by("name", "pk")
    addresses = _addresses_at(domain)
    return [each for each in found[:SUGGESTED] if _suggests(email, each, addresses)]


def _addresses_at(domain: str) -> dict[int, list[str]]:
    """The addresses at this domain of those who stand for an organisation today."""
    addresses: dict[int, list[str]] = {}
    standing = Representation.objects.current_on(today()).filter(
        person__email__iendswith=f"@{domain}"
    )
    for organisation, address in standing.values_list("organisation", "person__email"):
        addresses.setdefault(organisation, []).append(address)
    return addresses


def _suggests(email: str, each: Organisation, addresses: dict[int, list[str]]) -> bool:
    websites = [each.website, each.authority.website if each.authority else ""]
    return suggests(email, websites, addresses.get(each.pk, []))


def staff_who_may(permission: Permission) -> QuerySet[Account]:
    """The accounts in use whose holders may do this for the network today."""
    roles = [role for role in STAFF_ROLES if permission in GRANTS[role]]
    held = RoleHeld.objects.current_on(today()).filter(role__in=roles)
    return Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk")


def main_contacts_of(organisation: int) -> list[Account]:
    """The accounts of those who may invite for an organisation."""
    primary = Representation.objects.current_on(today()).filter(
        organisation=organisation, is_primary=True
    )
    people = primary.values("person")
    return list(Account.objects.filter(person__in=people, is_active=True).order_by("pk"))


def waiting_for(actor: Actor) -> list[Waiting]:
    """Requests to join a team: for its main contact, and for staff where there is none."""
    if not actor.may_somewhere(Permission.COLLEAGUE_INVITE):
        return []
    requests = TeamRequest.objects.filter(state=WAITING)
    if actor.may(Permission.COLLEAGUE_INVITE):
        primary = Representation.objects.current_on(today()).filter(
            organisation=OuterRef("organisation"), is_primary=True
        )
        requests = requests.exclude(Exists(primary))
    else:
        own = actor.organisations_where(Permission.COLLEAGUE_INVITE)
        requests = requests.filter(organisation__in=own)
    found = requests.select_related("account", "organisation").order_by("asked_at", "pk")
    return [
        Waiting(
            what=_("Say whether %(name)s works for %(organisation)s")
            % {"name": request.account, "organisation": request.organisation},
            address=reverse("accounts:team_request", args=[request.pk]),
            since=timezone.localtime(request.asked_at).date(),
        )
        for request in found[:SUGGESTED]
    ]
