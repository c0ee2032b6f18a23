"""The passes: digests go to whoever may read them today; at night old links go, and roles begin and
end by date, and the editor follows."""

from django.db.models import Exists, OuterRef, Q

from ccin.access.actor import Actor
from ccin.accounts.models import Account, RoleHeld
from ccin.accounts.operations.roles import write_wagtail_groups
from ccin.accounts.operations.sign_in import clear_links as clear
from ccin.accounts.reads.standings import standings
from ccin.kernel.clock import today
from ccin.kernel.progress import Tell
from ccin.outbox.operations.digests import send_digests as send


def write_groups(by: Actor, tell: Tell) -> str:
    held = RoleHeld.objects.current_on(today()).filter(account=OuterRef("pk"))
    concerned = Account.objects.filter(Q(is_staff=True) | Q(groups__isnull=False) | Exists(held))
    accounts = list(concerned.distinct())
    changed = 0
    for number, account in enumerate(accounts, 1):
        changed += write_wagtail_groups(account, by=by)
        tell(number, len(accounts))
    return f"Accounts whose groups changed: {changed}" if changed else ""


def clear_links(by: Actor, tell: Tell) -> str:
    cleared = clear(by=by)
    return f"Sign-in links cleared: {cleared}" if cleared else ""


def send_digests(by: Actor, tell: Tell) -> str:
    written = send(standings, by=by, tell=tell)
    return f"Digests written: {written}" if written else ""
