"""Which letters need somebody."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from ccin.access.actor import Actor
from ccin.access.permissions import Permission
from ccin.kernel.waiting import Waiting
from ccin.outbox.models import Letter
from ccin.outbox.states import FAILED


def waiting_for(actor: Actor) -> list[Waiting]:
    """Letters that could not be sent, for whoever may send them again."""
    if not actor.may(Permission.LETTER_RESEND):
        return []
    since = list(Letter.objects.failed().order_by("written_at").values_list("written_at")[:100])
    if not since:
        return []
    words = ngettext(
        "Look at a letter that could not be sent",
        "Look at %(count)d letters that could not be sent",
        len(since),
    )
    return [
        Waiting(
            what=words % {"count": len(since)},
            address=f"{reverse('outbox:letters')}?state={FAILED}",
            since=timezone.localtime(since[0][0]).date(),
        )
    ]
