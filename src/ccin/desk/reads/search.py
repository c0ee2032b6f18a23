"""One search over organisations, people, applications and the register, for staff."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, Subquery

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.joining.models import Application
from ccin.joining.models.applications import ApplicationQuerySet
from ccin.members.models import Organisation, OrganisationQuerySet, Person, PersonQuerySet
from ccin.register.models import Authority, AuthorityQuerySet

SHOWN = 20
LONGEST, MOST_WORDS = 200, 8


@dataclass(frozen=True, slots=True)
class Found:
    """At most twenty of each kind; `more` names the kinds of which there are others."""

    organisations: list[Organisation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    authorities: list[Authority] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    more: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.organisations or self.people or self.authorities or self.applications)


def search(text: str, actor: Actor) -> Found:
    """Every word must occur in a name; words beyond the eighth, or 200 characters, do not count."""
    words = text.replace("\0", " ")[:LONGEST].split()[:MOST_WORDS]
    if not words:
        return Found()
    organisations = list(_organisations(words, actor)[: SHOWN + 1])
    people = list(_people(words, actor)[: SHOWN + 1])
    authorities = list(_authorities(words, actor)[: SHOWN + 1])
    applications = list(_applications(words, actor)[: SHOWN + 1])
    counts = {
        "organisations": len(organisations),
        "people": len(people),
        "authorities": len(authorities),
        "applications": len(applications),
    }
    return Found(
        organisations[:SHOWN],
        people[:SHOWN],
        authorities[:SHOWN],
        applications[:SHOWN],
        frozenset(kind for kind, count in counts.items() if count > SHOWN),
    )


def _organisations(words: list[str], actor: Actor) -> OrganisationQuerySet:
    found = Organisation.objects.kept().visible_to(actor)
    for word in words:
        found = found.filter(Q(name__icontains=word) | Q(authority__short_name__icontains=word))
    return found


def _people(words: list[str], actor: Actor) -> PersonQuerySet:
    found = Person.objects.kept().visible_to(actor)
    for word in words:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found


def _applications(words: list[str], actor: Actor) -> ApplicationQuerySet:
    found = Application.objects.visible_to(actor)
    for word in words:
        found = found.filter(name__icontains=word)
    return found.distinct()


def _authorities(words: list[str], actor: Actor) -> AuthorityQuerySet:
    """By any of its names, each with its organisation where the network knows one."""
    if not actor.may(Permission.REGISTER_READ):
        return Authority.objects.none()
    known = Organisation.objects.kept().filter(authority=OuterRef("pk"))
    found = Authority.objects.annotate(organisation=Subquery(known.values("pk")[:1]))
    for word in words:
        found = found.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(other_names__text__icontains=word)
        )
    return found.distinct()
