"""Asking to join an organisation's team: a work address suggests it, its contact confirms it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.accounts import notices
from ccin.accounts.models import Account, TeamRequest
from ccin.accounts.operations.accounts import account_for
from ccin.accounts.operations.invitations import person_of, stand
from ccin.accounts.reads.actors import suggested_for
from ccin.accounts.states import TEAM_REQUEST, WAITING
from ccin.audit.operations import record
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.models import Organisation, Representation
from ccin.members.operations.representations import RepresentationDetails


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: the address was proved, by a sign-in or by the link in a letter."""

    email: str
    name: str
    role: str
    job_title: str = ""


@transaction.atomic
def ask_to_join_team(organisation: Organisation, asking: Asking, *, by: Actor) -> TeamRequest:
    """Open to whoever reads mail at the organisation's own domain; nothing else changes yet."""
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())
    if organisation not in suggested_for(asking.email):
        raise Refused(
            _("Your e-mail address is not of this organisation. Ask its main contact to invite you")
        )
    fictional = organisation.fictional
    account = account_for(asking.email, name=asking.name, fictional=fictional, by=by)
    if _stands_for(account, organisation):
        raise Refused(_("You stand for this organisation already. Sign in to see it."))
    open_requests = TeamRequest.objects.filter(account=account, state=WAITING)
    if open_requests.filter(organisation=organisation).exists():
        raise Refused(_("You have asked already. We write to you when your request is answered."))
    request = TeamRequest.objects.create(
        account=account,
        organisation=organisation,
        role=asking.role,
        job_title=asking.job_title.strip(),
    )
    record(
        Actor(f"account:{account.pk}", str(account)),
        "accounts.team_request_made",
        organisation,
        concerning=[request],
        role=str(request.get_role_display()),
    )
    notices.team_request_made(request)
    return request


def _stands_for(account: Account, organisation: Organisation) -> bool:
    held = Representation.objects.current_on(today()).filter(organisation=organisation)
    return bool(account.person_id) and held.filter(person=account.person_id).exists()


@transaction.atomic
def confirm_team_request(request: TeamRequest, *, by: Actor) -> None:
    """The asker stands for the organisation from today on."""
    _lock(request)
    move = TEAM_REQUEST.move("confirm", state=request.state)
    by.must(move.needs, organisation=request.organisation_id)
    person = person_of(request.account, fictional=request.organisation.fictional)
    details = RepresentationDetails(request.role, today(), job_title=request.job_title)
    stand(person, request.organisation, details)
    request.state = move.target
    request.save(update_fields=["state"])
    record(
        by,
        "accounts.team_request_confirmed",
        request.organisation,
        concerning=[person, request],
    )
    notices.team_request_answered(request)


@transaction.atomic
def decline_team_request(request: TeamRequest, *, by: Actor) -> None:
    _lock(request)
    move = TEAM_REQUEST.move("decline", state=request.state)
    by.must(move.needs, organisation=request.organisation_id)
    request.state = move.target
    request.save(update_fields=["state"])
    record(by, "accounts.team_request_declined", request.organisation, concerning=[request])
    notices.team_request_answered(request)


def _lock(request: TeamRequest) -> None:
    locked = TeamRequest.objects.select_for_update(of=("self",))
    request.refresh_from_db(from_queryset=locked)
