"""The letters about a matter, one function for each thing that has happened."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.governance.models import Question
from ccin.outbox.operations.writing import Recipient, write


def question_answered(question: Question) -> None:
    asker, matter = question.asked_by, question.matter
    if asker.email:
        write(
            "governance.question_answered",
            to=Recipient(asker.email, asker.name, f"person:{asker.pk}"),
            subject=_("Your question has been answered"),
            restricted=matter.restricted,
            question=question,
            title=_("a confidential matter") if matter.restricted else matter.title,
            address=f"{settings.SITE_ADDRESS}{matter.get_absolute_url()}",
        )
