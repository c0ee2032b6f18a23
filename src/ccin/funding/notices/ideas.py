"""What is said of work areas to those who are in them."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.funding.models import Idea
from ccin.kernel.clock import today
from ccin.library.reads.asking import AUDIENCE
from ccin.members.models import Organisation, Person, Representation
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write


def idea_merged(idea: Idea, into: Idea) -> None:
    """To whoever put it forward; supporters find it on the page of the other."""
    _tell("idea_merged", idea, _("Your work area went into another"), into=into)


def idea_set_aside(idea: Idea) -> None:
    _tell("idea_set_aside", idea, _("Your work area was set aside"))


def partner_written_to(
    idea: Idea, partner: Organisation, words: str, *, sender: Organisation, by: Actor
) -> bool:
    """Whether there is somebody to whom the letter goes."""
    person = _who_speaks_for(partner, idea)
    if person is None:
        return False
    write(
        "funding.partner_written_to",
        to=Recipient(person.email, person.name, f"person:{person.pk}"),
        subject=_("%(sender)s writes about “%(idea)s”") % {"sender": sender, "idea": idea},
        idea=idea,
        sender=sender,
        writer=by.name,
        words=words,
        address=address_of(idea),
    )
    return True


def address_of(idea: Idea) -> str:
    return f"{settings.SITE_ADDRESS}{idea.get_absolute_url()}"


def _who_speaks_for(partner: Organisation, idea: Idea) -> Person | None:
    """Who said so of the work area if they still stand for it; else its first representative."""
    standing = Representation.objects.current_on(today()).filter(organisation=partner)
    own = [idea.put_by_id] if idea.organisation_id == partner.pk else []
    own += idea.supports.filter(organisation=partner).values_list("person", flat=True)
    by_rank = standing.exclude(person__email="").order_by("-is_primary", "starts_on", "pk")
    found = by_rank.filter(person__in=[each for each in own if each]).first() or by_rank.first()
    return found.person if found else None


def _tell(name: str, idea: Idea, title: str, into: Idea | None = None) -> None:
    person = idea.put_by
    if person is None or not person.email:
        return
    tell(
        f"funding.{name}",
        to=[Recipient(person.email, person.name, f"person:{person.pk}")],
        section=sections.funding(),
        title=title,
        audience=AUDIENCE,
        address=address_of(idea),
        idea=idea,
        into=into,
    )
