"""What is said about applications, one function for each thing that has happened."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from ccin.accounts.models import Account
from ccin.accounts.reads.recipients import recipient_of
from ccin.governance.models import Question
from ccin.joining.models import Application
from ccin.joining.notices.staff import to_staff
from ccin.joining.reads.stated import stated_in
from ccin.outbox.operations.writing import write

ASKED_SALT = "joining.asked"


def application_link(account: Account, link: str, body: str) -> None:
    write(
        "joining.application_link",
        to=recipient_of(account),
        subject=_("Your link to the application to join"),
        secret=settings.SIGN_IN_LINK_LIVES,
        link=link,
        body=body,
    )


def application_offered(application: Application, account: Account, link: str) -> None:
    write(
        "joining.application_offered",
        to=recipient_of(account),
        subject=_("Your application to join is ready for you"),
        secret=settings.SIGN_IN_LINK_LIVES,
        link=link,
        application=application,
    )


def application_shared(application: Application, account: Account, link: str, sharer: str) -> None:
    write(
        "joining.application_shared",
        to=recipient_of(account),
        subject=_("An application to join is shared with you"),
        secret=settings.SIGN_IN_LINK_LIVES,
        link=link,
        application=application,
        sharer=sharer,
    )


def application_asked_for(application: Application, asker: Account) -> None:
    """The link brings the asker's name and address to the page that shares it."""
    who = signing.dumps({"name": asker.name, "email": asker.email}, salt=ASKED_SALT)
    share = reverse("joining:share", args=[application.pk])
    for writer in application.applicants.select_related("account"):
        write(
            "joining.application_asked_for",
            to=recipient_of(writer.account),
            subject=_("A colleague wants to apply for the same body"),
            application=application,
            asker=asker,
            address=f"{settings.SITE_ADDRESS}{share}?who={who}",
        )


def application_received(application: Application) -> None:
    """The receipt, with a copy of what was sent."""
    for writer in application.applicants.select_related("account"):
        write(
            "joining.application_received",
            to=recipient_of(writer.account),
            subject=_("We have received the application of %(name)s") % {"name": application},
            application=application,
            sections=stated_in(application),
            address=_address(application),
        )


def application_arrived(application: Application) -> None:
    title = _("An application to join: %(name)s") % {"name": application}
    to_staff("joining.application_arrived", application, title)


def application_withdrawn(application: Application) -> None:
    """To those who wrote it, whose application ends; staff are told, if it had reached them."""
    subject = _("The application of %(name)s is withdrawn") % {"name": application}
    for writer in application.applicants.select_related("account"):
        write(
            "joining.application_withdrawn",
            to=recipient_of(writer.account),
            subject=subject,
            application=application,
        )
    if application.submitted_at:
        to_staff("joining.application_withdrawn", application, subject)


def question_asked(application: Application, question: Question) -> None:
    page = reverse("joining:answer_question", args=[application.pk, question.pk])
    for writer in application.applicants.select_related("account"):
        write(
            "joining.question_asked",
            to=recipient_of(writer.account),
            subject=_("A question about the application of %(name)s") % {"name": application},
            application=application,
            question=question,
            address=f"{settings.SITE_ADDRESS}{page}",
        )


def application_waits(application: Application, *, lapses_on: object) -> None:
    for writer in application.applicants.select_related("account"):
        write(
            "joining.application_waits",
            to=recipient_of(writer.account),
            subject=_("The application of %(name)s waits for you") % {"name": application},
            application=application,
            lapses_on=lapses_on,
            address=_address(application),
        )


def application_lapsed(application: Application) -> None:
    for writer in application.applicants.select_related("account"):
        write(
            "joining.application_lapsed",
            to=recipient_of(writer.account),
            subject=_("The application of %(name)s has lapsed") % {"name": application},
            application=application,
        )


def _address(application: Application) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('joining:draft', args=[application.pk])}"
