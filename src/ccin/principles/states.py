"""How far an organisation says it has come with a principle."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Score(IntegerChoices):
    """A proposal of ours: the network's own scale is not published (docs/sources.md)."""

    NOT_YET = 0, _("Not yet")
    BEGINNING = 1, _("We have begun")
    IN_PART = 2, _("In part of what we do")
    IN_MOST = 3, _("In most of what we do")
    EVERYWHERE = 4, _("It is how we work")
