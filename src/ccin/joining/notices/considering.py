"""What is said of what becomes of an application, one function for each thing that happened."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.accounts.models import Account
from ccin.accounts.operations.sign_in import link_to
from ccin.accounts.reads.recipients import recipient_of
from ccin.governance.models import Body, Decision, Recommendation
from ccin.governance.reads.sittings import keepers_of
from ccin.joining.models import Application
from ccin.joining.reads.pipeline import line_of
from ccin.joining.states import Place
from ccin.kernel.clock import today
from ccin.members.states import MembershipClass
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write


def application_recommended(application: Application, said: Recommendation) -> None:
    tell_applicants(
        "joining.application_recommended",
        application,
        _("Your application to join has gone a step further"),
        said=said,
    )


def application_returned(application: Application) -> None:
    to_applicants(
        "joining.application_returned",
        application,
        _("Please put something right in your application to join"),
    )


def application_sent_back(application: Application, said: Decision) -> None:
    tell_applicants(
        "joining.application_sent_back",
        application,
        _("Your application to join is being looked at again"),
        said=said,
    )


def application_refused(application: Application, said: Decision) -> None:
    to_applicants(
        "joining.application_refused",
        application,
        _("The decision on your application to join"),
        said=said,
    )


def application_approved(application: Application, said: Decision) -> None:
    to_applicants(
        "joining.application_approved",
        application,
        _("Your application to join is approved, with conditions"),
        said=said,
        conditions=list(application.conditions.all()),
    )


def joined(application: Application, accounts: Iterable[Account]) -> None:
    """To whoever applied, the outcome; to everybody named, the way in."""
    conditions = list(application.conditions.filter(time="after"))
    is_supporter = application.membership_class == MembershipClass.SUPPORTER
    to_applicants(
        "joining.supporter_accepted" if is_supporter else "joining.application_joined",
        application,
        _("Welcome to the network"),
        conditions=conditions,
    )
    for account in accounts:
        write(
            "joining.representative_welcomed",
            to=recipient_of(account),
            subject=_("You represent %(name)s in the network") % {"name": application},
            secret=settings.SIGN_IN_LINK_LIVES,
            application=application,
            link=link_to(account, resolve_url(settings.LOGIN_REDIRECT_URL)),
            sign_in=f"{settings.SITE_ADDRESS}{reverse('account_login')}",
        )


def application_nudged(application: Application) -> int:
    """To whoever it waits for, a body by its chair and clerk; how many were reminded."""
    line = line_of(application)
    if line.place in (Place.RECOMMEND, Place.DECIDE) and application.matter:
        return to_body(
            "joining.body_nudged",
            application.matter.body,
            _("%(name)s waits for you") % {"name": application},
            application=application,
            since=line.since,
        )
    return to_applicants(
        "joining.application_nudged",
        application,
        _("Your application to join waits for you"),
        since=line.since,
        conditions=list(application.conditions.filter(state="open")),
    )


def to_applicants(kind: str, application: Application, subject: str, **context: Any) -> int:
    address = f"{settings.SITE_ADDRESS}{reverse('joining:draft', args=[application.pk])}"
    accounts = [each.account for each in application.applicants.select_related("account")]
    for account in accounts:
        write(
            kind,
            to=recipient_of(account),
            subject=subject,
            application=application,
            address=address,
            **context,
        )
    return len(accounts)


def tell_applicants(kind: str, application: Application, title: str, **context: Any) -> None:
    """What they need not know at once: in their digest."""
    applicants = application.applicants.select_related("account")
    to = [recipient_of(each.account) for each in applicants]
    tell(
        kind,
        to=to,
        section=sections.membership(),
        title=title,
        address=f"{settings.SITE_ADDRESS}{reverse('joining:draft', args=[application.pk])}",
        personal=True,
        audience=[each.key for each in to],
        application=application,
        **context,
    )


def to_body(kind: str, body: Body, title: str, **context: Any) -> int:
    """To its clerk and chair, who can bring it up; never to a chair who may not read it."""
    application = context["application"]
    assert isinstance(application, Application)
    assert application.matter is not None
    keepers = keepers_of(application.matter, body, today())
    found = {person.email: person for person in keepers if person.email}
    tell(
        kind,
        to=[
            Recipient(person.email, person.name, f"person:{person.pk}") for person in found.values()
        ],
        section=sections.of_body(body.pk, body.name),
        title=title,
        address=f"{settings.SITE_ADDRESS}{application.get_absolute_url()}",
        personal=True,
        audience=[f"body:{body.pk}"],
        body=body,
        **context,
    )
    return len(found)
