"""What is said of a written procedure. That it opened, and that a vote is missing, goes at once;
how it ended is told in the digest, unless it is about a confidential matter: such letters are kept
apart."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.governance.models import Procedure, Vote
from ccin.governance.reads.sittings import keepers_of
from ccin.kernel.clock import today
from ccin.members.models import Person
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write


def procedure_opened(procedure: Procedure, voters: Iterable[Person]) -> None:
    subject = _("Please vote: %(title)s") % {"title": title_of(procedure)}
    _write("procedure_opened", procedure, voters, subject)


def vote_missing(procedure: Procedure, voters: Iterable[Person]) -> None:
    subject = _("Your vote is missing: %(title)s") % {"title": title_of(procedure)}
    _write("vote_missing", procedure, voters, subject)


def procedure_closed(procedure: Procedure, votes: Iterable[Vote]) -> None:
    """To chair and clerk, whose turn it is if nothing came of it, and to everybody else who could
    vote."""
    keepers = {
        person.pk: person for person in keepers_of(procedure.matter, procedure.body, today())
    }
    others = {
        vote.appointment.person_id: vote.appointment.person
        for vote in votes
        if vote.left_at is None and vote.appointment.person_id not in keepers
    }
    title = _("%(result)s: %(title)s") % {
        "result": procedure.get_state_display(),
        "title": title_of(procedure),
    }
    _tell("procedure_closed", procedure, keepers.values(), title, personal=True)
    _tell("procedure_closed", procedure, others.values(), title, personal=False)


def procedure_stopped(procedure: Procedure, reason: str) -> None:
    voters = procedure.votes.filter(left_at__isnull=True).select_related("appointment__person")
    people = [vote.appointment.person for vote in voters]
    title = _("Stopped: %(title)s") % {"title": title_of(procedure)}
    _tell("procedure_stopped", procedure, people, title, personal=True, reason=reason)


def title_of(procedure: Procedure) -> str:
    """A letter box is no place for what is restricted."""
    matter = procedure.matter
    return _("a confidential matter") if matter.restricted else matter.title


def _tell(
    name: str,
    procedure: Procedure,
    people: Iterable[Person],
    title: str,
    *,
    personal: bool,
    reason: str = "",
) -> None:
    if procedure.matter.restricted:
        _write(name, procedure, people, title, reason=reason)
        return
    body = procedure.body
    tell(
        f"governance.{name}",
        to=[_recipient(person) for person in people if person.email],
        section=sections.of_body(body.pk, body.name),
        title=title,
        address=_address_of(procedure),
        personal=personal,
        audience=[f"body:{body.pk}"],
        procedure=procedure,
        matter=title_of(procedure),
        reason=reason,
    )


def _write(
    name: str, procedure: Procedure, people: Iterable[Person], subject: str, *, reason: str = ""
) -> None:
    for person in people:
        if person.email:
            write(
                f"governance.{name}",
                to=_recipient(person),
                subject=subject,
                restricted=procedure.matter.restricted,
                procedure=procedure,
                title=title_of(procedure),
                address=_address_of(procedure),
                reason=reason,
            )


def _recipient(person: Person) -> Recipient:
    return Recipient(person.email, person.name, f"person:{person.pk}")


def _address_of(procedure: Procedure) -> str:
    return f"{settings.SITE_ADDRESS}{procedure.get_absolute_url()}"
