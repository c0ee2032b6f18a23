"""Beginning an application, sharing it and taking it back: what the people who write it do."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.accounts.models import Account, SignInLink
from ccin.accounts.operations.accounts import account_for
from ccin.accounts.operations.sign_in import link_to
from ccin.audit.operations import record
from ccin.governance.operations.matters import withdraw_matter
from ccin.governance.states import OPEN as OPEN_MATTERS
from ccin.joining.models import Applicant, Application, Enquiry
from ccin.joining.notices import applications as notices
from ccin.joining.operations.enquiries import close_enquiry
from ccin.joining.reads.applications import as_applicant
from ccin.joining.reads.starting import (
    GROUP,
    LONGEST,
    PARISH,
    Sought,
    belongs_by_name,
    in_sentences,
    may_join,
)
from ccin.joining.states import APPLICATION, CLOSED
from ccin.kernel.clock import today
from ccin.kernel.errors import Refused
from ccin.members.rules.eligibility import Answer
from ccin.outbox.models import Letter

MACHINE = Actor.command("joining")
# Bounds on what the open page takes in, so that nobody can flood a third person's letter box.
LINKS_TO_ONE_ADDRESS_A_DAY = 5
LINKS_AN_HOUR = 120
MOST_WRITERS = 12
LONGEST_ADDRESS = SignInLink._meta.get_field("address").max_length or 0


@dataclass(frozen=True, slots=True)
class Beginning:
    """Which body would join, and who writes for it."""

    sought: Sought
    name: str  # of the person
    fictional: bool = False  # of the demonstration


@dataclass(frozen=True, slots=True)
class Started:
    """Where beginning led: to one's own application, or to the one that somebody has begun."""

    application: Application
    is_mine: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    email: str


@transaction.atomic
def ask_for_link(begun: Beginning, *, email: str, by: Actor) -> None:
    """Anyone may ask; nothing begins before whoever reads mail at the address has come back by it,
    so that nobody begins in another's name or keeps a council's place for it."""
    _refuse_unless_it_may_join(begun.sought)
    _refuse_a_flood(email)
    if Account.objects.filter(email__iexact=email.strip(), is_active=False).exists():
        return  # whoever asks learns nothing about an account that was stopped
    account = account_for(email, name=begun.name, by=MACHINE)
    link = link_to(account, _address_to_begin(begun.sought))
    notices.application_link(account, link, begun.sought.called)
    record(by, "joining.application_link_asked", account)


@transaction.atomic
def start_application(begun: Beginning, *, by: Actor) -> Started:
    """Of several who begin for one body, the first writes; the others learn that it is begun, and
    the first learns who else asked. No application is ever begun twice."""
    account = Account.objects.get(pk=by.account or 0)
    _refuse_unless_it_may_join(begun.sought)
    return _begin(begun, account, enquiry=None, by=by)


@transaction.atomic
def offer_application(enquiry: Enquiry, sought: Sought, *, by: Actor) -> Started:
    """Staff make an application of an enquiry: name, address and council go into it, and whoever
    asked gets a letter with a link."""
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())
    by.must(Permission.ENQUIRY_ANSWER)
    if not enquiry.email:
        raise Refused(_("There is no e-mail address to send the link to. Ask for one first."))
    _refuse_unless_it_may_join(sought)
    account = account_for(enquiry.email, name=enquiry.name, by=MACHINE)
    started = _begin(Beginning(sought, enquiry.name), account, enquiry=enquiry, by=by)
    if started.is_mine:
        notices.application_offered(
            started.application, account, _link(account, started.application)
        )
    if enquiry.state != CLOSED:
        close_enquiry(enquiry, outcome=_("An application was made of it"), by=by)
    return started


@transaction.atomic
def share_application(application: Application, colleague: Colleague, *, by: Actor) -> None:
    """Let a colleague write it too: a letter brings a link, and an account if there is none."""
    _lock(application)
    as_applicant(by, application).must(Permission.APPLICATION_WRITE)
    if not application.is_open:
        raise Refused(_("This application is closed. Begin a new one to work on it together."))
    if application.applicants.count() >= MOST_WRITERS:
        raise Refused(_("As many people as can be write this application already."))
    account = account_for(
        colleague.email, name=colleague.name, fictional=application.fictional, by=MACHINE
    )
    if application.applicants.filter(account=account).exists():
        raise Refused(_("This colleague writes the application already."))
    _add_writer(application, account)
    personal = {"name": colleague.name}
    record(by, "joining.application_shared", application, concerning=[account], personal=personal)
    notices.application_shared(application, account, _link(account, application), by.name)


