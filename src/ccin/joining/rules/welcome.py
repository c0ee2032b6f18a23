"""The welcome list and the yearly check of contacts: days and what counts, as plain values."""

from datetime import date, timedelta

# Proposals of ours: the network has published none of these (docs/sources.md).
WELCOME_LASTS = timedelta(days=90)
REMINDED_AFTER = (timedelta(days=30), timedelta(days=60))
CHECK_MONTH = 6  # after the elections of May
CHECK_LASTS = timedelta(days=30)
ASKED_WITHIN = timedelta(days=60)  # of the first day of a round; whoever joins later waits a year
NEW_MEMBERS_ARE_SPARED = timedelta(days=120)  # the welcome list has just asked them
ENOUGH_CONTACTS = 2


def letters_due(starts_on: date, on: date) -> int:
    """How many letters about what is missing should have gone by that day."""
    return sum(starts_on + after <= on for after in REMINDED_AFTER)


def contacts_are_complete(*, has_main: bool, people: int, without_address: int) -> bool:
    """A main contact, somebody besides, and an address for each."""
    return has_main and people >= ENOUGH_CONTACTS and without_address == 0


def check_begins(on: date) -> date:
    """The first day of the present round of checks: the last first of June."""
    year = on.year if on.month >= CHECK_MONTH else on.year - 1
    return date(year, CHECK_MONTH, 1)


def is_to_be_asked(joined_on: date, last_asked_on: date | None, on: date) -> bool:
    """Once in each round, as it begins, unless it joined so lately that it has just told."""
    round_began = check_begins(on)
    if on > round_began + ASKED_WITHIN:
        return False
    if joined_on + NEW_MEMBERS_ARE_SPARED > on:
        return False
    return last_asked_on is None or last_asked_on < round_began
