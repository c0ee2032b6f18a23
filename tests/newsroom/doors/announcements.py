"""Doors of the newsroom: announcements. A row as in `tests/architecture/doors.py`."""

from typing import Any

from ccin.access.permissions import P
from tests.architecture.door import At, Door
from tests.factories import AddresseeFactory, AnnouncementFactory


def a_draft() -> At:
    return At({"pk": AnnouncementFactory().pk})


def one_that_went() -> At:
    return At({"pk": AnnouncementFactory(sent=True).pk})


def one_that_waits() -> At:
    made = AnnouncementFactory(sent=True)
    AddresseeFactory(mailing=made.mailing)
    return At({"pk": made.pk})


def one_that_was_stopped() -> At:
    made = AnnouncementFactory(
        sent=True, mailing__state="stopped", mailing__stopped_because="The date is wrong"
    )
    return At({"pk": made.pk})


def whom() -> dict[str, Any]:
    return {"classes": ["full"], "version": 1}


def words() -> dict[str, Any]:
    return {"subject": "A date", "words": "We meet.", "version": 1}


ROWS: dict[str, Door] = {
    "newsroom:announcements": Door(P.MAILING_SEND),
    "newsroom:begin_announcement": Door(post=P.MAILING_SEND),
    "newsroom:copy_announcement": Door(post=P.MAILING_SEND, at=one_that_went),
    "newsroom:announcement": Door(P.MAILING_SEND, at=one_that_went),
    "newsroom:announcement_segment": Door(P.MAILING_SEND, P.MAILING_SEND, at=a_draft, data=whom),
    "newsroom:announcement_words": Door(P.MAILING_SEND, P.MAILING_SEND, at=a_draft, data=words),
    "newsroom:announcement_preview": Door(P.MAILING_SEND, at=a_draft),
    "newsroom:try_announcement": Door(post=P.MAILING_SEND, at=a_draft),
    "newsroom:send_announcement": Door(
        P.MAILING_SEND, P.MAILING_SEND, at=a_draft, data=lambda: {"stamp": "", "version": 1}
    ),
    "newsroom:discard_announcement": Door(post=P.MAILING_SEND, at=a_draft),
    "newsroom:stop_announcement": Door(
        P.MAILING_SEND, P.MAILING_SEND, at=one_that_waits, data=lambda: {"because": "Wrong"}
    ),
    "newsroom:go_on_with_announcement": Door(post=P.MAILING_SEND, at=one_that_was_stopped),
    "newsroom:resend_announcement": Door(post=P.LETTER_RESEND, at=one_that_went),
    "newsroom:announcement_people": Door(P.MAILING_SEND, at=one_that_went),
}
