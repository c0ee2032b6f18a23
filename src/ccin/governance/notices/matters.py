"""What is told about a matter, one function for each thing that has happened."""

from django.conf import settings
from django.utils.translation import gettext as _

from ccin.governance.models import Question
from ccin.outbox import sections
from ccin.outbox.operations.telling import tell
from ccin.outbox.operations.writing import Recipient, write


def question_answered(question: Question) -> None:
    """In the digest, but about a confidential matter in a letter that is kept apart."""
    asker, matter = question.asked_by, question.matter
    if not asker.email:
        return
    to = Recipient(asker.email, asker.name, f"person:{asker.pk}")
    title = _("Your question has been answered")
    address = f"{settings.SITE_ADDRESS}{matter.get_absolute_url()}"
    if matter.restricted:
        write(
            "governance.question_answered",
            to=to,
            subject=title,
            restricted=True,
            address=address,
        )
        return
    tell(
        "governance.question_answered",
        to=[to],
        section=sections.of_body(question.body_id, question.body.name),
        title=title,
        address=address,
        personal=True,
        audience=[f"body:{question.body_id}"],
        matter=matter.title,
    )
