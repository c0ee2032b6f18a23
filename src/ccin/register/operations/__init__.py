"""Every write to the register, by what it is about; callers import from here."""

from ccin.register.operations.authorities import AuthorityDetails, MeasureDetails, add_authority
from ccin.register.operations.facts import Loaded, load_facts
from ccin.register.operations.importing import import_official
from ccin.register.operations.keeping import (
    ChangeDetails,
    Correction,
    add_holiday,
    add_name,
    correct_authority,
    record_change,
    record_control,
    remove_holiday,
    remove_name,
)

__all__ = [
    "AuthorityDetails",
    "ChangeDetails",
    "Correction",
    "Loaded",
    "MeasureDetails",
    "add_authority",
    "add_holiday",
    "add_name",
    "correct_authority",
    "import_official",
    "load_facts",
    "record_change",
    "record_control",
    "remove_holiday",
    "remove_name",
]
