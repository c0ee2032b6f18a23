"""The letters of a written procedure: opened, a vote missing, closed, stopped."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.governance.models import Procedure, Vote
from ccin.governance.reads.sittings import keepers_of
from ccin.kernel.clock import today
from ccin.members.models import Person
from ccin.outbox.operations.writing import Recipient, write


def procedure_opened(procedure: Procedure, voters: Iterable[Person]) -> None:
    subject = _("Please vote: %(title)s") % {"title": title_of(procedure)}
    _write("procedure_opened", procedure, voters, subject)


def vote_missing(procedure: Procedure, voters: Iterable[Person]) -> None:
    subject = _("Your vote is missing: %(title)s") % {"title": title_of(procedure)}
    _write("vote_missing", procedure, voters, subject)


def procedure_closed(procedure: Procedure, votes: Iterable[Vote]) -> None:
    """To everybody who could vote, and to chair and clerk, whose turn it is if nothing came of
    it."""
    voters = [vote.appointment.person for vote in votes if vote.left_at is None]
    keepers = keepers_of(procedure.matter, procedure.body, today())
    people = {person.pk: person for person in [*voters, *keepers]}
    subject = _("%(result)s: %(title)s") % {
        "result": procedure.get_state_display(),
        "title": title_of(procedure),
    }
    _write("procedure_closed", procedure, people.values(), subject)


def procedure_stopped(procedure: Procedure, reason: str) -> None:
    voters = procedure.votes.filter(left_at__isnull=True).select_related("appointment__person")
    people = [vote.appointment.person for vote in voters]
    subject = _("Stopped: %(title)s") % {"title": title_of(procedure)}
    _write("procedure_stopped", procedure, people, subject, reason=reason)


def title_of(procedure: Procedure) -> str:
    """A letter box is no place for what is restricted."""
    matter = procedure.matter
    return _("a confidential matter") if matter.restricted else matter.title


def _write(
    name: str, procedure: Procedure, people: Iterable[Person], subject: str, *, reason: str = ""
) -> None:
    for person in people:
        if person.email:
            write(
                f"governance.{name}",
                to=Recipient(person.email, person.name, f"person:{person.pk}"),
                subject=subject,
                restricted=procedure.matter.restricted,
                procedure=procedure,
                title=title_of(procedure),
                address=f"{settings.SITE_ADDRESS}{procedure.get_absolute_url()}",
                reason=reason,
            )
