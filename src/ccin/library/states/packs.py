"""The life of a pack of case studies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ccin.access.permissions import Permission
from ccin.kernel.lifecycle import Lifecycle, Move


class PackState(TextChoices):
    DRAFT = "draft", _("Being put together")
    PUBLISHED = "published", _("Published")


DRAFT, PUBLISHED = PackState

PACK = Lifecycle(
    name="pack",
    start=DRAFT,
    moves={
        "change": Move(frozenset({DRAFT}), DRAFT, needs=Permission.PACK_CHANGE),
        "publish": Move(frozenset({DRAFT}), PUBLISHED, needs=Permission.PACK_CHANGE),
        "reopen": Move(frozenset({PUBLISHED}), DRAFT, needs=Permission.PACK_CHANGE),
    },
)
