"""What the outbox keeps; other rooms import from here."""

from ccin.outbox.models.arrivals import Arrival, Reach
from ccin.outbox.models.letters import Letter
from ccin.outbox.models.mailings import Addressee, Mailing
from ccin.outbox.models.notices import Choice, Digest, Notice, Telling

__all__ = [
    "Addressee",
    "Arrival",
    "Choice",
    "Digest",
    "Letter",
    "Mailing",
    "Notice",
    "Reach",
    "Telling",
]
