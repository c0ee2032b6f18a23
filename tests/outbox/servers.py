"""Mail servers that answer as they are told: real backends, chosen by `settings.EMAIL_BACKEND`."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Scripted(BaseEmailBackend):
    """Gives one answer a letter: an exception to raise, or None to take it."""

    answers: list[Exception | None] = []
    taken: list[EmailMessage] = []
    away = False

    def open(self) -> bool:
        if Scripted.away:
            raise ConnectionRefusedError(111, "Connection refused")
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            answer = Scripted.answers.pop(0) if Scripted.answers else None
            if answer:
                raise answer
            message.message()  # what a header cannot hold is found out here
            Scripted.taken.append(message)
        return len(messages)
