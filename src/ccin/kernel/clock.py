"""The network's own calendar day: that of London, whatever the server's."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    return datetime.now(UTC).astimezone(LONDON).date()