@transaction.atomic
def withdraw_application(application: Application, *, reason: str, by: Actor) -> None:
    """By those who write it, or by staff whom they asked. Its matter is closed with it."""
    _lock(application)
    move = APPLICATION.move("withdraw", state=application.state)
    as_applicant(by, application).must(move.needs)
    application.state = move.target
    application.closed_at = application.changed_at = timezone.now()
    application.outcome_note = reason
    application.version += 1
    application.save(update_fields=["state", "closed_at", "changed_at", "outcome_note", "version"])
    if application.matter is not None and application.matter.state in OPEN_MATTERS:
        withdraw_matter(application.matter, by=by)
    record(by, "joining.application_withdrawn", application, concerning=_concerned(application))
    notices.application_withdrawn(application)


def _begin(begun: Beginning, account: Account, *, enquiry: Enquiry | None, by: Actor) -> Started:
    sought, now = begun.sought, timezone.now()
    found = may_join(sought, on=today())
    key = sought.key(account=account.pk)
    application = Application(
        membership_class=found.membership_class,
        sub_kind=found.sub_kind,
        kind=sought.organisation_kind,
        name=sought.called or begun.name,
        body_key=key,
        authority=sought.authority if sought.kind != GROUP else None,
        parish=sought.parish,
        principal_council=sought.authority if sought.kind == GROUP else None,
        standing=sought.standing if sought.kind == GROUP else "",
        enquiry=enquiry,
        fictional=sought.fictional or begun.fictional,
        applicant_name=begun.name,
        started_at=now,
        changed_at=now,
    )
    if sought.kind == PARISH and sought.parish:
        application.principal_council = sought.parish.authority
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:
        return _join_the_one_begun(key, account, by=by)
    _add_writer(application, account, began_it=True)
    record(by, "joining.application_begun", application, membership_class=found.membership_class)
    return Started(application, is_mine=True, is_new=True)


def _join_the_one_begun(key: str, account: Account, *, by: Actor) -> Started:
    """Somebody has begun it: whoever writes it is told who asked, and can share it in one step."""
    application = Application.objects.open().get(body_key=key)
    if application.applicants.filter(account=account).exists():
        return Started(application, is_mine=True, is_new=False)
    personal = {"name": account.name, "email": account.email}
    record(
        by,
        "joining.application_asked_for",
        application,
        concerning=[account],
        personal=personal,
    )
    notices.application_asked_for(application, account)
    return Started(application, is_mine=False, is_new=False)


def _address_to_begin(sought: Sought) -> str:
    """A very long name is cut until the address fits; it can be put right where it leads."""
    page = reverse("joining:start")
    for longest in (LONGEST, 60, 20):
        address = f"{page}?{replace(sought, name=sought.name[:longest]).query}"
        if len(address) <= LONGEST_ADDRESS:
            break
    return address


def _refuse_unless_it_may_join(sought: Sought) -> None:
    if belongs_by_name(sought, on=today()):
        raise Refused(
            _("A body of this name belongs to the network already. Its main contact invites you.")
        )
    found = may_join(sought, on=today())
    if found.answer is not Answer.MAY_JOIN:
        raise Refused(" ".join(in_sentences(found)))


def _refuse_a_flood(email: str) -> None:
    links = Letter.objects.filter(kind="joining.application_link")
    day, hour = timezone.now() - timedelta(days=1), timezone.now() - timedelta(hours=1)
    if links.filter(to_email__iexact=email, due_at__gte=day).count() >= LINKS_TO_ONE_ADDRESS_A_DAY:
        raise Refused(_("We have sent several links to this address today. Use the last one."))
    if links.filter(due_at__gte=hour).count() >= LINKS_AN_HOUR:
        raise Refused(_("Many people are beginning applications. Try again in an hour."))


def _link(account: Account, application: Application) -> str:
    return link_to(account, reverse("joining:draft", args=[application.pk]))


def _add_writer(application: Application, account: Account, *, began_it: bool = False) -> None:
    Applicant.objects.create(
        application=application, account=account, began_it=began_it, added_at=timezone.now()
    )


def _concerned(application: Application) -> list[Model]:
    return [application.organisation] if application.organisation else []


def _lock(application: Application) -> None:
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
