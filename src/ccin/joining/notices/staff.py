"""What staff who deal with applications are told: work that waits for them, in their digest."""

from typing import Any

from django.conf import settings

from ccin.accounts.reads.recipients import recipient_of
from ccin.joining.models import Application
from ccin.joining.reads.enquiries import answerers
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.search.rules import STAFF


def to_staff(kind: str, application: Application, title: str, **context: Any) -> None:
    tell(
        kind,
        to=[recipient_of(account) for account in answerers()],
        section=sections.work(),
        title=title,
        address=f"{settings.SITE_ADDRESS}{application.get_absolute_url()}",
        personal=True,
        audience=[STAFF],
        application=application,
        **context,
    )
